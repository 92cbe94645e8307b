"""Whose rows are whose, as `models.visibility` says in Python; and what never changes again.

A payment goes only the way that `models.payment` describes, and whom it pays, where and how much
stays as it was frozen. A bank account is replaced, never edited: its sealed number changes with
the sealing key only.
"""

from django.db import migrations

from yanzhen.apps.organisations.service import row_security
from yanzhen.apps.payments.models.visibility import OF_OWNER, OF_TENANT, OWNED

OF_TENANTS = ("run", "leftout", "receipt", "receiptline")
GUARDED = """
CREATE FUNCTION payments_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % refused: what is paid, and where, stays as it was', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER payments_payment_stays BEFORE UPDATE ON payments_payment FOR EACH ROW
    WHEN ((OLD.run_id, OLD.reference, OLD.instalment_id, OLD.award_number, OLD.payee_account_id,
           OLD.name, OLD.amount_fen, OLD.budget_line_id)
          IS DISTINCT FROM
          (NEW.run_id, NEW.reference, NEW.instalment_id, NEW.award_number, NEW.payee_account_id,
           NEW.name, NEW.amount_fen, NEW.budget_line_id)
          OR (OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
              ('frozen', 'sent'), ('frozen', 'cancelled'), ('sent', 'paid'), ('sent', 'failed'),
              ('paid', 'returned'))))
    EXECUTE FUNCTION payments_refuse();
CREATE TRIGGER payments_payment_kept BEFORE DELETE ON payments_payment
    FOR EACH ROW EXECUTE FUNCTION payments_refuse();
CREATE TRIGGER payments_payment_whole BEFORE TRUNCATE ON payments_payment
    FOR EACH STATEMENT EXECUTE FUNCTION payments_refuse();

CREATE TRIGGER payments_run_kept BEFORE DELETE ON payments_run
    FOR EACH ROW EXECUTE FUNCTION payments_refuse();
CREATE TRIGGER payments_receipt_kept BEFORE DELETE ON payments_receipt
    FOR EACH ROW EXECUTE FUNCTION payments_refuse();

-- The name of the key stands in front of what it sealed, after its length in the second byte.
CREATE TRIGGER payments_account_stays BEFORE UPDATE ON payments_payeeaccount FOR EACH ROW
    WHEN ((OLD.subject_id, OLD.account_id, OLD.tenant_id, OLD.holder, OLD.bank, OLD.last_four,
           OLD.source, OLD.given_by_id, OLD.given_at)
          IS DISTINCT FROM
          (NEW.subject_id, NEW.account_id, NEW.tenant_id, NEW.holder, NEW.bank, NEW.last_four,
           NEW.source, NEW.given_by_id, NEW.given_at)
          OR (OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
              ('proposed', 'current'), ('proposed', 'declined'), ('current', 'replaced')))
          OR (OLD.number <> NEW.number
              AND substring(OLD.number FOR 2 + get_byte(OLD.number, 1))
                = substring(NEW.number FOR 2 + get_byte(NEW.number, 1))))
    EXECUTE FUNCTION payments_refuse();
CREATE TRIGGER payments_account_kept BEFORE DELETE ON payments_payeeaccount
    FOR EACH ROW EXECUTE FUNCTION payments_refuse();
CREATE TRIGGER payments_account_whole BEFORE TRUNCATE ON payments_payeeaccount
    FOR EACH STATEMENT EXECUTE FUNCTION payments_refuse();
"""
FREE = """
DROP TRIGGER payments_payment_stays ON payments_payment;
DROP TRIGGER payments_payment_kept ON payments_payment;
DROP TRIGGER payments_payment_whole ON payments_payment;
DROP TRIGGER payments_run_kept ON payments_run;
DROP TRIGGER payments_receipt_kept ON payments_receipt;
DROP TRIGGER payments_account_stays ON payments_payeeaccount;
DROP TRIGGER payments_account_kept ON payments_payeeaccount;
DROP TRIGGER payments_account_whole ON payments_payeeaccount;
DROP FUNCTION payments_refuse;
"""


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_payments")]

    operations = [
        row_security("payments_payment", using=OWNED),
        row_security("payments_payeeaccount", using=OF_OWNER),
        *(row_security(f"payments_{one}", using=OF_TENANT) for one in OF_TENANTS),
        migrations.RunSQL(GUARDED, FREE),
    ]

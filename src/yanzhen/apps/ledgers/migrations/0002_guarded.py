"""The database keeps the ledger: it adds up, refuses what is not there, and forgets nothing.

`ledgers_post` runs once for each statement that adds movements, however many: it locks the
accounts in the order of their ids, so that two statements never wait for each other, and changes
each once.

    YZ001   an account has not so much; DETAIL: its id, what is wanted, what it has
    YZ002   a movement that cannot be: of another book, between stages that its kind does not join
"""

from django.conf import settings
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from psycopg import sql

from yanzhen.apps.organisations.service import TENANTS, row_security

JOINED = """
    ('allot', 'source', 'available'), ('recall', 'available', 'source'),
    ('pass_down', 'available', 'available'), ('carry', 'available', 'available'),
    ('hold', 'available', 'held'), ('commit', 'available', 'committed'),
    ('commit', 'held', 'committed'), ('spend', 'committed', 'spent'),
    ('release', 'held', 'available'), ('release', 'committed', 'available'),
    ('give_back', 'spent', 'available')
"""
# `enable_seqscan`: a plan is kept for a session, and one made for a thousand rows would read all
# accounts for a single one.
GUARDED = f"""
CREATE FUNCTION ledgers_post() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE
    accounts bigint[];
    deltas bigint[];
    locked integer;
    wrong record;
BEGIN
    SELECT array_agg(each.account ORDER BY each.account), array_agg(each.delta ORDER BY each.account)
      INTO accounts, deltas
      FROM (SELECT side.account, sum(side.delta)::bigint AS delta
              FROM (SELECT from_account_id AS account, -amount AS delta FROM fresh
                    UNION ALL SELECT to_account_id, amount FROM fresh) AS side
             GROUP BY side.account) AS each;
    IF accounts IS NULL THEN
        RETURN NULL;
    END IF;
    PERFORM 1 FROM ledgers_account AS a WHERE a.id = ANY (accounts) ORDER BY a.id FOR NO KEY UPDATE;
    GET DIAGNOSTICS locked = ROW_COUNT;
    IF locked < cardinality(accounts) THEN
        RAISE EXCEPTION 'a movement names an account that is none' USING ERRCODE = 'YZ002';
    END IF;

    SELECT f.key INTO wrong
      FROM (SELECT kind, from_account_id, to_account_id, book_id, tenant_id, to_tenant_id,
                   min(key) AS key, min(at) AS first, max(at) AS last
              FROM fresh GROUP BY 1, 2, 3, 4, 5, 6) AS f
      JOIN ledgers_account AS a ON a.id = f.from_account_id
      JOIN ledgers_account AS b ON b.id = f.to_account_id
      JOIN ledgers_line AS la ON la.id = a.line_id
      JOIN ledgers_line AS lb ON lb.id = b.line_id
     WHERE la.book_id <> f.book_id OR lb.book_id <> f.book_id
        OR f.tenant_id <> la.tenant_id
        OR f.to_tenant_id IS DISTINCT FROM nullif(lb.tenant_id, la.tenant_id)
        OR f.first < statement_timestamp() OR f.last > clock_timestamp()
        OR (f.kind <> 'reverse' AND (
            (f.kind, a.stage, b.stage) NOT IN (VALUES {JOINED})
            OR (la.id = lb.id) <> (f.kind NOT IN ('pass_down', 'carry'))))
     LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'movement % cannot be: its stages, its book, its place or its time',
            wrong.key USING ERRCODE = 'YZ002';
    END IF;

    SELECT f.key INTO wrong FROM fresh AS f LEFT JOIN ledgers_movement AS m ON m.id = f.reverses_id
     WHERE f.kind = 'reverse' AND (
           m.id IS NULL OR m.kind = 'reverse' OR f.amount <> m.amount
        OR f.from_account_id <> m.to_account_id OR f.to_account_id <> m.from_account_id)
     LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'movement % is not the reverse of what it names', wrong.key
            USING ERRCODE = 'YZ002';
    END IF;

    SELECT a.id, a.balance, -s.delta AS wanted INTO wrong
      FROM unnest(accounts, deltas) AS s (account, delta)
      JOIN ledgers_account AS a ON a.id = s.account
     WHERE a.stage <> 'source' AND a.balance + s.delta < 0
     ORDER BY a.id LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'account % has %, not %', wrong.id, wrong.balance, wrong.wanted
            USING ERRCODE = 'YZ001',
            DETAIL = format('%s %s %s', wrong.id, wrong.wanted, wrong.balance);
    END IF;

    UPDATE ledgers_account AS a SET balance = a.balance + s.delta
      FROM unnest(accounts, deltas) AS s (account, delta)
     WHERE a.id = s.account AND s.delta <> 0;
    RETURN NULL;
END $$;

-- No movement is being written while this is held: what has an id up to the answer is there.
CREATE FUNCTION ledgers_last_movement() RETURNS bigint LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '2s' AS $$
BEGIN
    LOCK TABLE ledgers_movement IN SHARE MODE;
    RETURN (SELECT coalesce(max(id), 0) FROM ledgers_movement);
END $$;

CREATE FUNCTION ledgers_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only: % of % refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION ledgers_keep_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' AND NEW.balance = 0 AND NEW.tenant_id = (
        SELECT line.tenant_id FROM ledgers_line AS line WHERE line.id = NEW.line_id) THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND pg_trigger_depth() > 1
       AND (NEW.id, NEW.line_id, NEW.stage, NEW.tenant_id)
         = (OLD.id, OLD.line_id, OLD.stage, OLD.tenant_id) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a balance changes with a movement only: % refused', TG_OP
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION ledgers_keep_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'ledgers_book'
       AND (to_jsonb(NEW) - 'name_zh' - 'name_en' - 'clause' - 'warns_at_percent' - 'carries_over')
         = (to_jsonb(OLD) - 'name_zh' - 'name_en' - 'clause' - 'warns_at_percent' - 'carries_over') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'books and lines stay where they are: % of % refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER ledgers_movement_posts AFTER INSERT ON ledgers_movement
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION ledgers_post();
CREATE TRIGGER ledgers_movement_stays BEFORE UPDATE OR DELETE ON ledgers_movement
    FOR EACH ROW EXECUTE FUNCTION ledgers_refuse();
CREATE TRIGGER ledgers_seal_stays BEFORE UPDATE OR DELETE ON ledgers_seal
    FOR EACH ROW EXECUTE FUNCTION ledgers_refuse();
CREATE TRIGGER ledgers_account_keeps BEFORE INSERT OR UPDATE OR DELETE ON ledgers_account
    FOR EACH ROW EXECUTE FUNCTION ledgers_keep_account();
CREATE TRIGGER ledgers_book_keeps BEFORE UPDATE OR DELETE ON ledgers_book
    FOR EACH ROW EXECUTE FUNCTION ledgers_keep_place();
CREATE TRIGGER ledgers_line_keeps BEFORE UPDATE OR DELETE ON ledgers_line
    FOR EACH ROW EXECUTE FUNCTION ledgers_keep_place();
CREATE TRIGGER ledgers_movement_whole BEFORE TRUNCATE ON ledgers_movement
    FOR EACH STATEMENT EXECUTE FUNCTION ledgers_refuse();
CREATE TRIGGER ledgers_seal_whole BEFORE TRUNCATE ON ledgers_seal
    FOR EACH STATEMENT EXECUTE FUNCTION ledgers_refuse();
CREATE TRIGGER ledgers_account_whole BEFORE TRUNCATE ON ledgers_account
    FOR EACH STATEMENT EXECUTE FUNCTION ledgers_refuse();
"""
FREE = """
DROP TRIGGER ledgers_movement_posts ON ledgers_movement;
DROP TRIGGER ledgers_movement_stays ON ledgers_movement;
DROP TRIGGER ledgers_movement_whole ON ledgers_movement;
DROP TRIGGER ledgers_seal_stays ON ledgers_seal;
DROP TRIGGER ledgers_seal_whole ON ledgers_seal;
DROP TRIGGER ledgers_account_keeps ON ledgers_account;
DROP TRIGGER ledgers_account_whole ON ledgers_account;
DROP TRIGGER ledgers_book_keeps ON ledgers_book;
DROP TRIGGER ledgers_line_keeps ON ledgers_line;
DROP FUNCTION ledgers_post, ledgers_last_movement, ledgers_refuse, ledgers_keep_account,
    ledgers_keep_place;
"""
OF_PLACE = f"tenant_id = ANY({TENANTS})"
OF_LINES = (
    f"{OF_PLACE} OR EXISTS (SELECT 1 FROM ledgers_line AS line "
    f"WHERE line.book_id = ledgers_book.id AND line.tenant_id = ANY({TENANTS}))"
)
OF_BOTH = f"{OF_PLACE} OR to_tenant_id = ANY({TENANTS})"


def take_back(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The service adds rows; a row changes only in the trigger, which is the owner's.

    The one column is for locking a row, which asks for the right to change something;
    the trigger lets nobody change it.
    """
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname FROM pg_roles WHERE rolname = %s AND rolname <> current_user",
            [settings.APP_ROLE],
        )
        if cursor.fetchone() is None:
            return
        role = sql.Identifier(settings.APP_ROLE)
        for statement in (
            "REVOKE UPDATE, DELETE, TRUNCATE ON ledgers_movement, ledgers_seal FROM {}",
            "REVOKE UPDATE, DELETE, TRUNCATE ON ledgers_account, ledgers_line FROM {}",
            "REVOKE DELETE, TRUNCATE ON ledgers_book FROM {}",
            "GRANT UPDATE (tenant_id) ON ledgers_account TO {}",
        ):
            cursor.execute(sql.SQL(statement).format(role))


class Migration(migrations.Migration):
    dependencies = [("ledgers", "0001_books")]

    operations = [
        migrations.RunSQL(GUARDED, FREE),
        row_security("ledgers_book", using=OF_LINES, adding="false"),
        row_security("ledgers_movement", using=OF_BOTH, adding="false"),
        *(
            row_security(f"ledgers_{one}", using=OF_PLACE, adding="false")
            for one in ("line", "account", "seal", "warned")
        ),
        migrations.RunPython(take_back, migrations.RunPython.noop),
    ]

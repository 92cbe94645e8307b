"""The database itself refuses to change or delete what was recorded."""

from django.db import migrations

REFUSES = """
CREATE FUNCTION audit_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit log is append-only: % of % refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_event_stays BEFORE UPDATE OR DELETE ON audit_event
    FOR EACH ROW EXECUTE FUNCTION audit_refuses();
CREATE TRIGGER audit_link_stays BEFORE UPDATE OR DELETE ON audit_link
    FOR EACH ROW EXECUTE FUNCTION audit_refuses();
"""
ALLOWS = """
DROP TRIGGER audit_event_stays ON audit_event;
DROP TRIGGER audit_link_stays ON audit_link;
DROP FUNCTION audit_refuses();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_events")]

    operations = [migrations.RunSQL(REFUSES, ALLOWS)]

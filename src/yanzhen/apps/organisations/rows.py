"""Row-level security: whose rows a connection may see, as a policy on the table itself.

    operations = [
        migrations.CreateModel("Case", ...),
        row_security("cases_case", using=f"applicant_id = {ACCOUNT} OR tenant_id = ANY({TENANTS})"),
    ]

The expressions read what `accounts.acting` has told the connection; a connection that was told
nothing sees nothing. `(SELECT ...)` makes PostgreSQL read the setting once for a query rather than
once for each row. The service itself (`ALL`) always passes, and so does the tables' owner, who
migrates and makes backups.
"""

from django.db import migrations

ALL = "(SELECT current_setting('yanzhen.all', true) = 'on')"
"""Whether the service itself is acting."""
ACCOUNT = "(SELECT nullif(current_setting('yanzhen.account', true), '')::bigint)"
"""The acting account's id, or NULL."""


def _ids(name: str) -> str:
    return f"(SELECT string_to_array(current_setting('yanzhen.{name}', true), ',')::bigint[])"


TENANTS = f"{_ids('tenants')}::bigint[]"
"""The places whose records the actor reaches; use it as `tenant_id = ANY({TENANTS})`."""
DEPARTMENTS = f"{_ids('departments')}::bigint[]"
"""The departments that the actor works for."""
EMPLOYERS = f"{_ids('employers')}::bigint[]"
"""The employers, as registry subjects, that the actor acts for."""


def row_security(table: str, *, using: str, adding: str | None = None) -> migrations.RunSQL:
    """The operation that puts a policy on a table.

    `using` says which rows are there for the actor (to read, change and delete); `adding` which
    she may write, the same unless given.
    """
    check = using if adding is None else adding
    return migrations.RunSQL(
        sql=f"""
            ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
            CREATE POLICY {table}_rows ON {table}
                USING ({ALL} OR ({using})) WITH CHECK ({ALL} OR ({check}));
        """,
        reverse_sql=f"""
            DROP POLICY {table}_rows ON {table};
            ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
        """,
    )


def new_row_security(
    table: str, *, using: str, was: str, adding: str | None = None, was_adding: str | None = None
) -> migrations.RunSQL:
    """The operation of a later migration that puts another policy in the place of the first."""
    old, new = (
        row_security(table, using=a, adding=b) for a, b in ((was, was_adding), (using, adding))
    )
    return migrations.RunSQL(
        sql=f"{old.reverse_sql} {new.sql}", reverse_sql=f"{new.reverse_sql} {old.sql}"
    )

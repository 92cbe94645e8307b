"""Who sees a subject, as PostgreSQL is told it: the second lock under `visible`.

The two functions answer from behind the policies (they belong to the tables' owner), or the
policy of subjects would ask for relations, whose policy asks for subjects. Each is asked once in
a query, not once a row.
"""

from yanzhen.apps.organisations.service import ACCOUNT, DEPARTMENTS, EMPLOYERS, TENANTS

TODAY = "(now() AT TIME ZONE 'Asia/Shanghai')::date"
FUNCTIONS = f"""
CREATE FUNCTION registry_own() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public AS $$
    SELECT coalesce(array_agg(id), '{{}}') FROM registry_subject WHERE account_id = {ACCOUNT}
$$;
CREATE FUNCTION registry_employed() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public AS $$
    SELECT coalesce(array_agg(subject_id), '{{}}') || coalesce({EMPLOYERS}, '{{}}')
      FROM registry_relation
     WHERE kind = 'works_for' AND confirmed_at IS NOT NULL AND other_id = ANY({EMPLOYERS})
       AND (valid_from IS NULL OR valid_from <= {TODAY})
       AND (valid_until IS NULL OR valid_until >= {TODAY})
$$;
"""
NO_FUNCTIONS = "DROP FUNCTION registry_own(); DROP FUNCTION registry_employed();"

OWN = "(SELECT registry_own())::bigint[]"
EMPLOYED = "(SELECT registry_employed())::bigint[]"
REACHED = f"organisation_id = ANY({TENANTS}) OR organisation_id = ANY({DEPARTMENTS})"


def seen(table: str, column: str = "subject_id") -> str:
    """Whether the actor sees the subject whose id stands in this column.

    The column is written with its table: alone it would be taken for one of `dealt`.
    """
    key = f"{table}.{column}"
    return (
        f"{key} = ANY({OWN}) OR {key} = ANY({EMPLOYED}) OR EXISTS "
        f"(SELECT 1 FROM registry_residence AS dealt WHERE dealt.subject_id = {key} AND "
        f"(dealt.organisation_id = ANY({TENANTS}) OR dealt.organisation_id = ANY({DEPARTMENTS})))"
    )


SUBJECT = f"account_id = {ACCOUNT} OR {seen('registry_subject', 'id')}"
RESIDENCE = f"{REACHED} OR subject_id = ANY({OWN})"
RELATION = f"{seen('registry_relation')} OR other_id = ANY({OWN}) OR other_id = ANY({EMPLOYERS})"
OF_TENANT = f"organisation_id = ANY({TENANTS})"
IMPORT = f"{OF_TENANT} OR (organisation_id IS NULL AND employer_id = ANY({EMPLOYERS}))"
LISTED = (
    "EXISTS (SELECT 1 FROM registry_savedview AS own WHERE own.id = registry_listed.view_id AND "
    f"own.organisation_id = ANY({TENANTS}))"
)

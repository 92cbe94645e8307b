"""Whose rows are whose, told to PostgreSQL: the same as `models.visibility` says in Python."""

from django.db import migrations

from yanzhen.apps.cases.models.visibility import (
    CASE_ROWS,
    OF_EMPLOYERS,
    ON_DRAFTS,
    OWN_DELEGATIONS,
    OWN_DRAFTS,
    OWN_OFFERS,
    PUBLIC,
    on_case,
)
from yanzhen.apps.organisations.service import row_security

ON_CASES = ("work", "step", "pause", "supplement", "decision", "objector")


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_cases")]

    operations = [
        row_security("cases_case", using=CASE_ROWS),
        *(row_security(f"cases_{one}", using=on_case(f"cases_{one}")) for one in ON_CASES),
        row_security("cases_draft", using=OWN_DRAFTS),
        row_security("cases_material", using=f"{ON_DRAFTS} OR {on_case('cases_material')}"),
        row_security(
            "cases_content",
            using="EXISTS (SELECT 1 FROM cases_material AS of_it "
            "WHERE of_it.id = cases_content.material_id)",
        ),
        row_security("cases_publicity", using=f"{PUBLIC} OR {on_case('cases_publicity')}"),
        row_security("cases_offer", using=OWN_OFFERS),
        row_security("cases_delegation", using=OWN_DELEGATIONS),
        row_security("cases_filing", using=OF_EMPLOYERS),
        row_security(
            "cases_filingrow",
            using="EXISTS (SELECT 1 FROM cases_filing AS of_it "
            "WHERE of_it.id = cases_filingrow.filing_id)",
        ),
    ]

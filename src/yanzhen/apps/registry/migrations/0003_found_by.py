"""Subjects are found by the words of their names; the index is used under row-level security too.

Those who are there get their terms between the two triggers: it is no change of theirs.
"""

from typing import Any

import django.contrib.postgres.indexes
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations

import yanzhen.apps.search.fields
from yanzhen.apps.organisations.service import ALL
from yanzhen.apps.registry import security
from yanzhen.apps.search.service import finder, terms

PORTION = 2_000
SET = "UPDATE registry_subject SET found_by = array_to_tsvector(%s::text[]) WHERE id = %s"


def fill(apps: Any, schema: Any) -> None:
    rows = apps.get_model("registry", "Subject")._base_manager.values_list("pk", "name")
    last = 0
    while portion := list(rows.filter(pk__gt=last).order_by("pk")[:PORTION]):
        with schema.connection.cursor() as cursor:
            cursor.executemany(SET, [(list(terms(name)), key) for key, name in portion])
        last = portion[-1][0]


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0002_row_security"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="subject",
            name="update_update",
        ),
        migrations.AddField(
            model_name="subject",
            name="found_by",
            field=yanzhen.apps.search.fields.TermsField(default="", editable=False),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="subject",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["found_by"], name="registry_subject_found_by"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="subject",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."account_id" IS DISTINCT FROM (NEW."account_id") OR OLD."birth" IS DISTINCT FROM (NEW."birth") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."erased_at" IS DISTINCT FROM (NEW."erased_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_key" IS DISTINCT FROM (NEW."name_key"))',
                    func='INSERT INTO "registry_subjectevent" ("account_id", "birth", "created_at", "created_by_id", "erased_at", "id", "kind", "merged_into_id", "name", "name_key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."account_id", OLD."birth", OLD."created_at", OLD."created_by_id", OLD."erased_at", OLD."id", OLD."kind", OLD."merged_into_id", OLD."name", OLD."name_key", _pgh_attach_context(), NOW(), \'update\', OLD."id"); RETURN NULL;',
                    hash="233657b050154c177f12605a082b76298a2f72d5",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d1fac",
                    table="registry_subject",
                    when="AFTER",
                ),
            ),
        ),
        finder("registry_subject", "found_by", seen=f"{ALL} OR {security.SUBJECT}"),
    ]

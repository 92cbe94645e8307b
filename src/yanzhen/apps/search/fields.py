"""A column that holds a text's terms, its index, and the condition that asks for them.

    class Subject(models.Model):
        name = models.CharField(max_length=200)
        found_by = TermsField()

        class Meta:
            indexes = (terms_index("found_by", "subject_found_by"),)

    subject.found_by = f"{subject.name} {employer.name}"      # the text; the terms are kept
    Subject.objects.filter(saying("found_by", "衡阳"))

The column is a `tsvector` made of the terms as they are: no parser and no dictionary of the
database comes between, so an index reads the same on every machine.
"""

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q
from django.db.models.lookups import Lookup

from yanzhen.apps.search.terms import question, terms

if TYPE_CHECKING:
    TextField = models.Field[str, str]
    TextLookup = Lookup[str]
else:
    TextField, TextLookup = models.Field, Lookup


class Kept(str):
    """The terms of a record as the database gave them: saving the record leaves them alone."""


class TermsField(TextField):
    """Written as a text, kept as its terms, and only ever asked with `saying`."""

    description = "Search terms of a text"

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"default": "", "editable": False, **options})

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "tsvector"

    def from_db_value(self, value: str, expression: Any, connection: BaseDatabaseWrapper) -> Kept:
        return Kept(value)

    def get_prep_value(self, value: Any) -> Any:
        return list(terms(value)) if isinstance(value, str) and type(value) is not Kept else value

    def get_placeholder(self, value: Any, compiler: Any, connection: BaseDatabaseWrapper) -> str:
        """For a value that is prepared already: a list of terms, or what was kept."""
        if isinstance(value, Kept):
            return "%s::tsvector"
        return "array_to_tsvector(%s::text[])" if isinstance(value, list) else "%s"


@TermsField.register_lookup
class Says(TextLookup):
    """`column @@ question`, for the index."""

    lookup_name = "says"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} @@ %s::tsquery", (*parameters, self.rhs)


def saying(field: str, searched: str) -> Q:
    """The condition that a column's text holds every searched word; none for no words."""
    asked = question(searched)
    return Q(**{f"{field}__says": asked}) if asked else Q()


def terms_index(field: str, name: str) -> GinIndex:
    """The index of such a column."""
    return GinIndex(fields=[field], name=name)

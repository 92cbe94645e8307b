"""What other apps use to be searchable: a column, its index, the condition."""

from yanzhen.apps.search.fields import TermsField, saying, terms_index
from yanzhen.apps.search.finding import finder, found
from yanzhen.apps.search.terms import question, terms

__all__ = ["TermsField", "finder", "found", "question", "saying", "terms", "terms_index"]

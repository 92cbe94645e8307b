"""Columns that are sealed, and columns to look them up by.

    class Identifier(models.Model):
        scheme = models.CharField(max_length=32)
        value = SealedText()
        index = BlindIndex(of=("scheme", "value"))

    row = Identifier(scheme="phone", value="13800001234")
    row.value            ->  Sealed, which prints as ****
    row.value.open()     ->  "13800001234"
    Identifier.objects.get(index=index_of(Identifier, "index", "phone", "13800001234"))

Reading a row opens nothing: a page that forgets to mask shows stars.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models.query_utils import DeferredAttribute

from yanzhen.apps.sealing.seals import blind_index, key_name, open_sealed, seal

if TYPE_CHECKING:
    _BytesField = models.Field[Any, Any]
else:
    _BytesField = models.Field

DIVIDER = "\x1f"
FACE = "yanzhen.apps.sealing.service"
"""Where migrations of other apps find the columns."""


class Sealed:
    """A sealed text and the place that it was sealed for."""

    __slots__ = ("_bytes", "_context")

    def __init__(self, sealed: bytes, context: str) -> None:
        self._bytes, self._context = sealed, context

    def open(self) -> str:
        """The text. Only for a sum of it, or after the reading was recorded."""
        return open_sealed(self._bytes, context=self._context)

    @property
    def bytes(self) -> bytes:
        return self._bytes

    @property
    def key(self) -> str:
        """The name of the key that sealed it."""
        return key_name(self._bytes)

    def __str__(self) -> str:
        return "****"

    def __repr__(self) -> str:
        return "<sealed>"

    def __reduce__(self) -> Any:
        return (Sealed, (self._bytes, self._context))


class _SealedAttribute(DeferredAttribute):
    """Seals a text in the moment that it is put into a row."""

    field: "SealedText"

    def __set__(self, row: models.Model, value: Any) -> None:
        row.__dict__[self.field.attname] = self.field.sealed(value)


class SealedText(_BytesField):
    """A text that only the keys open. It cannot be searched, sorted or compared."""

    descriptor_class = _SealedAttribute
    empty_strings_allowed = False
    _pyi_private_set_type: str | Sealed
    _pyi_private_get_type: Sealed

    def __init__(self, *args: Any, context: str = "", **options: Any) -> None:
        self.place = context
        super().__init__(*args, **options)

    def deconstruct(self) -> Any:
        name, _, args, options = super().deconstruct()
        options |= {"context": self.place} if self.place else {}
        return name, f"{FACE}.SealedText", args, options

    @property
    def context(self) -> str:
        """What it is sealed for; a table that keeps another one's history says the same."""
        return self.place or f"{self.model._meta.label_lower}.{self.name}"

    def sealed(self, value: Any) -> Any:
        """The value as a row holds it: sealed, empty, or an expression of the database."""
        return Sealed(seal(value, context=self.context), self.context) if _is_text(value) else value

    def get_internal_type(self) -> str:
        return "BinaryField"

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> Sealed | None:
        return None if value is None else Sealed(bytes(value), self.context)

    def get_prep_value(self, value: Any) -> Any:
        value = self.sealed(super().get_prep_value(value))
        return value.bytes if isinstance(value, Sealed) else value

    def get_lookup(self, lookup_name: str) -> Any:
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def value_to_string(self, obj: models.Model) -> str:
        raise TypeError("sealed columns are not written out by a serialiser")


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


class BlindIndex(_BytesField):
    """What the texts of other columns are looked up by, worked out with each save."""

    empty_strings_allowed = False
    _pyi_private_set_type: bytes
    _pyi_private_get_type: bytes

    def __init__(
        self, *args: Any, of: Sequence[str] = (), context: str = "", **options: Any
    ) -> None:
        self.of, self.place = tuple(of), context
        options.setdefault("editable", False)
        options.setdefault("db_index", True)
        super().__init__(*args, **options)

    def deconstruct(self) -> Any:
        name, _, args, options = super().deconstruct()
        options |= {"of": self.of} | ({"context": self.place} if self.place else {})
        return name, f"{FACE}.BlindIndex", args, options

    @property
    def context(self) -> str:
        return self.place or f"{self.model._meta.label_lower}.{self.name}"

    def get_internal_type(self) -> str:
        return "BinaryField"

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> bytes | None:
        return None if value is None else bytes(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        parts = [_opened(getattr(model_instance, name)) for name in self.of]
        value = None if None in parts else self.value_of(*(part or "" for part in parts))
        setattr(model_instance, self.attname, value)
        return value

    def value_of(self, *texts: str) -> bytes:
        """What these texts are looked up by."""
        return blind_index(DIVIDER.join(texts), context=self.context)


def _opened(value: Any) -> str | None:
    if isinstance(value, Sealed):
        return value.open()
    return None if value is None else str(value)


def index_of(model: type[models.Model], name: str, *texts: str) -> bytes:
    """What a row with these texts is looked up by, in the column of this name."""
    field = model._meta.get_field(name)
    if not isinstance(field, BlindIndex):
        raise TypeError(f"{model.__name__}.{name} is no BlindIndex")
    return field.value_of(*texts)

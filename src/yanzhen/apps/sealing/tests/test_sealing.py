"""What is sealed opens with its key in its place, and nowhere else."""

import base64
import pickle
from typing import Any, ClassVar

import pytest
from django.core.exceptions import FieldError
from django.core.management import call_command
from django.db import connection, models
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoDbBlocker

from yanzhen.apps.organisations.service import as_owner
from yanzhen.apps.sealing import service
from yanzhen.apps.sealing.checks import keys_are_fit
from yanzhen.apps.sealing.keys import Keyring, keyring_of
from yanzhen.apps.sealing.service import Sealed


def key(number: int, size: int = 16) -> str:
    return base64.b64encode(bytes([number]) * size).decode()


OLD, NEW, INDEX = f"old:{key(1)}", f"new:{key(2)}", key(3, 32)
KEYS = keyring_of(OLD, INDEX)
PLACE = "registry.identifier.value"
texts = st.text() | st.sampled_from(
    ["", "\0", "430302199001011234", "𠮷田", "龘\U00030000", "\ud800"]
)


@given(texts, st.text(max_size=20).filter(lambda text: text.isprintable()))
def test_what_was_sealed_opens_again(plain: str, context: str) -> None:
    assert service.open_sealed(service.seal(plain, context=context), context=context) == plain


@given(texts, st.data())
def test_a_single_bit_that_changed_is_noticed(plain: str, data: st.DataObject) -> None:
    sealed = bytearray(service.seal(plain, context=PLACE, keys=KEYS))
    place = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[place // 8] ^= 1 << place % 8

    with pytest.raises(service.CannotOpen):
        service.open_sealed(bytes(sealed), context=PLACE, keys=KEYS)


@given(st.binary(max_size=80))
def test_other_bytes_are_refused(noise: bytes) -> None:
    with pytest.raises(service.CannotOpen):
        service.open_sealed(noise, context=PLACE, keys=KEYS)


def test_it_opens_in_its_own_place_only() -> None:
    with pytest.raises(service.CannotOpen):
        service.open_sealed(service.seal("x", context="a.b"), context="a.c")


def test_the_same_text_is_sealed_to_other_bytes_each_time() -> None:
    assert len({service.seal("x", context=PLACE) for _ in range(50)}) == 50


def test_what_an_earlier_version_sealed_still_opens() -> None:
    sealed = bytes.fromhex(
        "01036f6c648b7160a3b5f169c1e546743744b4225ae61b9bf681d07d31645806e50eeff38642cf"
    )

    assert service.open_sealed(sealed, context=PLACE, keys=KEYS) == "雁阵"


def test_old_keys_open_and_the_first_seals() -> None:
    both = keyring_of(f"{NEW},{OLD}", INDEX)
    earlier = service.seal("x", context=PLACE, keys=KEYS)

    assert service.open_sealed(earlier, context=PLACE, keys=both) == "x"
    now = service.seal("x", context=PLACE, keys=both)
    assert Sealed(now, PLACE).key == "new"
    with pytest.raises(service.CannotOpen, match="new"):
        service.open_sealed(now, context=PLACE, keys=KEYS)


@given(texts, texts)
def test_texts_are_looked_up_by_what_they_are(one: str, other: str) -> None:
    def index(text: str, context: str = PLACE, keys: Keyring = KEYS) -> bytes:
        return service.blind_index(text, context=context, keys=keys)

    assert (index(one) == index(other)) == (one == other)
    assert index(one) != index(one, "elsewhere")
    assert index(one) != index(one, keys=keyring_of(OLD, key(4, 32)))
    assert len(index(one)) == 32


@pytest.mark.parametrize(
    ("keys", "index"),
    [
        ("", INDEX), (" , ", INDEX), ("old", INDEX), ("old:", INDEX), (f"old:{key(1, 15)}", INDEX),
        (f"{OLD},{OLD}", INDEX), (f":{key(1)}", INDEX), (f"a b:{key(1)}", INDEX),
        (OLD, ""), (OLD, "x"), (OLD, key(1)),
    ],
)  # fmt: skip
def test_unfit_keys_are_named_without_showing_them(keys: str, index: str) -> None:
    with pytest.raises(service.UnfitKeys) as unfit:
        keyring_of(keys, index)

    assert unfit.value.zh
    assert unfit.value.en
    assert key(1) not in str(unfit.value)
    assert key(1, 15) not in str(unfit.value)


def test_keys_are_not_shown_by_accident() -> None:
    assert key(1) not in repr(KEYS)
    assert repr(bytes([1]) * 16) not in repr(KEYS)


def test_drawn_keys_are_fit() -> None:
    drawn = service.drawn_key("2027")

    assert drawn != service.drawn_key("2027")
    assert keyring_of(drawn, service.drawn_index_key()).sealing.name == "2027"


def test_production_without_its_own_keys_is_refused(settings: Any) -> None:
    settings.PRODUCTION, settings.SEALING_KEYS_GIVEN = True, False
    assert [one.id for one in keys_are_fit()] == ["sealing.E001"]

    settings.SEALING_KEYS_GIVEN, settings.SEALING_KEYS = True, "nonsense"
    assert [one.id for one in keys_are_fit()] == ["sealing.E002"]

    settings.SEALING_KEYS, settings.SEALING_INDEX_KEY = OLD, INDEX
    assert keys_are_fit() == []
    settings.PRODUCTION = settings.SEALING_KEYS_GIVEN = False
    assert keys_are_fit() == []


# -- columns


class Locker(models.Model):
    """A table for these tests only."""

    owner = models.CharField(max_length=20, default="")
    content = service.SealedText(null=True)
    index = service.BlindIndex(of=("owner", "content"), null=True)
    objects: ClassVar[models.Manager["Locker"]] = models.Manager()

    class Meta:
        app_label = "sealing_tests"


@pytest.fixture(scope="module", autouse=True)
def table(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Any:
    with django_db_blocker.unblock(), as_owner(), connection.schema_editor() as editor:
        editor.create_model(Locker)
    yield
    with django_db_blocker.unblock(), as_owner(), connection.schema_editor() as editor:
        editor.delete_model(Locker)


@pytest.mark.django_db
def test_a_column_holds_sealed_bytes_and_shows_stars() -> None:
    Locker.objects.create(owner="a", content="13800001234")

    row = Locker.objects.get()

    assert (str(row.content), repr(row.content), f"{row.content}") == ("****", "<sealed>", "****")
    assert row.content.open() == "13800001234"
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM sealing_tests_locker")
        assert b"13800001234" not in bytes(cursor.fetchone()[0])
    assert b"13800001234" not in pickle.dumps(row.content)
    assert pickle.loads(pickle.dumps(row.content)).open() == "13800001234"


@pytest.mark.django_db
def test_a_row_is_found_by_its_index() -> None:
    Locker.objects.create(owner="a", content="1")
    Locker.objects.bulk_create([Locker(owner="b", content="1"), Locker(owner="b", content=None)])

    assert Locker.objects.get(index=service.index_of(Locker, "index", "b", "1")).owner == "b"
    assert Locker.objects.get(content__isnull=True).index is None
    with pytest.raises(TypeError):
        service.index_of(Locker, "content", "1")


@pytest.mark.django_db
@pytest.mark.parametrize("lookup", ["content", "content__contains", "content__gt"])
def test_a_sealed_column_cannot_be_searched(lookup: str) -> None:
    with pytest.raises(FieldError):
        Locker.objects.filter(**{lookup: "x"}).exists()


@pytest.mark.django_db
def test_update_seals_too_and_a_change_moves_the_index() -> None:
    row = Locker.objects.create(owner="a", content="1")
    before = row.index
    Locker.objects.update(content="2")
    row.refresh_from_db()
    assert row.content.open() == "2"

    row.content = "3"
    row.save()
    assert row.index != before


@pytest.mark.django_db
def test_all_rows_move_to_the_new_key(settings: Any) -> None:
    settings.SEALING_KEYS, settings.SEALING_INDEX_KEY = OLD, INDEX
    Locker.objects.bulk_create([Locker(owner=str(n), content=str(n)) for n in range(7)])
    Locker.objects.create(owner="none")
    settings.SEALING_KEYS = f"{NEW},{OLD}"

    told = list(service.reseal([Locker]))

    assert [(one.done, one.total, one.changed) for one in told] == [(8, 8, 7)]
    settings.SEALING_KEYS = NEW
    assert {row.content.open() for row in Locker.objects.filter(content__isnull=False)} == set(
        "0123456"
    )
    assert [one.changed for one in service.reseal([Locker])] == [0]


@pytest.mark.django_db
def test_a_new_key_for_looking_up_needs_new_indexes(settings: Any) -> None:
    settings.SEALING_KEYS, settings.SEALING_INDEX_KEY = OLD, INDEX
    Locker.objects.create(owner="a", content="1")
    settings.SEALING_INDEX_KEY = key(5, 32)
    assert not Locker.objects.filter(index=service.index_of(Locker, "index", "a", "1")).exists()

    list(service.reseal([Locker], indexes=True))
    call_command("reseal", "--indexes")

    assert Locker.objects.filter(index=service.index_of(Locker, "index", "a", "1")).exists()


# -- masks


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张三", "张*"), ("欧阳修文", "欧***"), ("𠮷田", "𠮷*"), ("龘\U00030000", "龘*"),
        ("葛\U000e0100城", "葛\U000e0100*"), ("王", "*"), ("", ""), ("Ann Lee", "A** L**"),
        ("阿依古丽·买买提", "阿***·***"),
    ],
)  # fmt: skip
def test_masked_names(name: str, shown: str) -> None:
    assert service.masked_name(name) == shown


@given(st.text(st.characters(categories=["Lo", "Nd", "Lu"]), min_size=2, max_size=30))
def test_masks_hide_most_of_it(text: str) -> None:
    assert service.masked_name(text)[1:].strip("*·") == ""
    for mask in (service.masked_id_card, service.masked_phone, service.masked_account):
        shown = mask(text)
        assert text not in shown
        assert len(shown.replace("*", "")) <= 7
        assert "*" in shown

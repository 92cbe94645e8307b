"""Identity numbers: those that can be right are read, those that cannot are told why."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import exceptions as oracle_errors
from stdnum.cn import ric, uscc

from yanzhen.apps.registry.identity import (
    NumberRefused,
    Scheme,
    check_number,
    normalised,
    read_number,
    schemes_of,
)
from yanzhen.apps.registry.identity.eighteen import PROVINCES, check_digit, lengthened
from yanzhen.apps.registry.identity.organisations import ALPHABET, check_character

TODAY = date(2026, 11, 28)
days = st.dates(date(1900, 1, 1), TODAY)
orders = st.integers(0, 999).map("{:03}".format)
places = st.builds(
    "{}{:04}".format, st.sampled_from(sorted(PROVINCES - {"81", "82"})), st.integers(0, 9999)
)


def whole(front: str) -> str:
    return front + check_digit(front)


def oracle_accepts(text: str) -> bool:
    try:
        return ric.is_valid(text)
    except KeyError:  # a code of a province that has no county
        return False


cards = st.builds(
    lambda place, day, order: whole(f"{place}{day:%Y%m%d}{order}"), places, days, orders
)
codes = st.builds(
    lambda front, place, own: front + place + own + check_character(front + place + own),
    st.sampled_from("0123456789AHNY").map(lambda char: f"{char}1"),
    st.integers(0, 999_999).map("{:06}".format),
    st.text(ALPHABET, min_size=9, max_size=9),
)  # fmt: skip


# -- cards


@given(cards)
def test_a_card_is_read(text: str) -> None:
    number = read_number("id_card", text, TODAY)

    assert number.value == text
    assert number.birth is not None
    assert f"{number.birth:%Y%m%d}" == text[6:14]
    assert number.sex == ("male" if text[16] in "13579" else "female")
    assert number.region == text[:6]
    assert text not in repr(number)


@given(cards, st.integers(0, 17), st.sampled_from("0123456789X"))
def test_one_wrong_character_is_noticed(text: str, place: int, other: str) -> None:
    changed = text[:place] + other + text[place + 1 :]

    assert (check_number("id_card", changed) is None) == (changed == text)


@given(cards, st.integers(0, 16))
def test_two_changed_places_are_noticed(text: str, place: int) -> None:
    changed = text[:place] + text[place + 1] + text[place] + text[place + 2 :]

    assert (check_number("id_card", changed) is None) == (changed == text)


@given(cards)
def test_what_the_oracle_accepts_we_accept(text: str) -> None:
    if oracle_accepts(text):
        assert check_number("id_card", text) is None


@given(st.text(max_size=25) | st.from_regex(r"[0-9]{14,19}[Xx]?", fullmatch=True))
def test_anything_gets_a_number_or_a_sentence(text: str) -> None:
    for scheme in Scheme:
        fault = check_number(scheme, text, TODAY)
        if fault is not None:
            assert fault.zh.endswith(("。", "？"))
            assert fault.en.endswith((".", "?"))
        else:
            again = read_number(scheme, read_number(scheme, text).value)
            assert again == read_number(scheme, text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        # The district was set up after she was born; the number was given in 1984 or later.
        ("430302196001011235", "born before her district"),
        ("430304197001011232", "born before her district"),
        ("810000199408230021", "residence permit of Hong Kong"),
        ("820000199006150012", "residence permit of Macao"),
        ("830000199201300022", "residence permit of Taiwan"),
        ("460400199001011237", "born before the city without districts"),
        ("429004198001011237", "born before the county-level city"),
        ("911124198108030024", "the permanent resident's card of 2023"),
    ],
)
def test_valid_numbers_that_the_oracle_rejects(text: str, why: str) -> None:
    assert not ric.is_valid(text), why
    assert schemes_of(text), why


def test_codes_that_the_oracle_rejects() -> None:
    """Who registers may be a letter: N for a village's cooperative, A for the forces."""
    for front in ("N2430321MF1234567", "A1110000MB0123456", "Y1430300MJ0000001"):
        text = front + check_character(front)

        assert check_number("uscc", text) is None
        with pytest.raises(oracle_errors.InvalidFormat):
            uscc.validate(text)


@given(codes)
def test_codes_are_read_as_the_oracle_reads_them(text: str) -> None:
    number = read_number("uscc", text.lower())

    assert (number.value, number.region) == (text, text[2:8])
    assert uscc.is_valid(text) or text[0].isalpha()


@given(codes, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_one_wrong_character_of_a_code_is_noticed(text: str, place: int, other: str) -> None:
    changed = text[:place] + other + text[place + 1 :]

    assert (check_number("uscc", changed) is None) == (changed == text)


# -- the short card


@given(places, st.dates(date(1900, 1, 1), date(1999, 12, 31)), st.integers(0, 995))
def test_the_short_number_is_the_same_as_the_long_one(place: str, day: date, order: int) -> None:
    short = f"{place}{day:%y%m%d}{order:03}"
    long = read_number("id_card", short).value

    assert long == whole(f"{place}{day:%Y%m%d}{order:03}")
    assert read_number("id_card", long) == read_number("id_card", short)


def test_the_last_places_in_order_were_kept_for_the_very_old() -> None:
    assert lengthened("430302990101997")[6:10] == "1899"
    assert lengthened("430302990101995")[6:10] == "1999"


# -- what people type


INVISIBLE = [
    "\u200b",
    "\u200d",
    "\ufeff",
    "\u2060",
    "\u00ad",
    "\u202c",
    " ",
    "\u3000",
    "\t",
    "-",
    "·",
]


@given(cards, st.lists(st.tuples(st.integers(0, 17), st.sampled_from(INVISIBLE)), max_size=6))
def test_blanks_and_invisible_characters_do_not_count(
    text: str, put: list[tuple[int, str]]
) -> None:
    written = text
    for place, char in put:
        written = written[:place] + char + written[place:]

    assert read_number("id_card", written) == read_number("id_card", text)


@given(cards)
def test_full_width_lower_case_and_lookalikes_are_the_same(text: str) -> None:
    wide = "".join(chr(ord(char) + 0xFEE0) for char in text)

    for written in (
        wide,
        text.lower(),
        wide.lower(),
        text.replace("X", "×"),
        text.replace("X", "Х"),
    ):
        assert read_number("id_card", written).value == text


def test_digits_of_other_scripts_are_digits() -> None:
    assert normalised("٤٣٠३०२") == "430302"


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalised(normalised(text)) == normalised(text)


# -- sentences


@pytest.mark.parametrize(
    ("scheme", "text", "code", "says"),
    [
        ("id_card", "", "blank", "请填写居民身份证号码"),
        ("id_card", "4303021990010112", "bad-length", "应为 18或15 位，现在是 16 位"),
        ("id_card", "43030219900101123O", "bad-character", "第 18 位应为数字或 X，而不是 O"),
        ("id_card", "4303021990O1011239", "bad-character", "第 11 位应为数字，而不是 O"),
        ("id_card", "430302199O01011", "bad-character", "第 10 位"),
        ("id_card", "43030219900101123X", "bad-check", "应为 9，而不是 X"),
        ("id_card", whole("43030219900230123"), "bad-birth", "19900230 不是一个出生日期"),
        ("id_card", whole("43030220270101123"), "born-later", "还没有到"),
        ("id_card", whole("99030219900101123"), "no-such-region", "99 不是任何省份的代码"),
        ("id_card", "810000199408230021", "other-scheme", "请选港澳居民居住证"),
        ("id_card", "830000199201300022", "other-scheme", "请选台湾居民居住证"),
        ("hk_macao_residence", "830000199201300022", "no-such-region", "810000 或 820000"),
        ("taiwan_residence", "810000199408230021", "no-such-region", "830000"),
        ("permanent_residence", "430302199001011239", "no-such-region", "以 9 开头"),
        ("permanent_residence", "USA11019801O123", "bad-character", "3 个字母加 12 位数字"),
        ("permanent_residence", "91112419810803002", "bad-length", "17 位"),
        ("hk_macao_permit", "A12345678", "bad-form", "H 或 M"),
        ("hk_macao_permit", "H123456789", "bad-form", "8 位数字"),
        ("taiwan_permit", "1234567", "bad-form", "7 位"),
        ("passport", "ABCDEF", "bad-form", "至少一位数字"),
        ("passport", "E1234567890", "bad-form", "11 位"),
        ("passport", "E1234护照", "bad-form", "含"),
        ("uscc", "9111000060003734", "bad-length", "现在是 16 位"),
        ("uscc", "9111000060003734IL", "bad-character", "是否应为 1"),
        ("uscc", "91A10000600037341L", "bad-character", "行政区划代码"),
        ("uscc", "91110000600037341M", "bad-check", "应为 L"),
        ("phone", "1380000123", "bad-form", "11 位手机号"),
        ("bank_account", "62220212", None, ""),
        ("bank_account", "6222-0x", "bad-form", "8 至 32 位"),
    ],
)  # fmt: skip
def test_the_sentence_says_what_is_wrong(
    scheme: str, text: str, code: str | None, says: str
) -> None:
    fault = check_number(scheme, text, TODAY)

    assert (fault.code if fault else None) == code
    assert fault is None or says in fault.zh


# -- other documents


@pytest.mark.parametrize(
    ("scheme", "text", "value"),
    [
        ("hk_macao_residence", "810000199408230021", None),
        ("hk_macao_residence", "820000199906150018", None),
        ("taiwan_residence", "830000199201300022", None),
        ("hk_macao_permit", "h12345678", "H12345678"),
        ("hk_macao_permit", "M1234567802", "M12345678"),
        ("taiwan_permit", "12345678", None),
        ("passport", "e12345678", "E12345678"),
        ("passport", "EA1234567", None),
        ("passport", "C01X00T47", None),
        ("passport", "TZ0000001", None),
        ("permanent_residence", "911124198108030024", None),
        ("permanent_residence", "usa110198001012", "USA110198001012"),
        ("uscc", "９１１１００００６０００３７３４１l", "91110000600037341L"),
        ("phone", "+86 138-0000-1234", "13800001234"),
        ("phone", "0731-58231234", "073158231234"),
        ("phone", "+86 (731) 5823 1234", "073158231234"),
        ("phone", "010 6123 4567", "01061234567"),
        ("phone", "+1 212 555 0100", "+12125550100"),
        ("bank_account", "6222 0212 3456 7890 123", "6222021234567890123"),
    ],
)
def test_other_documents(scheme: str, text: str, value: str | None) -> None:
    assert read_number(scheme, text, TODAY).value == (value or text)


def test_a_passport_of_ours_says_so_and_a_card_says_which_country() -> None:
    assert read_number("passport", "E12345678").country == "CHN"
    assert read_number("passport", "C01X00T47").country is None
    assert read_number("permanent_residence", "911124198108030024").country == "124"
    assert read_number("permanent_residence", "911124198108030024").region == "110000"


def test_the_kinds_that_a_number_can_be_of() -> None:
    assert schemes_of("430302199001011239") == (Scheme.ID_CARD,)
    assert schemes_of("H12345678") == (Scheme.HK_MACAO_PERMIT, Scheme.PASSPORT)
    assert schemes_of("91110000600037341L") == (Scheme.USCC,)
    assert schemes_of("？") == ()


def test_every_scheme_has_a_name_and_a_reader() -> None:
    for scheme in Scheme:
        assert scheme.label_zh
        assert scheme.label_en
        with pytest.raises(NumberRefused):
            read_number(scheme, "")

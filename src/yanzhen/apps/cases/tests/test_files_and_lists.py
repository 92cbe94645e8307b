"""Files that are taken or refused, and texts that may be public or not."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanzhen.apps.cases import materials_check as check
from yanzhen.apps.cases.materials_check import MaterialRefused, examine
from yanzhen.apps.cases.privacy_scan import revealing
from yanzhen.apps.cases.scanning import EICAR, EicarOnly, Unscanned, scanner

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32
JPG = b"\xff\xd8\xff\xe0" + b"\0" * 32


def packed(**parts: bytes) -> bytes:
    """A zip archive; `__` in a name stands for a slash, `_x_` for a dot."""
    body = BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_x_", "."), content)
    return body.getvalue()


def reason(name: str, body: bytes) -> object:
    with pytest.raises(MaterialRefused) as caught:
        examine(name, body)
    assert caught.value.reason.zh
    assert caught.value.reason.en
    return caught.value.reason


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (PDF, "pdf"),
        (PNG, "png"),
        (JPG, "jpg"),
        (packed(word__document_x_xml=b"<w/>"), "docx"),
        (packed(xl__workbook_x_xml=b"<w/>"), "xlsx"),
        (packed(OFD_x_xml=b"<o/>"), "ofd"),
    ],
)
def test_what_a_file_is_its_content_says(body: bytes, kind: str) -> None:
    examined = examine("证明.exe", body)

    assert (examined.kind, examined.name) == (kind, f"证明.{kind}")


def test_what_is_refused_and_why() -> None:
    assert reason("a.pdf", b"") is check.EMPTY_FILE
    assert reason("a.pdf", b"MZ\x90\0" + b"\0" * 99) is check.OTHER_KIND
    assert reason("a.pdf", b"<html><script>alert(1)</script>") is check.OTHER_KIND
    assert reason("a.pdf", b"%PDF-1.7 /Encrypt 5 0 R") is check.LOCKED
    assert reason("a.zip", packed(a_x_txt=b"hello")) is check.OTHER_KIND
    assert reason("a.xlsx", packed(xl__workbook_x_xml=b"x")[:-30]) is check.BROKEN
    macro = packed(xl__workbook_x_xml=b"x", xl__vbaProject_x_bin=b"x")
    assert reason("a.xlsx", macro) is check.MACROS
    links = packed(xl__workbook_x_xml=b"x", xl__externalLinks__externalLink1_x_xml=b"x")
    assert reason("a.xlsx", links) is check.REACHES_OUT
    nested = packed(word__document_x_xml=b"x", word__embeddings__more_x_zip=b"x")
    assert reason("a.docx", nested) is check.NESTED


def test_a_bomb_is_refused_before_it_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "LARGEST_UNPACKED", 1 << 20)
    bomb = packed(xl__workbook_x_xml=b"\0" * (3 << 20))
    monkeypatch.setattr(check, "MOST_ENTRIES", 2)
    many = packed(OFD_x_xml=b"x", a=b"x", b=b"x")

    assert len(bomb) < 10_000
    assert reason("a.xlsx", bomb) is check.BOMB
    assert reason("a.ofd", many) is check.BOMB


def test_a_bomb_that_lies_about_its_size_is_refused_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "LARGEST_UNPACKED", 1 << 20)
    honest = packed(xl__workbook_x_xml=b"\0" * (3 << 20))
    lying = honest.replace((3 << 20).to_bytes(4, "little"), (10).to_bytes(4, "little"))

    assert lying != honest
    assert reason("a.xlsx", lying) in (check.BOMB, check.BROKEN)


@given(st.text(max_size=300))
def test_any_name_becomes_one_that_is_safe(name: str) -> None:
    kept = check.clean_name(name, "pdf")

    assert kept.endswith(".pdf")
    assert not set(kept) & set('/\\<>:"|?*\0\n')
    assert 5 <= len(kept) <= check.LONGEST_NAME + 4


def test_the_scanner_says_when_it_scans_nothing(settings: object) -> None:
    assert Unscanned().scan(EICAR).state == "not_scanned"
    assert EicarOnly().scan(b"x" + EICAR).state == "infected"
    assert EicarOnly().scan(PDF).state == "clean"
    assert isinstance(scanner(), Unscanned)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("430302199001011234", "long_number"),
        ("43030219900101123X", "long_number"),
        ("４３０３０２１９９００１０１１２３４", "long_number"),
        ("430302 19900101 1234", "long_number"),
        ("430302\u200b199001\u200b011234", "long_number"),
        ("四级 430302900101123", "long_number"),
        ("٤٣٠٣٠٢١٩٩٠٠١٠١١٢٣٤", "long_number"),
        ("6222 0212 3456 7890 123", "long_number"),
        ("电话13812345678", "phone"),
        ("138-1234-5678", "phone"),
        ("+86 138 1234 5678", "phone"),
        ("0731-12345678", "phone"),
        ("护照 E12345678", "document"),
        ("H1234567890", "document"),
        ("someone@example.cn", "email"),
    ],
)
def test_what_must_not_be_public(text: str, kind: str) -> None:
    found = revealing(text, "备注")

    assert kind in [one.kind for one in found]
    assert "备注" in found[0].say().zh


@pytest.mark.parametrize(
    "text",
    [
        "张伟",
        "2026年11月28日至2026年12月4日",
        "第19条",
        "A类人才",
        "XIANGTAN-2026-000123",
        "3万元",
        "",
    ],
)
def test_what_may_be_public(text: str) -> None:
    assert revealing(text) == ()


@given(
    st.from_regex(r"\A[1-9][0-9]{16}[0-9X]\Z"),
    st.lists(st.sampled_from(["", " ", "-", "\u200b", "　", "·"]), min_size=17, max_size=17),
    st.text(alphabet="张王李住址号：", max_size=5),
)
def test_no_disguise_hides_an_id(number: str, glue: list[str], beside: str) -> None:
    hidden = "".join(a + b for a, b in zip(number, [*glue, ""], strict=True))

    assert revealing(beside + hidden + beside)

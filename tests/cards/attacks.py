"""Good and bad codes, lists and key sets with what comes of each: tests/cards/vectors.json.

    python -m tests.cards.attacks        writes the file anew

Python reads the file in test_vectors.py, the pages' scripts in tests/browser/test_verify.py.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

from tests.cards.forging import (
    DAY,
    LAST,
    NOW,
    ORDER,
    REVOKED,
    SUSPENDED,
    City,
    Forge,
    b64,
    on_curve,
    packed_up,
    raw,
    text_of,
)

from yanzhen.apps.cards.offline import issue, key_id_of, show
from yanzhen.apps.cards.offline.keys import unpadded

FILE = Path(__file__).with_name("vectors.json")


def vectors() -> dict[str, Any]:
    """Everything in the file."""
    forge = Forge()
    cases = [*good(forge), *forged(forge), *dated(forge), *cut(forge), *lettered(forge),
             *by_keys(forge), *by_list(forge), *by_phone(forge)]  # fmt: skip
    return {"now": NOW, "jwks": forge.jwks, "lists": forge.lists, "codes": cases,
            "bad_lists": bad_lists(forge), "key_sets": key_sets(forge)}  # fmt: skip


def case(name: str, text: str, code: str, **more: Any) -> dict[str, Any]:
    """`now`, `list` (a name, or none) and `times` (shown how often) if they are not the usual."""
    usual = {"now": NOW, "list": "xiangtan", "times": 1, "every_length": False}
    return {"name": name, "text": text, "code": code, **usual, **more}


def good(forge: Forge) -> list[dict[str, Any]]:
    longest = {"city": "a-city-of-16-let", "level": "第一层次", "name_mask": "欧阳＊＊＊＊＊＊"}
    return [
        case("a phone", forge.shown(), "ok"),
        case("a printed card", forge.printed(), "ok_print"),
        case("no end, no level", forge.printed(card_until=None, level=""), "ok_print"),
        case("a rare character", forge.printed(name_mask="\U00020bb7*·〇々"), "ok_print"),
        case("a Latin name", forge.shown(name_mask="M***** Müller-L."), "ok"),
        case("a printed card twice", forge.printed(), "ok_print", times=2),
        case("the longest, of a city without list", forge.printed(
            City("a-city-of-16-let"), **longest), "unknown_key"),
        case("another city of the installation", forge.shown(by=forge.changsha), "ok",
             list="changsha"),
    ]  # fmt: skip


def forged(forge: Forge) -> list[dict[str, Any]]:
    token, shown = raw(forge.printed()), raw(forge.shown())
    malleable = int.from_bytes(token[-32:], "little") + ORDER
    raised = bytearray(token)
    raised[token.index(b"\x01C") + 1] = ord("A")
    identity = (1).to_bytes(32, "little") + bytes(32)
    unknown = City("xiangtan", " nobody's")
    return [
        case("a level raised", text_of(bytes(raised)), "bad_signature"),
        case("a kind changed", text_of(b"\x11" + token[1:] + shown[-68:]), "not_a_card"),
        case("signed by nobody's key", forge.printed(unknown), "unknown_key"),
        case("nobody's signature under a known key", forge.printed(
            unknown, key_id=forge.xiangtan.key_id), "bad_signature"),
        case("S + L", text_of(token[:-32] + malleable.to_bytes(32, "little")), "bad_signature"),
        case("R of low order, S = 0", text_of(token[:-64] + identity), "bad_signature"),
        case("an empty signature", text_of(token[:-64] + bytes(64)), "bad_signature"),
        case("the signature of a status list", text_of(token[:-64] + b64(
            forge.lists["xiangtan"].split(".")[2])), "bad_signature"),
        case("right signature, wrong city", forge.printed(city="changsha"), "wrong_city"),
        case("right signature, wrong city, on a phone", forge.shown(city="changsha"),
             "wrong_city"),
    ]  # fmt: skip


def dated(forge: Forge) -> list[dict[str, Any]]:
    ends, begins = date(2026, 11, 28), date(2026, 11, 30)
    return [
        case("expired", forge.printed(token_until=ends), "expired"),
        case("the card itself has ended", forge.printed(card_until=ends), "expired"),
        case("on its last day", forge.printed(token_until=date(2026, 11, 29)), "ok_print"),
        case("not yet valid", forge.printed(issued=begins), "not_yet"),
        case("on its first day", forge.printed(issued=date(2026, 11, 29)), "ok_print"),
        case("a screenshot", forge.shown(NOW - 121), "stale"),
        case("just in time", forge.shown(NOW - 120), "ok"),
        case("two clocks differ a little", forge.shown(NOW + 60), "ok"),
        case("two clocks differ too much", forge.shown(NOW + 61), "clock"),
        case("the doorkeeper's clock a day slow", forge.shown(NOW), "clock", now=NOW - DAY),
        case("the doorkeeper's clock a day fast", forge.shown(NOW), "stale", now=NOW + DAY - 1),
        case("printed today, the clock a day slow", forge.printed(
            issued=date(2026, 11, 29)), "not_yet", now=NOW - DAY),
        case("the list of today, the clock a day slow", forge.printed(), "clock", now=NOW - DAY),
        case("the midnight of China", forge.printed(token_until=date(2026, 11, 29)), "ok_print",
             now=NOW + 43_199),
        case("a second later", forge.printed(token_until=date(2026, 11, 29)), "expired",
             now=NOW + 43_200),
        case("shown twice", forge.shown(), "replayed", times=2),
    ]  # fmt: skip


def cut(forge: Forge) -> list[dict[str, Any]]:
    shown, printed = forge.shown(), forge.printed()
    token = raw(printed)
    return [
        case("a phone, cut at every length", shown, "truncated", every_length=True),
        case("a print, cut at every length", printed, "truncated", every_length=True),
        case("a phone's code that was never shown", text_of(raw(shown)[:-68]), "truncated"),
        case("a trailing byte", text_of(token + b"\0"), "trailing"),
        case("trailing bytes on a phone", text_of(raw(shown) + b"more"), "trailing"),
        case("a print with a proof", text_of(token + raw(shown)[-68:]), "trailing"),
        case("the code twice", text_of(token + token), "trailing"),
        case("a trailing space", printed + " ", "not_a_card"),
        case("letters behind", printed + "AAA", "truncated"),
        case("nothing", "", "not_a_card"),
        case("only the beginning", "YZ1:", "truncated"),
        case("another version", "YZ2:" + printed[4:], "not_a_card"),
        case("an address", "https://talent.example/c/7Q", "not_a_card"),
        case("in small letters", printed.lower(), "not_a_card"),
        case("small letters behind the beginning", "YZ1:" + printed[4:].lower(), "not_a_card"),
        case("a group beyond two bytes", "YZ1::::" + printed[7:], "not_a_card"),
        case("a single beyond one byte", printed[:-2] + "::", "truncated"),
        case("letters of full width", printed.replace("0", "０") + "０", "not_a_card"),
        case("very long", "YZ1:" + "0" * 2_000, "not_a_card"),
        case("another kind", forge.sealed(b"\x13" + token[1:-64]), "not_a_card"),
    ]  # fmt: skip


def lettered(forge: Forge) -> list[dict[str, Any]]:
    names = {
        "an identity number": "张4304", "digits of another script": "张٣٤",
        "a full-width digit": "张４",
        "turned text": "张\u202e*", "a zero width": "张\u200b*", "a joined accent": "e\u0301*",
        "a private character": "张\ue000", "a control": "张\n*", "a space at the end": "张* ",
        "two spaces": "张  *", "a compatibility form": "\uf900*", "markup": "<b>*",
        "a mark": "\ufeff张*",
        "none": "", "a Cyrillic letter": "Аnn*", "a face": "😀*",
    }  # fmt: skip
    levels = {"turned text": "\u202eC", "a full-width letter": "Ｃ", "a zero": "C\0"}
    return [
        *(case(f"a name with {what}", forge.lettered(name=text.encode()), "not_a_card")
          for what, text in names.items()),
        *(case(f"a level with {what}", forge.lettered(level=text.encode()), "not_a_card")
          for what, text in levels.items()),
        case("a name that is no UTF-8", forge.lettered(name=b"\xff\xfe"), "not_a_card"),
        case("a name of half a pair", forge.lettered(name=b"\xed\xa0\x80"), "not_a_card"),
        case("a name written too long", forge.lettered(name=b"\xc1\x81*"), "not_a_card"),
        case("a name of 25 bytes", forge.lettered(name=b"a" * 25), "not_a_card"),
        case("a level of 13 bytes", forge.lettered(level=b"C" * 13), "not_a_card"),
    ]  # fmt: skip


def by_keys(forge: Forge) -> list[dict[str, Any]]:
    before = date(2026, 10, 1)
    return [
        case("signed by a retired key", forge.printed(forge.retired), "key_retired"),
        case("signed by it while it was in use", forge.printed(forge.retired, issued=before),
             "ok_print"),
        case("shown on a phone, by a retired key", forge.shown(by=forge.retired), "key_retired"),
        case("signed by a revoked key", forge.printed(forge.gone), "unknown_key"),
        case("signed by it long ago", forge.printed(forge.gone, issued=before), "unknown_key"),
        case("dated before the key began", forge.printed(forge.late, issued=before),
             "key_retired"),
        case("a key that is over", forge.printed(forge.over), "key_retired"),
    ]  # fmt: skip


def by_list(forge: Forge) -> list[dict[str, Any]]:
    revoked, suspended = ({"status_index": one} for one in (REVOKED, SUSPENDED))
    return [
        case("revoked", forge.shown(**revoked), "revoked"),
        case("revoked, printed", forge.printed(**revoked), "revoked"),
        case("suspended", forge.printed(**suspended), "suspended"),
        case("revoked, by an old list", forge.printed(**revoked), "revoked", list="old"),
        case("suspended, by an old list", forge.printed(**suspended), "status_too_old",
             list="old"),
        case("no list", forge.printed(), "status_missing", list=None),
        case("the list of another city", forge.printed(), "status_missing", list="changsha"),
        case("an old list", forge.printed(), "status_too_old", list="old"),
        case("a list at its end", forge.printed(), "status_too_old", list="ends now"),
        case("a list before its end", forge.printed(), "ok_print", list="ends now", now=NOW - 1),
        case("a list of tomorrow", forge.printed(), "clock", list="from tomorrow"),
        case("the last of the list", forge.printed(status_index=LAST), "ok_print"),
        case("newer than the list", forge.printed(status_index=LAST + 1), "status_too_old"),
        case("the greatest number", forge.printed(status_index=2**32 - 1), "status_too_old"),
    ]  # fmt: skip


def by_phone(forge: Forge) -> list[dict[str, Any]]:
    shown = raw(forge.shown())
    token, time, proof = shown[:-68], shown[-68:-64], shown[-64:]
    other = raw(forge.shown(pseudonym=bytes(8), name_mask="李*"))[:-68]
    later = (NOW + 30).to_bytes(4, "big")
    nowhere = forge.claims(device_key=b"\x02" + b"\xff" * 32)
    off = next(one for one in (b"\x02" + bytes(31) + bytes((x,)) for x in range(1, 99))
               if not on_curve(one))  # fmt: skip
    return [
        case("proven by another phone", forge.shown(phone=forge.other), "other_phone"),
        case("a proof moved to another card", text_of(other + time + proof), "other_phone"),
        case("a proof moved to another second", text_of(token + later + proof), "other_phone"),
        case("an empty proof", text_of(token + time + bytes(64)), "other_phone"),
        case("a proof of ones", text_of(token + time + b"\xff" * 64), "other_phone"),
        case("a phone's key beyond the field", show(issue(
            nowhere, forge.xiangtan.secret.sign), NOW, forge.phone.prove), "other_phone"),
        case("a phone's key off the curve", show(issue(forge.claims(
            device_key=off), forge.xiangtan.secret.sign), NOW, forge.phone.prove), "other_phone"),
        case("a phone's key of another form", forge.sealed(
            token[:-64][:-33] + b"\x04" + token[:-64][-32:]), "not_a_card"),
    ]  # fmt: skip


def bad_lists(forge: Forge) -> list[dict[str, Any]]:
    """Lists that are not to be believed, by the published keys at the usual time."""
    good = forge.lists["xiangtan"]
    head, body, signature = good.split(".")
    swapped = forge.changsha.status().split(".")[1]

    def signed(payload: bytes, header: bytes = b"", by: City | None = None) -> str:
        by = by or forge.xiangtan
        header = (
            header
            or json.dumps(
                {"alg": "EdDSA", "typ": "statuslist+jwt", "kid": by.key_id.hex()}
            ).encode()
        )
        told = f"{unpadded(header)}.{unpadded(payload)}"
        return f"{told}.{unpadded(by.secret.sign(told.encode()))}"

    def lst(value: str, bits: int = 2) -> bytes:
        return json.dumps({"city": "xiangtan", "iat": NOW, "exp": NOW + DAY, "status_list": {
            "bits": bits, "lst": value}}).encode()  # fmt: skip

    kid = forge.xiangtan.key_id.hex()
    twice = b'{"city":"changsha","city":"xiangtan","iat":1,"exp":2,"status_list":{}}'
    escaped = b'{"exp":1,"\\u0065xp":99999999999,"city":"xiangtan"}'
    return [
        {"name": name, "text": text, "code": code}
        for name, text, code in (
            ("empty", "", "malformed"), ("two parts", f"{head}.{body}", "malformed"),
            ("a fourth part", f"{good}.{signature}", "malformed"),
            ("filled up", f"{good}=", "malformed"),
            ("letters of another alphabet", f"{head}.{body}+.{signature}", "malformed"),
            ("another payload", f"{head}.{swapped}.{signature}", "bad_signature"),
            ("no signature", f"{head}.{body}.", "bad_signature"),
            ("alg none", signed(b"{}", b'{"alg":"none","typ":"statuslist+jwt"}'), "malformed"),
            ("another alg", signed(b"{}", b'{"alg":"HS256","typ":"statuslist+jwt"}'), "malformed"),
            ("another typ", signed(b"{}", b'{"alg":"EdDSA","typ":"JWT"}'), "malformed"),
            ("crit", signed(b"{}", f'{{"alg":"EdDSA","typ":"statuslist+jwt","kid":"{kid}",'
                                   f'"crit":["x"]}}'.encode()), "malformed"),
            ("no key", signed(b"{}", b'{"alg":"EdDSA","typ":"statuslist+jwt"}'), "unknown_key"),
            ("the revoked key", forge.gone.status(), "unknown_key"),
            ("the retired key", forge.retired.status(), "key_retired"),
            ("a key that is over", forge.over.status(), "key_retired"),
            ("signed by another city", forge.changsha.status(city="xiangtan"), "wrong_city"),
            ("a name twice in the payload", signed(twice), "duplicate"),
            ("a name twice, once escaped", signed(escaped), "duplicate"),
            ("a name twice in the header", signed(
                b"{}", b'{"alg":"none","alg":"EdDSA","typ":"statuslist+jwt"}'), "duplicate"),
            ("a name twice, deep", signed(b'{"a":[{"b":{"c":1,"c":2}}]}'), "duplicate"),
            ("no JSON", signed(b"{"), "malformed"), ("a row", signed(b"[]"), "malformed"),
            ("no number", signed(b'{"iat":NaN}'), "malformed"),
            ("no UTF-8", signed(b'{"a":"\xff"}'), "malformed"),
            ("a mark before", signed(b"\xef\xbb\xbf{}"), "malformed"),
            ("no list", signed(b'{"city":"xiangtan"}'), "malformed"),
            ("one bit a card", signed(lst("eJwDAAAAAAE", 1)), "malformed"),
            ("a list that is not packed", signed(lst("AAAA")), "malformed"),
            ("a list that is cut", signed(lst(packed_up(bytes(1000))[:-8])), "malformed"),
            ("a list with more behind", signed(lst(packed_up(b"\0", b"more"))), "malformed"),
            ("a list that swells", signed(lst(packed_up(bytes(16_000_001)))), "malformed"),
            ("no times", signed(json.dumps({"city": "xiangtan", "status_list": {
                "bits": 2, "lst": packed_up(b"\0")}}).encode()), "malformed"),
        )
    ]  # fmt: skip


def key_sets(forge: Forge) -> list[dict[str, Any]]:
    """Key sets as text: how many keys are taken from each, or why it is refused."""
    jwk = forge.xiangtan.jwk()
    low = (1).to_bytes(32, "little")
    bad: dict[str, dict[str, Any]] = {
        "another name": {"kid": "00000000"}, "short": {"x": "AAAA"}, "a number": {"x": 7},
        "a time in words": {"nbf": "now"}, "yes": {"retired": True}, "another curve": {"kty": "EC"},
        "no city": {"city": None}, "a city of two words": {"city": "xiang tan"},
        "filled up": {"x": jwk["x"] + "="},
        "low order": {"x": unpadded(low), "kid": key_id_of(low).hex()},
        "not reduced": {"x": unpadded(b"\xff" * 32), "kid": key_id_of(b"\xff" * 32).hex()},
    }  # fmt: skip
    whole = json.dumps(forge.jwks)
    return [
        {"name": "the published one", "text": whole, "keys": 5},
        {"name": "none", "text": "{}", "keys": 0},
        {"name": "not a row", "text": '{"keys":{"a":1}}', "keys": 0},
        {"name": "no objects", "text": '{"keys":[1,null,"x",[]]}', "keys": 0},
        *({"name": name, "text": json.dumps({"keys": [{**jwk, **change}]}), "keys": 0}
          for name, change in bad.items()),
        {"name": "a name twice", "text": whole.replace('"kty"', '"city": "changsha", "kty"', 1),
         "code": "duplicate"},
        {"name": "no JSON", "text": whole[:-1], "code": "malformed"},
    ]  # fmt: skip


def written() -> str:
    """The file's text."""
    return json.dumps(vectors(), ensure_ascii=True, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(written(), encoding="ascii")

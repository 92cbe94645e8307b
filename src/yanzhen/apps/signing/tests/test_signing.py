"""A city's keys: one signs at a time, old ones sign nothing, revoked ones are not believed."""

import json
from base64 import urlsafe_b64encode
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from jwcrypto.jwk import JWK

from yanzhen.apps.accounts.service import (
    SYSTEM,
    Actor,
    Role,
    acting,
    actor_of,
    create_account,
    give_assignment,
)
from yanzhen.apps.organisations.service import load_organisations, organisation
from yanzhen.apps.signing.models import SigningKey
from yanzhen.apps.signing.service import (
    NoSuchKey,
    SigningRefused,
    Untrusted,
    jwks,
    key_id_of,
    keys_of,
    revoke,
    rotate,
    sign_jwt,
    signer,
    thumbprint_of,
    verify_jwt,
)

NOW = 2_000_000_000
TYP = "test+jwt"


@pytest.fixture(autouse=True)
def places(db: None) -> None:
    with acting(SYSTEM):
        load_organisations()


def employed(role: Role, place: str) -> Actor:
    with acting(SYSTEM):
        account = create_account(email=f"{role}@example.cn", name="张某")
        give_assignment(
            acting=SYSTEM, account_id=account.pk, role=role, organisation_id=organisation(place).id
        )
    return actor_of(account)


def signed(payload: dict[str, Any] | None = None) -> str:
    return sign_jwt("xiangtan", TYP, {"iat": NOW, **(payload or {})})


def refused(text: str, now: int = NOW, typ: str = TYP, keys: dict[str, Any] | None = None) -> str:
    with pytest.raises(Untrusted) as caught:
        verify_jwt(text, keys or jwks(), typ=typ, now=now)
    assert caught.value.reason.zh.endswith("。")
    return caught.value.code


def raw(value: str) -> str:
    return urlsafe_b64encode(value.encode()).rstrip(b"=").decode()


def with_payload(body: str) -> str:
    """The payload as it is written, signed by Xiangtan."""
    key = signer("xiangtan")
    head = raw(json.dumps({"alg": "EdDSA", "typ": TYP, "kid": key.key_id}))
    told = f"{head}.{raw(body)}"
    return f"{told}.{urlsafe_b64encode(key.sign(told.encode())).rstrip(b'=').decode()}"


def test_what_was_signed_is_read_again_with_its_city() -> None:
    read = verify_jwt(signed({"what": "湘潭"}), jwks(), typ=TYP, now=NOW)
    assert read == {"iat": NOW, "what": "湘潭", "city": "xiangtan"}


def test_a_city_has_one_key_until_it_is_replaced() -> None:
    assert signer("xiangtan").key_id == signer("xiangtan").key_id != signer("quzhou").key_id


def test_thumbprints_are_those_of_another_program() -> None:
    [jwk] = jwks()["keys"] or [None] if signer("xiangtan") else [None]
    assert jwk is not None
    theirs = JWK(kty="OKP", crv="Ed25519", x=jwk["x"]).thumbprint()
    ours = urlsafe_b64encode(thumbprint_of(signer("xiangtan").public)).rstrip(b"=").decode()
    assert ours == theirs
    assert jwk["kid"] == key_id_of(signer("xiangtan").public)


def test_an_old_key_can_sign_nothing_and_what_it_signed_stays_good() -> None:
    keeper = employed(Role.ADMINISTRATOR, "xiangtan")
    old = signer("xiangtan")
    before = sign_jwt("xiangtan", TYP, {"iat": int(_since(old.key_id))})
    new = rotate(acting=keeper, city="xiangtan")
    assert signer("xiangtan").key_id == new != old.key_id
    assert verify_jwt(before, jwks(), typ=TYP, now=NOW)["city"] == "xiangtan"
    with acting(SYSTEM):
        assert SigningKey.objects.get(key_id=old.key_id).handle is None
    with acting(SYSTEM), pytest.raises(IntegrityError), transaction.atomic():
        SigningKey.objects.filter(key_id=old.key_id).update(retired_at=None, handle="x")


def test_what_bears_a_date_after_its_key_was_retired_is_not_believed() -> None:
    text = signed()
    rotate(acting=employed(Role.ADMINISTRATOR, "xiangtan"), city="xiangtan")
    assert refused(text) == "key_retired"


def test_nothing_of_a_revoked_key_is_believed_and_another_signs_at_once() -> None:
    office = employed(Role.TALENT_OFFICE, "xiangtan")
    old = signer("xiangtan").key_id
    text = signed()
    revoke(acting=office, key_id=old, reason="备份失窃")
    assert refused(text) == "unknown_key"
    assert signer("xiangtan").key_id != old
    shown = {one.key_id: one for one in keys_of(office)}
    assert shown[old].reason == "备份失窃"
    with pytest.raises(SigningRefused) as caught:
        revoke(acting=office, key_id=old, reason=" ")
    assert {one.code for one in caught.value.refusals} == {"revoked", "no_reason"}


@pytest.mark.parametrize(("role", "place"), [
    (Role.ADMINISTRATOR, "hengyang"), (Role.TALENT_OFFICE, "xiangtan/yuhu"),
    (Role.FINANCE, "xiangtan"),
])  # fmt: skip
def test_nobody_else_changes_a_citys_keys(role: Role, place: str) -> None:
    other = employed(role, place)
    key = signer("xiangtan").key_id
    for step in (
        lambda: rotate(acting=other, city="xiangtan"),
        lambda: revoke(acting=other, key_id=key, reason="x"),
    ):
        with pytest.raises(NoSuchKey):
            step()
    assert keys_of(other) == ()


def test_no_visitor_reads_a_key_from_the_table() -> None:
    key = signer("xiangtan").key_id
    with acting(employed(Role.ADMINISTRATOR, "xiangtan")):
        assert not SigningKey.objects.filter(key_id=key).exists()


def test_the_secret_lies_sealed() -> None:
    key = signer("xiangtan")
    with acting(SYSTEM), connection.cursor() as cursor:
        cursor.execute("SELECT handle FROM signing_signingkey WHERE key_id = %s", [key.key_id])
        [stored] = cursor.fetchone()
    assert key.handle.encode() not in bytes(stored)
    assert key.handle not in repr(key)


@pytest.mark.parametrize(("text", "code"), [
    ("", "malformed"), ("a.b", "malformed"), ("a.b.c.d", "malformed"), ("é.b.c", "malformed"),
    ("." * 3_000_000, "malformed"), (f"{raw('[]')}.{raw('{}')}.{raw('s')}", "malformed"),
    (f"{raw('{')}.{raw('{}')}.{raw('s')}", "malformed"),
    (f"{raw('[' * 5000)}.{raw('{}')}.{raw('s')}", "malformed"),
    (f"{raw('{}')}.{raw('{}')}.{raw('s')}", "malformed"),
    (raw('{"alg":"none"}') + ".e30.", "malformed"),
    (raw('{"alg":"EdDSA","alg":"EdDSA"}') + ".e30.cw", "duplicate"),
])  # fmt: skip
def test_what_is_no_signed_document_says_so(text: str, code: str) -> None:
    assert refused(text) == code


def test_every_other_door_is_shut() -> None:
    text = signed()
    head, body, signature = text.split(".")
    other = signer("quzhou")
    assert refused(f"{head}.{body}.{raw('x' * 64)}") == "bad_signature"
    assert refused(f"{head}.{body}.{signature}=") == "malformed"
    assert refused(text, typ="other+jwt") == "wrong_kind"
    assert refused(text, now=NOW - 86_400) == "not_yet"
    assert refused(signed({"exp": NOW + 10}), now=NOW + 86_400) == "expired"
    assert refused(signed({"exp": "soon"})) == "malformed"
    assert refused(text, keys=jwks("quzhou")) == "unknown_key"
    told = f"{raw(json.dumps({'alg': 'EdDSA', 'typ': TYP, 'kid': other.key_id}))}.{body}"
    forged = urlsafe_b64encode(other.sign(told.encode())).rstrip(b"=").decode()
    assert refused(f"{told}.{forged}") == "wrong_city"
    assert refused(with_payload('{"city":"xiangtan"}')) == "malformed"
    twice = f'{{"city":"quzhou","city":"xiangtan","iat":{NOW}}}'
    assert refused(with_payload(twice)) == "duplicate"
    assert refused(with_payload(f'{{"city":"xiangtan","iat":{NOW},"x":NaN}}')) == "malformed"


def test_a_key_set_with_a_wrong_name_or_length_holds_no_key() -> None:
    [jwk] = jwks("xiangtan")["keys"] if signer("xiangtan") else [{}]
    text = signed()
    for change in (
        {"kid": "00000000"}, {"x": "AAAA"}, {"x": 7}, {"nbf": "now"}, {"retired": True},
        {"kty": "EC"}, {"city": None}, {"x": jwk["x"] + "="},
    ):  # fmt: skip
        assert refused(text, keys={"keys": [{**jwk, **change}]}) == "unknown_key"
    assert refused(text, keys={"keys": "none"}) == "unknown_key"


def _since(key_id: str) -> float:
    with acting(SYSTEM):
        return SigningKey.objects.get(key_id=key_id).since.timestamp() + 1

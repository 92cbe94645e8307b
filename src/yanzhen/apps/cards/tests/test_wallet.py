"""The file for wallets: taken by the reference library, and its presentations taken by us."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.utils import timezone
from jwcrypto.jwk import JWK
from sd_jwt.holder import SDJWTHolder
from sd_jwt.issuer import SDJWTIssuer
from sd_jwt.verifier import SDJWTVerifier

from yanzhen.apps.accounts.service import acting
from yanzhen.apps.cards import service
from yanzhen.apps.cards.sd_jwt import conceal, decoded, digest_of, encoded, joined
from yanzhen.apps.cards.service import NotShown
from yanzhen.apps.cards.tests.town import CITY, Phone, Town
from yanzhen.apps.signing.service import jwks, revoke, sign_jwt

GATE, NONCE = "https://gate.example.cn", "n-4711"


def file_of(town: Town, bound: bool = True) -> tuple[str, JWK]:
    """The file of her card, and the key of the phone it is bound to."""
    card = town.issue("wang")
    phone = town.bind("wang", card) if bound else Phone()
    with acting(town.wang):
        file = service.wallet_file(acting=town.wang, card_id=card.pk)
    return file, holder_key(phone)


def holder_key(phone: Phone) -> JWK:
    raw = phone.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return JWK.from_pem(raw)


def issuer_key(_issuer: str, header: Mapping[str, Any]) -> JWK:
    """As a wallet finds it: in our key set, by its name."""
    return next(JWK(**key) for key in jwks()["keys"] if key["kid"] == header["kid"])


def presented(file: str, claims: Any, key: JWK | None, aud: str = GATE, nonce: str = NONCE) -> str:
    holder = SDJWTHolder(file)
    with_key = (nonce, aud, key) if key is not None else (None, None, None)
    holder.create_presentation(claims, *with_key)
    return str(holder.sd_jwt_presentation)


def refusal(presentation: str, **given: Any) -> str:
    asked = {"audience": GATE, "nonce": NONCE, "now": timezone.now(), **given}
    with pytest.raises(NotShown) as refused:
        service.verify_shown(presentation, **asked)
    assert refused.value.say.zh
    return refused.value.code


def test_ours_is_taken_by_the_reference_verifier_with_key_binding(town: Town) -> None:
    file, key = file_of(town)

    shown = presented(file, {"level": True, "city_name": True}, key)
    payload = SDJWTVerifier(shown, issuer_key, GATE, NONCE).get_verified_payload()

    assert (payload["level"], payload["city_name"]) == ("C", "湘潭市")
    assert not {"name", "valid_until", "programme"} & set(payload)
    assert payload["vct"] == service.card_type()
    assert payload["status"]["status_list"]["uri"].endswith(f"/cards/{CITY}/status")


def test_the_whole_file_shows_everything_to_the_reference_verifier(town: Town) -> None:
    file, _ = file_of(town)

    payload = SDJWTVerifier(file, issuer_key).get_verified_payload()

    assert payload["name"] == "王芳"
    assert payload["programme"] == "莲城人才绿卡"
    assert payload["status"]["status_list"]["idx"] == town.card("wang").status_index


def test_what_the_reference_holder_shows_is_taken_by_us(town: Town) -> None:
    file, key = file_of(town)
    now = timezone.now()

    found = service.verify_shown(presented(file, {"level": True}, key), now, GATE, NONCE)

    assert found.is_bound
    assert found.claims["level"] == "C"
    assert "name" not in found.claims
    assert not service.verify_shown(presented(file, {"name": True}, None), now).is_bound


def test_shown_to_another_or_by_another_or_unbound_is_refused(town: Town) -> None:
    file, key = file_of(town)

    assert refusal(presented(file, {"level": True}, key, aud="https://other")) == "other_audience"
    assert refusal(presented(file, {"level": True}, key, nonce="other")) == "other_audience"
    assert refusal(presented(file, {"level": True}, holder_key(Phone()))) == "not_proved"
    assert refusal(presented(file, {"level": True}, None)) == "not_bound"
    late = timezone.now() + timedelta(minutes=11)
    assert refusal(presented(file, {"level": True}, key), now=late) == "stale"


def test_a_file_without_a_phone_cannot_be_bound(town: Town) -> None:
    file, key = file_of(town, bound=False)

    assert refusal(presented(file, {"level": True}, key)) == "not_bound"


def test_a_proof_counts_only_for_what_was_shown_with_it(town: Town) -> None:
    file, key = file_of(town)
    shown = presented(file, {"level": True}, key)
    token, level, proof = shown.split("~")
    more = next(one for one in file.split("~")[1:-1] if one != level)

    assert refusal("~".join((token, proof))) == "not_proved"
    assert refusal("~".join((token, level, more, proof))) == "not_proved"


@pytest.mark.parametrize("change", [
    lambda parts: [parts[0], parts[1], parts[1], *parts[2:]],
    lambda parts: [parts[0], made("level", "A"), *parts[1:]],
    lambda parts: [parts[0], parts[1] + "=", *parts[2:]],
    lambda parts: [parts[0], encoded(b'["s","level"]'), *parts[1:]],
    lambda parts: [parts[0][:-4] + "AAAA", *parts[1:]],
    lambda parts: [parts[0].replace(".", "..", 1), *parts[1:]],
    lambda parts: parts[:1],
    lambda parts: [parts[0], *["x"] * 70, ""],
    lambda parts: ["é", *parts[1:]],
])  # fmt: skip
def test_a_file_that_was_changed_is_refused(town: Town, change: Any) -> None:
    file, _ = file_of(town)

    assert refusal("~".join(change(file.split("~"))), audience="", nonce="")


@pytest.mark.parametrize("claims", [
    {"_sd": []}, {"...": "x"}, {"exp": 1}, {"status": {}}, {"deep": {"_sd": ["x"]}},
    {"list": [{"...": "x"}]},
])  # fmt: skip
def test_concealed_claims_that_no_verifier_may_take_are_refused(town: Town, claims: Any) -> None:
    concealed, disclosures = conceal(claims)
    now = int(timezone.now().timestamp())
    payload = {"vct": service.card_type(), "iat": now, **concealed}

    text = joined(sign_jwt(CITY, "dc+sd-jwt", payload), disclosures)

    assert refusal(text, audience="", nonce="") == "malformed"


def test_a_revoked_key_is_believed_in_nothing(town: Town) -> None:
    file, _ = file_of(town)
    header = json.loads(decoded(file.split(".")[0]))
    with acting(town.office):
        revoke(acting=town.office, key_id=header["kid"], reason="备份失窃")

    assert refusal(file, audience="", nonce="") == "unknown_key"


def test_a_file_of_another_issuer_is_refused(town: Town) -> None:
    foreign = SDJWTIssuer(
        {"iss": "https://other", "vct": service.card_type(), "iat": 1},
        JWK.generate(kty="EC", crv="P-256"),
    )

    assert refusal(foreign.sd_jwt_issuance, audience="", nonce="")


def test_digests_tell_nothing_of_the_order_and_every_salt_is_new() -> None:
    first, disclosures = conceal({"a": 1, "b": 2, "c": 3})
    second, others = conceal({"a": 1, "b": 2, "c": 3})

    assert first["_sd"] == sorted(map(digest_of, disclosures))
    assert not set(disclosures) & set(others)
    assert first["_sd"] != second["_sd"]


def made(name: str, value: str) -> str:
    return encoded(json.dumps(["salt", name, value]).encode())

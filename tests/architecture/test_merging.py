"""Whatever belongs to a subject can follow a merge, or says that it stays."""

import pgtrigger

from yanzhen.apps.registry.belongings import LEFT_IF_TAKEN, REGISTRY, belongings


def test_what_never_changes_stays() -> None:
    guarded = {
        table for table, trigger in pgtrigger.registered()
        if isinstance(trigger, pgtrigger.Protect) and "UPDATE" in str(trigger.operation)
    }  # fmt: skip
    assert guarded
    assert [one.name for one in belongings() if one.table in guarded] == []


def test_money_recognition_and_cards_follow() -> None:
    names = {one.name for one in belongings()}
    assert {
        "cases.Case.subject", "awards.Award.subject", "awards.Award.payee", "awards.Turn.subject",
        "claims.Claim.payee", "quotas.Request.subject", "recognition.Recognition.subject",
        "cards.Card.subject", "crosswalks.Heard.subject",
    } <= names  # fmt: skip
    assert len(names) == len(list(belongings()))


def test_what_a_model_says_is_known() -> None:
    said = {getattr(one.table, "on_merge", "") for one in belongings() if one not in REGISTRY}
    assert said == {"", LEFT_IF_TAKEN}

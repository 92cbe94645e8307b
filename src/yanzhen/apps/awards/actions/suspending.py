"""Suspending an award that is locked: by hand, by a check, or for another award."""

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.awards.models import Award, Instalment
from yanzhen.apps.awards.timeline import tell_person, write_event
from yanzhen.apps.awards.words import title_of
from yanzhen.policy.vocabulary import Label

RUNNING = (Award.State.RUNNING, Award.State.WAITING_BUDGET)


def suspend_now(award: Award, acting: Actor, why: Label, reason: str = "") -> None:
    """Nothing is paid until it is resumed; the person is told why."""
    award.state, award.why = Award.State.SUSPENDED, {"zh": why.zh, "en": why.en}
    award.save(update_fields=["state", "why"])
    waits = {"code": "suspended", "zh": why.zh, "en": why.en}
    due = award.instalments.filter(state=Instalment.State.DUE)
    due.update(state=Instalment.State.HELD_BACK, finding=waits)
    write_event(award, "suspended", acting, reason or why.zh, {"en": why.en})
    tell_person(award, "award_suspended", title_of(award), why=why)

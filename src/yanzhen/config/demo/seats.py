"""The demo's employer that recognises itself: an authorisation with a seat used and one left.

    open_seats(town)

Hengyang's document gives neither number nor level: these are invented, which their basis says.
"""

from datetime import date

from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Role, acting
from yanzhen.apps.organisations.service import department_for, organisation
from yanzhen.apps.recognition.service import seats
from yanzhen.apps.registry import service as registry
from yanzhen.config.demo.people import SOURCE, Town

CITY, EMPLOYER = "hengyang", "goose-apprentices"
LEADER = "衡书砚（虚构）"


def open_seats(town: Town) -> None:
    """Two seats for this year, one of which the employer has used."""
    office = town.staff(
        Role.TALENT_OFFICE, department_for(organisation(CITY).id, "talent_office").id
    )
    today = timezone.localdate()
    granting = seats.Granting(
        city=CITY, employer=town.people[EMPLOYER]["uscc"], kind="high-level", seats=2,
        scope="示例：机电专业的高技能领军人才（虚构）", basis="示例授权文件（虚构）第1号",
        valid_from=date(today.year, 1, 1), valid_until=date(today.year, 12, 31), key="demo",
        is_demo=True,
    )  # fmt: skip
    with acting(office):
        made = seats.authorise(acting=office, granting=granting)
    leader = _leader(town)
    officer = town.filer(EMPLOYER, "employer")
    with acting(officer):
        seats.recognise(acting=officer, deciding=seats.Deciding(
            authorisation=made.pk, subject_id=leader, decision="示例决定（虚构）第1号",
            decided_on=today, reason="主持两项省级工艺攻关，带出三名高级技师（虚构）",
            papers="评审会议纪要（虚构）\n工艺攻关验收证书（虚构）", key="demo",
        ))  # fmt: skip


def _leader(town: Town) -> int:
    """Somebody of the employer's people."""
    with acting(SYSTEM):
        subject = registry.add_subject(
            acting=SYSTEM, kind="person", name=LEADER, source=SOURCE,
            organisation_id=organisation(town.people[EMPLOYER]["tenant"]).id,
        ).subject.pk  # fmt: skip
        registry.relate(
            acting=SYSTEM, subject_id=subject, other_id=town.subjects[EMPLOYER],
            kind="works_for", grade=registry.Grade.B, source=SOURCE,
        )  # fmt: skip
    return int(subject)

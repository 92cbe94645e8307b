"""What a situation is entitled to: the same answer as `yanzhen assess --json` gives."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema

from yanzhen.api.policies import Lang
from yanzhen.api.problems import Finding, Problem, example
from yanzhen.apps.policies.service import published_pack
from yanzhen.policy import as_json, assess
from yanzhen.policy.vocabulary import Label

router = Router(tags=["测算 assessments"])
MOST_FACTS, MOST_RECORDS = 300, 200
TOO_LONG = Label(
    f"一个列表最多 {MOST_RECORDS} 项。", f"A list holds at most {MOST_RECORDS} entries."
)
EXAMPLE: dict[str, Any] = {
    "subject": "person",
    "facts": {"degree": "doctor", "introduction": "new"},
    "as_of": "2026-11-28",
}


class SituationIn(Schema):
    """A subject with what is known of it; what is left out is unknown, which is not no."""

    model_config = example(EXAMPLE)

    subject: str = Field(max_length=40)
    facts: dict[str, Any] = Field(max_length=MOST_FACTS)
    as_of: Annotated[date, Field(ge=date(2000, 1, 1), le=date(2099, 12, 31))] | None = None


class AssessmentOut(Schema):
    city: str
    as_of: date
    pack: str
    subject: str
    tier: dict[str, Any] | None
    outcomes: list[dict[str, Any]]
    totals: dict[str, int]
    ask: list[str]


@router.post("/cities/{city}/assessments", response=AssessmentOut, url_name="assess")
def assess_situation(
    request: HttpRequest, city: str, situation: SituationIn, lang: Lang = "zh"
) -> Any:
    """测算一个对象能享受什么；不保存任何内容。Assess one subject; nothing is kept."""
    pack = published_pack(city)
    long = [
        Finding("too_long", TOO_LONG, name)
        for name, value in situation.facts.items()
        if isinstance(value, list) and len(value) > MOST_RECORDS
    ]
    if long:
        raise Problem("invalid", *long)
    raw = {"subject": situation.subject, "facts": situation.facts}
    return as_json(assess(pack, raw, situation.as_of or timezone.localdate()), lang)

"""A person who sits down at the calculator with some answers."""

from datetime import date

from yanzhen.policy import Pack
from yanzhen.portal.answers import Answers, Raw
from yanzhen.portal.sitting import Sitting, sit

TODAY = date(2026, 1, 1)


class Sit:
    """Sits a person down with some answers: `sit_down(host_kind="enterprise")`."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack

    def __call__(
        self,
        who: str = "person",
        skipped: tuple[str, ...] = (),
        decided: bool = False,
        **given: Raw,
    ) -> Sitting:
        answers = Answers(who, given, skipped, decided=decided)
        return sit(self.pack, answers, TODAY)

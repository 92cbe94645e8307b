"""The papers of a case or a draft: each one that is asked for, with the files handed in for it."""

from collections.abc import Callable, Sequence

from yanzhen.apps.cases.service import CaseShown, MaterialShown, Paper
from yanzhen.policy import Pack, materials_of_item
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.casefile.course import moment_said
from yanzhen.portal.kit.known import grade_badge
from yanzhen.portal.kit.upload import Slot, Taken, size_said
from yanzhen.portal.words import say

OTHERS = "others"
KINDS = {
    "application/pdf": "kind_pdf", "image/jpeg": "kind_picture", "image/png": "kind_picture",
    "image/heic": "kind_picture", "application/ofd": "kind_ofd",
}  # fmt: skip
Address = Callable[[str], str]


def slots_of_case(
    shown: CaseShown, pack: Pack, file_address: Address, language: Language
) -> tuple[Slot, ...]:
    """The papers of a case; what belongs to none of them comes last."""
    item = pack.services.get(shown.row.item)
    asked = materials_of_item(pack, item) if item else ()
    files = [one for one in shown.materials if one.stage == "attached"]

    def shown_as(file: MaterialShown) -> Taken:
        return taken(file, file_address, language, shown.is_staff_view)

    slots = [
        Slot(
            one.id, one.label.say(language), grade_badge(one.grade, language),
            files=tuple(shown_as(file) for file in files if file.asked == one.id),
        )
        for one in asked
    ]  # fmt: skip
    known = {one.id for one in asked}
    rest = [one for one in files if one.asked not in known]
    if rest:
        label = say("papers_others", language)
        slots.append(Slot(OTHERS, label, files=tuple(map(shown_as, rest))))
    return tuple(slots)


def slots_of_draft(
    papers: Sequence[Paper], others: Sequence[MaterialShown], file_address: Address,
    language: Language, errors: dict[str, str],
) -> tuple[Slot, ...]:  # fmt: skip
    """The papers of a draft, to hand in."""
    slots = [
        Slot(
            one.wanted.id, one.wanted.label.say(language),
            files=tuple(taken(file, file_address, language) for file in one.files),
            error=errors.get(one.wanted.id, ""),
            is_covered="" if one.is_missing or one.files else say("papers_covered", language),
        )
        for one in papers
    ]  # fmt: skip
    slots.append(
        Slot(
            OTHERS, say("papers_others", language), is_required=False,
            files=tuple(taken(one, file_address, language) for one in others),
            error=errors.get(OTHERS, "") or errors.get("", ""),
        )
    )  # fmt: skip
    return tuple(slots)


def taken(
    file: MaterialShown, file_address: Address, language: Language, with_name: bool = False
) -> Taken:
    """One file as a line."""
    kind = say(KINDS.get(file.media_type, "kind_document"), language)
    return Taken(
        file.id, file.name, kind, size_said(file.size, language), file.stage == "attached",
        file_address(file.id), moment_said(file.uploaded_at, language),
        _received(file, with_name, language),
    )  # fmt: skip


def _received(file: MaterialShown, with_name: bool, language: Language) -> str:
    """That a window received it on paper; who did, offices read only."""
    if not file.received_by:
        return ""
    if not with_name:
        return say("received_at_window", language)
    return say("papers_received", language, name=file.received_by)

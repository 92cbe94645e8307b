"""Materials: uploaded first (staged), and a part of the case with the submission (attached)."""

from collections.abc import Iterable
from hashlib import sha256

from django.db import transaction

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.audit.service import record
from yanzhen.apps.cases.access import access_draft, access_material, access_to_change, account_of
from yanzhen.apps.cases.errors import CaseRefused, NoSuchDraft, Refusal
from yanzhen.apps.cases.materials_check import Examined, MaterialRefused, examine
from yanzhen.apps.cases.models import Case, Content, Draft, Material
from yanzhen.apps.cases.scanning import Verdict, scanner
from yanzhen.policy.vocabulary import Label

MOST_FILES = 60
LONGEST_ASKED = 96
"""A line of a supplement may be longer than the name of a paper."""
VIRUS = Label(
    "文件没有通过病毒扫描，已拒收；请用杀毒软件检查后再上传。",
    "The file did not pass the virus scan and was not kept; check it and upload it again.",
)
TOO_MANY = Label(
    f"一件最多上传 {MOST_FILES} 个文件；请合并后再上传。",
    f"At most {MOST_FILES} files belong to one case; put some of them together.",
)
ALREADY_FILED = Label("已提交的材料不能移除。", "What was handed in with a case cannot be removed.")
Stage = Material.Stage


def stage_for_draft(*, acting: Actor, draft: str, asked: str, name: str, body: bytes) -> Material:
    """Keep a file with a draft; CaseRefused when it is not taken."""
    examined, verdict = _looked_at(name, body)
    with transaction.atomic():
        target = access_draft(acting, draft)
        if target.case_id is not None:
            raise NoSuchDraft(draft)
        _room(Material.objects.filter(draft=target).exclude(stage=Stage.REMOVED).count())
        return _kept(acting, asked, examined, verdict, body, draft=target)


def stage_for_case(*, acting: Actor, number: str, asked: str, name: str, body: bytes) -> Material:
    """Keep a file with a case; it counts once the supplement is sent."""
    examined, verdict = _looked_at(name, body)
    with transaction.atomic():
        case = access_to_change(acting, number)
        _room(Material.objects.filter(case=case).exclude(stage=Stage.REMOVED).count())
        return _kept(acting, asked, examined, verdict, body, case=case)


def remove_staged(*, acting: Actor, material: str) -> None:
    """Take a staged file away again, with its bytes."""
    with transaction.atomic():
        found = access_material(acting, material)
        if found.stage != Stage.STAGED:
            raise CaseRefused([Refusal("attached", ALREADY_FILED)])
        Content.objects.filter(material=found).delete()
        found.stage = Stage.REMOVED
        found.save(update_fields=["stage"])


def attach(case: Case, materials: Iterable[str], acting: Actor, received_by: str = "") -> int:
    """Staged files become a part of the case; by whom they were received at a window."""
    chosen = Material.objects.visible_to(acting).filter(
        case=case, public_id__in=list(materials), stage=Stage.STAGED
    )
    return int(chosen.update(stage=Stage.ATTACHED, received_by=received_by))


def attach_draft(case: Case, draft: Draft) -> int:
    """All files of a draft become a part of the case that it turned into."""
    staged = Material.objects.filter(draft=draft, stage=Stage.STAGED)
    return int(staged.update(stage=Stage.ATTACHED, case=case))


def read_material(*, acting: Actor, material: str) -> tuple[Material, bytes]:
    """A file with its bytes; that somebody else's was opened is written down."""
    found = access_material(acting, material)
    body = bytes(Content.objects.get(material=found).body)
    if found.case_id is not None and found.uploaded_by_id != acting.account_id:
        record("material.opened", acting=acting, subject=f"material:{found.public_id}")
    return found, body


def _looked_at(name: str, body: bytes) -> tuple[Examined, Verdict]:
    try:
        examined = examine(name, body)
    except MaterialRefused as refused:
        raise CaseRefused([Refusal("material", refused.reason, "file")]) from None
    verdict = scanner().scan(body)
    if verdict.state == "infected":
        raise CaseRefused([Refusal("virus", VIRUS, "file")])
    return examined, verdict


def _room(present: int) -> None:
    if present >= MOST_FILES:
        raise CaseRefused([Refusal("too_many_files", TOO_MANY, "file")])


def _kept(
    actor: Actor, asked: str, examined: Examined, verdict: Verdict, body: bytes, *,
    draft: Draft | None = None, case: Case | None = None,
) -> Material:  # fmt: skip
    material = Material.objects.create(
        draft=draft, case=case, asked=asked[:LONGEST_ASKED], name=examined.name,
        media_type=examined.media_type, size=len(body), sha256=sha256(body).hexdigest(),
        scan=verdict.state, scanned_by=verdict.engine, uploaded_by_id=account_of(actor),
    )  # fmt: skip
    Content.objects.create(material=material, body=body)
    return material

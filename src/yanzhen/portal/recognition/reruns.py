"""A new version of the catalogue tried on everybody: the draft, the run, who would move.

Nothing moves by it. Whoever has a recognition can be proposed for a look, one by one or all.
"""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yanzhen.apps.accounts.service import current
from yanzhen.apps.policies.service import UnreadablePack, drafts, keep_draft
from yanzhen.apps.recognition import service
from yanzhen.apps.recognition.service import (
    MoverShown,
    NoSuchRecognition,
    RecognitionRefused,
    RerunShown,
)
from yanzhen.policy import Pack
from yanzhen.policy.vocabulary import Label, Language
from yanzhen.portal.desk.choices import reach_of
from yanzhen.portal.kit.bars import Picture, Row, picture
from yanzhen.portal.language import spoken
from yanzhen.portal.listing.columns import Badge, Cell, Column, Listing
from yanzhen.portal.listing.feed import Feed, list_page
from yanzhen.portal.listing.source import Paged, Part
from yanzhen.portal.listing.wanted import Wanted
from yanzhen.portal.readable import day
from yanzhen.portal.recognition.terms import own_packs
from yanzhen.portal.recognition.typed import errors_of, text
from yanzhen.portal.words import WORDS, say

MOST_BYTES = 1_000_000
MOST_FINDINGS = 20
FILE = "tiers.yaml"
NO_FILE = Label(*WORDS["recog_no_file"])


@never_cache
@require_http_methods(["GET", "POST"])
def reruns(request: HttpRequest) -> HttpResponse:
    """The runs of her places, the drafts, and a form for another draft."""
    if request.method == "GET":
        return _page(request, [])
    packs = {one.city: one for one in _with_catalogue()}
    city = text(request.POST, "city")
    if city not in packs:
        return _page(request, [say("recog_choose_city", spoken())])
    try:
        draft = text(request.POST, "draft") or _kept(request, city)
        key, _ = service.start_rerun(current(), city, draft)
    except UnreadablePack as refused:
        return _page(request, [str(one) for one in refused.findings[:MOST_FINDINGS]])
    except RecognitionRefused as refused:
        return _page(request, list(errors_of(refused, spoken()).values()))
    return redirect("portal:desk_rerun", rerun=key)


def _kept(request: HttpRequest, city: str) -> str:
    """The draft with the catalogue that was handed in."""
    file = request.FILES.get("file")
    if file is None or not file.size or file.size > MOST_BYTES:
        raise RecognitionRefused([service.Refusal("no_file", NO_FILE, "file")])
    try:
        body = file.read().decode("utf-8")
    except UnicodeDecodeError:
        raise RecognitionRefused([service.Refusal("no_file", NO_FILE, "file")]) from None
    return keep_draft(current().name, city, {f"{city}/{FILE}": body}).content_hash


def _with_catalogue() -> list[Pack]:
    return [one for one in own_packs(reach_of(current())) if one.tiers is not None]


def _page(request: HttpRequest, faults: list[str]) -> HttpResponse:
    language, packs = spoken(), _with_catalogue()
    context = {
        "rows": [_run(one, language) for one in service.reruns(current())],
        "cities": [(one.city, one.title.say(language)) for one in packs],
        "drafts": [
            (one.content_hash, f"{one.city} {one.content_hash[:12]} {one.kept_by} "
             f"{day(one.kept_at.date(), language)}")
            for pack in packs for one in drafts(pack.city)
        ],
        "faults": faults, "posted": request.POST,
    }  # fmt: skip
    return render(request, "portal/recognition/reruns.html", context, status=400 if faults else 200)


def _run(one: RerunShown, language: Language) -> Mapping[str, Any]:
    tone = "good" if one.state == "done" else "warn"
    return {
        "id": one.id, "draft": one.draft[:12], "when": day(one.as_of, language),
        "by": one.started_by, "badge": Badge(one.state_label.say(language), tone),
        "said": say("recog_moved", language, moved=one.moved, people=one.people)
        if one.state == "done" else "",
    }  # fmt: skip


def who_cell(one: MoverShown, language: Language) -> Cell:
    href = reverse("portal:desk_recognised", args=[one.recognition]) if one.recognition else ""
    small = one.recognition or say("recog_not_recognised", language)
    return Cell(one.masked_name, href, small)


def after_cell(one: MoverShown, language: Language) -> Cell:
    return Cell(one.after.say(language), small=one.after_item)


def proposed_cell(one: MoverShown, language: Language) -> Cell:
    if not one.is_proposed:
        return Cell()
    return Cell(badge=Badge(say("recog_is_proposed", language), "good", "check"))


COLUMNS = (
    Column[MoverShown]("who", "recog_person", who_cell, look="main"),
    Column[MoverShown](
        "before", "recog_before",
        lambda one, lang: Cell(one.before.say(lang), small=one.before_item),
    ),
    Column[MoverShown]("after", "recog_after", after_cell),
    Column[MoverShown](
        "item", "recog_item",
        lambda one, lang: Cell(one.item_label.say(lang) if one.item_label else ""), look="quiet",
    ),
    Column[MoverShown](
        "level", "recog_now", lambda one, lang: Cell(one.level.say(lang) if one.level else ""),
    ),
    Column[MoverShown]("proposed", "recog_proposed", proposed_cell),
)  # fmt: skip
LISTING = Listing[MoverShown](
    "movers", COLUMNS, key=lambda one: str(one.id) if _can_be_proposed(one) else "",
    empty="recog_no_movers",
)  # fmt: skip


def _can_be_proposed(one: MoverShown) -> bool:
    return bool(one.recognition) and not one.is_proposed


def movers(place: Mapping[str, str]) -> Paged[MoverShown]:
    key = int(place["rerun"])

    def part(wanted: Wanted) -> Part[MoverShown]:
        found = service.movers(current(), key, page=wanted.page, size=wanted.size)
        return Part(found.rows, found.total)

    return Paged(part)


MOVERS = Feed("desk.movers", Label("目录变动人员", "Who would move"), LISTING, movers)


@never_cache
@require_http_methods(["GET", "POST"])
def rerun(request: HttpRequest, rerun: int) -> HttpResponse:
    """One run: how many go from which tier to which, and who."""
    language, actor = spoken(), current()
    try:
        run = service.rerun(actor, rerun)
        if request.POST.get("action") in ("propose", "all"):
            return _proposed(request, rerun)
    except NoSuchRecognition:
        raise Http404(str(rerun)) from None
    place = {"rerun": str(rerun)}
    moves = list(_moves(run, language))
    context = {
        "run": run, "head": _run(run, language), "moves": moves, "picture": _drawn(moves, language),
        "verbs": [{"id": "propose", "label": say("recog_propose", language), "icon": "eye"}]
        if run.office else [],
    }  # fmt: skip
    source = movers(place)
    return list_page(request, MOVERS, source, "portal/recognition/rerun.html", context, place)


def _proposed(request: HttpRequest, rerun: int) -> HttpResponse:
    language = spoken()
    picked = [int(one) for one in request.POST.getlist("row") if one.isdecimal()]
    wanted = None if request.POST["action"] == "all" else picked
    try:
        count = service.propose_movers(current(), rerun, wanted)
    except RecognitionRefused as refused:
        messages.error(request, " ".join(errors_of(refused, language).values()))
    else:
        messages.success(request, say("recog_done_propose", language, count=count))
    return redirect("portal:desk_rerun", rerun=rerun)


def _moves(run: RerunShown, language: Language) -> list[tuple[str, int, bool]]:
    """From where to where, how many, whether it is upwards; the most first."""
    found = [
        (say("recog_from_to", language, before=before.say(language), after=after.say(language)),
         run.matrix[row][column], column < row)
        for row, (_, before) in enumerate(run.names)
        for column, (_, after) in enumerate(run.names)
        if row != column and run.matrix[row][column]
    ]  # fmt: skip
    return sorted(found, key=lambda one: -one[1])


def _drawn(moves: list[tuple[str, int, bool]], language: Language) -> Picture | None:
    rows = [
        Row(name, (("paid" if up else "late", count),), str(count)) for name, count, up in moves
    ]
    return picture(rows, language)

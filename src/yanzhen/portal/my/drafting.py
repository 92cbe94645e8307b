"""A draft, step by step: the form, the papers, the check before it is submitted."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from yanzhen.apps.accounts.service import current
from yanzhen.apps.cases import service as cases
from yanzhen.apps.cases.service import CaseRefused, FormShown, NoSuchDraft
from yanzhen.apps.organisations.service import places_of
from yanzhen.policy import Pack
from yanzhen.portal.answers import Answers
from yanzhen.portal.casefile.papers import slots_of_draft
from yanzhen.portal.form import with_page, with_records_changed
from yanzhen.portal.kit.known import Known, plain
from yanzhen.portal.kit.uploading import uploaded
from yanzhen.portal.language import spoken
from yanzhen.portal.my.application import Application, Asked, application
from yanzhen.portal.views import access_pack, city_context
from yanzhen.portal.words import say

HX = "HX-Request"
CHANGES_THE_FORM = ("stay", "add", "drop")
STEPS = (("form", "draft"), ("materials", "draft_materials"), ("submit", "draft_submit"))


@dataclass(frozen=True)
class Step:
    """One step of an application."""

    label: str
    href: str
    is_current: bool


@never_cache
@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, draft: str) -> HttpResponse:
    """The form: shown, worked out anew with every change, saved."""
    shown = access_draft(draft)
    pack = access_pack(shown.draft.city)
    asked = _asked(shown, pack)
    if request.method == "GET":
        return _form_page(request, shown, asked, asked.said_before)
    action, _, argument = request.POST.get("action", "next").partition(":")
    typed = with_page(Answers(asked.who), asked.facts, request.POST, action)
    typed = with_records_changed(typed, action, argument)
    if action == "live" or action in CHANGES_THE_FORM:
        return _form_page(request, shown, asked, typed, action)
    form = application(asked, typed, timezone.localdate(), spoken())
    try:
        _save(request, shown, asked, typed, form)
    except CaseRefused as refused:
        return _form_page(request, shown, asked, typed, refused=refused)
    if form.errors:
        return _form_page(request, shown, asked, typed)
    if action == "save":
        messages.success(request, say("apply_saved", spoken()))
        return redirect("portal:draft", draft=draft)
    return redirect("portal:draft_materials", draft=draft)


@never_cache
@require_http_methods(["GET", "POST"])
def materials(request: HttpRequest, draft: str) -> HttpResponse:
    """The papers: taken one by one, removed again, all sent with the application."""
    errors: dict[str, str] = {}
    shown = access_draft(draft)
    if request.method == "POST":
        try:
            _change_files(request, draft)
        except CaseRefused as refused:
            slot = request.POST.get("slot", "")
            errors[slot] = refused.refusals[0].reason.say(spoken())
        except NoSuchDraft:
            raise Http404(draft) from None
        else:
            address = reverse("portal:draft_materials", args=[draft])
            return redirect(f"{address}#slot-{request.POST.get('slot', '')}")
    slots = slots_of_draft(shown.papers, shown.others, file_address, spoken(), errors)
    context = _context(shown, "materials", access_pack(shown.draft.city)) | {
        "slots": slots, "address": reverse("portal:draft_materials", args=[draft]),
        "missing": sum(one.is_missing for one in shown.papers),
    }  # fmt: skip
    return render(request, "portal/my/materials.html", context, status=400 if errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest, draft: str) -> HttpResponse:
    """What the submission would meet with; then the submission."""
    shown = access_draft(draft)
    refused: CaseRefused | None = None
    if request.method == "POST":
        try:
            receipt = cases.submit(
                current(), draft, confirmed=request.POST.get("confirmed") == "yes"
            )
        except CaseRefused as reasons:
            refused = reasons
        else:
            return redirect("portal:receipt", number=receipt.number)
    pack = access_pack(shown.draft.city)
    asked = _asked(shown, pack)
    form = application(asked, asked.said_before, timezone.localdate(), spoken())
    context = _context(shown, "submit", pack) | {
        "form": form, "facts": form.settled, "answers": form.given,
        "files": [file.name for paper in shown.papers for file in paper.files],
        "blocks": [one.reason.say(spoken()) for one in shown.blocks],
        "warns": [one.reason.say(spoken()) for one in shown.warns],
        "unconfirmed": refused is not None and not shown.blocks,
        "refusals": [one.reason.say(spoken()) for one in refused.refusals[:1]] if refused else (),
    }  # fmt: skip
    return render(request, "portal/my/submit.html", context, status=400 if refused else 200)


@never_cache
@require_POST
def discard(request: HttpRequest, draft: str) -> HttpResponse:
    """The draft goes, with its files."""
    try:
        cases.discard(current(), draft)
    except NoSuchDraft:
        raise Http404(draft) from None
    messages.success(request, say("apply_discarded", spoken()))
    return redirect("portal:my")


def access_draft(draft: str) -> FormShown:
    """One's own draft that was not submitted yet; any other looks like none."""
    try:
        shown = cases.form(current(), draft)
    except NoSuchDraft:
        raise Http404(draft) from None
    if shown.draft.number is not None:
        raise Http404(draft)
    return shown


def file_address(material: str) -> str:
    return reverse("portal:file", args=[material])


def _asked(shown: FormShown, pack: Pack) -> Asked:
    known = {
        one.fact.id: Known(
            one.fact.id, one.value, one.grade if one.is_settled else "D", one.source
        )
        for one in shown.questions
        if one.value is not None
    }  # fmt: skip
    return Asked(pack, pack.services[shown.draft.item], shown.draft.subject_kind, known)


def _save(
    request: HttpRequest, shown: FormShown, asked: Asked, typed: Answers, form: Application
) -> None:
    """Keep what was entered, slips too; what was emptied is taken back."""
    kept: dict[str, Any] = {one.id: None for one in asked.facts}
    kept |= {name: raw for name, raw in typed.given.items() if isinstance(raw, str)}
    kept |= plain(form.facts)
    words = {"text": request.POST["words"]} if "words" in request.POST else None
    place = request.POST.get("place", shown.draft.place)
    cases.save(current(), shown.draft.id, kept, words, place)


def _change_files(request: HttpRequest, draft: str) -> None:
    match request.POST.get("action"):
        case "take_file":
            name, body = uploaded(request)
            slot = request.POST.get("slot", "")
            cases.upload(current(), draft, slot, name, body)
        case "drop_file":
            cases.remove(current(), request.POST.get("file", ""))


def _form_page(
    request: HttpRequest, shown: FormShown, asked: Asked, typed: Answers, action: str = "",
    refused: CaseRefused | None = None,
) -> HttpResponse:  # fmt: skip
    language = spoken()
    form = application(asked, typed, timezone.localdate(), language)
    place = request.POST.get("place", shown.draft.place)
    context = _context(shown, "form", asked.pack) | {
        "form": form, "form_id": "apply",
        "form_address": reverse("portal:draft", args=[shown.draft.id]),
        "place_choices": [
            (one.code, one.label.say(language), one.code == place)
            for one in places_of(shown.draft.city)
        ],
        "words_asked": shown.in_words,
        "words": request.POST.get("words", shown.draft.words.get("text", "")),
        "refusals": [one.reason.say(language) for one in refused.refusals] if refused else (),
    }  # fmt: skip
    if HX in request.headers:
        part = "check" if action == "live" else "workspace"
        return render(request, f"portal/my/{part}.html", context)
    saved = request.method == "POST" and action not in CHANGES_THE_FORM
    return render(request, "portal/my/draft.html", context, status=400 if saved else 200)


def _context(shown: FormShown, step: str, pack: Pack) -> dict[str, Any]:
    language = spoken()
    steps = [
        Step(
            say(f"apply_step_{name}", language),
            reverse(f"portal:{address}", args=[shown.draft.id]), name == step,
        )
        for name, address in STEPS
    ]  # fmt: skip
    return city_context(pack) | {
        "draft": shown.draft, "title": shown.draft.title.say(language),
        "item_id": shown.draft.item, "subject_name": shown.draft.subject_name, "steps": steps,
    }  # fmt: skip

"""Views for devices that keep drafts of records, and for the person who looks at what is on theirs."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils import timezone

from headway import kit
from headway.features.device_drafts.actions import save_once
from headway.features.device_drafts.queries import key_of, may_keep, who_of
from headway.features.records import queries
from headway.features.records.models import RecordOfVisit
from headway.features.saving import Stale
from headway.kit.figures import Link
from headway.pages.answering import CHANGED, refuse_unless
from headway.pages.records.drafting import SEEN_NAMES, form_of
from headway.pages.records.words import CRUMB, found_record
from headway.rules.keeping_drafts import HOURS_KEPT
from headway.rules.verdict import Refused

WORKER = Path(kit.__file__).parent / "static" / "kit" / "device" / "worker.js"
SOMEBODY_ELSE = "Somebody else is signed in here now. Nothing was saved."
LONGEST_KEY = 64


@dataclass(frozen=True, slots=True)
class DevicePage:
    """What is on this device; the script fills it in."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    hours: int


def show_worker(request: HttpRequest) -> HttpResponse:
    """The script that answers in place of the server where there is no connection. It holds nothing of anybody."""
    answer = HttpResponse(WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")
    answer["Service-Worker-Allowed"] = "/"
    return answer


def show_device(request: HttpRequest) -> HttpResponse:
    """What this device keeps and has not sent yet."""
    page = DevicePage("On this device", (CRUMB,), HOURS_KEPT)
    return render(request, "devices/device.html", {"page": page})


def tell_key(request: HttpRequest) -> HttpResponse:
    """Who is signed in, as devices know them, and the key to what they encrypted."""
    return JsonResponse(_key(request))


def keep(request: HttpRequest, key: str) -> HttpResponse:
    """GET: may this draft be kept, and the key to encrypt it with. POST: a draft that a device sends, counted once."""
    record = found_record(request, key, queries.writes)
    if request.method == "POST":
        return _save(request, record)
    verdict = may_keep(record, request.viewer.on)
    told = _key(request) | {"version": record.version} if verdict else {}
    return JsonResponse({"may": bool(verdict), "words": verdict.reason} | told)


def _save(request: HttpRequest, record: RecordOfVisit) -> HttpResponse:
    if request.POST.get("who", who_of(request.viewer)) != who_of(request.viewer):
        return _told(SOMEBODY_ELSE, 403)
    if refused := refuse_unless(request, queries.may_write(request.viewer, record)):
        return refused
    form = form_of(request, record)
    if not form.is_valid():
        return _told(form.problems[0].words, 422)
    key = request.POST.get("key", "")
    if not 16 <= len(key) <= LONGEST_KEY:
        return _told("Send the draft with a key of its own.", 422)
    try:
        counted = save_once(
            record=record, told=form.told, seen_version=form.seen_version, key=key, by=request.viewer,
            at=timezone.now(),
        )  # fmt: skip
    except Stale:
        record.refresh_from_db()
        return _told(CHANGED.format("record"), 409, version=record.version, now=_boxes(record))
    except Refused as refused:
        return _told(refused.verdict.reason, 422)
    warning = SEEN_NAMES.format("; ".join(counted.named)) if counted.named else ""
    told = {"version": counted.version, "again": counted.again, "warning": warning}
    return _told(f"Saved {timezone.localtime():%H:%M}", 200, **told)


def _boxes(record: RecordOfVisit) -> dict[str, str]:
    """What stands in the boxes of the form now, by their names."""
    boxes = {f"item-{name}": words for name, words in record.items.items()}
    boxes |= {f"section-{name}": words for name, words in record.sections.items()}
    return boxes | {name: getattr(record, name) for name in ("progress", "category_view", "category_words")}


def _key(request: HttpRequest) -> dict[str, Any]:
    viewer = request.viewer
    return {"who": who_of(viewer), "key": key_of(viewer), "csrf": get_token(request), "hours": HOURS_KEPT}


def _told(words: str, status: int, **more: Any) -> JsonResponse:
    return JsonResponse({"words": words} | more, status=status)

"""Views of what every list has in common. Each answers by going back to the list."""

from urllib.parse import urlencode, urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from headway.features.arrangements.actions import arrange_columns, drop_view, keep_view, share_view
from headway.features.arrangements.models import Arrangement
from headway.features.arrangements.queries import own_view
from headway.features.undoing.queries import own_deed
from headway.flows.undo_deed import undo_deed
from headway.kit.listing import HIDE, ORDER, moved, read_slugs
from headway.pages.lists.undo import offer
from headway.rules.verdict import Refused

NOWHERE = (
    "Nothing was changed. Open the list again and choose there: what was asked for is not there or not yours."
)


def choose_columns(request: HttpRequest) -> HttpResponse:
    """Remember which columns of a list are shown, and in which order."""
    back = back_to(request)
    if back is None:
        return _lost(request)
    offered, shown = request.POST.getlist("offered"), request.POST.getlist("column")
    hidden = read_slugs(slug for slug in offered if slug not in shown)
    order = read_slugs(moved(offered, request.POST.getlist("place")))
    if order == read_slugs(request.POST.getlist("usual") or offered):
        order = ()
    address = urlencode([*((HIDE, slug) for slug in hidden), *((ORDER, slug) for slug in order)])
    try:
        arrange_columns(list_name=list_of(back), address=address, by=request.viewer, at=timezone.now())
    except Refused as refused:
        messages.warning(request, refused.verdict.reason)
    return redirect(_without(back, HIDE, ORDER))


def keep(request: HttpRequest) -> HttpResponse:
    """Keep the list as it is shown as a view."""
    back = back_to(request)
    if back is None:
        return _lost(request)
    name = request.POST.get("name", "").replace("\0", "").strip()
    try:
        made = keep_view(
            list_name=list_of(back),
            name=name,
            address=urlsplit(back).query,
            shared=request.POST.get("shared") == "yes",
            by=request.viewer,
            at=timezone.now(),
        )
    except Refused as refused:
        messages.warning(request, refused.verdict.reason)
        return redirect(back)
    messages.success(request, f"The view “{made.name}” is kept{' and shared' if made.shared else ''}.")
    return redirect(back)


def share(request: HttpRequest) -> HttpResponse:
    """Share a view with colleagues, or no longer."""
    view = _own(request)
    if view is None:
        return _lost(request)
    shared = request.POST.get("shared") == "yes"
    try:
        share_view(view=view, shared=shared, by=request.viewer, at=timezone.now())
    except Refused as refused:
        messages.warning(request, refused.verdict.reason)
    else:
        words = "is shared with colleagues" if shared else "is yours alone again"
        messages.success(request, f"The view “{view.name}” {words}.")
    return redirect(back_to(request) or "/")


def drop(request: HttpRequest) -> HttpResponse:
    """Remove a view of one's own; it can be taken back."""
    view, now = _own(request), timezone.now()
    if view is None:
        return _lost(request)
    back = back_to(request) or "/"
    facts = {"list": view.list_name, "name": view.name, "address": view.address, "shared": view.shared}
    drop_view(view=view, by=request.viewer, at=now)
    offer(request, "drop_view", facts, back, f"The view “{view.name}” was removed.", now)
    return redirect(back)


def undo(request: HttpRequest) -> HttpResponse:
    """Take back what one just did."""
    deed = own_deed(request.viewer, request.POST.get("deed", "")[:20].replace("\0", ""))
    if deed is None:
        return _lost(request)
    try:
        words = undo_deed(deed=deed, by=request.viewer, at=timezone.now())
    except Refused as refused:
        messages.warning(request, refused.verdict.reason)
    else:
        messages.success(request, words)
    return redirect(deed.back_to)


def back_to(request: HttpRequest) -> str | None:
    """The list a form was on: an address of ours that leads to a page; None for any other."""
    asked = request.POST.get("back", "")[:2000]
    if not url_has_allowed_host_and_scheme(asked, allowed_hosts=None) or not asked.startswith("/"):
        return None
    return asked if list_of(asked) else None


def list_of(address: str) -> str:
    """The name of the list an address leads to; empty where it leads nowhere."""
    try:
        return resolve(urlsplit(address).path).url_name or ""
    except Resolver404:
        return ""


def _without(address: str, *names: str) -> str:
    """The address without some of its parts."""
    parts = urlsplit(address)
    asked = QueryDict(parts.query)
    left = [(key, value) for key in asked if key not in names for value in asked.getlist(key)]
    return f"{parts.path}?{urlencode(left)}" if left else parts.path


def _own(request: HttpRequest) -> Arrangement | None:
    return own_view(request.viewer, request.POST.get("view", "")[:20].replace("\0", ""))


def _lost(request: HttpRequest) -> HttpResponse:
    messages.warning(request, NOWHERE)
    return redirect("/")

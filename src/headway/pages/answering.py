"""A page that is one form: how it is shown, what was sent, and the answer to it."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from headway.features.saving import Stale
from headway.kit.figures import Link
from headway.kit.forms import KitForm
from headway.kit.grid import Grid
from headway.pages import errors
from headway.rules.verdict import Refused, Verdict

STAMP = "shown"  # the hidden box that says what stood in the form when it was opened
CHANGED = "Somebody else changed this {} meanwhile. Look at what stands now, then change it again."


@dataclass(frozen=True, slots=True)
class FormPage:
    """A form with its button, words above it, and the way back."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    form: KitForm
    submit_label: str
    cancel_href: str
    words: tuple[str, ...] = ()
    remove_href: str = ""
    remove_label: str = ""
    links: tuple[Link, ...] = ()
    grid: Grid | None = None


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form sent, an empty one too; None on a first look."""
    return request.POST if request.method == "POST" else None


def answer(
    request: HttpRequest,
    page: FormPage,
    act: Callable[[], Any],
    done: str,
    remove: Callable[[], Any] | None = None,
    thing: str = "page",
) -> HttpResponse:
    """Do what the form says and go back, or show the form with the sentence that refuses it; `remove`: what its other
    button does; `thing`: what somebody else may have saved meanwhile. Where `act` gives an answer of its own, it is that."""
    if remove and "remove" in request.POST:
        return press(request, remove, "Removed.", page.cancel_href)
    shown = stamp(page.form)
    seen = request.POST.get(STAMP, shown)
    if page.form.is_valid():
        try:
            if seen != shown:
                raise Stale
            made = act()
        except Refused as refused:
            page.form.add_error(None, refused.verdict.reason)
        except Stale:
            page.form.add_error(None, CHANGED.format(thing))
        else:
            messages.success(request, done)
            return made if isinstance(made, HttpResponse) else redirect(page.cancel_href)
    told = {"page": page, "stamp": seen}
    return render(request, "kit/form_page.html", told, status=422 if page.form.errors else 200)


def stamp(form: KitForm) -> str:
    """A mark of what stands in the form before anybody types; another one once somebody else has saved.

    A box that proposes today proposes the same when the form is sent after midnight.
    """
    stands = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    today = timezone.localdate()
    shown = {
        name: "today" if value == today else str(form.fields[name].prepare_value(value))
        for name, value in stands.items()
    }
    return sha256(repr(shown).encode()).hexdigest()[:16]


def press(request: HttpRequest, act: Callable[[], Any], done: str, back: str) -> HttpResponse:
    """Do what a button says and go back, or say why not."""
    try:
        act()
    except Refused as refused:
        return errors.forbidden(request, refused.verdict.reason)
    messages.success(request, done)
    return redirect(back)


def refuse_unless(request: HttpRequest, verdict: Verdict) -> HttpResponse | None:
    """The page that says why not, where it is refused."""
    return None if verdict else errors.forbidden(request, verdict.reason)

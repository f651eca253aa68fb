"""Two copies of a draft that two people edited outside: put together cell by cell, both shown where they differ."""

import base64
import binascii
from dataclasses import dataclass
from typing import ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from headway.features.plans.actions.rereading import rewrite_from_copy
from headway.features.plans.actions.told import may_change
from headway.features.plans.models import Plan
from headway.features.plans.queries import actions_with_history
from headway.features.saving import Stale
from headway.flows.plan_files import plan_as_read
from headway.flows.read_plan import read_plan
from headway.kit.figures import Link
from headway.kit.forms import KitForm, MissingSentences
from headway.kit.words import count_words
from headway.pages.answering import refuse_unless
from headway.pages.plans.finding import found_plan, policy_of
from headway.pages.plans.forms import MOST_BYTES
from headway.pages.plans.page import crumbs_of, plan_href
from headway.publicdata.faults import Unreadable
from headway.rules.plan_grid import Plan as Read
from headway.rules.plan_life import may_write
from headway.rules.plan_merge import BASE, MINE, THEIRS, changes_between, may_merge, merge
from headway.rules.verdict import Refused, first_refusal, insist

CHANGED = "Somebody changed the plan here meanwhile. Choose the copies again; they are then put together with what stands."
UNREAD = "What was sent could not be read. Nothing was changed; choose both copies again."
CHOICE = "choice-{number}"
# Both travel along as text while what differs is looked at.
MOST_COPY_BYTES = MOST_BYTES // 2


class CopiesForm(KitForm):
    """The two copies."""

    missing: ClassVar[MissingSentences] = {
        "mine": "Choose the first copy",
        "theirs": "Choose the second copy",
    }
    mine = forms.FileField(
        label="First copy", help_text="The plan as downloaded here as a spreadsheet, and edited"
    )
    theirs = forms.FileField(label="Second copy")

    def clean(self) -> dict:
        """None too large to travel along."""
        data = super().clean()
        for name in ("mine", "theirs"):
            if data.get(name) and data[name].size > MOST_COPY_BYTES:
                self.add_error(name, "The file is too large. Save it without pictures and give that")
        return data


@dataclass(frozen=True, slots=True)
class Differing:
    """One place both changed, with what stood there and both texts; `name` is that of its choice."""

    name: str
    where: str
    options: tuple[tuple[str, str, str], ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class MergePage:
    """The form, then what differs."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    form: KitForm | None
    cancel_href: str
    words: str = ""
    differing: tuple[Differing, ...] = ()
    changes: tuple[str, ...] = ()
    mine: str = ""
    theirs: str = ""
    version: int = 0


def put_together(request: HttpRequest, plan_id: str) -> HttpResponse:
    """Two copies, what differs between them, and the draft written anew."""
    plan = found_plan(request, plan_id, "change")
    if refused := refuse_unless(
        request, first_refusal(may_change(request.viewer, plan), may_write(plan.state))
    ):
        return refused
    posted = request.method == "POST"
    if posted and "first" in request.POST:
        return _settle(request, plan)
    form = CopiesForm(*((request.POST, request.FILES) if posted else ()))
    if posted and form.is_valid():
        contents = [form.cleaned_data[name].read() for name in ("mine", "theirs")]
        try:
            return _show(request, plan, contents, {})
        except (Unreadable, Refused) as refusal:
            form.add_error(None, str(refusal))
    return _answer(request, plan, form)


def _answer(request: HttpRequest, plan: Plan, form: CopiesForm) -> HttpResponse:
    page = MergePage("Put two copies together", plan.title, crumbs_of(plan), form, plan_href(plan))
    return render(request, "plans/merge.html", {"page": page}, status=422 if form.errors else 200)


def _read(request: HttpRequest, plan: Plan, contents: list[bytes]) -> tuple[Read, Read, Read]:
    """The plan as it stands and both copies of it. Raises Unreadable or Refused with a sentence."""
    base = plan_as_read(plan, actions_with_history(plan), request.viewer.on, policy_of(request))
    mine, theirs = (read_plan(content=content) for content in contents)
    insist(first_refusal(may_merge(base, mine, "first copy"), may_merge(base, theirs, "second copy")))
    return base, mine, theirs


def _show(request: HttpRequest, plan: Plan, contents: list[bytes], chosen: dict[str, str]) -> HttpResponse:
    copies = _read(request, plan, contents)
    found = merge(*copies)
    differing = tuple(
        Differing(
            CHOICE.format(number=number),
            one.where,
            (
                (MINE, "First copy", one.mine),
                (THEIRS, "Second copy", one.theirs),
                (BASE, "As it stands", one.base),
            ),
            chosen.get(one.where, ""),
        )
        for number, one in enumerate(found.conflicts)
    )
    words = "No cell was changed in both copies. What either changed is taken."
    if differing:
        words = f"{count_words(len(differing), 'place was', 'places were')} changed in both copies. Choose for each."
    page = MergePage(
        "Put two copies together",
        plan.title,
        crumbs_of(plan),
        None,
        plan_href(plan),
        words,
        differing,
        changes_between(copies[0], found.plan),
        *(base64.b64encode(one).decode() for one in contents),
        version=plan.version,
    )
    left = request.POST.get("first") is not None
    return render(request, "plans/merge.html", {"page": page}, status=422 if left else 200)


def _settle(request: HttpRequest, plan: Plan) -> HttpResponse:
    try:
        contents = [
            base64.b64decode(request.POST.get(name, ""), validate=True) for name in ("first", "second")
        ]
        version = int(request.POST.get("version", "")[:9])
        copies = _read(request, plan, contents)
        found = merge(*copies)
        choices = {
            one.where: request.POST.get(CHOICE.format(number=number), "")
            for number, one in enumerate(found.conflicts)
        }
    except (Unreadable, Refused, ValueError, binascii.Error) as fault:
        messages.error(request, str(fault) if isinstance(fault, Unreadable | Refused) else UNREAD)
        return redirect(request.path)
    settled = merge(*copies, choices)
    if settled.conflicts:
        return _show(request, plan, contents, choices)
    return _write(request, plan, settled.plan, version)


def _write(request: HttpRequest, plan: Plan, read: Read, version: int) -> HttpResponse:
    try:
        counts = rewrite_from_copy(
            plan=plan, read=read, seen_version=version, by=request.viewer, at=timezone.now()
        )
    except Stale:
        messages.error(request, CHANGED)
        return redirect(request.path)
    except Refused as refusal:
        messages.error(request, refusal.verdict.reason)
        return redirect(request.path)
    said = f"{counts.added} added, {counts.changed} changed, {counts.removed} taken out."
    messages.success(request, f"Both copies are in the plan: {said}")
    return redirect(plan_href(plan))

"""Views of recruitments: all of them, one with its appointment, and what is done with it (M2-17)."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from headway.features.plans.queries import actions_for, plans_visible_to
from headway.features.workforce.actions import recruiting as deeds
from headway.features.workforce.models import Recruitment
from headway.features.workforce.queries import KIND
from headway.features.workforce.recruited import actions_that_may_wait, as_recruiting, recruitments_visible_to
from headway.kit.figures import Link, SummaryRow
from headway.kit.forms import KitForm
from headway.kit.tables import Cell, Table, day_cell, plain_table
from headway.kit.words import day_words
from headway.pages.answering import FormPage, answer, press, refuse_unless, sent
from headway.pages.workforce.finding import CRUMB
from headway.pages.workforce.recruitment_forms import (
    KEPT_BACK,
    AppointmentForm,
    GiveUpForm,
    RecruitmentForm,
    shortened,
)
from headway.rules.recruitment import APPOINTED, CLOSED, GIVEN_UP, OPEN, STATES
from headway.rules.verdict import Verdict

HOME = Link("Recruitment", "/workforce/recruitment/")
COLOURS = {OPEN: "yellow", APPOINTED: "blue", CLOSED: "green", GIVEN_UP: "grey"}
NONE_YET = "Nobody is looked for."


@dataclass(frozen=True, slots=True)
class RecruitmentsPage:
    """Every recruitment."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    table: Table
    new_href: str


@dataclass(frozen=True, slots=True)
class RecruitmentPage:
    """One recruitment and what can be done."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    facts: tuple[SummaryRow, ...]
    appoint_href: str
    appoint_label: str
    edit_href: str
    give_up_href: str
    close_href: str
    may_close: Verdict


def list_recruitments(request: HttpRequest) -> HttpResponse:
    """Every recruitment, the newest first."""
    if refused := refuse_unless(request, request.viewer.may(KIND)):
        return refused
    rows = [
        (
            Cell(one.words, href=reverse("recruitment", args=[one.public_id])),
            _state(one),
            day_cell(one.opened_on),
            day_cell(one.advertised_until, missing="no day set"),
            Cell(_action_words(one), missing="none"),
            day_cell(one.begins_on, missing="nobody yet"),
        )
        for one in recruitments_visible_to(request.viewer)
    ]
    heads = ("Post", "State", "Opened on", "Advertised until", "Action that waits for it", "Begins on")
    page = RecruitmentsPage(
        heading="Recruitment",
        breadcrumbs=(CRUMB,),
        table=plain_table("Recruitments", heads, rows, empty_words=NONE_YET),
        new_href=reverse("recruitment_new") if deeds.may_recruit(request.viewer) else "",
    )
    return render(request, "workforce/recruitments.html", {"page": page})


def show_recruitment(request: HttpRequest, key: str) -> HttpResponse:
    """One recruitment: its days, its appointment, and the action that waits for it."""
    row = _found(request, key)
    changes = bool(deeds.may_change_recruitment(request.viewer, row))
    page = RecruitmentPage(
        heading=row.words,
        caption="Recruitment",
        breadcrumbs=(CRUMB, HOME),
        facts=_facts(request, row),
        appoint_href=reverse("recruitment_appoint", args=[key]) if changes else "",
        appoint_label="Change the appointment" if row.begins_on else "Record the appointment",
        edit_href=reverse("recruitment_edit", args=[key]) if changes else "",
        give_up_href=reverse("recruitment_give_up", args=[key]) if changes else "",
        close_href=reverse("recruitment_close", args=[key]) if changes else "",
        may_close=deeds.may_close_recruitment(request.viewer, row),
    )
    return render(request, "workforce/recruitment.html", {"page": page})


def begin(request: HttpRequest) -> HttpResponse:
    """A post that somebody is looked for."""
    form = RecruitmentForm(
        sent(request), actions=actions_that_may_wait(), initial={"opened_on": request.viewer.on}
    )

    def act() -> None:
        deeds.open_recruitment(told=form.told, by=request.viewer, at=timezone.now())

    page = FormPage("Open a recruitment", "", (CRUMB, HOME), form, "Open it", HOME.href)
    return answer(request, page, act, "The recruitment is open.")


def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Other words, days, or another action."""
    row = _found(request, key, "change")
    if refused := refuse_unless(request, deeds.may_change_recruitment(request.viewer, row)):
        return refused
    of = row.undertaking
    initial = {name: getattr(row, name) for name in ("words", "opened_on", "advertised_until", "version")}
    initial |= {"action": of.public_id if of else ""}
    form = RecruitmentForm(sent(request), actions=actions_that_may_wait(), held=of, initial=initial)

    def act() -> None:
        deeds.change_recruitment(
            row=row, seen_version=form.seen_version, told=form.told, by=request.viewer, at=timezone.now()
        )

    page = _page(row, "Change this recruitment", form, "Save")
    return answer(request, page, act, "Saved.", thing="recruitment")


def appoint(request: HttpRequest, key: str) -> HttpResponse:
    """The day the appointment begins, and how it was found."""
    row = _found(request, key, "change")
    if refused := refuse_unless(request, deeds.may_change_recruitment(request.viewer, row)):
        return refused
    form = AppointmentForm(sent(request), initial={"begins_on": row.begins_on, "found_by": row.found_by})

    def act() -> None:
        deeds.record_appointment(row=row, **form.cleaned_data, by=request.viewer, at=timezone.now())

    page = _page(row, "Record the appointment", form, "Record it")
    return answer(request, page, act, "The appointment is recorded.")


def give_up(request: HttpRequest, key: str) -> HttpResponse:
    """Nobody is looked for any longer."""
    row = _found(request, key, "change")
    if refused := refuse_unless(request, deeds.may_change_recruitment(request.viewer, row)):
        return refused
    form = GiveUpForm(sent(request))

    def act() -> None:
        deeds.give_up_recruitment(row=row, **form.cleaned_data, by=request.viewer, at=timezone.now())

    page = _page(row, "Give this recruitment up", form, "Give it up")
    return answer(request, page, act, "The recruitment is given up.")


def close(request: HttpRequest, key: str) -> HttpResponse:
    """Nothing is left to do."""
    row = _found(request, key, "change")

    def act() -> None:
        deeds.close_recruitment(row=row, by=request.viewer, at=timezone.now())

    return press(request, act, "The recruitment is closed.", reverse("recruitment", args=[key]))


def _found(request: HttpRequest, key: str, act: str = "see") -> Recruitment:
    row = recruitments_visible_to(request.viewer, act).filter(public_id=key).first()
    if row is None:
        raise Http404
    return row


def _page(row: Recruitment, heading: str, form: KitForm, label: str, **more: Any) -> FormPage:
    href = reverse("recruitment", args=[row.public_id])
    return FormPage(heading, row.words, (CRUMB, HOME, Link(row.words, href)), form, label, href, **more)


def _state(row: Recruitment) -> Cell:
    state = as_recruiting(row).state
    return Cell(STATES[state], colour=COLOURS[state])


def _action_words(row: Recruitment) -> str | None:
    if row.undertaking is None:
        return None
    return KEPT_BACK if row.undertaking.restricted else shortened(row.undertaking.words)


def _facts(request: HttpRequest, row: Recruitment) -> tuple[SummaryRow, ...]:
    state = as_recruiting(row).state
    until = day_words(row.advertised_until) if row.advertised_until else "no day set"
    facts = [
        SummaryRow("State", STATES[state], colour=COLOURS[state]),
        SummaryRow("Opened on", day_words(row.opened_on)),
        SummaryRow("Advertised until", until),
        SummaryRow("Action that waits for it", _action_words(row) or "none", href=_action_href(request, row)),
    ]
    if row.begins_on:
        facts += [
            SummaryRow("Begins on", day_words(row.begins_on)),
            SummaryRow("How it was found", row.found_by),
        ]
    if row.closed_on:
        facts.append(SummaryRow("Closed on", day_words(row.closed_on)))
    if row.given_up_on:
        facts += [SummaryRow("Given up on", day_words(row.given_up_on)), SummaryRow("Reason", row.reason)]
    return tuple(facts)


def _action_href(request: HttpRequest, row: Recruitment) -> str:
    """Where the action stands, for who may see it."""
    if row.undertaking is None or not request.viewer.knows("plans"):
        return ""
    plans = plans_visible_to(request.viewer).order_by().values("pk")
    rows = actions_for(request.viewer).filter(undertaking=row.undertaking, plan__in=plans)
    found = rows.select_related("plan").first()
    keys = [found.plan.public_id, row.undertaking.public_id] if found else []
    return reverse("plan_action", args=keys) if keys else ""

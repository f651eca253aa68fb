"""What a plan is made of besides its actions: periods, areas for improvement, risks and evaluations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from headway.features.plans.actions import areas as area_deeds
from headway.features.plans.actions import dividing
from headway.features.plans.actions import evaluating as deeds
from headway.features.plans.actions.told import may_change
from headway.features.plans.models import Action, Area, Period, Plan, Risk
from headway.features.plans.queries import answered_areas
from headway.kit.figures import Link
from headway.kit.tables import Cell, Column, Table, day_cell, plain_table
from headway.pages.answering import FormPage, answer, refuse_unless, sent
from headway.pages.plans.finding import found_plan, found_within
from headway.pages.plans.page import crumbs_of, plan_href
from headway.pages.plans.part_forms import AreaForm, PeriodForm, RiskForm
from headway.rules import plan_periods
from headway.rules.calendars import Span
from headway.rules.evaluations import DECISIONS
from headway.rules.plan_life import may_write, unanswered
from headway.rules.verdict import first_refusal

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Part:
    """One table with the way to add to it."""

    table: Table
    add: Link | None


@dataclass(frozen=True, slots=True)
class PartsPage:
    """Areas, risks, evaluations and periods of one plan."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    unanswered: tuple[str, ...]
    parts: tuple[Part, ...]


def show_parts(request: HttpRequest, plan_id: str) -> HttpResponse:
    """Everything of the plan besides its actions."""
    plan = found_within(request, plan_id)
    changes = may_change(request.viewer, plan)
    writes = bool(first_refusal(changes, may_write(plan.state)))
    keeps = bool(deeds.may_keep_up(request.viewer, plan))
    areas = list(plan.areas.all())
    answered = answered_areas(plan)
    page = PartsPage(
        heading="Areas, risks, evaluations and periods",
        caption=plan.title,
        breadcrumbs=crumbs_of(plan),
        unanswered=unanswered(answered),
        parts=(
            Part(_areas_table(plan, areas, answered, writes=writes), _add(plan, "area", writes)),
            Part(_risks_table(plan, keeps=keeps), _add(plan, "risk", keeps)),
            Part(_evaluations_table(plan), _add(plan, "evaluation", keeps)),
            Part(_periods_table(plan, writes=writes), _add(plan, "period", writes)),
        ),
    )
    return render(request, "plans/parts.html", {"page": page})


def add_period(request: HttpRequest, plan_id: str) -> HttpResponse:
    """One more period."""
    plan, refused = _writable(request, plan_id)
    if refused:
        return refused
    last = plan.periods.last()
    form = PeriodForm(sent(request), initial={"first_on": last.valid_until} if last else {})

    def act() -> None:
        dividing.add_period(plan=plan, wanted=_wanted(form), by=request.viewer, at=timezone.now())

    return answer(request, _page(plan, "Add a period", form, "Add it"), act, "The period is added.")


def change_period(request: HttpRequest, plan_id: str, number: int) -> HttpResponse:
    """Another name or other days for a period, or away with it."""
    plan, refused = _writable(request, plan_id)
    if refused:
        return refused
    period = _found(plan.periods.filter(pk=number).first())

    def remove() -> None:
        dividing.remove_period(period=period, by=request.viewer, at=timezone.now())

    initial = {
        "label": period.label,
        "first_on": period.valid_from,
        "last_on": period.valid_until - _ONE_DAY,
    }
    form = PeriodForm(sent(request), initial=initial)

    def act() -> None:
        dividing.change_period(period=period, wanted=_wanted(form), by=request.viewer, at=timezone.now())

    page = _page(plan, "Change a period", form, "Save", remove_label="Remove this period")
    return answer(request, page, act, "Saved.", remove)


def add_area(request: HttpRequest, plan_id: str) -> HttpResponse:
    """One more area for improvement."""
    plan, refused = _writable(request, plan_id)
    if refused:
        return refused
    form = AreaForm(sent(request), actions=_actions(plan))

    def act() -> None:
        at = timezone.now()
        made = area_deeds.write_area(plan=plan, words=form.cleaned_data["words"], by=request.viewer, at=at)
        area_deeds.answer_area(area=made, actions=form.chosen, by=request.viewer, at=at)

    page = _page(plan, "Add an area for improvement", form, "Add it")
    return answer(request, page, act, "The area is added.")


def change_area(request: HttpRequest, plan_id: str, key: str) -> HttpResponse:
    """Other words for an area, other actions that answer it, or away with it."""
    plan, refused = _writable(request, plan_id)
    if refused:
        return refused
    area = _found(plan.areas.filter(public_id=key).first())

    def remove() -> None:
        area_deeds.remove_area(area=area, by=request.viewer, at=timezone.now())

    held = list(area.actions.values_list("undertaking__public_id", flat=True))
    form = AreaForm(sent(request), initial={"words": area.words, "actions": held}, actions=_actions(plan))

    def act() -> None:
        at = timezone.now()
        area_deeds.rewrite_area(area=area, words=form.cleaned_data["words"], by=request.viewer, at=at)
        area_deeds.answer_area(area=area, actions=form.chosen, by=request.viewer, at=at)

    page = _page(plan, "Change an area for improvement", form, "Save", remove_label="Remove this area")
    return answer(request, page, act, "Saved.", remove)


def add_risk(request: HttpRequest, plan_id: str) -> HttpResponse:
    """One more risk."""
    plan, refused = _kept_up(request, plan_id)
    if refused:
        return refused
    form = RiskForm(sent(request))

    def act() -> None:
        deeds.write_risk(plan=plan, told=form.cleaned_data, by=request.viewer, at=timezone.now())

    return answer(request, _page(plan, "Add a risk", form, "Add it"), act, "The risk is added.")


def change_risk(request: HttpRequest, plan_id: str, key: str) -> HttpResponse:
    """A risk as it stands now, or away with it."""
    plan, refused = _kept_up(request, plan_id)
    if refused:
        return refused
    risk = _found(plan.risks.filter(public_id=key).first())

    def remove() -> None:
        deeds.remove_risk(risk=risk, by=request.viewer, at=timezone.now())

    names = ("words", "likelihood", "impact", "response", "owner_words")
    form = RiskForm(sent(request), initial={name: getattr(risk, name) for name in names})

    def act() -> None:
        deeds.rewrite_risk(risk=risk, told=form.cleaned_data, by=request.viewer, at=timezone.now())

    page = _page(plan, "Change a risk", form, "Save", remove_label="Remove this risk")
    return answer(request, page, act, "Saved.", remove)


def _found[T: (Period, Area, Risk)](row: T | None) -> T:
    if row is None:
        raise Http404
    return row


def _writable(request: HttpRequest, plan_id: str) -> tuple[Plan, HttpResponse | None]:
    plan = found_plan(request, plan_id, "change")
    verdict = first_refusal(may_change(request.viewer, plan), may_write(plan.state))
    return plan, refuse_unless(request, verdict)


def _kept_up(request: HttpRequest, plan_id: str) -> tuple[Plan, HttpResponse | None]:
    plan = found_plan(request, plan_id, "change")
    return plan, refuse_unless(request, deeds.may_keep_up(request.viewer, plan))


def _wanted(form: PeriodForm) -> plan_periods.Period:
    data = form.cleaned_data
    return plan_periods.Period(data["label"], Span(data["first_on"], data["last_on"] + _ONE_DAY))


def _actions(plan: Plan) -> Sequence[Action]:
    rows = plan.actions.filter(undertaking__dropped_on=None).select_related("undertaking")
    return list(rows.order_by("position", "pk"))


def _page(plan: Plan, heading: str, form: Any, label: str, **more: Any) -> FormPage:
    back = plan_href(plan, "plan_parts")
    return FormPage(heading, plan.title, crumbs_of(plan), form, label, back, **more)


def _add(plan: Plan, what: str, may: bool) -> Link | None:
    words = {"area": "an area for improvement", "evaluation": "an evaluation"}.get(what, f"a {what}")
    return Link(f"Add {words}", plan_href(plan, f"plan_{what}_new")) if may else None


def _href(plan: Plan, name: str, key: object, may: bool) -> str:
    return plan_href(plan, name, key) if may else ""


def _areas_table(plan: Plan, areas: list[Area], answered: list, *, writes: bool) -> Table:
    rows = [
        (
            Cell(one.words, href=_href(plan, "plan_area", one.public_id, writes)),
            Cell(by.actions or None, missing="none yet"),
            Cell(by.criteria or None, missing="none yet"),
        )
        for one, by in zip(areas, answered, strict=True)
    ]
    heads = ("Area", Column("Actions", numeric=True), Column("Success criteria", numeric=True))
    empty = "No area for improvement is named. A plan after an inspection names those of the report."
    return plain_table("Areas for improvement", heads, rows, empty_words=empty)


def _risks_table(plan: Plan, *, keeps: bool) -> Table:
    found = sorted(plan.risks.all(), key=lambda one: (-one.likelihood * one.impact, one.pk))
    rows = [
        (
            Cell(one.words, href=_href(plan, "plan_risk", one.public_id, keeps)),
            one.likelihood,
            one.impact,
            Cell(one.response or None, missing="nothing yet", note=one.owner_words),
        )
        for one in found
    ]
    heads = (
        "Risk",
        Column("Likely", numeric=True, unit="1 to 5"),
        Column("Bad", numeric=True, unit="1 to 5"),
        "What is done against it",
    )
    return plain_table("Risks", heads, rows, empty_words="No risk is written down.")


def _evaluations_table(plan: Plan) -> Table:
    rows = [
        (
            Cell(one.title, href=plan_href(plan, "plan_evaluation", one.public_id)),
            one.question,
            day_cell(one.due_on, missing="no date"),
            Cell(DECISIONS.get(one.decision), missing="not decided yet"),
            day_cell(one.embedded_on, missing="not embedded"),
        )
        for one in plan.evaluations.order_by("due_on", "pk")
    ]
    heads = ("Evaluation", "Question", "By", "Decision", "Embedded")
    empty = "Nothing is evaluated. A pilot is embedded only after its evaluation was decided."
    return plain_table("Evaluations", heads, rows, empty_words=empty)


def _periods_table(plan: Plan, *, writes: bool) -> Table:
    rows = [
        (
            Cell(one.label, href=_href(plan, "plan_period", one.pk, writes)),
            day_cell(one.valid_from),
            day_cell(one.valid_until - _ONE_DAY),
        )
        for one in plan.periods.all()
    ]
    return plain_table("Periods", ("Period", "First day", "Last day"), rows, empty_words="No period.")

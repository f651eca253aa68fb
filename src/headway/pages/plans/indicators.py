"""The indicators plans are judged by: the list, one of them, its values and targets (M3-05, M3-09, M3-12, M3-13)."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from headway.features.plans.actions import measuring as deeds
from headway.features.plans.actions.publishing import take_published
from headway.features.plans.measured import (
    Held,
    as_rule,
    indicators_visible_to,
    relations_to_indicator,
    values_of,
    waiting_target,
    with_measures,
)
from headway.features.plans.models import Indicator, Target
from headway.features.plans.queries import KIND, plans_visible_to
from headway.features.policies.queries import typed
from headway.features.schools.queries import bank_holidays, schools_visible_to
from headway.kit.charts import Chart
from headway.kit.figures import Link, SummaryRow
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Column, Row, Table, day_cell, moment_cell, plain_table
from headway.kit.words import count_words, day_words
from headway.pages import errors
from headway.pages.answering import FormPage, answer, press, sent
from headway.pages.exports import with_export
from headway.pages.lists.answer import answer_list
from headway.pages.plans.finding import owners, policy_of
from headway.pages.plans.indicator_forms import IndicatorForm, TargetForm, ValueForm
from headway.pages.plans.indicator_page import (
    RATINGS,
    Standing,
    period_words,
    periods_to_give,
    standing,
    trend_chart,
)
from headway.pages.plans.page import CRUMB
from headway.rules.calendars import Span
from headway.rules.indicator_units import Missing, figure_words
from headway.rules.indicators import target_history
from headway.rules.verdict import Refused, Verdict, refuse

HOME = "/plans/indicators/"
CRUMBS = (CRUMB, Link("Indicators", HOME))
FILTERS = ("q", "owner", "late")


@dataclass(frozen=True, slots=True)
class IndicatorsPage:
    """Every indicator with how it stands."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    table: Table
    new_href: str
    values_href: str


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """One indicator."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    standing: Standing
    facts: tuple[SummaryRow, ...]
    chart: Chart | None
    values: Table
    targets: Table
    history: tuple[str, ...]
    links: tuple[Link, ...]
    waiting_words: str
    take_href: str
    decide_href: str
    may_decide: Verdict | None


def list_indicators(request: HttpRequest) -> HttpResponse:
    """Every indicator the viewer may see: newest value, rating, what is likely, what is late."""
    viewer, policy = request.viewer, policy_of(request)
    query = ListQuery.read(request.GET, HOME, filters=FILTERS, sorts=("name",), default_sort="name")
    every = list(with_measures(indicators_visible_to(viewer)))
    holidays = bank_holidays()
    stood = [
        (one, standing(one, values_of(one, every, policy), viewer.on, holidays, policy)) for one in every
    ]
    people = sorted({one.owner.name for one in every if one.owner})
    wanted = query.text("q").casefold()
    shown = [
        (one, how)
        for one, how in stood
        if wanted in one.name.casefold()
        and query.text("owner") in ("", one.owner.name if one.owner else "")
        and (query.text("late") != "yes" or how.late_words)
    ]

    def build(asked: ListQuery) -> IndicatorsPage:
        ordered = shown[::-1] if asked.order_by({"name": "name"})[0].startswith("-") else shown
        table = asked.table(
            caption="Indicators",
            columns=(
                Column("Indicator", "name", sortable=True),
                Column("Owner"),
                Column("Newest value"),
                Column("By rule"),
                Column("Likely"),
                Column("Late"),
            ),
            rows=[_row(one, how) for one, how in ordered[asked.bounds(len(ordered))]],
            total=len(shown),
            noun=("indicator", "indicators"),
            empty_words="No indicator is defined yet. Define the first one.",
            hide_caption=True,
            filters=(
                query.text_filter("q", "Name"),
                query.choice_filter("owner", "Owner", [(one, one) for one in people]),
                query.choice_filter("late", "Values", (("yes", "Late ones only"),)),
            ),
        )
        new = reverse("indicator_new") if viewer.may_ever(KIND, "change") else ""
        values = reverse("indicator_values")
        return IndicatorsPage("Indicators", (CRUMB,), with_export(table, asked), new, values)

    return answer_list(request, query, build, "plans/indicators.html")


def show_indicator(request: HttpRequest, key: str) -> HttpResponse:
    """One indicator with its chart, what is noise and what is likely."""
    viewer, policy = request.viewer, policy_of(request)
    row, every = _found(request, key)
    held = values_of(row, every, policy)
    known, how = as_rule(row, policy), standing(row, held, viewer.on, bank_holidays(), policy)
    waiting, changes = waiting_target(row), bool(deeds.may_change_indicator(viewer, row))
    page = IndicatorPage(
        heading=row.name,
        breadcrumbs=CRUMBS,
        standing=how,
        facts=(
            SummaryRow("By rule", RATINGS[how.rating.colour], colour=how.colour),
            SummaryRow("Definition", row.definition),
            SummaryRow("Unit", row.unit or "a plain number"),
            SummaryRow("Better is", known.polarity),
            SummaryRow("How often", row.frequency.capitalize()),
            SummaryRow(
                "Baseline",
                f"{figure_words(row.baseline.normalize(), known.unit)} on {day_words(row.baseline_on)}",
            ),
            SummaryRow("Tolerance", figure_words(row.tolerance.normalize(), known.unit)),
            SummaryRow("Owner", row.owner.name if row.owner else "nobody yet"),
            SummaryRow("Plan", row.plan.title if row.plan else "no single plan", href=_plan_href(row)),
            SummaryRow("Name for formulas", row.key),
            *((SummaryRow("Formula", row.formula),) if row.formula else ()),
        ),
        chart=trend_chart(row, held, policy) if held else None,
        values=_values_table(row, held, known),
        targets=_targets_table(row, known),
        history=target_history(known),
        links=_links(row) if changes else (),
        waiting_words=_waiting_words(waiting, known),
        take_href=_href(row, "indicator_take") if changes and row.measure else "",
        decide_href=reverse("indicator_decide", args=[key]) if waiting else "",
        may_decide=_may_decide(request, row, waiting) if waiting else None,
    )
    return render(request, "plans/indicator.html", {"page": page})


def define(request: HttpRequest) -> HttpResponse:
    """A new indicator."""
    viewer, policy = request.viewer, policy_of(request)
    form = IndicatorForm(
        sent(request),
        policy=policy,
        measures=typed("measures", viewer.on).measures,
        owners=owners(viewer),
        plans=plans_visible_to(viewer, "change"),
        schools=schools_visible_to(viewer, KIND, "change").order_by("name", "pk"),
    )

    def act() -> None:
        deeds.define_indicator(wanted=form.cleaned_data, policy=policy, by=viewer, at=timezone.now())

    page = FormPage("Define an indicator", "", CRUMBS, form, "Define it", HOME)
    return answer(request, page, act, "The indicator is defined. Propose its target, then give its values.")


def aim(request: HttpRequest, key: str) -> HttpResponse:
    """Propose a target or a milestone; somebody else approves it."""
    row, _ = _found(request, key, "change")
    form = TargetForm(sent(request))

    def act() -> None:
        deeds.propose_target(
            row=row, **form.cleaned_data, policy=policy_of(request), by=request.viewer, at=timezone.now()
        )

    return answer(
        request,
        _page(row, "Propose a target", form, "Propose it"),
        act,
        "It waits for somebody else to approve it.",
    )


def decide(request: HttpRequest, key: str) -> HttpResponse:
    """Approve the target that waits, or refuse it."""
    row, _ = _found(request, key, "approve")
    agreed = request.POST.get("agreed") == "yes"

    def act() -> None:
        deeds.decide_target(row=row, agreed=agreed, by=request.viewer, at=timezone.now())

    return press(request, act, "The target is approved." if agreed else "The target is refused.", _href(row))


def take(request: HttpRequest, key: str) -> HttpResponse:
    """Take over what was published and is not kept yet."""
    row, _ = _found(request, key, "change")
    viewer = request.viewer
    reading = typed("plan_reading", viewer.on)
    try:
        taken = take_published(
            row=row, policy=policy_of(request), reading=reading, by=viewer, at=timezone.now()
        )
    except Refused as refused:
        return errors.forbidden(request, refused.verdict.reason)
    words = f"{count_words(taken, 'value is', 'values are')} taken over."
    messages.success(request, words if taken else "Nothing was published that is not here already.")
    return redirect(_href(row))


def give(request: HttpRequest, key: str) -> HttpResponse:
    """The value of a period; where it is odd it is asked about first."""
    row, _ = _found(request, key, "change")
    policy, viewer = policy_of(request), request.viewer
    spans = {one.first_on.isoformat(): one for one in periods_to_give(row, viewer.on, policy)}
    choices = [(day, period_words(one, row.frequency)) for day, one in spans.items()]
    plain = ValueForm(sent(request), periods=choices, asks=False)
    asked = _asked(row, plain, spans, request) if plain.is_bound and plain.is_valid() else ()
    form = ValueForm(sent(request), periods=choices, asks=True) if asked else plain
    page = _page(row, "Give a value", form, "Give it", words=asked)
    if asked and not (form.is_valid() and form.cleaned_data["sure"]):
        form.add_error("sure", "Look at the value again; tick this if it is right")
        return render(request, "kit/form_page.html", {"page": page}, status=422)

    def act() -> None:
        data = form.cleaned_data
        deeds.give_value(
            row=row,
            period=spans[data["period"]],
            value=data["value"],
            why_missing=data["why_missing"],
            source=data["source"],
            policy=policy,
            by=viewer,
            at=timezone.now(),
        )

    return answer(request, page, act, "The value is kept.")


def _asked(row: Indicator, form: ValueForm, spans: dict[str, Span], request: HttpRequest) -> tuple[str, ...]:
    data = form.cleaned_data
    return deeds.questions_of(row, spans[data["period"]], data["value"], policy_of(request))


def _found(request: HttpRequest, key: str, act: str = "see") -> tuple[Indicator, list[Indicator]]:
    """The indicator and every one the viewer may see, for formulas; 404 where the act is not theirs."""
    every = list(with_measures(indicators_visible_to(request.viewer)))
    row = next((one for one in every if one.public_id == key), None)
    if row is None:
        raise Http404
    if act != "see" and not request.viewer.may(KIND, act, relations_to_indicator(request.viewer, row)):
        raise Http404
    return row, every


def _href(row: Indicator, name: str = "indicator") -> str:
    return reverse(name, args=[row.public_id])


def _plan_href(row: Indicator) -> str:
    return reverse("plan", args=[row.plan.public_id]) if row.plan else ""


def _page(row: Indicator, heading: str, form: object, label: str, **more: object) -> FormPage:
    crumbs = (*CRUMBS, Link(row.name, _href(row)))
    return FormPage(heading, row.name, crumbs, form, label, _href(row), **more)


def _links(row: Indicator) -> tuple[Link, ...]:
    links = [Link("Propose a target or a milestone", _href(row, "indicator_target"))]
    if not row.formula:
        links.insert(0, Link("Give a value", _href(row, "indicator_value")))
    return tuple(links)


def _row(row: Indicator, how: Standing) -> Row:
    return Row(
        (
            Cell(row.name, href=_href(row), note=row.plan.title if row.plan else ""),
            Cell(row.owner.name if row.owner else None, missing="nobody yet"),
            Cell(how.value_words or None, note=how.period_words, missing="none yet"),
            Cell(RATINGS[how.rating.colour], colour=how.colour, note=how.rating.words),
            Cell(how.likely_words or None, missing="cannot be said"),
            Cell(how.late_words or None, missing="nothing"),
        )
    )


def _values_table(row: Indicator, held: list[Held], known: object) -> Table:
    rows = []
    for one in reversed(held):
        missing = isinstance(one.value, Missing)
        kept = one.row
        rows.append(
            (
                period_words(one.period, row.frequency),
                Cell(None, missing=one.value.words)
                if missing
                else Cell(figure_words(one.value.normalize(), known.unit)),
                Cell(kept.questioned if kept else "", missing=""),
                Cell(kept.source if kept else "by its formula", missing=""),
                Cell(kept.by.name if kept and kept.by else None, missing="by its formula"),
            )
        )
    heads = ("Period", "Value", "Asked about", "Source", "Given by")
    return plain_table("Values", heads, rows, empty_words="No value was given yet.")


def _targets_table(row: Indicator, known: object) -> Table:
    rows = [
        (
            Cell(figure_words(one.value.normalize(), known.unit), note="milestone" if one.milestone else ""),
            day_cell(one.due_on),
            Cell(one.reason, missing=""),
            Cell(one.made_by.name if one.made_by else None),
            _state_cell(one),
            moment_cell(timezone.localtime(one.ended_at) if one.ended_at else None, missing=""),
        )
        for one in row.targets.all()
    ]
    heads = ("Target", "By", "Reason", "Proposed by", "Approved by", "Until")
    return plain_table("Targets", heads, rows, empty_words="No target is set yet.")


def _state_cell(one: Target) -> Cell:
    if one.approved_by:
        return Cell(one.approved_by.name)
    return Cell("Refused", colour="grey") if one.ended_at else Cell("Waiting", colour="yellow")


def _waiting_words(waiting: Target | None, known: object) -> str:
    if waiting is None:
        return ""
    who = waiting.made_by.name if waiting.made_by else "Somebody"
    what = "a milestone" if waiting.milestone else "a target"
    value = figure_words(waiting.value.normalize(), known.unit)
    reason = f": {waiting.reason}" if waiting.reason else "."
    return f"{who} proposes {what} of {value} by {day_words(waiting.due_on)}{reason}"


def _may_decide(request: HttpRequest, row: Indicator, waiting: Target) -> Verdict:
    right = request.viewer.may(KIND, "approve", relations_to_indicator(request.viewer, row))
    if right and waiting.made_by_id == request.viewer.person.pk:
        return refuse("Nobody decides what they proposed themselves.")
    return right

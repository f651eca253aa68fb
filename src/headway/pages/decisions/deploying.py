"""Views that have the options of an appraisal deployed, and show what each school gets under one."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from headway.features.decisions.actions import deploying as deeds
from headway.features.decisions.appraised import options_of
from headway.features.decisions.models import Appraisal, Option, OptionDeployment
from headway.features.deployment.queries import academic_year_from, year_to_plan
from headway.features.policies.queries import typed
from headway.features.schools.models import School
from headway.kit.figures import Link
from headway.kit.forms import KitForm, MissingSentences
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Column, Row, Table
from headway.kit.words import days_words, minutes_words
from headway.pages.answering import FormPage, answer, refuse_unless, sent
from headway.pages.decisions.appraising import appraisal_href, found_appraisal
from headway.pages.decisions.finding import CRUMB
from headway.pages.exports import with_export
from headway.pages.lists.answer import answer_list
from headway.rules.option_deployment import Effect, Served, effects
from headway.worker.options import ask_for_deployment

HOW = (
    "Each option with a structure is planned over the schools and days of {year} as the year plan is. Its posts stand where "
    "the advisers of that year live, in their order, and any further ones in the middle of the schools.",
    "Who was whose adviser last year and conflicts of interest are left out: a post has no past.",
)


class DeployForm(KitForm):
    """What a full-time post gives."""

    missing: ClassVar[MissingSentences] = {"days": "Enter how many days a full-time post gives to schools"}
    days = forms.DecimalField(
        label="Days a full-time post gives to schools in a year",
        min_value=Decimal("0.5"),
        max_value=260,
        max_digits=4,
        decimal_places=1,
        help_text="After leave, training and internal work",
    )


@dataclass(frozen=True, slots=True)
class SchoolsPage:
    """What an option changes for each school."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    table: Table
    notes: str


def ask(request: HttpRequest, key: str) -> HttpResponse:
    """Have every option with a structure deployed by the worker."""
    appraisal = found_appraisal(request, key, "change")
    may = deeds.may_ask_for_deployment(request.viewer, appraisal, options_of(appraisal))
    if refused := refuse_unless(request, may):
        return refused
    year = year_to_plan(request.viewer.on)
    usual = Decimal(typed("capacity", request.viewer.on).half_days_per_adviser) / 2
    form = DeployForm(sent(request), initial={"days": usual})

    def act() -> HttpResponse:
        half_days = int(form.cleaned_data["days"] * 2)
        job = ask_for_deployment(
            appraisal=appraisal, year=year, full_half_days=half_days, by=request.viewer.id, at=timezone.now()
        )
        return redirect("job", job.public_id)

    href = appraisal_href(appraisal)
    words = (HOW[0].format(year=academic_year_from(year).label), HOW[1])
    crumbs = (CRUMB, Link(appraisal.title, href))
    page = FormPage("Deploy the options", appraisal.title, crumbs, form, "Deploy them", href, words)
    return answer(request, page, act, "The options are being deployed.")


def show_schools(request: HttpRequest, key: str, option: str) -> HttpResponse:
    """Each school's days, unmet need and travel under the option, beside the service as it is."""
    appraisal = found_appraisal(request, key)
    held = OptionDeployment.objects.select_related("option")
    found = held.filter(option__appraisal=appraisal, option__public_id=option, fault="").first()
    if found is None:
        raise Http404
    before = held.filter(option__appraisal=appraisal, option__status_quo=True, fault="", year=found.year)
    quo = before.exclude(pk=found.pk).first()
    shown = effects(_served(found), _served(quo) if quo else None)
    query = ListQuery.read(request.GET, request.path, filters=("q", "show"), sorts=(), default_sort="")
    names = dict(School.objects.filter(urn__in=[one.urn for one in shown]).values_list("urn", "name"))
    shown = _chosen(shown, names, query)

    def build(asked: ListQuery) -> SchoolsPage:
        rows = [_row(one, names, compared=bool(quo)) for one in shown[asked.bounds(len(shown))]]
        table = asked.table(
            caption="Schools",
            columns=(SCHOOL, DAYS, UNMET, MORE, TRAVEL, AGAINST) if quo else (SCHOOL, DAYS, UNMET, TRAVEL),
            rows=rows,
            total=len(shown),
            noun=("school", "schools"),
            empty_words="No school is as you ask.",
            hide_caption=True,
            filters=(
                query.text_filter("q", "School"),
                query.choice_filter("show", "Show", (*SHOWN, WORSE) if quo else SHOWN),
            ),
        )
        return _page(appraisal, found.option, with_export(table, asked), quo)

    return answer_list(request, query, build, "decisions/schools.html")


SHOWN = (("unmet", "with days nobody has room for"),)
WORSE = ("worse", "with more of them than now")
SCHOOL, DAYS = Column("School"), Column("Days", numeric=True)
UNMET, TRAVEL = Column("Nobody has room for", numeric=True), Column("Travel in a year", numeric=True)
MORE, AGAINST = Column("More than now", numeric=True), Column("Against now", numeric=True)


def _chosen(shown: list[Effect], names: dict[int, str], query: ListQuery) -> list[Effect]:
    words, asked = query.text("q").casefold(), query.values("show")
    if words:
        shown = [one for one in shown if words in names.get(one.urn, "").casefold()]
    if "unmet" in asked:
        shown = [one for one in shown if one.served.unmet_half_days]
    if "worse" in asked:
        shown = [one for one in shown if (one.more_unmet or 0) > 0]
    return shown


def _served(held: OptionDeployment) -> dict[int, Served]:
    return {urn: Served(*rest) for urn, *rest in held.schools}


def _row(one: Effect, names: dict[int, str], *, compared: bool) -> Row:
    unmet = Cell(days_words(one.served.unmet_half_days), colour="red" if one.served.unmet_half_days else "")
    name, days = Cell(names.get(one.urn), missing=f"URN {one.urn}"), days_words(one.served.half_days)
    travel = minutes_words(one.served.travel_minutes)
    if not compared:
        return Row((name, days, unmet, travel))
    more, against = _change(one.more_unmet, days_words), _change(one.more_travel, minutes_words)
    return Row((name, days, unmet, more, travel, against))


def _change(value: int | None, words: Callable[[int], str]) -> Cell:
    if value is None:
        return Cell(None)
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return Cell(f"{sign}{words(abs(value))}", plain=value)


def _page(appraisal: Appraisal, option: Option, table: Table, quo: OptionDeployment | None) -> SchoolsPage:
    notes = (
        ""
        if quo or option.status_quo
        else ("The service as it is has no structure or was not deployed, so nothing stands beside it.")
    )
    crumbs = (CRUMB, Link(appraisal.title, appraisal_href(appraisal)))
    return SchoolsPage(option.title, "What each school gets", crumbs, table, notes)

"""Spending on special needs by school and band, its figures pasted, and what de-delegation brings in."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from headway.features.appointments.viewer import Viewer
from headway.features.budgets.actions import income as deeds
from headway.features.budgets.models import SenSpending
from headway.features.budgets.queries import KIND
from headway.features.policies.queries import typed
from headway.features.schools.models import School
from headway.features.schools.queries import OPEN_STATUSES, open_schools, schools_visible_to
from headway.kit.figures import Figure, Link
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Column, Row, Table, plain_table
from headway.pages.answering import FormPage, answer, refuse_unless, sent
from headway.pages.budgets.service_forms import DeDelegationForm, SenForm
from headway.pages.budgets.service_views import CRUMBS
from headway.pages.exports import with_export
from headway.pages.lists.answer import answer_list
from headway.pages.years import asked_year
from headway.rules.financial_years import financial_year_of, financial_years_of
from headway.rules.funding import de_delegated
from headway.rules.money import money_words, to_pence, to_pounds
from headway.rules.schools import MAINTAINED_TYPES
from headway.rules.sen_budgets import BANDS, OVER, UNDER, UNKNOWN, WITHIN, band_of, percent_spent
from headway.rules.sen_lines import read_lines
from headway.rules.service_money_policy import ServiceMoneyPolicy
from headway.rules.verdict import Refused, refuse

HOME = "/budgets/special-needs/"
COLOURS = {UNDER: "red", OVER: "red", WITHIN: "green", UNKNOWN: "grey"}
OUTSIDE = "outside"
COLUMNS = (
    Column("School"),
    Column("Notional", numeric=True),
    Column("Top-up", numeric=True),
    Column("Cost of plans", numeric=True),
    Column("Spent", numeric=True),
    Column("Of notional", numeric=True),
    Column("Band"),
)
NOT_COUNTED = (
    "Only mainstream schools the authority maintains are counted: academies give nothing back, and special schools and pupil "
    "referral units cannot."
)


@dataclass(frozen=True, slots=True)
class SenPage:
    """Schools with their spending on special needs."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    figures: tuple[Figure, ...]
    words: str
    table: Table
    enter_href: str


@dataclass(frozen=True, slots=True)
class DeDelegationPage:
    """What an amount a pupil brings in, by phase."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    form: DeDelegationForm
    figures: tuple[Figure, ...]
    table: Table
    words: tuple[str, ...]


def list_spending(request: HttpRequest) -> HttpResponse:
    """Every open school with its figures of a year; those out of the bands, or without figures, by filter."""
    viewer, policy = request.viewer, typed("service_money", request.viewer.on)
    _insist_on_all(viewer)
    query = ListQuery.read(request.GET, HOME, filters=("q", "year", "band"), sorts=(), default_sort="")
    year = asked_year(query.text("year")) or financial_year_of(viewer.on).first_on.year
    told = _told(viewer, query.text("q"), year, policy)
    shown = _in_band(told, query.text("band"))

    def build(asked: ListQuery) -> SenPage:
        rows = [_row(school, held, policy) for school, held, _ in shown[asked.bounds(len(shown))]]
        bands = [(OUTSIDE, "Under or over"), *((slug, words) for slug, words in BANDS.items())]
        table = asked.table(
            caption="Special needs",
            columns=COLUMNS,
            rows=rows,
            total=len(shown),
            noun=("school", "schools"),
            empty_words="No school is as you ask.",
            hide_caption=True,
            filters=(
                query.text_filter("q", "School"),
                query.text_filter("year", "Financial year", "2026 for 2026/27"),
                query.choice_filter("band", "Band", bands),
            ),
        )
        low, high = (f"{one.normalize():f}" for one in (policy.sen_low_percent, policy.sen_high_percent))
        return SenPage(
            heading="Spending on special needs",
            caption=financial_years_of(year, 1)[0].label,
            breadcrumbs=CRUMBS,
            figures=tuple(
                Figure(words, sum(band == slug for *_, band in told)) for slug, words in BANDS.items()
            ),
            words=f"Under is less than {low} % of the notional amount, over is more than {high} %.",
            table=with_export(table, asked),
            enter_href=reverse("sen_enter") if deeds.may_enter_sen(viewer) else "",
        )

    return answer_list(request, query, build, "budgets/sen.html")


def enter_spending(request: HttpRequest) -> HttpResponse:
    """Figures of many schools, pasted; all or none."""
    if refused := refuse_unless(request, deeds.may_enter_sen(request.viewer)):
        return refused
    year = financial_year_of(request.viewer.on).first_on.year
    form = SenForm(sent(request), initial={"year": year})

    def act() -> None:
        lines, faults = read_lines(form.cleaned_data["lines"])
        found = _schools(request.viewer).in_bulk([one.urn for one in lines])
        faults += [
            f"Line {one.number}: no open school of the authority has the URN {one.urn}."
            for one in lines
            if one.urn not in found
        ]
        if faults or not lines:
            raise Refused(refuse(" ".join(faults[:8]) or "No line has figures. Paste at least one."))
        deeds.enter_sen(
            rows=[(found[one.urn], one.pence) for one in lines],
            year=form.cleaned_data["year"],
            by=request.viewer,
            at=timezone.now(),
        )

    crumbs = (*CRUMBS, Link("Special needs", HOME))
    page = FormPage("Enter figures of special needs", "", crumbs, form, "Save them all", HOME)
    return answer(request, page, act, "The figures are entered.")


def show_de_delegation(request: HttpRequest) -> HttpResponse:
    """What an amount a pupil brings in; the address keeps what was asked."""
    _insist_on_all(request.viewer)
    form = DeDelegationForm(request.GET or None)
    asked = form.is_valid() if request.GET else False
    rates = {
        phase: to_pence(form.cleaned_data[phase])
        for phase in ("primary", "secondary")
        if asked and form.cleaned_data[phase] is not None
    }
    schools = open_schools().filter(type_code__in=MAINTAINED_TYPES, phase__in=("primary", "secondary"))
    counted = {
        one["phase"]: one for one in schools.values("phase").annotate(number=Count("urn"), roll=Sum("pupils"))
    }
    unknown = schools.filter(pupils=None).count()
    given = de_delegated(rates, {phase: one["roll"] or 0 for phase, one in counted.items()})
    words = [NOT_COUNTED]
    words += (
        [f"{unknown} of these schools have no number of pupils in the register and are not in the sum."]
        if unknown
        else []
    )
    page = DeDelegationPage(
        heading="What de-delegation brings in",
        breadcrumbs=CRUMBS,
        form=form,
        figures=(Figure("Together", money_words(sum(given.values()))),) if given else (),
        table=_phases(rates, counted, given),
        words=tuple(words),
    )
    return render(request, "budgets/de_delegation.html", {"page": page}, status=422 if form.errors else 200)


def _insist_on_all(viewer: Viewer) -> None:
    """These pages hold schools against each other: they are for who sees every school's budget."""
    if viewer.reach(KIND) != "all":
        raise Http404


def _schools(viewer: Viewer) -> QuerySet[School]:
    return schools_visible_to(viewer, KIND).filter(status_code__in=OPEN_STATUSES).order_by("name", "pk")


def _told(
    viewer: Viewer, words: str, year: int, policy: ServiceMoneyPolicy
) -> list[tuple[School, SenSpending | None, str]]:
    rows = _schools(viewer)
    if words:
        rows = rows.filter(name__icontains=words)
    held = {one.school_id: one for one in SenSpending.objects.filter(year=year, school__in=_schools(viewer))}
    found = []
    for school in rows:
        one = held.get(school.pk)
        band = band_of(one.notional_pence, one.spent_pence, policy) if one else UNKNOWN
        found.append((school, one, band))
    return found


def _in_band(
    told: list[tuple[School, SenSpending | None, str]], asked: str
) -> list[tuple[School, SenSpending | None, str]]:
    if asked == OUTSIDE:
        return [one for one in told if one[2] in (UNDER, OVER)]
    return [one for one in told if one[2] == asked] if asked in BANDS else told


def _row(school: School, held: SenSpending | None, policy: ServiceMoneyPolicy) -> Row:
    name = Cell(school.name, note=f"URN {school.urn}")
    if held is None:
        nothing = Cell(None, missing="not entered")
        return Row((name, nothing, nothing, nothing, nothing, nothing, Cell(BANDS[UNKNOWN], colour="grey")))
    percent = percent_spent(held.notional_pence, held.spent_pence)
    band = band_of(held.notional_pence, held.spent_pence, policy)
    money = (held.notional_pence, held.top_up_pence, held.plans_pence, held.spent_pence)
    return Row(
        (
            name,
            *(_money(one) for one in money),
            Cell(None if percent is None else f"{percent} %", plain=percent),
            Cell(BANDS[band], colour=COLOURS[band]),
        )
    )


def _money(pence: int | None) -> Cell:
    return Cell(None) if pence is None else Cell(money_words(pence), plain=to_pounds(pence))


def _phases(rates: dict[str, int], counted: dict[str, dict], given: dict[str, int]) -> Table:
    rows = []
    for phase, label in (("primary", "Primary schools"), ("secondary", "Secondary schools")):
        one = counted.get(phase, {})
        rows.append(
            (
                label,
                f"{one.get('number', 0):,}",
                Cell(f"{one['roll']:,}" if one.get("roll") else None),
                Cell(money_words(rates[phase]) if phase in rates else None, missing="no vote"),
                Cell(money_words(given[phase]) if phase in given else None, missing="nothing"),
            )
        )
    heads = ("Phase", *(Column(one, numeric=True) for one in ("Schools", "Pupils", "A pupil", "Given back")))
    return plain_table("Maintained schools by phase", heads, rows)

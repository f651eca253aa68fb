"""Home of those who lead the service, of councillors, and of the officers who keep its data and letters."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from headway.features.allocation.queries import demand_half_days
from headway.features.appointments.viewer import Viewer
from headway.features.approvals.models import Request
from headway.features.approvals.queries import open_requests_for
from headway.features.audit.memory import SMALL, remembered
from headway.features.categories.models import Judgement
from headway.features.categories.queries import category_of
from headway.features.deployment.models import Draft, State
from headway.features.letters.queries import letters_visible_to
from headway.features.people.models import Person
from headway.features.plans.watched import ACTION, PLAN, Watched, watched
from headway.features.releases.models import Release
from headway.features.releases.queries import releases_visible_to
from headway.features.schools.queries import term_began_on
from headway.kit.charts import Chart, Series, Value
from headway.kit.figures import Figure
from headway.kit.tables import Cell, Column, Table, plain_table
from headway.kit.words import day_words, days_words
from headway.pages.home.results import results_table
from headway.pages.home.sections import Section, letters_table, releases_table
from headway.pages.schools.lines import Lines, SchoolLine
from headway.pages.schools.links import open_address, open_links
from headway.pages.schools.words import PHASES, year_words

DECIDED_KINDS = ["categories", "drafts", "policies"]
SHOWN = 5


def service_section(viewer: Viewer, known: Lines) -> Section:
    """Schools by category with the change since the term began, days, inspections, decisions that wait, releases."""
    counted = remembered(
        (service_section, viewer.sight, known.year),
        lambda: _count(known, term_began_on(viewer.on), viewer.on),
        apart_from=SMALL,
    )
    return Section(
        "The service today",
        explains=("category", "proposal", "half-day", "capacity", "unmet", "release"),
        figures=(*_days_figures(viewer, known), counted.inspected, *counted.plans),
        chart=counted.chart,
        tables=(_waiting_table(viewer), counted.categories, releases_table(viewer, last_releases(viewer))),
        links=open_links(
            viewer,
            ("Year plan", "/year-plan/"),
            ("Categories", "/schools/categories/"),
            ("All releases", "/data/"),
        ),
    )


@dataclass(frozen=True, slots=True)
class _Counted:
    """What is counted over every school."""

    inspected: Figure
    plans: tuple[Figure, ...]
    chart: Chart | None
    categories: Table


def _count(known: Lines, began: date, on: date) -> _Counted:
    held = [line for line in known.lines if line.is_open]
    before = Since(began, category_of([line.urn for line in held], began))
    table = category_table(held, lists=True, before=before)
    return _Counted(_inspected(held, began), _plan_figures(watched(on)), _category_chart(held), table)


@dataclass(frozen=True, slots=True)
class Since:
    """The categories in force on an earlier day, by URN."""

    on: date
    judged: Mapping[int, Judgement]


def _inspected(lines: Sequence[SchoolLine], began: date) -> Figure:
    """How many of the schools were inspected this term, as published."""
    number = sum(line.inspected_on is not None and line.inspected_on >= began for line in lines)
    href = "/schools/?sort=-inspection" if number else ""
    return Figure("Inspected this term", number, note="as published, by the day it began", href=href)


def _plan_figures(plans: Watched) -> tuple[Figure, ...]:
    """Agreed actions that are late or look on time only because their date was moved; open plans and actions nobody owns."""
    note = f"{plans.moved} more moved past the date first agreed" if plans.moved else ""
    return (
        Figure("Actions late", plans.late, note=note, href="/plans/" if plans.late or plans.moved else ""),
        _unowned("Open plans without an owner", plans.unowned_plans, PLAN),
        _unowned("Open actions without an owner", plans.unowned_actions, ACTION),
    )


def _unowned(label: str, number: int, what: str) -> Figure:
    return Figure(label, number, href=f"/plans/?without={what}" if number else "")


def _category_chart(lines: Sequence[SchoolLine]) -> Chart | None:
    """The one picture: schools by category, judged and proposed beside each other."""
    judged, proposed = Counter(line.category for line in lines), Counter(line.proposed for line in lines)
    codes = sorted(code for code in {*judged, *proposed} if code)
    if not codes:
        return None
    series = tuple(
        Series(name, tuple(Value(float(counted[code]), str(counted[code])) for code in codes))
        for name, counted in (("Judged", judged), ("Proposed by the rules", proposed))
    )
    return Chart(
        "Open schools by category", tuple(codes), series, source="judgements and proposals in Headway"
    )


def category_table(lines: Iterable[SchoolLine], *, lists: bool, before: Since | None = None) -> Table:
    """Open schools by category, what officers judged and what the rules propose in two columns that never merge.

    `lists`: numbers lead to the schools behind them. `before`: what was judged on an earlier day, told beside today.
    """
    held = [line for line in lines if line.is_open]
    judged, proposed = Counter(line.category for line in held), Counter(line.proposed for line in held)
    labels = {line.proposed: line.proposed_label for line in held} | {
        line.category: line.category_label for line in held
    }
    named = sorted(code for code in labels if code)
    then = (
        Counter(before.judged[line.urn].category for line in held if line.urn in before.judged)
        if before
        else {}
    )
    rows = []
    for code in (*named, ""):
        now = _number(judged[code], "category", code or "none", lists)
        if before:
            earlier = then.get(code, 0) if code else len(held) - sum(then.values())
            now = replace(now, note=_change_words(judged[code] - earlier, before.on))
        words = f"{code} {labels[code]}" if code else "None yet"
        rows.append((words, now, _number(proposed[code], "proposed", code or "none", lists)))
    heads = ("Category", Column("Judged", numeric=True), Column("Proposed by the rules", numeric=True))
    return plain_table("Open schools by category", heads, rows)


def _change_words(change: int, since: date) -> str:
    if not change:
        return f"as on {day_words(since)}"
    return f"{abs(change)} {'more' if change > 0 else 'fewer'} than on {day_words(since)}"


def _number(count: int, name: str, value: str, lists: bool) -> Cell:
    return Cell(count, href=f"/schools/?{name}={value}" if lists and count else "")


def plan_of(year: int) -> Draft | None:
    """The year's published plan, else its newest planned draft."""
    drafts = Draft.objects.filter(year=year, state__in=(State.PUBLISHED, State.APPROVED, State.PLANNED))
    ordered = sorted(drafts.defer("warnings", "terms"), key=lambda d: (d.state == State.PUBLISHED, d.made_at))
    return ordered[-1] if ordered else None


def plan_figures(draft: Draft | None, year: int, href: str) -> tuple[Figure, ...]:
    """Deployed and unmet days of a plan, said to be a draft while it is one."""
    if draft is None:
        return (Figure("Deployed", None, note=f"no plan for {year_words(year)} yet"), Figure("Unmet", None))
    note = "published" if draft.state == State.PUBLISHED else f"draft “{draft.name}”"
    met = draft.demand_half_days - draft.unmet_half_days
    return (
        Figure("Deployed", days_words(met), note=note, href=href),
        Figure("Unmet", days_words(draft.unmet_half_days), note=note, href=href),
    )


def _days_figures(viewer: Viewer, known: Lines) -> tuple[Figure, ...]:
    year = known.year
    entitled = days_words(demand_half_days(year)) if known.given else None
    first = Figure(f"Entitled in {year_words(year)}", entitled, href=open_address(viewer, "/days/"))
    return (first, *plan_figures(plan_of(year), year, open_address(viewer, "/year-plan/")))


def _waiting_table(viewer: Viewer) -> Table:
    rows = [
        (Cell(one.words, href=_decide_href(viewer, one)), one.asked_by.name, day_words(one.asked_at.date()))
        for one in open_requests_for(viewer, DECIDED_KINDS)
    ]
    return plain_table(
        "Decisions that wait for you",
        ("What", "Asked by", "Since"),
        rows,
        empty_words="No decision waits for you.",
    )


def _decide_href(viewer: Viewer, one: Request) -> str:
    if one.kind == "categories" and one.school_id:
        return open_address(viewer, f"/schools/{one.school_id}/category/")
    return open_address(viewer, "/year-plan/") if one.kind == "drafts" else ""


def last_releases(viewer: Viewer) -> list[Release]:
    """The newest releases the viewer may see."""
    may = bool(viewer.may("releases"))
    return remembered((last_releases, may), lambda: list(releases_visible_to(viewer)[:SHOWN]))


def councillor_section(viewer: Viewer, known: Lines) -> Section:
    """Counts only: schools by phase, by category where the policy lets them be counted, totals of the year plan."""
    held = [line for line in known.lines if line.is_open]
    phases = Counter(line.phase for line in held)
    rows = [
        (words, Cell(phases[key], href=f"/schools/?phase={key}" if phases[key] else ""))
        for key, words in PHASES.items()
    ]
    tables = [plain_table("Open schools by phase", ("Phase", Column("Schools", numeric=True)), rows)]
    if viewer.may("categories", "count"):
        tables.append(category_table(known.lines, lists=False))
    figures: tuple[Figure, ...] = ()
    if viewer.may("assignments", "count"):
        draft = plan_of(known.year)
        published = draft if draft and draft.state == State.PUBLISHED else None
        figures = plan_figures(published, known.year, "")
    return Section(
        "Schools and the year plan in numbers",
        explains=("category", "proposal", "year plan"),
        figures=figures,
        tables=(*tables, results_table(viewer.on)),
        links=open_links(viewer, ("The authority beside its statistical neighbours", "/schools/neighbours/")),
    )


def data_section(viewer: Viewer) -> Section:
    """The last files and their faults."""
    return Section(
        "Published files",
        explains=("release", "fault"),
        tables=(releases_table(viewer, last_releases(viewer)),),
        links=open_links(viewer, ("Give a file", "/data/give/"), ("All releases", "/data/")),
    )


def office_section(viewer: Viewer, known: Lines) -> Section:
    """Letters and what is to be settled: schools in no partnership, districts assumed."""
    held = [line for line in known.lines if line.is_open]
    unpartnered = sum("unpartnered" in line.flags for line in held)
    assumed = sum("district-assumed" in line.flags for line in held)
    letters = list(letters_visible_to(viewer)[:SHOWN])
    return Section(
        "Letters and what is to be settled",
        explains=("letter", "unpartnered", "district"),
        figures=(
            Figure("Unpartnered primaries", unpartnered, href="/schools/?flag=unpartnered"),
            Figure("Districts assumed", assumed, href="/schools/?flag=district-assumed"),
        ),
        tables=(letters_table(viewer, letters),),
        links=open_links(
            viewer,
            ("Unpartnered schools on any day", "/partnerships/unpartnered/"),
            ("All letters", "/letters/"),
        ),
    )


def access_section(viewer: Viewer) -> Section:
    """People with access; an administrator sees no content by that role."""
    active = Person.objects.filter(is_active=True).count()
    return Section(
        "Access",
        explains=("invitation", "own"),
        figures=(Figure("People with access", active, href=open_address(viewer, "/access/")),),
        links=open_links(viewer, ("Invite a person", "/access/invite/"), ("People and roles", "/access/")),
    )

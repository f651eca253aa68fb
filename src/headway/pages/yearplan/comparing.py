"""Any number of drafts side by side: figures, costs, and every school and partnership where they differ."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse

from headway.features.appointments.viewer import Viewer
from headway.features.deployment.models import Assignment, Draft, Lead, State
from headway.features.deployment.queries import academic_year_from, drafts_visible_to
from headway.features.schools.queries import schools_visible_to
from headway.kit.figures import Link
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Choice, Column, Filter, Row, Table, plain_table
from headway.kit.words import list_words
from headway.pages.exports import with_export
from headway.pages.lists.answer import answer_list
from headway.pages.yearplan.addresses import HOME
from headway.pages.yearplan.page import NOT_PROVED, compared, costs, percent
from headway.pages.years import asked_year

ADDRESS = f"{HOME}compare/"
MOST = 8
SORTS = ("what", "kind")
FILTERS = ("year", "draft", "q")
CHOICE = "Plans and drafts"
KINDS = {"school": "School", "lead": "Lead of a partnership"}


@dataclass(frozen=True, slots=True)
class ComparePage:
    """The drafts chosen; `table` holds where their advisers differ."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    figures: Table
    costs: Table
    table: Table
    words: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A school or a partnership with its adviser in each draft, in the drafts' order; None where it has none."""

    kind: str
    what: str
    href: str
    note: str
    advisers: tuple[str | None, ...]


def compare_drafts(request: HttpRequest) -> HttpResponse:
    """The drafts named in the address, else all planned ones of the newest year."""
    query = ListQuery.read(request.GET, ADDRESS, filters=FILTERS, sorts=SORTS)
    drafts = [one for one in drafts_visible_to(request.viewer) if one.state != State.EMPTY]
    chosen = _chosen(drafts, query)
    found = differences(request.viewer, chosen)

    def build(asked: ListQuery) -> ComparePage:
        return _page(asked, drafts, chosen, found)

    return answer_list(request, query, build, "yearplan/compare.html")


def differences(viewer: Viewer, drafts: Sequence[Draft]) -> list[Difference]:
    """Where the drafts do not give the same adviser, by name; two queries however many drafts."""
    keys = [draft.pk for draft in drafts]
    schools = schools_visible_to(viewer, "drafts")
    rows = Assignment.objects.filter(draft__in=keys, school__in=schools)
    held = _by_subject(rows.values_list("school", "school__name", "draft", "adviser__person__name"))
    leads = Lead.objects.filter(draft__in=keys)
    if viewer.reach("drafts") != "all":
        own = Assignment.objects.filter(draft__in=keys, school__in=schools).values("partnership")
        leads = leads.filter(partnership__in=own)
    subject = ("partnership__public_id", "partnership__name", "draft", "adviser__person__name")
    led = _by_subject(leads.values_list(*subject))
    found = [_of_school(*one, _row(keys, of)) for one, of in held.items() if _differs(keys, of)]
    found += [_of_lead(*one, _row(keys, of)) for one, of in led.items() if _differs(keys, of)]
    return sorted(found, key=lambda one: (one.what.casefold(), one.note))


def _by_subject(rows: Iterable[tuple]) -> dict[tuple, dict[int, str]]:
    """Subject, its key and name, to draft to adviser's name."""
    found: dict[tuple, dict[int, str]] = {}
    for key, name, draft, adviser in rows:
        found.setdefault((key, name), {})[draft] = adviser
    return found


def _row(keys: Sequence[int], of: Mapping[int, str]) -> tuple[str | None, ...]:
    return tuple(of.get(key) for key in keys)


def _differs(keys: Sequence[int], of: Mapping[int, str]) -> bool:
    return len(set(_row(keys, of))) > 1


def _of_school(urn: int, name: str, advisers: tuple[str | None, ...]) -> Difference:
    return Difference("school", name, f"/schools/{urn}/", str(urn), advisers)


def _of_lead(public_id: str, name: str, advisers: tuple[str | None, ...]) -> Difference:
    return Difference("lead", name, f"/partnerships/{public_id}/", KINDS["lead"], advisers)


def _chosen(drafts: Sequence[Draft], query: ListQuery) -> list[Draft]:
    asked = query.values("draft")
    if asked:
        return [one for one in drafts if one.public_id in asked][:MOST]
    years = [one.year for one in drafts]
    year = asked_year(query.text("year")) or max(years, default=0)
    return [one for one in drafts if one.year == year][:MOST]


def _page(
    query: ListQuery, drafts: Sequence[Draft], chosen: Sequence[Draft], found: Sequence[Difference]
) -> ComparePage:
    words = query.text("q").casefold()
    matching = [one for one in found if words in f"{one.what} {one.note}".casefold()]
    key = (lambda one: one.kind) if query.sort_key == "kind" else (lambda one: one.what.casefold())
    ordered = sorted(matching, key=key, reverse=query.descending)
    table = query.table(
        caption="Where the advisers differ",
        columns=(Column("School or partnership", "what", sortable=True), *_heads(chosen)),
        rows=[_difference_row(one) for one in ordered[query.bounds(len(ordered))]],
        total=len(ordered),
        noun=("difference", "differences"),
        empty_words=_nothing(chosen),
        filters=(_draft_filter(drafts, chosen), query.text_filter("q", "School or partnership")),
    )
    narrowed = tuple(one for one in table.applied if one.label != CHOICE)
    table = replace(table, applied=narrowed, clear_href=table.clear_href if narrowed else "")
    return ComparePage(
        heading="Drafts side by side",
        caption=", ".join(sorted({academic_year_from(one.year).label for one in chosen})),
        breadcrumbs=(Link("Year plan", HOME),),
        figures=_side_by_side("Figures", chosen, [compared(one) for one in chosen]),
        costs=_side_by_side("Costs of the year, in minutes", chosen, [costs(one) for one in chosen]),
        table=with_export(table, query),
        words=_words(chosen),
    )


def _heads(chosen: Sequence[Draft]) -> list[Column]:
    return [Column(one.name, f"draft-{one.public_id}", unit=one.get_state_display()) for one in chosen]


def _difference_row(one: Difference) -> Row:
    cells = [Cell(name, missing="none") for name in one.advisers]
    return Row((Cell(one.what, href=one.href, note=one.note), *cells))


def _draft_filter(drafts: Sequence[Draft], chosen: Sequence[Draft]) -> Filter:
    keys = {one.pk for one in chosen}
    choices = tuple(
        Choice(one.public_id, f"{one.name}, {academic_year_from(one.year).label}", one.pk in keys)
        for one in drafts
    )
    return Filter("draft", CHOICE, "checkboxes", choices=choices)


def _side_by_side(
    caption: str, chosen: Sequence[Draft], figures: Sequence[Mapping[str, str | None]]
) -> Table:
    labels = list(dict.fromkeys(label for held in figures for label in held))
    columns = ("Figure", *(Column(one.name, numeric=True, unit=one.get_state_display()) for one in chosen))
    rows = [
        (label, *(Cell(held.get(label), missing=NOT_PROVED if label in held else "none") for held in figures))
        for label in labels
    ]
    return plain_table(
        caption, columns, rows, empty_words="Choose the drafts to compare in the list of drafts."
    )


def _nothing(chosen: Sequence[Draft]) -> str:
    if len(chosen) < 2:
        return "Choose two drafts or more to see where they differ."
    return "These drafts give every school and every partnership the same adviser."


def _words(chosen: Sequence[Draft]) -> str:
    """The cheapest of the drafts, with how sure it is; a cost is a figure to weigh, not a verdict."""
    known = [one for one in chosen if one.objective is not None]
    if len(known) < 2:
        return ""
    best = min(known, key=lambda one: one.objective)
    alike = [one.name for one in known if round(one.objective) == round(best.objective)]
    if len(alike) > 1:
        return f"{list_words(alike)} cost the same. What they cost the schools and advisers they move is yours to weigh."
    proved = f", proved within {percent(best.gap)}" if best.gap is not None else ", not proved"
    return f"{best.name} has the lowest cost{proved}. What it costs the schools and advisers it moves is yours to weigh."

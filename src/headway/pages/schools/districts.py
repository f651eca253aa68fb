"""The authority by district: schools, pupils and categories, whose totals are the sums of the schools counted."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from headway.features.appointments.viewer import Viewer
from headway.features.categories.queries import KIND as CATEGORIES
from headway.features.categories.queries import category_of
from headway.features.schools.models import School
from headway.features.schools.queries import OPEN_STATUSES, own_authority, schools_visible_to
from headway.gateways.documents import Pack, PackSection
from headway.kit.figures import Link
from headway.kit.tables import Cell, Column, Row, Table
from headway.kit.words import day_words
from headway.pages.downloading import pack_file
from headway.pages.exports import asked_export, export_response
from headway.pages.schools.policies import policies_in_use
from headway.pages.schools.profile import printed
from headway.pages.schools.words import phase_words
from headway.rules.category_policy import CategoryPolicy
from headway.rules.suppression import hide_small, with_totals

CRUMB = Link("Schools", "/schools/")
NO_DISTRICT, NOT_JUDGED, EARLIER, TOTAL = "No district known", "Not judged", "In an earlier scheme", "Total"
EMPTY = "No open school is in the register yet. It is loaded on the Data page."
HIDDEN = "hidden"
HIDDEN_WORDS = (
    "A number of schools below {} is hidden, and so is what would bring it back by subtraction. "
    "0 is shown: it tells of nobody."
)
FILES = {"pdf": "For the public, as PDF", "word": "For the public, in Word"}


@dataclass(frozen=True, slots=True)
class DistrictsPage:
    """The tables; categories only for who may count them. `words` say what is hidden."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    files: tuple[Link, ...]
    schools: Table
    categories: Table | None
    words: str


def show_districts(request: HttpRequest) -> HttpResponse:
    """The tables on a page, or that of schools as a file."""
    schools = _schools(request.viewer)
    table = _schools_table(schools)
    if kind := asked_export(request):
        return export_response(table, kind)
    policies = policies_in_use("categories", "publishing", on=request.viewer.on)
    whole = request.viewer.reach(CATEGORIES) == "all"
    counted = whole or request.viewer.reach(CATEGORIES, "count") == "all"
    smallest = 1 if whole else policies["publishing"].smallest_count if "publishing" in policies else 0
    shown = counted and "categories" in policies and smallest
    page = DistrictsPage(
        heading="The authority by district",
        breadcrumbs=(CRUMB,),
        files=tuple(Link(words, reverse("districts_file", args=[form])) for form, words in FILES.items()),
        schools=table,
        categories=_categories_table(request.viewer, schools, policies["categories"], smallest)
        if shown
        else None,
        words=HIDDEN_WORDS.format(smallest) if shown and not whole else "",
    )
    return render(request, "schools/districts.html", {"page": page})


def download(request: HttpRequest, form: str) -> HttpResponse:
    """The same for the public: small numbers hidden, whoever asks."""
    viewer = request.viewer
    schools = _schools(viewer)
    sections = [PackSection("Schools", (), (), (printed(_schools_table(schools)),))]
    policies = policies_in_use("categories", "publishing", on=viewer.on)
    if viewer.reach(CATEGORIES, "count") == "all" and {"categories", "publishing"} <= policies.keys():
        smallest = policies["publishing"].smallest_count
        table = _categories_table(viewer, schools, policies["categories"], smallest)
        sections.append(PackSection("Categories", (HIDDEN_WORDS.format(smallest),), (), (printed(table),)))
    authority = own_authority()
    words = f"As at {day_words(viewer.on)}."
    pack = Pack("Schools by district", words, tuple(sections), str(authority or ""))
    return pack_file(pack, form, "Schools by district")


def _schools(viewer: Viewer) -> list[School]:
    rows = schools_visible_to(viewer).filter(status_code__in=OPEN_STATUSES)
    return list(rows.select_related("district").order_by("district__name", "pk"))


def _district(school: School) -> str:
    return school.district.name if school.district else NO_DISTRICT


def _districts(schools: Sequence[School]) -> list[str]:
    return list(dict.fromkeys(_district(one) for one in schools))


def _schools_table(schools: list[School]) -> Table:
    """Districts down; schools, of each phase, and pupils across. A roll that is not known is told and not counted as 0."""
    phases = [phase for phase, _ in Counter(one.phase for one in schools).most_common()]
    rows = [
        _schools_row(name, [one for one in schools if _district(one) == name], phases)
        for name in _districts(schools)
    ]
    if rows:
        rows.append(_schools_row(TOTAL, schools, phases, marked=True))
    return Table(
        caption="Schools and pupils by district",
        columns=(
            Column("District"),
            Column("Open schools", numeric=True),
            *(Column(phase_words(phase), numeric=True) for phase in phases),
            Column("Pupils", numeric=True),
        ),
        rows=tuple(rows),
        empty_words=EMPTY,
        export_href="?export=xlsx",
        csv_href="?export=csv",
    )


def _schools_row(name: str, schools: list[School], phases: list[str], *, marked: bool = False) -> Row:
    of_phase = Counter(one.phase for one in schools)
    rolls = [one.pupils for one in schools if one.pupils is not None]
    missing = len(schools) - len(rolls)
    pupils = Cell(
        f"{sum(rolls):,}", note=f"{missing} without a known roll" if missing else "", plain=sum(rolls)
    )
    return Row((name, len(schools), *(of_phase[phase] for phase in phases), pupils), marked=marked)


def _categories_table(viewer: Viewer, schools: list[School], policy: CategoryPolicy, smallest: int) -> Table:
    """Districts down, categories across; numbers below `smallest` are hidden with what would bring them back."""
    judged = category_of((one.pk for one in schools), viewer.on)
    labels = {slug: f"{slug} {label}" for slug, label in policy.labels.items()}
    held = {one.pk: judged[one.pk].category if one.pk in judged else NOT_JUDGED for one in schools}
    known = {*labels, NOT_JUDGED}
    found = Counter((_district(one), held[one.pk] if held[one.pk] in known else EARLIER) for one in schools)
    columns = [*labels, *([EARLIER] if any(column == EARLIER for _, column in found) else []), NOT_JUDGED]
    heads = [labels.get(column, column) for column in columns] + [TOTAL]
    districts = _districts(schools)
    if not districts:
        return Table("Categories by district", (Column("District"),), (), empty_words=EMPTY)
    counts = with_totals([[found[district, column] for column in columns] for district in districts])
    # How many schools a district has is in the register, so hiding it would protect nothing.
    public = [(row, len(columns)) for row in range(len(districts) + 1)]
    hidden = hide_small(counts, smallest, public).cells
    rows = [
        Row(
            (
                name,
                *(
                    Cell(None, missing=HIDDEN) if (row, column) in hidden else value
                    for column, value in enumerate(counts.values[row])
                ),
            ),
            marked=name == TOTAL,
        )
        for row, name in enumerate([*districts, TOTAL])
    ]
    return Table(
        caption="Categories by district",
        columns=(Column("District"), *(Column(head, numeric=True) for head in heads)),
        rows=tuple(rows),
        empty_words=EMPTY,
    )

"""What the list of categories shows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from headway.features.appointments.viewer import Viewer
from headway.features.audit.memory import SMALL, remembered
from headway.features.categories.models import Judgement, Proposal
from headway.features.categories.queries import (
    KIND,
    Standing,
    judged_and_waiting,
    latest_proposals,
    standing_of,
)
from headway.features.intelligence.queries import may_see_all_asked, with_asked
from headway.features.partnerships.queries import known_open
from headway.features.schools.models import School
from headway.features.schools.queries import schools_visible_to
from headway.kit.figures import Figure, Link
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Column, Filter, Row, Table
from headway.kit.words import day_words
from headway.pages.exports import with_export
from headway.pages.schools.links import open_address
from headway.pages.schools.words import phase_words
from headway.rules.category_policy import CategoryPolicy
from headway.rules.verdict import Verdict

HOME = "/schools/categories/"
NONE = "none"
FILTERS = ("q", "phase", "district", "proposed", "judged", "show")
SORTS = ("name", "phase", "proposed", "judged")
# Best first; a scheme of more or fewer categories is spread over them.
COLOURS = ("green", "teal", "yellow", "orange", "red")
SHOWN = (
    ("differs", "Differences only"),
    ("waiting", "Waiting to be agreed"),
    ("unjudged", "Not judged yet"),
)
ASKED = ("asked", "A question is raised")


@dataclass(frozen=True, slots=True)
class CategoriesPage:
    """Every school the viewer may see, its proposal and its category in two columns."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    figures: tuple[Figure, ...]
    table: Table
    may_review: Verdict
    is_staff: bool
    moderation_href: str
    trend_href: str
    questions_href: str


@dataclass(frozen=True, slots=True)
class Line:
    """One school with what is proposed, in force and waiting, and whether notes ask for a look."""

    school: School
    proposal: Proposal | None
    judged: Judgement | None
    waiting: Judgement | None
    asked: bool = False

    @property
    def proposed_category(self) -> str:
        """The proposal's category; none where there is no proposal or too little is known."""
        return (self.proposal.category if self.proposal else "") or NONE

    @property
    def judged_category(self) -> str:
        """The category in force."""
        return self.judged.category if self.judged else NONE

    @property
    def differs(self) -> bool:
        """The officer's category is another than the one proposed; nothing judged is no difference."""
        if self.judged is None or self.proposed_category == NONE:
            return False
        return self.judged.category != self.proposed_category


def categories_page(viewer: Viewer, query: ListQuery, policy: CategoryPolicy, on: date) -> CategoriesPage:
    """The list; six queries however many schools. People outside the authority see no proposals."""
    if viewer.reach(KIND) == "all":
        lines = remembered(
            (categories_page, viewer.is_staff, on), lambda: _lines(viewer, on), apart_from=SMALL
        )
    else:
        lines = _lines(viewer, on)
    asked = may_see_all_asked(viewer)
    found = _sorted(_matching(lines, query, asked), query, policy)
    shown = found[query.bounds(len(found))]
    standing = standing_of([line.school.urn for line in shown], on)
    columns = [Column("School", "name", sortable=True), Column("Phase", "phase", sortable=True)]
    if viewer.is_staff:
        columns.append(Column("Proposed by the rules", "proposed", sortable=True))
    columns.append(Column("Judged by the officer", "judged", sortable=True))
    if viewer.is_staff:
        columns.append(Column("State"))
    table = query.table(
        caption="Categories",
        columns=columns,
        rows=[_row(line, standing.get(line.school.urn), policy, viewer.is_staff, asked) for line in shown],
        total=len(found),
        noun=("school", "schools"),
        empty_words="Schools will be listed here with their categories once the register is loaded.",
        filters=_filters(query, lines, policy, viewer.is_staff, asked),
        hide_caption=True,
    )
    return CategoriesPage(
        heading="Categories",
        breadcrumbs=(Link("Schools", "/schools/"),),
        figures=remembered(
            (_figures, viewer.sight, on),
            lambda: _figures(lines, viewer.is_staff),
            apart_from=SMALL,
        ),
        table=with_export(table, query),
        may_review=viewer.may_ever(KIND, "change"),
        is_staff=viewer.is_staff,
        moderation_href=open_address(viewer, "/schools/moderation/"),
        trend_href=open_address(viewer, "/schools/categories/trend/"),
        questions_href=open_address(viewer, "/schools/intelligence/questions/"),
    )


def category_cell(
    category: str, label: str, policy: CategoryPolicy, *, href: str = "", note: str = ""
) -> Cell:
    """A category as word and colour; one of an older scheme stays grey."""
    place = policy.order.index(category) if category in policy.labels else None
    colour = "grey" if place is None else _colour(place, len(policy.order))
    return Cell(f"{category} {label}", colour=colour, href=href, note=note)


def _colour(place: int, categories: int) -> str:
    """The colour of a category by its place in the order of its scheme; the first is green, the last red."""
    last = len(COLOURS) - 1
    return COLOURS[place * last // max(categories - 1, 1)]


def _lines(viewer: Viewer, on: date) -> list[Line]:
    schools = list(
        with_asked(known_open(schools_visible_to(viewer, KIND), on))
        .select_related("district")
        .order_by("name", "pk")
    )
    urns = [school.urn for school in schools]
    staff = viewer.is_staff
    proposals = latest_proposals(urns) if staff else {}
    judged, waiting = judged_and_waiting(urns, on)
    return [
        Line(
            school,
            proposals.get(school.urn),
            judged.get(school.urn),
            waiting.get(school.urn) if staff else None,
            bool(getattr(school, "asked", False)),
        )
        for school in schools
    ]


# What each filter compares.
VALUES: Mapping[str, Callable[[Line], str]] = {
    "phase": lambda line: line.school.phase,
    "district": lambda line: line.school.district.name if line.school.district else NONE,
    "proposed": lambda line: line.proposed_category,
    "judged": lambda line: line.judged_category,
}
IN_STATE: Mapping[str, Callable[[Line], bool]] = {
    "differs": lambda line: line.differs,
    "waiting": lambda line: line.waiting is not None,
    "unjudged": lambda line: line.judged is None,
}


def _matching(lines: Sequence[Line], query: ListQuery, asked: bool) -> Sequence[Line]:
    """The lines every filter lets through; only what is asked for is compared."""
    if words := query.text("q").casefold():
        lines = [
            line for line in lines if words in line.school.name.casefold() or words == str(line.school.urn)
        ]
    for name, value in VALUES.items():
        if wanted := query.text(name):
            lines = [line for line in lines if value(line) == wanted]
    if asked and query.text("show") == ASKED[0]:
        return [line for line in lines if line.asked]
    in_state = IN_STATE.get(query.text("show"))
    return [line for line in lines if in_state(line)] if in_state else lines


def _sorted(lines: Sequence[Line], query: ListQuery, policy: CategoryPolicy) -> list[Line]:
    def place(category: str) -> int:
        return policy.order.index(category) if category in policy.labels else -1

    keys: dict[str, Callable[[Line], object]] = {
        "name": lambda line: line.school.name.casefold(),
        "phase": lambda line: (line.school.phase, line.school.name.casefold()),
        "proposed": lambda line: place(line.proposed_category),
        "judged": lambda line: place(line.judged_category),
    }
    return sorted(lines, key=keys[query.sort_key], reverse=query.descending)


def _filters(
    query: ListQuery,
    lines: Sequence[Line],
    policy: CategoryPolicy,
    staff: bool,
    asked: bool,
) -> list[Filter]:
    phases = sorted({line.school.phase for line in lines if line.school.phase})
    districts = sorted({line.school.district.name for line in lines if line.school.district})
    categories = [*((slug, f"{slug} {label}") for slug, label in policy.labels.items()), (NONE, "None")]
    found = [
        query.text_filter("q", "School", "Part of a name, or the URN"),
        query.choice_filter("phase", "Phase", [(one, phase_words(one) or one) for one in phases]),
        query.choice_filter("district", "District", [(one, one) for one in districts]),
        query.choice_filter("judged", "Judged", categories),
    ]
    if staff:
        found.insert(3, query.choice_filter("proposed", "Proposed", categories))
        found.append(query.choice_filter("show", "Show", (*SHOWN, ASKED) if asked else SHOWN))
    return found


def _figures(lines: Sequence[Line], staff: bool) -> tuple[Figure, ...]:
    judged = Figure("Judged", sum(line.judged is not None for line in lines), unit=f"of {len(lines)}")
    if not staff:
        return (judged,)
    return (
        Figure(
            "Proposed",
            sum(line.proposed_category != NONE for line in lines),
            unit=f"of {len(lines)}",
            note="where enough is known",
        ),
        judged,
        Figure("Differ from the proposal", sum(line.differs for line in lines), href=f"{HOME}?show=differs"),
        Figure(
            "Waiting to be agreed",
            sum(line.waiting is not None for line in lines),
            href=f"{HOME}?show=waiting",
        ),
    )


def _row(
    line: Line,
    standing: Standing | None,
    policy: CategoryPolicy,
    staff: bool,
    asked: bool,
) -> Row:
    school = Cell(
        line.school.name,
        href=f"/schools/{line.school.urn}/category/",
        note=line.school.district.name if line.school.district else "",
    )
    judged = Cell(None, missing="not judged yet")
    if line.judged:
        judged = category_cell(
            line.judged.category,
            line.judged.label,
            policy,
            note=standing.time.words if standing else "",
        )
    cells = [school, phase_words(line.school.phase)]
    if not staff:
        return Row((*cells, judged))
    note = ASKED[1].lower() if asked and line.asked else ""
    return Row((*cells, _proposed(line.proposal, policy), judged, _state(line, note)))


def _proposed(proposal: Proposal | None, policy: CategoryPolicy) -> Cell:
    if proposal is None:
        return Cell(None, missing="not reviewed yet")
    when = f"on {day_words(proposal.on)}"
    if not proposal.category:
        return Cell(None, missing="not enough is known", note=when)
    points = f"{proposal.score.normalize():f} of {proposal.maximum.normalize():f} points, {when}"
    return category_cell(proposal.category, proposal.label, policy, note=points)


def _state(line: Line, note: str) -> Cell:
    """`note`: that a question is raised, for who may know of it."""
    if line.waiting:
        judged = f"judged {line.waiting.category}"
        return Cell("Waiting to be agreed", colour="blue", note=f"{judged}; {note}" if note else judged)
    if line.judged is None:
        return Cell("Not judged", colour="grey", note=note)
    if line.differs:
        return Cell("Differs", colour="yellow", note=note)
    return Cell("As judged", colour="green", note=note)

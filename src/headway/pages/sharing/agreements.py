"""Agreements: every school with how it stands, and one school's agreements (M4-01)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from headway.features.appointments.viewer import Viewer
from headway.features.policies.queries import policy_in_use, read_policy
from headway.features.schools.models import School
from headway.features.schools.queries import OPEN_STATUSES, school_for, schools_visible_to
from headway.features.sharing.models import Agreement, WithheldRow
from headway.features.sharing.queries import (
    KIND,
    NO_AGREEMENT,
    agreements_visible_to,
    may_record,
    signed,
    states_of,
    withheld_visible_to,
)
from headway.kit.figures import Figure, Link, SummaryRow
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Column, Row, Table, day_cell, plain_table
from headway.kit.words import count_words, day_words
from headway.pages.exports import with_export
from headway.pages.lists.answer import answer_list
from headway.pages.lists.picking import with_picking
from headway.pages.schools.words import phase_words
from headway.pages.sharing.signing import SIGN
from headway.rules.data_sharing import STATES, SharingPolicy, SharingState, lapses_soon
from headway.rules.verdict import Verdict

HOME = "/schools/agreements/"
CRUMBS = (Link("Schools", "/schools/"),)
CRUMB = Link("Data sharing", HOME)
FILTERS = ("q", "phase", "state", "show")
SORTS = ("name", "until")
SOON, MISSING = "soon", "missing"
OPEN_DATA = (
    "Published files (the register, inspections, performance tables) are open data: they need no agreement, "
    "and nothing blocks them."
)


@dataclass(frozen=True, slots=True)
class AgreementsPage:
    """Every open school with its state; the protocol; what was withheld."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    figures: tuple[Figure, ...]
    table: Table
    withheld: Table
    words: tuple[str, ...]
    protocol_href: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SchoolAgreementPage:
    """One school: how it stands, its agreements, and rows withheld."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    standing: str
    colour: str
    reason: str
    words: tuple[str, ...]
    agreements: Table
    withheld: Table
    may_record: Verdict
    record_href: str


@dataclass(frozen=True, slots=True)
class ProtocolPage:
    """The protocol in use: purposes, and data items with lawful basis."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    facts: tuple[SummaryRow, ...]
    items: Table
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A school and how it stands."""

    school: School
    state: SharingState
    soon: bool


def list_agreements(request: HttpRequest) -> HttpResponse:
    """Every open school the viewer may see agreements of, with how it stands."""
    viewer = request.viewer
    query = ListQuery.read(request.GET, HOME, filters=FILTERS, sorts=SORTS, default_sort="name")
    policy: SharingPolicy = read_policy(policy_in_use("data_sharing", viewer.on))
    lines = lines_of(viewer, policy)
    found = _sorted(matching(lines, query), query)

    def build(asked: ListQuery) -> AgreementsPage:
        table = asked.table(
            caption="Data sharing agreements",
            columns=(
                Column("School", "name", sortable=True),
                Column("Phase"),
                Column("State"),
                Column("Without it from", "until", sortable=True),
            ),
            rows=[_row(one) for one in found[asked.bounds(len(found))]],
            total=len(found),
            noun=("school", "schools"),
            empty_words="No school stands here. Choose other filters, or load the register first.",
            hide_caption=True,
            filters=(
                query.text_filter("q", "School"),
                query.choice_filter("phase", "Phase", _phases(lines)),
                query.choice_filter("state", "State", [(slug, words) for slug, (words, _) in STATES.items()]),
                query.choice_filter("show", "Show", _shows(policy)),
            ),
        )
        picking = with_picking(
            viewer, with_export(table, asked), (SIGN,), "school", reverse("agreements_sign"), asked
        )
        withheld = list(withheld_visible_to(viewer)[:100])
        return AgreementsPage(
            heading="Data sharing",
            breadcrumbs=CRUMBS,
            figures=_figures(lines, query),
            table=picking,
            withheld=_withheld_table(withheld, with_school=True),
            words=gate_words(policy, viewer.on),
            protocol_href=reverse("protocol_of_data"),
            links=_links(viewer),
        )

    return answer_list(request, query, build, "sharing/agreements.html")


def show_school(request: HttpRequest, urn: int) -> HttpResponse:
    """One school: every agreement there was, and what was withheld."""
    viewer, school = request.viewer, found_school(request, urn)
    policy: SharingPolicy = read_policy(policy_in_use("data_sharing", viewer.on))
    state = states_of([urn], viewer.on).get(urn, NO_AGREEMENT)
    words, colour = STATES[state.word]
    may = may_record(viewer, school)
    rows = list(agreements_visible_to(viewer).filter(school=school))
    withheld = list(withheld_visible_to(viewer).filter(school=school))
    page = SchoolAgreementPage(
        heading=f"Data sharing with {school.name}",
        caption=f"URN {urn}",
        breadcrumbs=(*CRUMBS, CRUMB, Link(school.name, f"/schools/{urn}/")),
        standing=words,
        colour=colour,
        reason=f"{state.reason} {_soon_words(state, viewer.on, policy)}".strip(),
        words=gate_words(policy, viewer.on),
        agreements=_agreements_table(rows, viewer, bool(may)),
        withheld=_withheld_table(withheld, with_school=False),
        may_record=may,
        record_href=reverse("agreement_record", args=[urn]) if may else "",
    )
    return render(request, "sharing/school.html", {"page": page})


def show_protocol(request: HttpRequest) -> HttpResponse:
    """What is agreed: purposes, data items, and the lawful basis of each."""
    stored = policy_in_use("data_sharing", request.viewer.on)
    policy: SharingPolicy = read_policy(stored)
    items = [
        (one.label, one.basis, "; ".join(policy.purposes[slug] for slug in one.purposes))
        for one in policy.items
    ]
    page = ProtocolPage(
        heading="The data sharing protocol",
        breadcrumbs=(*CRUMBS, CRUMB),
        facts=(
            SummaryRow("Version", f"{stored.pack} {stored.number}"),
            SummaryRow("In force from", day_words(stored.in_use_from or policy.header.valid_from)),
            SummaryRow("Review by", day_words(policy.header.review_by)),
            SummaryRow("Owner", policy.header.author),
            SummaryRow("An agreement holds for", count_words(policy.valid_months, "month")),
        ),
        items=plain_table("Data that are exchanged", ("Data", "Lawful basis", "For"), items),
        words=gate_words(policy, request.viewer.on),
    )
    return render(request, "sharing/protocol.html", {"page": page})


def found_school(request: HttpRequest, urn: int, act: str = "see") -> School:
    """A school whose agreements the viewer may see or record; else not found."""
    school = school_for(request.viewer, urn, KIND, act)
    if school is None:
        raise Http404
    return school


def lines_of(viewer: Viewer, policy: SharingPolicy) -> list[Line]:
    """Every open school the viewer may see agreements of, by name; two queries."""
    rows = schools_visible_to(viewer, KIND).filter(status_code__in=OPEN_STATUSES)
    schools = list(rows.order_by("name", "pk"))
    states = states_of([one.urn for one in schools], viewer.on)
    known = [(one, states.get(one.urn, NO_AGREEMENT)) for one in schools]
    return [Line(one, state, lapses_soon(state, viewer.on, policy)) for one, state in known]


def matching(lines: Sequence[Line], query: ListQuery) -> list[Line]:
    """The schools the filters let through."""
    words, show = query.text("q").casefold(), query.text("show")
    found = [one for one in lines if words in one.school.name.casefold() or words == str(one.school.urn)]
    if phase := query.text("phase"):
        found = [one for one in found if one.school.phase == phase]
    if state := query.text("state"):
        found = [one for one in found if one.state.word == state]
    if show == SOON:
        return [one for one in found if one.soon]
    return [one for one in found if not one.state.is_live] if show == MISSING else found


def gate_words(policy: SharingPolicy, on: date) -> tuple[str, ...]:
    """From when a school's own data need an agreement, and what never does."""
    begins = day_words(policy.gate_from)
    if on < policy.gate_from:
        gate = f"From {begins} on, a school's own data are taken only under a live agreement. Until then nothing is blocked."
    else:
        gate = f"Since {begins} a school's own data are taken only under a live agreement; without one, rows are withheld."
    sheets = " and ".join(policy.own_sheets)
    return (f"{gate} These sheets hold such data: {sheets}.", OPEN_DATA)


def _links(viewer: Viewer) -> tuple[Link, ...]:
    wanted = (
        ("analyses", "Analyses agreed with schools", reverse("analyses")),
        ("data-training", "Training in data", reverse("data_training")),
        ("data-training", "Who opened data of pupils", reverse("data_accesses")),
        ("attendance-concerns", "Pupils whose attendance is a concern", reverse("attendance")),
    )
    return tuple(Link(words, href) for kind, words, href in wanted if viewer.knows(kind))


def _soon_words(state: SharingState, on: date, policy: SharingPolicy) -> str:
    if not lapses_soon(state, on, policy):
        return ""
    left = count_words((state.until - on).days, "day")
    return f"It lapses in {left}: have it signed anew."


def _shows(policy: SharingPolicy) -> list[tuple[str, str]]:
    return [(SOON, f"Lapses within {policy.warn_days} days"), (MISSING, "Without a live agreement")]


def _phases(lines: Sequence[Line]) -> list[tuple[str, str]]:
    held = sorted({one.school.phase for one in lines if one.school.phase})
    return [(phase, phase_words(phase)) for phase in held]


def _sorted(lines: list[Line], query: ListQuery) -> list[Line]:
    if query.sort_key == "until":
        lines = sorted(lines, key=lambda one: (one.state.until or date.min, one.school.name))
    return lines[::-1] if query.descending else lines


def _figures(lines: Sequence[Line], query: ListQuery) -> tuple[Figure, ...]:
    counted = (
        ("Live", sum(one.state.is_live for one in lines), "state=live"),
        ("Lapse soon", sum(one.soon for one in lines), f"show={SOON}"),
        ("Without a live agreement", sum(not one.state.is_live for one in lines), f"show={MISSING}"),
    )
    return tuple(Figure(label, number, href=f"{query.path}?{asked}") for label, number, asked in counted)


def _row(line: Line) -> Row:
    words, colour = STATES[line.state.word]
    note = "Lapses soon" if line.soon else line.state.reason
    return Row(
        (
            Cell(
                line.school.name, href=reverse("agreement", args=[line.school.urn]), note=f"{line.school.urn}"
            ),
            phase_words(line.school.phase),
            Cell(words, colour="yellow" if line.soon else colour, note=note),
            day_cell(line.state.until, missing="never had one"),
        ),
        pick=str(line.school.urn),
    )


def _agreements_table(rows: Sequence[Agreement], viewer: Viewer, may: bool) -> Table:
    lines = [
        (
            Cell(day_words(one.valid_from), note=f"protocol {one.policy.pack} {one.policy.number}"),
            day_words(one.valid_until - timedelta(days=1)),
            Cell(one.signed_name, note=f"{one.signed_as}, {day_words(one.signed_on)}"),
            Cell(day_words(one.ended_on) if one.ended_on else None, missing="no", note=one.ended_why),
            *((_end_cell(one, viewer.on),) if may else ()),
        )
        for one in rows
    ]
    heads = ("From", "Until", "Signed by", "Ended early", *(("Change",) if may else ()))
    return plain_table("Agreements", heads, lines, empty_words="The school has signed none yet.")


def _end_cell(one: Agreement, on: date) -> Cell:
    if not signed(one).holds(on):
        return Cell("", missing="")
    return Cell("End early", href=reverse("agreement_end", args=[one.school_id, one.public_id]))


def _withheld_table(rows: Sequence[WithheldRow], *, with_school: bool) -> Table:
    lines = [
        (
            *(
                (Cell(one.school.name, href=reverse("agreement", args=[one.school_id])),)
                if with_school
                else ()
            ),
            Cell(f"{one.sheet}, row {one.row}", note=f"given on {day_words(one.at.date())}"),
            one.words,
        )
        for one in rows
    ]
    heads = (*(("School",) if with_school else ()), "Sheet", "Why, and what to do")
    return plain_table("Rows that were not taken", heads, lines, empty_words="No row is withheld.")

"""What the pages of partnerships show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from headway.features.allocation.queries import KIND as DAYS
from headway.features.allocation.queries import half_days_by_partnership
from headway.features.appointments.models import Appointment, Subject
from headway.features.appointments.viewer import Viewer
from headway.features.audit.memory import SMALL, remembered
from headway.features.partnerships.actions import may_form
from headway.features.partnerships.models import Membership, Partnership
from headway.features.partnerships.queries import (
    KIND,
    LEAD_ROLE,
    history_of,
    leads_of,
    may_change,
    member_counts,
    partnerships_visible_to,
)
from headway.kit.figures import Figure, Link, SummaryRow
from headway.kit.listing import ListQuery
from headway.kit.looking_back import LookingBack, carried, looking_back
from headway.kit.maps import Map
from headway.kit.tables import Cell, Column, Row, Table, days_cell
from headway.kit.words import count_words, day_words, days_words
from headway.pages.exports import with_export
from headway.pages.partnerships.mapping import members_map
from headway.pages.partnerships.tables import (
    HOME,
    history_table,
    holds,
    lead_table,
    recognised_cell,
    roll_table,
)
from headway.pages.schools.words import phase_words
from headway.rules.as_at import AsAt
from headway.rules.calendars import academic_year_of
from headway.rules.partnerships import PartnershipPolicy
from headway.rules.verdict import Verdict, refuse

TODAY = AsAt()
NOT_THEN = "What was is not changed. Go back to today first."
NAMED_TODAY = (
    "Names of the partnership and of its members, its kind and its quadrant are today's: nothing dates them."
)
CRUMBS = (Link("Partnerships", HOME),)
NO_QUADRANT = "none"
SORTS = ("name", "quadrant", "kind", "members")
FILTERS = ("q", "quadrant", "kind", "recognised", "state")


@dataclass(frozen=True, slots=True)
class PartnershipsPage:
    """Every partnership the viewer may see, as at a day."""

    heading: str
    figures: tuple[Figure, ...]
    table: Table
    may_form: Verdict
    may_propose: Verdict


@dataclass(frozen=True, slots=True)
class PartnershipPage:
    """One partnership: facts, its roll of the day, everybody who was or will be a member."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    facts: tuple[SummaryRow, ...]
    roll: Table
    history: Table
    leads: Table
    may_change: Verdict
    is_proposed: bool
    recognise_label: str
    href: str
    map: Map | None
    back: LookingBack

    @property
    def add_href(self) -> str:
        """Where a member is added."""
        return f"{self.href}add/"

    @property
    def lead_href(self) -> str:
        """Where the lead head is named."""
        return f"{self.href}lead/"

    @property
    def recognise_href(self) -> str:
        """Where recognition changes."""
        return f"{self.href}recognise/"

    @property
    def settle_href(self) -> str:
        """Where a proposal is settled."""
        return f"{self.href}settle/"


@dataclass(frozen=True, slots=True)
class FormPage:
    """A page with one form."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    form: object
    submit_label: str
    cancel_href: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    """One partnership with what the list says of it."""

    partnership: Partnership
    members: int
    kind: str
    quadrant: str
    lead: Appointment | None
    half_days: int | None


def partnerships_page(
    viewer: Viewer, query: ListQuery, policy: PartnershipPolicy, on: date
) -> PartnershipsPage:
    """The list; four queries however many there are."""
    lines = remembered(
        (partnerships_page, viewer.sight, on),
        lambda: _lines(viewer, policy, on),
        apart_from=SMALL,
    )
    shown = _sorted(_filtered(lines, query), query)
    table = query.table(
        caption="Partnerships",
        columns=(
            Column("Partnership", "name", sortable=True),
            Column("Kind", "kind", sortable=True),
            Column("Quadrant", "quadrant", sortable=True),
            Column("Members", "members", sortable=True, numeric=True),
            Column("Recognised"),
            Column("Lead head"),
            Column("Days", numeric=True),
        ),
        rows=[_row(line) for line in shown[query.bounds(len(shown))]],
        total=len(shown),
        noun=("partnership", "partnerships"),
        empty_words="Partnerships will be listed here. Form the first one, or let them be proposed by place.",
        filters=_filters(query, lines, policy),
        hide_caption=True,
    )
    return PartnershipsPage(
        heading="Partnerships",
        figures=_figures(lines),
        table=with_export(table, query),
        may_form=viewer.may_ever(KIND, "change"),
        may_propose=may_form(viewer),
    )


def _lines(viewer: Viewer, policy: PartnershipPolicy, on: date) -> list[_Line]:
    rows = list(partnerships_visible_to(viewer).order_by("name", "pk"))
    members, leads, days = member_counts(on), leads_of(rows, on), _half_days(viewer, on)
    return [
        _Line(
            partnership=row,
            members=members.get(row.pk, 0),
            kind=_kind_words(row.kind, policy),
            quadrant=row.quadrant.name if row.quadrant else "",
            lead=leads.get(row.public_id),
            half_days=days.get(row.public_id),
        )
        for row in rows
    ]


def _half_days(viewer: Viewer, on: date) -> Mapping[str, int]:
    """Public id to the half-days of the year the day lies in; empty until days are given."""
    return half_days_by_partnership(academic_year_of(on).first_on.year) if viewer.may_ever(DAYS) else {}


def _kind_words(kind: str, policy: PartnershipPolicy) -> str:
    found = policy.kinds.get(kind)
    words = found.label if found else kind
    return f"{words[:1].upper()}{words[1:]}"


def _filtered(lines: Sequence[_Line], query: ListQuery) -> list[_Line]:
    wanted = query.text("q").casefold()
    quadrant, kind = query.text("quadrant"), query.text("kind")
    recognised, state = query.text("recognised"), query.text("state")
    return [
        line
        for line in lines
        if wanted in line.partnership.name.casefold()
        and quadrant in ("", line.quadrant or NO_QUADRANT)
        and kind in ("", line.partnership.kind)
        and recognised in ("", "yes" if line.partnership.recognised else "no")
        and state in ("", "proposed" if line.partnership.proposed else "settled")
    ]


def _sorted(lines: list[_Line], query: ListQuery) -> list[_Line]:
    keys = {
        "name": lambda line: line.partnership.name.casefold(),
        "quadrant": lambda line: line.quadrant,
        "kind": lambda line: line.kind,
        "members": lambda line: line.members,
    }
    return sorted(lines, key=keys[query.sort_key], reverse=query.descending)


def _filters(query: ListQuery, lines: Sequence[_Line], policy: PartnershipPolicy) -> list:
    quadrants = sorted({line.quadrant for line in lines if line.quadrant})
    kinds = sorted({(line.partnership.kind, line.kind) for line in lines}, key=lambda pair: pair[1])
    return [
        query.text_filter("q", "Name", "Part of a name is enough"),
        query.choice_filter(
            "quadrant", "Quadrant", [*((one, one) for one in quadrants), (NO_QUADRANT, "In none")]
        ),
        query.choice_filter("kind", "Kind", kinds),
        query.choice_filter("recognised", "Recognised", [("yes", "Yes"), ("no", "No")]),
        query.choice_filter("state", "Settled", [("settled", "Settled"), ("proposed", "Proposed")]),
    ]


def _figures(lines: Sequence[_Line]) -> tuple[Figure, ...]:
    recognised = [line for line in lines if line.partnership.recognised]
    proposed = sum(line.partnership.proposed for line in lines)
    return (
        Figure("Partnerships", len(lines), href=HOME),
        Figure("Recognised", len(recognised), href=f"{HOME}?recognised=yes"),
        Figure("Members of recognised ones", sum(line.members for line in recognised), unit="schools"),
        Figure("Proposed, to be settled", proposed, href=f"{HOME}?state=proposed"),
    )


def _row(line: _Line) -> Row:
    partnership = line.partnership
    return Row(
        (
            Cell(
                partnership.name,
                href=f"{HOME}{partnership.public_id}/",
                note="Proposed by place, to be settled" if partnership.proposed else "",
            ),
            line.kind,
            Cell(line.quadrant, missing="in none"),
            line.members,
            recognised_cell(partnership.recognised),
            Cell(line.lead.person.name if line.lead else None, missing="no lead head"),
            days_cell(line.half_days, missing="none given"),
        ),
        pick=partnership.public_id,
    )


def partnership_page(
    viewer: Viewer, partnership: Partnership, policy: PartnershipPolicy, on: date, asked: AsAt = TODAY
) -> PartnershipPage:
    """One partnership; four queries however many members. `asked`: a past day to look back to, where nothing is changed."""
    on = asked.day or on
    verdict = refuse(NOT_THEN) if asked.day else may_change(viewer, partnership)
    history = list(history_of(partnership))
    roll = sorted(
        (row for row in history if holds(row, on)), key=lambda row: (row.school.name, row.school_id)
    )
    leads = list(_leads(partnership))
    return PartnershipPage(
        heading=partnership.name,
        caption="Partnership",
        breadcrumbs=CRUMBS,
        facts=_facts(viewer, partnership, roll, leads, policy, on),
        roll=roll_table(partnership, roll, on, bool(verdict), carried(asked)),
        history=history_table(history, on, carried(asked)),
        leads=lead_table(leads),
        may_change=verdict,
        is_proposed=partnership.proposed,
        recognise_label="No longer recognise" if partnership.recognised else "Recognise",
        href=f"{HOME}{partnership.public_id}/",
        map=members_map(roll, on, carried(asked)) if roll else None,
        back=looking_back(asked, f"{HOME}{partnership.public_id}/", viewer.on, notes=(NAMED_TODAY,)),
    )


def _leads(partnership: Partnership) -> Sequence[Appointment]:
    rows = Appointment.objects.filter(
        subject_kind=Subject.PARTNERSHIP, subject_id=partnership.public_id, role=LEAD_ROLE
    )
    return rows.select_related("person").order_by("-valid_from", "-pk")


def _facts(
    viewer: Viewer,
    partnership: Partnership,
    roll: Sequence[Membership],
    leads: Sequence[Appointment],
    policy: PartnershipPolicy,
    on: date,
) -> tuple[SummaryRow, ...]:
    lead = next((one for one in leads if holds(one, on)), None)
    phases: dict[str, int] = {}
    for row in roll:
        words = phase_words(row.school.phase) or "Phase not known"
        phases[words] = phases.get(words, 0) + 1
    mix = ", ".join(f"{number} {phase.lower()}" for phase, number in sorted(phases.items()))
    days: Mapping[str, int] = _half_days(viewer, on)
    half_days = days.get(partnership.public_id)
    return (
        SummaryRow("Kind", _kind_words(partnership.kind, policy)),
        SummaryRow(
            "Recognised",
            "Recognised" if partnership.recognised else "Not recognised",
            colour="green" if partnership.recognised else "grey",
        ),
        SummaryRow("Quadrant", partnership.quadrant.name if partnership.quadrant else None),
        SummaryRow("Lead head", lead.person.name if lead else None),
        SummaryRow("Members", f"{count_words(len(roll), 'school')} on {day_words(on)}"),
        SummaryRow("Phases", mix or None),
        _days_row(partnership, half_days),
        SummaryRow("Formed", day_words(partnership.formed_on)),
    )


def _days_row(partnership: Partnership, half_days: int | None) -> SummaryRow:
    if half_days is None:
        return SummaryRow("Days this year", "none given")
    return SummaryRow(
        "Days this year", days_words(half_days), href=f"/days/?{urlencode({'q': partnership.name})}"
    )

"""The figures of a partnership for one viewer: read once, masked once, and the same on the page, on paper and in the file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from headway.features.appointments.viewer import Viewer
from headway.features.consents.queries import consenting
from headway.features.evidence.models import Observation
from headway.features.evidence.queries import ENGLAND, areas_named, results_of_schools
from headway.features.partnerships.models import Membership, Partnership
from headway.features.partnerships.queries import roll_of
from headway.features.schools.models import School
from headway.features.schools.queries import schools_visible_to
from headway.kit.tables import Cell
from headway.pages.schools.evidence import NOT_LOADED, WHY_MISSING, figure_cell, sources_words
from headway.rules.measures import Measure, MeasurePolicy, value_words
from headway.rules.partnership_profiles import (
    Member,
    ProfileMeasure,
    ProfilePolicy,
    Together,
    is_open,
    masked,
    together,
)

EVIDENCE = "evidence"
MEMBER_ROLES = frozenset({"headteacher", "chair", "partnership-lead"})


@dataclass(frozen=True, slots=True)
class Line:
    """One measure: its members as the viewer sees them, what they come to, and the authority and England beside them."""

    measure: Measure
    asked: ProfileMeasure
    period: str
    members: tuple[Member, ...]
    whole: Together
    authority: Cell
    england: Cell
    source: str

    def words_of(self, member: Member) -> Cell:
        """A member's figure in words, or why there is none."""
        if member.value is None:
            return Cell(None, missing=member.why_missing)
        return Cell(value_words(member.value, self.measure), plain=float(member.value))

    @property
    def whole_cell(self) -> Cell:
        """What the members come to, in words, with how many count."""
        if self.whole.value is None:
            return Cell(None, missing=self.whole.why_missing)
        note = f"{self.whole.counted} of {len(self.members)} schools"
        return Cell(value_words(self.whole.value, self.measure), note=note, plain=float(self.whole.value))


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything a viewer may know of a partnership's figures."""

    roll: tuple[Membership, ...]
    authority: str
    lines: tuple[Line, ...]
    is_member: bool


def profile_of(
    viewer: Viewer, partnership: Partnership, policy: ProfilePolicy, measures: MeasurePolicy, on: date
) -> Profile:
    """The figures; five queries however many members and measures."""
    roll = tuple(roll_of(partnership, on))
    shown = [(one, found) for one in policy.measures if (found := measures.get(one.key))]
    keys, codes = [one.key for one, _ in shown], {row.school.authority_id for row in roll}
    rows = list(results_of_schools([row.school_id for row in roll], keys).select_related("release"))
    areas = list(areas_named(codes, keys))
    sight = _sight(viewer, partnership, roll, on)
    lines = (
        _line(one, found, roll, [r for r in rows if r.measure == one.key], areas, sight)
        for one, found in shown
    )
    return Profile(
        roll=roll,
        authority=next((row.area_name for row in areas if row.area_name != ENGLAND), "The authority"),
        lines=tuple(line for line in lines if line is not None),
        is_member=sight.is_member,
    )


@dataclass(frozen=True, slots=True)
class _Sight:
    """Schools whose figures the viewer may see anyway, those that consent, and whether the viewer is a member."""

    own: frozenset[int]
    consenting: frozenset[int]
    is_member: bool

    def opens(self, asked: ProfileMeasure, school: School) -> bool:
        """Whether the viewer sees this measure of the school."""
        return is_open(
            needs_consent=asked.needs_consent,
            own=school.pk in self.own,
            is_member=self.is_member,
            consents=school.pk in self.consenting,
        )


def _sight(viewer: Viewer, partnership: Partnership, roll: Sequence[Membership], on: date) -> _Sight:
    urns = [row.school_id for row in roll]
    tied = {str(urn) for urn in urns} & (viewer.tied_to("school") | viewer.tied_to("board"))
    leads = partnership.public_id in viewer.tied_to("partnership")
    own = schools_visible_to(viewer, EVIDENCE).filter(pk__in=urns).values_list("pk", flat=True)
    return _Sight(
        own=frozenset(own),
        consenting=consenting(partnership, roll, on),
        is_member=bool(viewer.roles & MEMBER_ROLES and (tied or leads)),
    )


def _line(
    asked: ProfileMeasure,
    measure: Measure,
    roll: Sequence[Membership],
    rows: Sequence[Observation],
    areas: Sequence[Observation],
    sight: _Sight,
) -> Line | None:
    """None where no member is of a phase the measure is for. The year is the newest of the figures the viewer sees."""
    schools = [row.school for row in roll if row.school.phase in measure.phases]
    if not schools:
        return None
    opened = {one.pk for one in schools if sight.opens(asked, one)}
    seen = [row for row in rows if row.school_id in opened]
    period = max((row.period for row in seen if row.value is not None), default="")
    held = {row.school_id: row for row in seen if row.period == period}
    members = masked([_member(one, held.get(one.pk), is_open=one.pk in opened) for one in schools])
    beside = {
        row.area_name == ENGLAND: row for row in areas if row.measure == measure.key and row.period == period
    }
    return Line(
        measure=measure,
        asked=asked,
        period=period,
        members=members,
        whole=together(members, asked.how),
        authority=figure_cell(beside.get(False), measure, period),
        england=figure_cell(beside.get(True), measure, period),
        source=sources_words(row for row in (*held.values(), *beside.values())),
    )


def _member(school: School, row: Observation | None, *, is_open: bool) -> Member:
    value: Decimal | None = row.value if row else None
    why = NOT_LOADED if row is None else WHY_MISSING.get(row.why_missing, row.why_missing)
    return Member(school.name, school.pupils, value, "" if value is not None else why, is_open, school.pk)


def by_member(profile: Profile) -> Mapping[int, Mapping[str, Cell]]:
    """URN to measure's key to the figure; a measure that is not for a school's phase is absent."""
    found: dict[int, dict[str, Cell]] = {row.school_id: {} for row in profile.roll}
    for line in profile.lines:
        for member in line.members:
            found[member.urn][line.measure.key] = line.words_of(member)
    return found

"""One school as it was on a past day: what dated rows and the registers held tell, and what nothing dates."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from headway.features.appointments.models import Appointment, Subject
from headway.features.appointments.viewer import Viewer
from headway.features.categories.models import Judgement, JudgementState
from headway.features.partnerships.models import Membership
from headway.features.schools.as_at import Then, register_then
from headway.features.schools.models import Headship, Provision, School
from headway.features.schools.queries import quadrant_of
from headway.kit.figures import Link, SummaryRow
from headway.kit.looking_back import LookingBack, carried, looking_back
from headway.kit.tables import Cell, Table, day_cell, plain_table
from headway.kit.words import day_words
from headway.pages.as_at import NOT_DATED, register_notes
from headway.pages.schools.gather import Known, gather
from headway.pages.schools.links import open_address
from headway.pages.schools.words import inspection_in_short, phase_words
from headway.rules.as_at import AsAt
from headway.rules.schools import is_open

CRUMB = "/schools/"
FILES = {"pdf": "This day as PDF", "word": "This day in Word"}
NO_TRUST, NOBODY = "in no trust", "none"


@dataclass(frozen=True, slots=True)
class ThenPage:
    """The school on that day. What is not open to the viewer has no row."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    back: LookingBack
    facts: tuple[SummaryRow, ...]
    inspections: Table
    provisions: Table
    files: tuple[Link, ...]
    authority: str


def school_then(viewer: Viewer, school: School, asked: AsAt, path: str) -> ThenPage:
    """The page of a past day; the rights are today's."""
    day = asked.day
    assert day is not None
    then, known = register_then(day, frozenset({school.urn})), gather(viewer, school, papers=False)
    return ThenPage(
        heading=then.fact(school.urn, "name", school.name),
        caption=f"URN {school.urn}",
        breadcrumbs=(Link("Schools", f"{CRUMB}{carried(asked)}"),),
        back=looking_back(asked, path, viewer.on, notes=(*register_notes(day, then.held_from), NOT_DATED)),
        facts=(*_register_facts(school, then), *_dated_facts(viewer, known, asked)),
        inspections=_inspections(known, day),
        provisions=_provisions(known, day),
        files=tuple(
            Link(words, f"{reverse('school_file', args=[school.urn, 'profile', form])}{carried(asked)}")
            for form, words in FILES.items()
        ),
        authority=str(school.authority),
    )


def _register_facts(school: School, then: Then) -> tuple[SummaryRow, ...]:
    urn, day = school.urn, then.day
    codes = {name: getattr(school, name) for name in ("type_code", "phase_code", "low_age", "high_age")}
    phase = phase_words(then.phase(urn, school.phase, codes))
    kind = then.fact(urn, "type_name", school.type_name)
    trust = then.trust(urn, str(school.trust or ""))
    federation = then.federation(urn, str(school.federation or ""))
    rows = [
        SummaryRow("Stood", _stood(school, day)),
        SummaryRow("Phase and type", ", ".join(part for part in (phase, kind) if part) or None),
        SummaryRow("Trust", trust or NO_TRUST),
        SummaryRow("District", then.district(urn, str(school.district or "")) or None),
        SummaryRow("Quadrant", str(quadrant_of(school, day) or "") or None),
    ]
    if federation:
        rows.insert(3, SummaryRow("Federation", federation))
    return tuple(rows)


def _stood(school: School, day: date) -> str:
    if school.opened_on and school.opened_on > day:
        return f"not open yet: it opened on {day_words(school.opened_on)}"
    if is_open(school.status_code, school.opened_on, school.closed_on, day):
        return "open"
    return f"closed on {day_words(school.closed_on)}" if school.closed_on else "closed, on a day not known"


def _dated_facts(viewer: Viewer, known: Known, asked: AsAt) -> tuple[SummaryRow, ...]:
    """What stands in dated rows of our own, as far as it is open to the viewer today."""
    day = asked.day
    assert day is not None
    rows = _was_then(known, asked)
    if "categories" in known.opened:
        agreed = [one for one in known.judgements if one.state == JudgementState.AGREED]
        held = next((one for one in agreed if _holds(one, day)), None)
        since = f"{held.category} {held.label}, since {day_words(held.valid_from)}" if held else "not judged"
        rows.append(SummaryRow("Category judged", since))
    if "partnerships" in known.opened:
        rows.append(_partnership(viewer, known, asked))
    if "assignments" in known.opened:
        rows.append(SummaryRow("Adviser", _adviser(known.school, day)))
    headed = next((one for one in known.headships if _holds(one, day)), None)
    rows.append(SummaryRow("Headship", headed.get_kind_display() if headed else None))
    return tuple(rows)


def _was_then(known: Known, asked: AsAt) -> list[SummaryRow]:
    """Before it opened: which of the schools it was before stood open on that day."""
    day, opened = asked.day, known.school.opened_on
    if day is None or opened is None or opened <= day:
        return []
    held = [one for one in known.line.before if one.school and one.own]
    return [
        SummaryRow("Was then", f"{one.name} (URN {one.urn})", href=f"{CRUMB}{one.urn}/{carried(asked)}")
        for one in held
        if is_open(one.school.status_code, one.school.opened_on, one.school.closed_on, day)
    ]


def _holds(row: Judgement | Membership | Headship | Provision, day: date) -> bool:
    return row.valid_from <= day and (row.valid_until is None or day < row.valid_until)


def _partnership(viewer: Viewer, known: Known, asked: AsAt) -> SummaryRow:
    assert asked.day is not None
    members = [one for one in known.memberships if _holds(one, asked.day)]
    held = next((one for one in members if one.recognised), members[0] if members else None)
    if held is None:
        return SummaryRow("Partnership", "in no partnership")
    href = open_address(viewer, f"/partnerships/{held.partnership.public_id}/")
    words = held.partnership.name if held.recognised else f"{held.partnership.name} (not recognised)"
    return SummaryRow("Partnership", words, href=f"{href}{carried(asked)}" if href else "")


def _adviser(school: School, day: date) -> str:
    rows = Appointment.objects.as_at(day).filter(
        subject_kind=Subject.SCHOOL, subject_id=str(school.urn), role="adviser"
    )
    names = [row.person.name for row in rows.select_related("person").order_by("valid_from", "pk")]
    return ", ".join(names) or NOBODY


def _inspections(known: Known, day: date) -> Table:
    policy = known.policies.get("inspections")
    rows = []
    for one in known.inspections:
        if one.started_on and one.started_on <= day:
            words, when = inspection_in_short(one, policy)
            found = Cell(words or None, note=when.rpartition(", ")[0], missing="no grade was published")
            rows.append((day_cell(one.started_on), one.kind or "Inspection", found))
    return plain_table(
        "Inspections by then", ("On", "Kind", "Found"), rows, empty_words="None by then in the files loaded."
    )


def _provisions(known: Known, day: date) -> Table:
    rows = [
        (one.get_kind_display(), Cell(one.places, missing="not known"), day_cell(one.valid_from))
        for one in known.provisions
        if _holds(one, day)
    ]
    return plain_table(
        "Enhanced provision then", ("Kind", "Places", "From"), rows, empty_words="None was recorded."
    )

"""The letters of a year plan: one a school, naming its adviser, quadrant lead, partnership and days (M6-11)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from headway.features.allocation.models import Entitlement
from headway.features.deployment import facts
from headway.features.deployment.models import Assignment, Draft
from headway.features.deployment.queries import academic_year_from
from headway.features.letters.drafts import Draft as LetterDraft
from headway.features.letters.drafts import Recipient
from headway.features.people.models import Person
from headway.features.schools.models import Quadrant, School
from headway.features.schools.queries import own_authority
from headway.kit.words import day_words, days_words
from headway.rules.entitlement import half_day_words

TEMPLATE = "year-plan"
SERVICE = "School improvement service"
SENDER = "Head of service"


@dataclass(frozen=True, slots=True)
class _World:
    """What every letter of one plan is written from."""

    authority: str
    written_on: date
    years: str
    lines: dict[int, list[Entitlement]]
    quadrants: dict[str, Quadrant]
    quadrant_leads: dict[str, Person]
    heads: dict[str, Person]
    chairs: dict[str, Person]


def year_plan_letters(*, draft: Draft, on: date, urns: Sequence[int] = ()) -> list[LetterDraft]:
    """One letter for each school of the plan, or for these schools of it; by name of school, not stored.

    `on` is the day written on them. A school without a head or chair on record is written to by post, so no letter is
    left out. A fixed number of queries.
    """
    rows = draft.assignments.select_related("school", "adviser__person", "partnership")
    if urns:
        rows = rows.filter(school__in=urns)
    world = _read_world(draft.year, on)
    return [_letter(draft, row, world) for row in rows.order_by("school__name", "school")]


def _read_world(year: int, on: date) -> _World:
    first_on = academic_year_from(year).first_on
    day = max(first_on, on)
    authority = own_authority()
    return _World(
        authority=authority.name if authority else "",
        written_on=on,
        years=f"{first_on.year} to {first_on.year + 1}",
        lines=facts.lines_by_school(year),
        quadrants=facts.quadrants_of_districts(day),
        quadrant_leads=facts.people_tied_to("quadrant", "quadrant-lead", day),
        heads=facts.people_tied_to("school", "headteacher", day),
        chairs=facts.people_tied_to("school", "chair", day),
    )


def _letter(draft: Draft, row: Assignment, world: _World) -> LetterDraft:
    school = row.school
    quadrant = world.quadrants.get(school.district_id or "")
    lead = world.quadrant_leads.get(quadrant.public_id) if quadrant else None
    lines = world.lines.get(school.urn, [])
    context = {
        "authority": world.authority,
        "service": SERVICE,
        "letter_on": day_words(world.written_on),
        "to": "The headteacher",
        "copy_to": "the chair of governors",
        "salutation": "Dear headteacher,",
        "school": school.name,
        "academic_year": world.years,
        "adviser": str(row.adviser),
        "quadrant": quadrant.name if quadrant else "",
        "quadrant_lead": lead.name if lead else "",
        "partnership": row.partnership.name if row.partnership else "",
        "total_days": days_words(sum(line.half_days for line in lines)),
        "lines": [{"days": days_words(line.half_days), "rule": rule_words(line)} for line in lines],
        "how_to_ask": f"write to the {SERVICE.lower()} of {world.authority}.",
        "reply_by": "",
        "sender": SENDER,
    }
    return LetterDraft(
        template=TEMPLATE,
        context=context,
        recipients=_recipients(school, world),
        key=f"year-plan:{draft.public_id}:{school.urn}",
        kind="entitlement",
        school=school,
        origin_kind="draft",
        origin_id=draft.public_id,
        origin_words=f"Year plan {academic_year_from(draft.year).label}",
    )


def rule_words(line: Entitlement) -> str:
    """A line's rule without the days it begins with: in a letter they stand beside it already."""
    days, colon, rule = line.words.partition(": ")
    said_twice = colon and days.lower() == half_day_words(line.half_days)
    return rule[:1].upper() + rule[1:] if said_twice else line.words


def _recipients(school: School, world: _World) -> list[Recipient]:
    head, chair = world.heads.get(str(school.urn)), world.chairs.get(str(school.urn))
    return [
        Recipient("headteacher", "The headteacher", head.email if head else ""),
        Recipient("chair", "The chair of governors", chair.email if chair else ""),
    ]

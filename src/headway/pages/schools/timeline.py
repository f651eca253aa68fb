"""Everything dated that is known of a school, in one order."""

from collections.abc import Iterable, Iterator
from itertools import chain

from django.utils import timezone

from headway.features.categories.models import JudgementState
from headway.kit.words import NOT_KNOWN, minutes_words
from headway.pages.schools.columns import DIRECTIONS
from headway.pages.schools.events import KINDS, Event
from headway.pages.schools.gather import Known
from headway.pages.schools.links import open_address
from headway.pages.schools.words import inspection_in_short
from headway.pages.schools.work_done import work_events

HEADS = {
    "substantive": "A headteacher took up post",
    "acting": "An acting headteacher took over",
    "vacant": "The headship fell vacant",
}


def timeline(known: Known, viewer: object) -> tuple[Event, ...]:
    """Every dated event the viewer may see, newest first; what has no date cannot stand here."""
    found = chain(
        _inspections(known),
        _judgements(known),
        _letters(known, viewer),
        _contacts(known),
        _work(known),
        _heads(known),
        _structure(known),
        _partnership(known),
    )
    return tuple(sorted(found, key=lambda event: (event.on, event.kind, event.words), reverse=True))


def narrowed(events: Iterable[Event], kind: str) -> tuple[Event, ...]:
    """Events of one kind; all of them where the kind is not known."""
    return tuple(event for event in events if kind not in KINDS or event.kind == kind)


def _inspections(known: Known) -> Iterator[Event]:
    for inspection in known.inspections:
        if inspection.started_on is None:
            continue
        words, regime = inspection_in_short(inspection, known.policies.get("inspections"))
        kind = inspection.kind or "Inspection"
        yield Event(
            inspection.started_on,
            "inspection",
            f"{kind}: {words}" if inspection.grades else kind,
            regime.rpartition(", ")[0],
        )


def _judgements(known: Known) -> Iterator[Event]:
    for judged in known.judgements:
        note = DIRECTIONS.get(judged.direction, "")
        said = f"{judged.category} {judged.label}"
        if judged.state == JudgementState.AGREED:
            yield Event(judged.valid_from, "category", f"Category {said}", note)
        else:
            on = timezone.localtime(judged.judged_at).date()
            yield Event(on, "category", f"Category {said} judged, waiting for moderation", note)


def _letters(known: Known, viewer: object) -> Iterator[Event]:
    for letter in known.letters:
        moment = letter.released_at or letter.prepared_at
        note = "" if letter.released_at else "prepared, not released"
        href = open_address(viewer, f"/letters/{letter.public_id}/")
        yield Event(timezone.localtime(moment).date(), "letter", letter.subject, note, href)


def _contacts(known: Known) -> Iterator[Event]:
    for contact in known.contacts:
        note = f"{contact.by.name}, {minutes_words(contact.minutes)}"
        yield Event(contact.on, "contact", f"{contact.get_manner_display()}: {contact.topic}", note)


def _work(known: Known) -> Iterator[Event]:
    visiting, impact = known.policies.get("visit_types"), known.policies.get("impact")
    kinds = {slug: one.label for slug, one in visiting.types.items()} if visiting else {}
    return work_events(known.work, kinds, impact.themes if impact else {})


def _heads(known: Known) -> Iterator[Event]:
    begun = {headship.valid_from for headship in known.headships}
    for headship in known.headships:
        yield Event(headship.valid_from, "head", HEADS[headship.kind])
        if headship.valid_until and headship.valid_until not in begun:
            yield Event(
                headship.valid_until, "head", f"End of a headship ({headship.get_kind_display().lower()})"
            )


def _structure(known: Known) -> Iterator[Event]:
    school = known.school
    if school.opened_on:
        yield Event(school.opened_on, "structure", "The school opened", school.type_name)
    if school.closed_on:
        yield Event(school.closed_on, "structure", "The school closed", school.status)
    for link in known.links:
        if link.on:
            yield Event(
                link.on, "structure", f"{link.kind}: {link.other_name or NOT_KNOWN}", str(link.other_urn)
            )
    for group in known.groups:
        if group.joined_on:
            yield Event(group.joined_on, "structure", f"Joined {group.group_name}", group.kind)
        if group.left_by:
            words = f"No longer listed in {group.group_name}"
            yield Event(group.left_by, "structure", words, "by the file of that day")
    for provision in known.provisions:
        what = provision.get_kind_display()
        yield Event(provision.valid_from, "structure", f"{what} opened", provision.need)
        if provision.valid_until:
            yield Event(provision.valid_until, "structure", f"{what} closed", provision.need)


def _partnership(known: Known) -> Iterator[Event]:
    for membership in known.memberships:
        name = membership.partnership.name
        yield Event(membership.valid_from, "partnership", f"Joined {name}")
        if membership.valid_until:
            yield Event(membership.valid_until, "partnership", f"Left {name}")

"""Writes of partnerships: form one, its members over time, its lead head, its recognition.

`by` is the viewer who asks, or None for the service itself (an import, a first proposal).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from headway.features.appointments.actions import appoint, end_appointment
from headway.features.appointments.models import Appointment, Subject
from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.partnerships.findable import find_partnerships
from headway.features.partnerships.models import Membership, Partnership
from headway.features.partnerships.queries import KIND, LEAD_ROLE, as_rule, may_change
from headway.features.people.models import Person
from headway.features.schools.models import Quadrant, School
from headway.rules import partnerships as rules
from headway.rules.calendars import day_words
from headway.rules.partnerships import PartnershipPolicy
from headway.rules.verdict import ALLOWED, Verdict, first_refusal, insist, refuse

BATCH = 500


@dataclass(frozen=True, slots=True)
class ProposedGroup:
    """A partnership to propose: its name, quadrant, and the URNs of its members."""

    name: str
    quadrant: Quadrant | None
    urns: tuple[int, ...]


@transaction.atomic
def form_partnership(
    *,
    name: str,
    kind: str,
    recognised: bool,
    formed_on: date,
    policy: PartnershipPolicy,
    by: Viewer | None,
    at: datetime,
    quadrant: Quadrant | None = None,
    lead_school: School | None = None,
    proposed: bool = False,
) -> Partnership:
    """Form a partnership without members yet. Refused for a name that is taken and a kind the policy forbids."""
    insist(may_form(by, quadrant))
    insist(may_take(name=name, kind=kind, recognised=recognised, policy=policy))
    made = Partnership.objects.create(
        name=name.strip(),
        kind=kind,
        recognised=recognised,
        proposed=proposed,
        quadrant=quadrant,
        lead_school=lead_school,
        formed_on=formed_on,
    )
    find_partnerships([made])
    after = {"kind": kind, "recognised": recognised, "formed_on": formed_on.isoformat()}
    record_change("form_partnership", made, by, at, after=after)
    return made


def may_form(viewer: Viewer | None, quadrant: Quadrant | None = None) -> Verdict:
    """Whether the viewer may form a partnership there; a quadrant lead only within the own quadrant."""
    if viewer is None:
        return ALLOWED
    own = quadrant is not None and quadrant.public_id in viewer.tied_to(Subject.QUADRANT)
    return viewer.may(KIND, "change", frozenset({"own"} if own else ()))


def may_take(*, name: str, kind: str, recognised: bool, policy: PartnershipPolicy) -> Verdict:
    """Whether a partnership of this name and kind can be; recognised only where the policy says so."""
    if not name.strip():
        return refuse("Enter the name of the partnership.")
    if kind not in policy.kinds:
        known = ", ".join(found.label for found in policy.kinds.values())
        return refuse(f"“{kind}” is not a kind of partnership; use one of: {known}.")
    if Partnership.objects.filter(name__iexact=name.strip()).exists():
        return refuse(f"There is already a partnership called {name.strip()}; give this one another name.")
    return rules.may_recognise(kind, policy) if recognised else ALLOWED


@transaction.atomic
def add_member(
    *, partnership: Partnership, school: School, member_from: date, by: Viewer | None, at: datetime
) -> Membership:
    """Make a school a member from a day on. Refused while it is in another recognised one then (M1-04).

    The school's row is locked, so of two partnerships that take it at once one is refused.
    """
    insist(may_write(by, partnership))
    School.objects.select_for_update().get(pk=school.pk)
    insist(may_add(partnership, school, member_from))
    made = Membership.objects.create(
        partnership=partnership, school=school, recognised=partnership.recognised, valid_from=member_from
    )
    after = {"school": school.urn, "valid_from": member_from.isoformat()}
    record_change("add_member", partnership, by, at, after=after)
    return made


def may_add(partnership: Partnership, school: School, member_from: date) -> Verdict:
    """Whether the school may join from that day: not before the partnership began, and one recognised at a time."""
    if member_from < partnership.formed_on:
        return refuse(
            f"{partnership.name} was formed on {day_words(partnership.formed_on)}; "
            "choose that day or a later one."
        )
    wanted = rules.Membership(
        str(school.urn), partnership.public_id, partnership.name, partnership.recognised, member_from
    )
    held = Membership.objects.filter(school=school).select_related("partnership")
    return rules.may_join(wanted, [as_rule(row) for row in held])


@transaction.atomic
def end_membership(*, membership: Membership, on: date, by: Viewer | None, at: datetime) -> None:
    """End a membership: `on` is the first day the school is no member any more."""
    partnership = membership.partnership
    row = Membership.objects.select_for_update().select_related("partnership").get(pk=membership.pk)
    insist(first_refusal(may_write(by, partnership), rules.may_end(as_rule(row), on)))
    before = {"school": row.school_id, "valid_until": row.valid_until and row.valid_until.isoformat()}
    row.valid_until = on
    row.save(update_fields=["valid_until"])
    after = {"school": row.school_id, "valid_until": on.isoformat()}
    record_change("end_membership", partnership, by, at, before=before, after=after)


@transaction.atomic
def undo_members(*, partnership: Partnership, members: list[int], by: Viewer, at: datetime) -> None:
    """Take back memberships just made, by primary key; Refused where one was changed since."""
    insist(may_write(by, partnership))
    rows = Membership.objects.select_for_update().filter(
        pk__in=members, partnership=partnership, valid_until=None
    )
    urns = [row.school_id for row in rows]
    if len(urns) != len(members):
        insist(refuse("Somebody has changed one of these memberships since. Look at the members one by one."))
    rows.delete()
    record_change("undo_members", partnership, by, at, before={"schools": urns}, after={"schools": []})


@transaction.atomic
def set_lead_head(
    *, partnership: Partnership, person: Person | None, valid_from: date, by: Viewer | None, at: datetime
) -> None:
    """Make a head the lead from a day on and end the lead before; None: there is no lead from that day."""
    insist(may_write(by, partnership))
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    audit_by = by.id if by else ""
    for lead in _leads_from(partnership, valid_from):
        if person is not None and lead.person_id == person.pk and lead.valid_until is None:
            return
        end_appointment(appointment=lead, valid_until=valid_from, by=audit_by, at=at)
    if person is not None:
        appoint(
            person=person,
            role=LEAD_ROLE,
            subject_kind=Subject.PARTNERSHIP,
            subject_id=partnership.public_id,
            valid_from=valid_from,
            by=audit_by,
            at=at,
        )


@transaction.atomic
def settle_partnership(*, partnership: Partnership, by: Viewer | None, at: datetime) -> None:
    """Accept a proposed partnership as it stands: it is no longer marked proposed."""
    insist(may_write(by, partnership))
    changed = Partnership.objects.filter(pk=partnership.pk, proposed=True).update(proposed=False)
    if changed:
        record_change(
            "settle_partnership", partnership, by, at, before={"proposed": True}, after={"proposed": False}
        )


@transaction.atomic
def propose_again(*, partnerships: Mapping[str, int], by: Viewer, at: datetime) -> None:
    """Mark partnerships just settled as proposed again, all or none; `partnerships`: public id to the version then.

    Refused where one was changed since.
    """
    rows = Partnership.objects.select_for_update().filter(public_id__in=partnerships, proposed=False)
    held = [row for row in rows if row.version == partnerships[row.public_id]]
    if len(held) != len(partnerships):
        insist(refuse("Somebody has changed one of these partnerships since. Look at them one by one."))
    insist(first_refusal(*(may_write(by, row) for row in held)))
    for row in held:
        Partnership.objects.filter(pk=row.pk).update(proposed=True)
        record_change("propose_again", row, by, at, before={"proposed": False}, after={"proposed": True})


@transaction.atomic
def form_proposed(
    *, groups: list[ProposedGroup], kind: str, recognised: bool, on: date, by: Viewer | None, at: datetime
) -> list[Partnership]:
    """Form many proposed partnerships at once, marked so; a few queries however many there are.

    The caller gives only schools without a recognised partnership; the database refuses any other.
    """
    insist(may_form(by))
    made = Partnership.objects.bulk_create(
        Partnership(
            name=group.name,
            kind=kind,
            recognised=recognised,
            proposed=True,
            quadrant=group.quadrant,
            formed_on=on,
        )
        for group in groups
    )
    find_partnerships(made)
    rows = [
        Membership(partnership=partnership, school_id=urn, recognised=recognised, valid_from=on)
        for partnership, group in zip(made, groups, strict=True)
        for urn in group.urns
    ]
    Membership.objects.bulk_create(rows, batch_size=BATCH)
    record(
        action="propose_partnerships",
        subject_kind="partnerships",
        subject_id=on.isoformat(),
        at=at,
        by=by.id if by else "",
        after={"partnerships": len(made), "members": len(rows)},
    )
    return made


def may_write(by: Viewer | None, partnership: Partnership) -> Verdict:
    """Whether this partnership may be written; the service itself may."""
    return ALLOWED if by is None else may_change(by, partnership)


def _leads_from(partnership: Partnership, day: date) -> list[Appointment]:
    """Lead heads appointed on the day or to come."""
    rows = Appointment.objects.filter(
        subject_kind=Subject.PARTNERSHIP, subject_id=partnership.public_id, role=LEAD_ROLE
    )
    return list(rows.filter(Q(valid_until=None) | Q(valid_until__gt=day)).select_related("person"))


def record_change(
    action: str,
    partnership: Partnership,
    by: Viewer | None,
    at: datetime,
    *,
    after: dict[str, Any],
    before: dict[str, Any] | None = None,
) -> None:
    """One audit event about one partnership."""
    record(
        action=action,
        subject_kind="partnership",
        subject_id=partnership.public_id,
        at=at,
        by=by.id if by else "",
        before=before,
        after=after,
    )

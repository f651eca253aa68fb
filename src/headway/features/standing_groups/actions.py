"""Writes of standing groups: the group, its terms of reference, its members."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.people.models import Person
from headway.features.saving import save_seen, unless_taken
from headway.features.search.actions import find_again
from headway.features.standing_groups.findable import STANDING_GROUPS
from headway.features.standing_groups.models import GroupMember, StandingGroup, TermsOfReference
from headway.features.standing_groups.queries import KIND, relations_to
from headway.rules import standing_groups as rule
from headway.rules.verdict import Verdict, first_refusal, insist, refuse

TAKEN = "There is a group of this name already. Choose another name, or open that one."
AGREED_BEFORE = "Terms agreed on this day are recorded already."
TWICE_CHAIRED = "Somebody chairs the group already. End that first."


def may_found(by: Viewer) -> Verdict:
    """Whether the person may found groups: whoever keeps the papers of all of them."""
    return by.may(KIND, "change")


def may_keep(by: Viewer, group: StandingGroup) -> Verdict:
    """Whether the person may keep the papers of this group: by role, or as its chair or secretary."""
    return by.may(KIND, "change", relations_to(by, group))


@transaction.atomic
def found_group(*, name: str, meets: str, by: Viewer, at: datetime) -> StandingGroup:
    """A new group, without terms, members or meetings."""
    insist(may_found(by))
    made = unless_taken(
        lambda: StandingGroup.objects.create(name=name, meets=meets, made_by=by.person, made_at=at), TAKEN
    )
    find_again(STANDING_GROUPS, made)
    told("found_standing_group", made, by, at)
    return made


@transaction.atomic
def change_group(
    *, group: StandingGroup, told_of: Mapping[str, Any], seen_version: int, by: Viewer, at: datetime
) -> None:
    """Another name, another rhythm, its end; Stale where somebody saved meanwhile."""
    held = StandingGroup.objects.select_for_update().get(pk=group.pk)
    insist(may_keep(by, held))
    unless_taken(lambda: save_seen(held, seen_version, told_of), TAKEN)
    find_again(STANDING_GROUPS, held)
    told("change_standing_group", held, by, at, after={"ended_on": day(held.ended_on)})


@transaction.atomic
def agree_terms(
    *, group: StandingGroup, words: str, agreed_on: date, by: Viewer, at: datetime
) -> TermsOfReference:
    """Terms of reference as agreed on a day; those agreed before stay as history."""
    insist(first_refusal(may_keep(by, group), rule.may_agree_terms(agreed_on, group.ended_on, by.on)))
    made = unless_taken(
        lambda: TermsOfReference.objects.create(
            group=group, words=words, agreed_on=agreed_on, by=by.person, at=at
        ),
        AGREED_BEFORE,
    )
    told("agree_terms_of_reference", group, by, at, after={"agreed_on": day(agreed_on)})
    return made


@transaction.atomic
def add_member(
    *,
    group: StandingGroup,
    person: Person | None,
    name: str,
    role: str,
    valid_from: date,
    valid_until: date | None,
    by: Viewer,
    at: datetime,
) -> GroupMember:
    """Somebody serves from a day on: a person with an account, or a name."""
    StandingGroup.objects.select_for_update().get(pk=group.pk)
    insist(may_keep(by, group))
    if (person is None) == (not name.strip()):
        insist(refuse("Select a person, or enter the name of somebody who does not sign in."))
    rows = list(group.members.all())
    own = [_days(one) for one in rows if (one.person_id == person.pk if person else one.name == name.strip())]
    chairs = [_days(one) for one in rows if one.role == rule.CHAIR]
    insist(rule.may_serve(valid_from, valid_until, role, own, chairs))
    made = GroupMember(group=group, person=person, name=name.strip(), role=role, by=by.person)
    made.valid_from, made.valid_until = valid_from, valid_until
    unless_taken(made.save, TWICE_CHAIRED)
    after = {"member": made.public_id, "role": role, "from": day(valid_from), "until": day(valid_until)}
    told("add_group_member", group, by, at, after=after)
    return made


@transaction.atomic
def end_member(*, member: GroupMember, on: date, by: Viewer, at: datetime) -> None:
    """They serve no longer; `on`: the first day without them."""
    held = GroupMember.objects.select_for_update(of=("self",)).select_related("group").get(pk=member.pk)
    insist(
        first_refusal(may_keep(by, held.group), rule.may_end_serving(held.valid_from, held.valid_until, on))
    )
    before = {"member": held.public_id, "until": day(held.valid_until)}
    held.valid_until = on
    held.save(update_fields=["valid_until"])
    told("end_group_member", held.group, by, at, before=before, after={"until": day(on)})


def day(on: date | None) -> str | None:
    """A day as the audit keeps it."""
    return on.isoformat() if on else None


def told(action: str, group: StandingGroup, by: Viewer, at: datetime, **more: Any) -> None:
    """Leave an event of the group."""
    record(action=action, subject_kind="standing-group", subject_id=group.public_id, at=at, by=by.id, **more)


def _days(one: GroupMember) -> rule.Days:
    return one.valid_from, one.valid_until

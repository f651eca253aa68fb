"""Telling people once, by mail, of terms that end soon: seats on boards, agreements, training in data, standing groups."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from headway.features.endings.actions import tell_once
from headway.features.endings.queries import told_before
from headway.features.governance.models import Term
from headway.features.governance.queries import KIND as BOARDS
from headway.features.people.models import Person
from headway.features.people.queries import holders
from headway.features.policies.queries import policies_in_use, read_policy
from headway.features.schools.queries import open_schools
from headway.features.sharing.pupils import trained_until
from headway.features.sharing.queries import KIND as SHARING
from headway.features.sharing.queries import states_of
from headway.features.standing_groups.models import GroupMember
from headway.features.standing_groups.queries import KIND as GROUPS
from headway.flows.remind import FAILED, SENT, SILENT, TAKEN, Sent
from headway.gateways.mail import Mail, MailFault, send_mail
from headway.rules.data_sharing import lapses_soon
from headway.rules.ending_terms import Ending, ends_soon, lines_of_endings
from headway.rules.permissions import AccessPolicy, reach
from headway.rules.standing_groups import RUNNING

SUBJECT = "Terms that end soon"
TRAINING = "training"
POLICIES = ("access", "governance", "data_sharing", "pupil_data", "joint_working")
Concerns = Iterator[tuple[int, Ending]]


def send_endings(*, at: datetime, address: str) -> Sent:
    """Tell everybody of the ends that concern them and of which they were not told. Two processes at once tell each once;
    what the mail server does not take is sent the next time."""
    on = timezone.localtime(at).date()
    concerns = endings_on(on)
    people = Person.objects.filter(pk__in=list(concerns), is_active=True).order_by("pk")
    before = told_before([one.pk for one in people])
    outcomes = []
    for person in people:
        new = [one for one in concerns[person.pk] if (person.pk, one.kind, one.key, one.until) not in before]
        outcomes.append(_send(person, new, at, address))
    return Sent(outcomes.count(SENT), outcomes.count(SILENT), outcomes.count(FAILED))


def endings_on(on: date) -> dict[int, list[Ending]]:
    """Primary key of a person to the ends within the lead time of the policies that concern them."""
    policies = {kind: read_policy(one) for kind, one in policies_in_use(*POLICIES, on=on).items()}
    found: dict[int, list[Ending]] = defaultdict(list)
    for part in (_boards, _agreements, _training, _groups):
        for person, ending in part(policies, on):
            found[person].append(ending)
    return found


def _boards(policies: dict[str, Any], on: date) -> Concerns:
    """Seats that nobody holds afterwards, for those who keep the boards of all schools; without the holder's name."""
    policy = policies.get("governance")
    if policy is None:
        return
    following = Term.objects.filter(seat=OuterRef("seat"), valid_from__gte=OuterRef("valid_until"))
    rows = Term.objects.filter(valid_until__gt=on, seat__board__ended_on=None).exclude(Exists(following))
    rows = rows.filter(Q(seat__valid_until=None) | Q(seat__valid_until__gt=F("valid_until")))
    endings = [
        Ending(BOARDS, one.public_id, one.valid_until, f"{_seat(policy, one)}, {one.seat.board.name}")
        for one in rows.select_related("seat__board")
        if ends_soon(one.valid_until, on, policy.ending_days)
    ]
    yield from _for_all(_keepers(policies["access"], BOARDS, on), endings)


def _agreements(policies: dict[str, Any], on: date) -> Concerns:
    """Agreements that lapse with none after them, for those who record them."""
    policy = policies.get("data_sharing")
    if policy is None:
        return
    schools = dict(open_schools().values_list("urn", "name"))
    endings = [
        Ending(SHARING, str(urn), state.until, f"Data sharing agreement of {schools[urn]}")
        for urn, state in states_of(schools, on).items()
        if state.until is not None and lapses_soon(state, on, policy)
    ]
    yield from _for_all(_keepers(policies["access"], SHARING, on), endings)


def _training(policies: dict[str, Any], on: date) -> Concerns:
    """Training without which data of pupil groups is closed, for each whom it concerns."""
    policy = policies.get("pupil_data")
    if policy is None:
        return
    people = {one.pk: one for one in holders(policy.training.roles, on=on)}
    for key, until in trained_until(people.values()).items():
        if ends_soon(until, on, policy.training.warn_days):
            words = f"Your training “{policy.training.course}”, without which data of pupil groups is closed"
            yield key, Ending(TRAINING, people[key].public_id, until, words)


def _groups(policies: dict[str, Any], on: date) -> Concerns:
    """Memberships of standing groups, for the member, and for the group's chair and secretary."""
    policy = policies.get("joint_working")
    if policy is None:
        return
    rows = GroupMember.objects.filter(Q(valid_until=None) | Q(valid_until__gt=on), group__ended_on=None)
    known = list(rows.select_related("group", "person"))
    now = [one for one in known if one.valid_from <= on]
    running: dict[int, list[GroupMember]] = defaultdict(list)
    for one in now:
        if one.role in RUNNING and one.person_id:
            running[one.group_id].append(one)
    for one in now:
        if not ends_soon(one.valid_until, on, policy.member_days) or _goes_on(one, known):
            continue
        told = {keeper.person_id: f"{one}, member of {one.group.name}" for keeper in running[one.group_id]}
        if one.person_id:
            told[one.person_id] = f"Your membership of {one.group.name}"
        for person, words in told.items():
            yield person, Ending(GROUPS, one.public_id, one.valid_until, words)


def _goes_on(one: GroupMember, known: list[GroupMember]) -> bool:
    """Whether the same member serves on without a day between."""
    return any(
        (other.group_id, other.person_id, other.name) == (one.group_id, one.person_id, one.name)
        and other.valid_from == one.valid_until
        for other in known
    )


def _keepers(access: AccessPolicy, kind: str, on: date) -> list[int]:
    """Primary keys of the people whose role may write of all things of a kind on the day."""
    roles = [
        slug
        for slug in access.roles
        if frozenset() in reach(access, roles=frozenset({slug}), act="change", kind=kind)
    ]
    return sorted(holders(roles, on=on).values_list("pk", flat=True))


def _for_all(people: Iterable[int], endings: list[Ending]) -> Concerns:
    for person in people:
        for one in endings:
            yield person, one


def _seat(policy: Any, term: Term) -> str:
    role = policy.roles.get(term.seat.role)
    return str(role.words if role else term.seat.role)


def _send(person: Person, endings: list[Ending], at: datetime, address: str) -> str:
    """One mail: its ends count as told only where it left."""
    if not endings:
        return SILENT
    keys = [(one.kind, one.key, one.until) for one in endings]
    text = "\n".join(("These end soon:", "", *lines_of_endings(endings), "", f"See {address}/"))
    moment = timezone.localtime(at).strftime("%Y%m%d%H%M%S")
    try:
        with transaction.atomic():
            if not tell_once(person=person, endings=keys, by="", at=at):
                return TAKEN
            send_mail(Mail(person.email, SUBJECT, text, f"endings-{person.public_id}-{moment}"))
    except MailFault:
        return FAILED
    return SENT

"""Writes of one adviser: added, edited, and what phases they may lead in from when."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from headway.features.audit.actions import record
from headway.features.people.models import Adviser, AdviserYear, Capability, Person
from headway.features.people.posts import AdviserFacts, keep_advisers
from headway.features.people.queries import may_become_adviser
from headway.features.saving import Stale
from headway.rules.calendars import day_words
from headway.rules.capacity import Contract, may_contract
from headway.rules.schools import PHASE_WORDS
from headway.rules.verdict import Refused, insist, refuse


@transaction.atomic
def add_adviser(
    *,
    person: Person,
    base: tuple[int, int],
    quadrant: str,
    may_lead: bool,
    max_intensive: int | None,
    contract: Contract,
    phases_first: tuple[str, ...],
    phases_second: tuple[str, ...],
    year: int,
    since: date,
    by: str,
    at: datetime,
) -> Adviser:
    """Somebody who holds a role of advisers becomes one, with the days of a year. No role is given here: that is for who
    manages access.

    Refused where the contract leaves nothing for schools, and for who is an adviser already, has no such role, or asks.
    """
    insist(may_contract(contract))
    insist(may_become_adviser(person, by=by, on=at.date()))
    facts = AdviserFacts(
        person=person,
        base=base,
        quadrant=quadrant,
        may_lead=may_lead,
        max_intensive=max_intensive,
        contract=contract,
        phases_first=phases_first,
        phases_second=phases_second,
    )
    keep_advisers(advisers=[facts], year=year, since=since, by=by, at=at)
    return Adviser.objects.select_related("person").get(person=person)


@transaction.atomic
def edit_adviser(
    *,
    adviser: Adviser,
    base: tuple[int, int],
    quadrant: str,
    may_lead: bool,
    max_intensive: int | None,
    contract: Contract,
    year: int,
    seen_version: int,
    by: str,
    at: datetime,
) -> None:
    """Change an adviser's base, limits and days of a year. Stale when somebody saved since it was seen."""
    insist(may_contract(contract))
    changed = Adviser.objects.filter(pk=adviser.pk, version=seen_version).update(
        base_easting=base[0],
        base_northing=base[1],
        quadrant=quadrant,
        may_lead=may_lead,
        max_intensive=max_intensive,
        version=F("version") + 1,
    )
    if not changed:
        raise Stale
    days = {
        "contracted_half_days": contract.contracted_half_days,
        "leave_half_days": contract.leave_half_days,
        "training_half_days": contract.training_half_days,
        "internal_half_days": contract.internal_half_days,
    }
    before = AdviserYear.objects.filter(adviser=adviser, year=year).values(*days).first()
    AdviserYear.objects.update_or_create(adviser=adviser, year=year, defaults=days)
    _record("edit_adviser", adviser, by, at, before={"year": year, **(before or {})}, after=days)


@transaction.atomic
def add_capability(
    *, adviser: Adviser, phase: str, choice: int, valid_from: date, evidence: str, by: str, at: datetime
) -> Capability:
    """A phase the adviser may lead in from a day on, with the training behind it (M1-09). Refused while it holds."""
    Adviser.objects.select_for_update().get(pk=adviser.pk)
    held = Capability.objects.filter(adviser=adviser, phase=phase).overlapping(valid_from, None).first()
    if held:
        words = (
            f"The adviser has {PHASE_WORDS[phase]} from {day_words(held.valid_from)} already. End that first."
        )
        raise Refused(refuse(words))
    made = Capability.objects.create(
        adviser=adviser, phase=phase, choice=choice, valid_from=valid_from, evidence=evidence
    )
    after = {"phase": phase, "choice": choice, "valid_from": valid_from.isoformat()}
    _record("add_capability", adviser, by, at, after=after)
    return made


@transaction.atomic
def end_capability(*, capability: Capability, valid_until: date, by: str, at: datetime) -> None:
    """End a capability; one that ends on or before its first day is removed, for it never held."""
    after = {"phase": capability.phase, "valid_until": valid_until.isoformat()}
    _record("end_capability", capability.adviser, by, at, after=after)
    if valid_until <= capability.valid_from:
        capability.delete()
        return
    capability.valid_until = valid_until
    capability.save(update_fields=["valid_until"])


def _record(action: str, adviser: Adviser, by: str, at: datetime, *, after: dict, before=None) -> None:
    record(
        action=action,
        subject_kind="adviser",
        subject_id=adviser.person.public_id,
        at=at,
        by=by,
        before=before,
        after=after,
    )

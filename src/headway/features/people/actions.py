"""Writes of people: invite, edit, roles, disabling, and links that sign in once."""

import secrets
from datetime import date, datetime, timedelta

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import F

from headway.features.audit.actions import record
from headway.features.people.findable import find_people
from headway.features.people.models import Identity, OneTimeLink, Person, Role, hash_token
from headway.features.people.queries import may_change_access, may_give_role
from headway.features.saving import Stale
from headway.rules.verdict import Refused

MINUTES_A_DAY = 24 * 60


@transaction.atomic
def invite_person(*, email: str, name: str, role: str, valid_from: date, by: str, at: datetime) -> Person:
    """A new person with a first role; they sign in with a code sent to their e-mail address.

    IntegrityError where the address is known, in whatever case it is written.
    """
    person = Person(email=email.strip().lower(), name=name.strip())
    person.set_unusable_password()
    person.save()
    find_people([person])
    _record("invite_person", person, by=by, at=at, after={"active": True})
    _begin_role(person, role, valid_from, by=by, at=at)
    return person


@transaction.atomic
def edit_person(*, person: Person, email: str, name: str, seen_version: int, by: str, at: datetime) -> None:
    """Change name and e-mail address. Stale when the row is no longer the one that was seen.

    With another address everything that the old one could open ends: links, sessions, accounts at a provider.
    """
    moved = Person.objects.exclude(email__iexact=email.strip()).filter(pk=person.pk).exists()
    changed = Person.objects.filter(pk=person.pk, version=seen_version).update(
        email=email.strip().lower(), name=name.strip(), version=F("version") + 1
    )
    if not changed:
        raise Stale
    find_people(Person.objects.filter(pk=person.pk))
    if moved:
        _shut_out(_lock(person), at)
    # Names and addresses are personal, so the audit says only that they changed.
    before, after = {"version": seen_version}, {"version": seen_version + 1, "address": moved}
    _record("edit_person", person, by=by, at=at, before=before, after=after)


@transaction.atomic
def give_role(*, person: Person, role: str, valid_from: date, by: str, at: datetime) -> Role:
    """A role from a day on. Refused for oneself, and where the person holds or will hold it then."""
    _lock(person)
    if not (verdict := may_give_role(person, role, valid_from=valid_from, by=by)):
        raise Refused(verdict)
    return _begin_role(person, role, valid_from, by=by, at=at)


@transaction.atomic
def end_role(*, held: Role, valid_until: date, by: str, at: datetime) -> None:
    """End a role; one that ends on or before its first day is removed, for it never held. Refused for oneself."""
    person = _lock(held.person)
    if not (verdict := may_change_access(person, by=by)):
        raise Refused(verdict)
    before = {"role": held.role, "valid_until": held.valid_until and held.valid_until.isoformat()}
    after = {"role": held.role, "valid_until": valid_until.isoformat()}
    _record("end_role", person, by=by, at=at, before=before, after=after)
    if valid_until <= held.valid_from:
        held.delete()
        return
    held.valid_until = valid_until
    held.save(update_fields=["valid_until"])


@transaction.atomic
def disable_person(*, person: Person, by: str, at: datetime) -> None:
    """Shut the person out from the next request on; every session ends. Refused for oneself."""
    _switch("disable_person", person, False, by=by, at=at)


@transaction.atomic
def enable_person(*, person: Person, by: str, at: datetime) -> None:
    """Let the person sign in again; sessions from before stay ended. Refused for oneself."""
    _switch("enable_person", person, True, by=by, at=at)


@transaction.atomic
def confirm_access(*, person: Person, by: str, at: datetime) -> None:
    """Say that the person's roles and appointments were looked at and are right. Refused for oneself."""
    row = _lock(person)
    if not (verdict := may_change_access(row, by=by)):
        raise Refused(verdict)
    before = {"reviewed_at": row.reviewed_at and row.reviewed_at.isoformat()}
    row.reviewed_at, row.reviewed_by = at, by
    row.save(update_fields=["reviewed_at", "reviewed_by"])
    _record("confirm_access", row, by=by, at=at, before=before, after={"reviewed_at": at.isoformat()})


@transaction.atomic
def forget_second_factor(*, person: Person, by: str, at: datetime) -> None:
    """Take away authenticator app, recovery codes and links to providers of somebody who lost them; every session ends.

    Staff are asked to set up a new app when they sign in next. Refused for oneself.
    """
    row = _lock(person)
    if not (verdict := may_change_access(row, by=by)):
        raise Refused(verdict)
    kinds = sorted(Authenticator.objects.filter(user=row).values_list("type", flat=True))
    Authenticator.objects.filter(user=row).delete()
    Identity.objects.filter(person=row).delete()
    row.set_unusable_password()
    row.save(update_fields=["password"])
    _record("forget_second_factor", row, by=by, at=at, before={"factors": kinds}, after={"factors": []})


@transaction.atomic
def make_link(*, person: Person, at: datetime, minutes: int, by: str = "") -> str:
    """The token of a new link that signs the person in once within so many minutes; only its hash is kept."""
    token = secrets.token_urlsafe(32)
    OneTimeLink.objects.create(
        token_hash=hash_token(token), person=person, expires_at=at + timedelta(minutes=minutes)
    )
    _record("make_link", person, by=by, at=at, after={"minutes": minutes})
    return token


@transaction.atomic
def make_invitation(*, person: Person, days: int, by: str, at: datetime) -> str:
    """The token of a link that signs an invited person in once within so many days; links sent before open no more."""
    OneTimeLink.objects.open_at(at).filter(person=person).update(expires_at=at)
    _record("send_invitation", person, by=by, at=at, after={"days": days})
    return make_link(person=person, at=at, minutes=days * MINUTES_A_DAY, by=by)


@transaction.atomic
def use_link(*, token: str, at: datetime, by: str = "") -> Person | None:
    """The person a link signs in, once; None for a link that is used, expired or unknown, or a disabled person."""
    link = (
        OneTimeLink.objects.open_at(at).filter(token_hash=hash_token(token)).select_related("person").first()
    )
    if link is None:
        return None
    # Of two at once one finds it unused still. A plain condition: inside a subquery it would not be looked at again.
    if not OneTimeLink.objects.filter(pk=link.pk, used_at=None).update(used_at=at):
        return None
    _record("use_link", link.person, by=by or link.person.public_id, at=at)
    return link.person


@transaction.atomic
def note_sign_in(*, person: Person, by: str, at: datetime) -> None:
    """Write into the audit that the person signed in."""
    _record("sign_in", person, by=by, at=at)


def _shut_out(person: Person, at: datetime) -> None:
    """End what opens without a new proof of the address. Sessions carry a hash of the unusable password."""
    OneTimeLink.objects.open_at(at).filter(person=person).update(expires_at=at)
    Identity.objects.filter(person=person).delete()
    person.set_unusable_password()
    person.save(update_fields=["password"])


def _lock(person: Person) -> Person:
    return Person.objects.select_for_update().get(pk=person.pk)


def _begin_role(person: Person, role: str, valid_from: date, *, by: str, at: datetime) -> Role:
    held = Role.objects.create(person=person, role=role, valid_from=valid_from)
    _record("give_role", person, by=by, at=at, after={"role": role, "valid_from": valid_from.isoformat()})
    return held


def _switch(action: str, person: Person, active: bool, *, by: str, at: datetime) -> None:
    row = _lock(person)
    if not (verdict := may_change_access(row, by=by)):
        raise Refused(verdict)
    if row.is_active == active:
        return
    row.is_active = active
    # Sessions carry a hash of this field; a new unusable value ends every one of them.
    row.set_unusable_password()
    row.save(update_fields=["is_active", "password"])
    _record(action, row, by=by, at=at, before={"active": not active}, after={"active": active})


def _record(action: str, person: Person, *, by: str, at: datetime, before=None, after=None) -> None:
    record(
        action=action,
        subject_kind="person",
        subject_id=person.public_id,
        at=at,
        by=by,
        before=before,
        after=after,
    )

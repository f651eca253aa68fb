"""Persons for page tests: invented, with a role, a tie to a school where asked, and a second factor that stands."""

from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

from allauth.mfa.totp.internal.auth import TOTP, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from tests.adopted import adopt

from headway.features.appointments.models import Appointment
from headway.features.people.models import Person, Role

AT = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
SINCE = date(2020, 1, 1)
POLICIES = Path(__file__).resolve().parents[2] / "policies"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
_numbers = count(1)


def adopt_current_policies() -> None:
    """The packs a new installation starts with."""
    adopt(at=AT)


def make_person(*roles: str, school: object = None, second_factor: bool = True, **more: object) -> Person:
    """A person who holds these roles since 2020; `school` is a School or a URN they are appointed to in each role."""
    number = next(_numbers)
    fields = {"email": f"person{number}@example.org", "name": f"Person {number}"} | more
    person = Person(**fields)
    person.set_unusable_password()
    person.save()
    for role in roles:
        Role.objects.create(person=person, role=role, valid_from=SINCE)
        if school is not None:
            tie(person, role, "school", getattr(school, "urn", school))
    if second_factor:
        TOTP.activate(person, SECRET)
    return person


def tie(person: Person, role: str, subject_kind: str, subject_id: object) -> Appointment:
    """An appointment since 2020, without an end."""
    return Appointment.objects.create(
        person=person, role=role, subject_kind=subject_kind, subject_id=str(subject_id), valid_from=SINCE
    )


def sign_in(person: Person) -> Client:
    """A client with a session of that person, past the second factor."""
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def app_code(secret: str = SECRET) -> str:
    """What the authenticator app shows now."""
    counters = list(yield_hotp_counters_from_time())
    return f"{hotp_value(secret, counters[len(counters) // 2]):06d}"

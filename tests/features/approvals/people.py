"""People who ask and decide, and viewers of them."""

from datetime import date

from tests.rules.policies import load_policy

from headway.features.appointments.viewer import Viewer
from headway.features.people.models import Person
from headway.rules.permissions import read_access

ACCESS = read_access(load_policy("current/access"))


def person(label):
    return Person.objects.get_or_create(email=f"{label}@example.org", defaults={"name": label})[0]


def viewer(label, *roles):
    return Viewer(person(label), date(2026, 9, 1), frozenset(roles), {}, ACCESS)

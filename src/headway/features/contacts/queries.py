"""Reads of contacts."""

from datetime import date

from django.db.models import QuerySet, Sum

from headway.features.appointments.viewer import Viewer
from headway.features.contacts.models import Contact
from headway.features.people.models import Person
from headway.features.schools.queries import schools_visible_to

KIND = "contacts"


def contacts_visible_to(viewer: Viewer, act: str = "see") -> QuerySet[Contact]:
    """The contacts with schools for which the viewer may do the act, newest first."""
    rows = Contact.objects.select_related("school", "by").order_by("-on", "-pk")
    if viewer.reach(KIND, act) == "all":
        return rows
    return rows.filter(school__in=schools_visible_to(viewer, KIND, act))


def who_had_contacts(viewer: Viewer) -> list[tuple[str, str]]:
    """Public id and name of whoever had a contact that the viewer may see, by name."""
    rows = contacts_visible_to(viewer).order_by("by__name", "by__public_id")
    return list(rows.values_list("by__public_id", "by__name").distinct())


def minutes_between(person: Person, first_on: date, until: date) -> int:
    """How many minutes the person spent in contacts from that day up to, not on, the other."""
    rows = Contact.objects.filter(by=person, on__gte=first_on, on__lt=until)
    return rows.aggregate(told=Sum("minutes"))["told"] or 0

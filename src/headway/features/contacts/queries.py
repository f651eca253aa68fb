"""Reads of contacts."""

from datetime import date

from django.db.models import QuerySet, Sum

from headway.features.appointments.viewer import Viewer
from headway.features.contacts.models import Contact
from headway.features.schools.queries import schools_visible_to

KIND = "contacts"


def contacts_visible_to(viewer: Viewer) -> QuerySet[Contact]:
    """The contacts with schools the viewer may see them of, newest first."""
    rows = Contact.objects.select_related("school", "by").order_by("-on", "-pk")
    if viewer.reach(KIND) == "all":
        return rows
    return rows.filter(school__in=schools_visible_to(viewer, KIND))


def minutes_since(viewer: Viewer, day: date) -> int:
    """How many minutes the viewer spent in contacts from that day on."""
    rows = Contact.objects.filter(by=viewer.person, on__gte=day)
    return rows.aggregate(told=Sum("minutes"))["told"] or 0

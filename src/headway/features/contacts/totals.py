"""Contacts added up by who, school, manner or topic: how many, and how many minutes. They cost no day of an entitlement."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, F, Max, QuerySet, Sum
from django.db.models.functions import Lower

from headway.features.contacts.models import Contact

# What can be added up by: the column that names a line in an address, and the words it is shown by.
BY: Mapping[str, tuple[str, str]] = {
    "by": ("by__public_id", "by__name"),
    "school": ("school_id", "school__name"),
    "manner": ("manner", "manner"),
    "topic": ("topic_key", "topic"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One name with its contacts and minutes."""

    key: str
    label: str
    contacts: int
    minutes: int


def lines_by(rows: QuerySet[Contact], by: str) -> list[Line]:
    """A line for each, most minutes first. Topics count as the same whatever their capitals. One query."""
    key, label = BY[by]
    told = (
        rows.order_by()
        .annotate(topic_key=Lower("topic"))
        .values(line_key=F(key))
        .annotate(line_label=Max(label), number=Count("pk"), spent=Sum("minutes"))
        .order_by("-spent", "line_key")
    )
    return [Line(str(row["line_key"]), row["line_label"], row["number"], row["spent"]) for row in told]

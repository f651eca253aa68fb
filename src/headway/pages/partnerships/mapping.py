"""A partnership's members on the map."""

from collections.abc import Sequence
from datetime import date

from headway.features.partnerships.models import Membership
from headway.kit.maps import Map, Place
from headway.kit.words import day_words
from headway.pages.schools.mapping import SOURCE
from headway.pages.schools.words import phase_words


def members_map(roll: Sequence[Membership], on: date, behind: str = "") -> Map:
    """The members where they stand, marked by phase; `behind` carries a past day to their pages."""
    places = tuple(
        Place(
            name=row.school.name,
            href=f"/schools/{row.school_id}/{behind}",
            group=phase_words(row.school.phase) or "Phase not known",
            easting=row.school.easting,
            northing=row.school.northing,
        )
        for row in roll
    )
    groups = {group: group for group in sorted({place.group for place in places})}
    return Map(f"Members on {day_words(on)}", groups, places, source=SOURCE)

"""How published files are found by typing."""

from headway.features.releases.models import Release
from headway.features.search.actions import Findable, Source
from headway.features.search.models import Kind
from headway.rules.calendars import day_words


def findable_release(release: Release) -> Findable:
    """A published file by its title, with the day it was published."""
    day = day_words(release.published_on)
    return Findable(
        release.public_id, release.title, f"Published {day}", f"{release.authority_name} {release.source}"
    )


RELEASES = Source(Kind.RELEASE, Release.objects.all, findable_release)

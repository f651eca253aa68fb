"""How records of visits are found by typing: by their place, day and version. What they say never enters the index."""

from headway.features.records.models import RecordOfVisit
from headway.features.search.actions import Findable, Source
from headway.features.search.models import Kind
from headway.kit.words import day_words


def findable_record(record: RecordOfVisit) -> Findable:
    """A record by the place and day of its visit; a version after the first says so."""
    visit = record.visit
    place = visit.place.name[:140]
    detail = f"Version {record.number}" if record.number > 1 else ""
    also = f"record {visit.kind.replace('-', ' ')}"
    return Findable(record.public_id, f"Visit to {place}, {day_words(visit.on)}", detail, also)


VISIT_RECORDS = Source(
    Kind.RECORD,
    lambda: RecordOfVisit.objects.select_related("visit__school", "visit__partnership"),
    findable_record,
)

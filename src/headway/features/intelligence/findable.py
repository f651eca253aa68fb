"""How notes are found by typing: by their school and day. What a restricted note says never enters the index."""

from headway.features.intelligence.models import Note
from headway.features.search.actions import Findable, Source
from headway.features.search.models import Kind
from headway.rules.calendars import day_words


def findable_note(note: Note) -> Findable:
    """A note by its school and day, and by its words where it is not restricted."""
    title = f"Note on {note.school.name}, {day_words(note.on)}"
    key = f"{note.school_id}/intelligence/{note.public_id}"
    return Findable(
        key, title[:200], also="intelligence" if note.restricted else f"intelligence {note.words}"
    )


NOTES = Source(Kind.NOTE, lambda: Note.objects.select_related("school"), findable_note)

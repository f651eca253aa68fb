"""How letters are found by typing."""

from headway.features.letters.models import Letter
from headway.features.search.actions import Findable, Source
from headway.features.search.models import Kind


def findable_letter(letter: Letter) -> Findable:
    """A letter by its subject and the school it goes to."""
    if letter.school is None:
        return Findable(letter.public_id, letter.subject)
    return Findable(
        letter.public_id, letter.subject, letter.school.name, f"{letter.school.name} {letter.school_id}"
    )


LETTERS = Source(Kind.LETTER, lambda: Letter.objects.select_related("school"), findable_letter)

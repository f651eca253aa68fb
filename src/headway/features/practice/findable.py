"""How examples of good practice are found by typing."""

from headway.features.practice.models import PracticeExample
from headway.features.search.actions import Findable, Source
from headway.features.search.models import Kind


def findable_example(example: PracticeExample) -> Findable:
    """An example by its title and theme, under its school."""
    also = f"good practice {example.theme.replace('-', ' ')}"
    return Findable(example.public_id, example.title, example.school.name, also)


EXAMPLES = Source(Kind.PRACTICE, lambda: PracticeExample.objects.select_related("school"), findable_example)

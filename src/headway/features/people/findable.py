"""How people and advisers are found by typing."""

from collections.abc import Iterable

from headway.features.people.models import Adviser, Person
from headway.features.search.actions import Findable, Source, make_findable
from headway.features.search.models import Kind


def findable_person(person: Person) -> Findable:
    """A person by name, and by address without showing it."""
    return Findable(person.public_id, person.name, also=person.email)


def findable_adviser(adviser: Adviser) -> Findable:
    """An adviser by the post's name."""
    return Findable(adviser.person.public_id, adviser.person.name, detail="Adviser")


def find_people(people: Iterable[Person]) -> None:
    """Let people be found by their present names, and as advisers where they are advisers."""
    held = list(people)
    make_findable(Kind.PERSON, map(findable_person, held))
    advisers = Adviser.objects.filter(person__in=[person.pk for person in held]).select_related("person")
    make_findable(Kind.ADVISER, map(findable_adviser, advisers))


PEOPLE = Source(Kind.PERSON, Person.objects.all, findable_person)
ADVISERS = Source(Kind.ADVISER, lambda: Adviser.objects.select_related("person"), findable_adviser)

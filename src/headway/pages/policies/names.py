"""The names of officers who drafted or approved."""

from collections.abc import Iterable

from headway.features.people.models import Person


def names_of(public_ids: Iterable[str]) -> dict[str, str]:
    """Names by public id, of those who are known; one query."""
    return dict(Person.objects.filter(public_id__in=list(public_ids)).values_list("public_id", "name"))

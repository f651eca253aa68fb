"""Who a provider's account belongs to: linked once, at the first sign-in with an address we know."""

from datetime import datetime

from django.db import transaction

from headway.features.audit.actions import record
from headway.features.people.models import Identity, Person
from headway.features.people.queries import person_with_email


@transaction.atomic
def person_at_provider(*, provider: str, subject: str, email: str, by: str, at: datetime) -> Person | None:
    """The active person of this account: the one it is linked to, else the one with the address, linked from now on.

    None for anybody else: an unknown address, a disabled person, and an address whose person has another account there
    already, since addresses are given anew to other people.
    """
    known = Identity.objects.filter(provider=provider, subject=subject).select_related("person").first()
    if known:
        return known.person if known.person.is_active else None
    person = person_with_email(email)
    if person is None or not person.is_active:
        return None
    Person.objects.select_for_update().get(pk=person.pk)
    if Identity.objects.filter(provider=provider, person=person).exists():
        return None
    Identity.objects.create(provider=provider, subject=subject, person=person, linked_at=at)
    record(
        action="link_identity",
        subject_kind="person",
        subject_id=person.public_id,
        at=at,
        by=by or person.public_id,
        after={"provider": provider},
    )
    return person

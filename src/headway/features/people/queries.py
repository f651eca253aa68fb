"""Reads of people, and the rules about one's own access."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from headway.features.people.models import Adviser, Identity, OneTimeLink, Person, Role, hash_token
from headway.rules.capacity import ADVISING
from headway.rules.verdict import ALLOWED, Verdict, refuse

STATES = {
    "active": {"is_active": True},
    "disabled": {"is_active": False},
    "waiting": {"is_active": True, "last_login": None},
}


def people_matching(
    people: QuerySet[Person],
    *,
    on: date,
    search: str = "",
    role: str = "",
    state: str = "",
    review_due_before: date | None = None,
) -> QuerySet[Person]:
    """Those whose name or address holds the words, who hold the role on that day, in the state: "active", "disabled",
    or "waiting", active but never signed in.

    `review_due_before`: only active ones whose access was not confirmed since that day.
    """
    if search:
        people = people.filter(Q(name__icontains=search) | Q(email__icontains=search))
    if role:
        people = people.filter(pk__in=Role.objects.as_at(on).filter(role=role).values("person"))
    if state in STATES:
        people = people.filter(**STATES[state])
    return people if review_due_before is None else people.filter(_not_reviewed_since(review_due_before))


def count_reviews_due(people: QuerySet[Person], since: date) -> int:
    """How many active people's access was not confirmed since that day."""
    return people.filter(_not_reviewed_since(since)).count()


def _not_reviewed_since(day: date) -> Q:
    return Q(is_active=True) & (Q(reviewed_at=None) | Q(reviewed_at__date__lt=day))


def with_roles_on(people: QuerySet[Person], on: date) -> QuerySet[Person]:
    """The same persons, each with `roles_held`: their roles of that day; one query for all of them."""
    held = Prefetch("roles", Role.objects.as_at(on).order_by("role"), to_attr="roles_held")
    return people.prefetch_related(held)


def roles_of(person: Person) -> list[Role]:
    """Every role the person ever held or will hold, newest first."""
    return list(person.roles.order_by("-valid_from", "role"))


def open_role(person: Person, role: str) -> Role | None:
    """The person's row of this role that has no end yet; there is one at most."""
    return person.roles.filter(role=role, valid_until=None).first()


def person_with_email(email: str) -> Person | None:
    """The person with this address, in whatever case it is written."""
    return Person.objects.filter(email__iexact=email.strip()).first()


def email_is_taken(email: str, *, but: Person | None = None) -> bool:
    """Whether somebody else signs in with this address, in whatever case it is written."""
    others = Person.objects.exclude(pk=but.pk) if but else Person.objects.all()
    return others.filter(email__iexact=email.strip()).exists()


def with_links(people: QuerySet[Person]) -> QuerySet[Person]:
    """The same persons, each with `is_linked`: whether an account at a provider signs them in."""
    return people.annotate(is_linked=Exists(Identity.objects.filter(person=OuterRef("pk"))))


def link_is_open(token: str, *, at: datetime) -> bool:
    """Whether this link would sign somebody in at that moment."""
    return OneTimeLink.objects.open_at(at).filter(token_hash=hash_token(token)).exists()


def may_change_access(person: Person, *, by: str) -> Verdict:
    """Nobody gives or takes access from themselves, so two people stand behind every change of it."""
    if person.public_id == by:
        return refuse("You cannot change your own access. Ask another administrator to do it.")
    return ALLOWED


def may_give_role(person: Person, role: str, *, valid_from: date, by: str) -> Verdict:
    """Whether the role may begin then: not for oneself, and not while it is held."""
    if not (verdict := may_change_access(person, by=by)):
        return verdict
    if Role.objects.filter(person=person, role=role).overlapping(valid_from, None).exists():
        return refuse(
            "This person holds that role on or after that day already. End it first, or choose a later day."
        )
    return ALLOWED


def holders(roles: Iterable[str], *, on: date) -> QuerySet[Person]:
    """The active people who hold one of the roles on the day, by name."""
    held = Role.objects.as_at(on).filter(role__in=list(roles)).values("person")
    return Person.objects.filter(is_active=True, pk__in=held).order_by("name", "pk")


def becoming_advisers(on: date) -> QuerySet[Person]:
    """Who holds a role of advisers on the day and is none yet, by name."""
    return holders(ADVISING, on=on).filter(adviser=None)


def may_become_adviser(person: Person, *, by: str, on: date) -> Verdict:
    """Whether somebody else may make the person an adviser: only who holds a role of advisers, and is none yet."""
    if person.public_id == by:
        return refuse("Nobody makes themselves an adviser. Ask a colleague to add you.")
    if Adviser.objects.filter(person=person).exists():
        return refuse(f"{person.name} is an adviser already. Find the post in the list and edit it.")
    if not becoming_advisers(on).filter(pk=person.pk).exists():
        return refuse(f"{person.name} has no role of advisers. Ask an administrator to give it first.")
    return ALLOWED


def holds_role(email: str, role: str, *, on: date) -> bool:
    """Whether somebody active with this address holds the role on the day."""
    held = Role.objects.as_at(on).filter(role=role, person__is_active=True)
    return held.filter(person__email__iexact=email.strip()).exists()


def first_holder(role: str, *, on: date) -> Person | None:
    """The active person who holds the role on that day and was entered first, if any."""
    held = Role.objects.as_at(on).filter(role=role, person__is_active=True).select_related("person")
    first = held.order_by("person_id").first()
    return first.person if first else None

"""Who is looking: a person with roles and ties on a day, and the access policy they are held against."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date

from headway.features.people.models import Person
from headway.rules.permissions import AccessPolicy, knows_kind, may, may_ever, reach
from headway.rules.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Viewer:
    """`ties`: subject kind to the ids the person is appointed to on the day `on`."""

    person: Person
    on: date
    roles: frozenset[str]
    ties: Mapping[str, frozenset[str]]
    access: AccessPolicy

    @property
    def id(self) -> str:
        """The person's public id, as the audit wants it."""
        return self.person.public_id

    @property
    def sight(self) -> Hashable:
        """What decides what this viewer sees, apart from who they are: viewers of the same sight see the same, save
        what is somebody's own by name."""
        return (self.on, self.roles, frozenset(self.ties.items()))

    @property
    def is_staff(self) -> bool:
        """Whether any of the roles is one of the authority's staff."""
        return any(self.access.roles[role].staff for role in self.roles if role in self.access.roles)

    def tied_to(self, subject_kind: str) -> frozenset[str]:
        """Ids of this kind the person is appointed to."""
        return self.ties.get(subject_kind, frozenset())

    def may(self, kind: str, act: str = "see", relations: frozenset[str] = frozenset()) -> Verdict:
        """Whether this one thing may be seen, changed, approved or counted."""
        return may(self.access, roles=self.roles, act=act, kind=kind, relations=relations)

    def may_ever(self, kind: str, act: str = "see") -> Verdict:
        """Whether anything of the kind may be."""
        return may_ever(self.access, roles=self.roles, act=act, kind=kind)

    def knows(self, kind: str) -> bool:
        """Whether the person may know that such things exist."""
        return knows_kind(self.access, roles=self.roles, kind=kind)

    def reach(self, kind: str, act: str = "see") -> str:
        """ "all" things of the kind, those of one's "own", or "none": what a viewer-first query narrows by."""
        ways = reach(self.access, roles=self.roles, act=act, kind=kind)
        if frozenset() in ways:
            return "all"
        return "own" if frozenset({"own"}) in ways else "none"

    def role_words(self) -> str:
        """The roles as a person reads them."""
        labels = [self.access.roles[role].label for role in self.roles if role in self.access.roles]
        return ", ".join(sorted(labels)) or "No role"

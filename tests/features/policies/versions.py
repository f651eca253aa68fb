"""What the tests of policies share: viewers of a role, the policy in use, a draft of it."""

from datetime import UTC, date, datetime
from pathlib import Path

from tests import adopted

from headway.features.appointments.queries import viewer_of
from headway.features.appointments.viewer import Viewer
from headway.features.people.models import Person, Role
from headway.features.policies.drafts import draft_policy, edit_draft
from headway.features.policies.models import Policy
from headway.features.policies.queries import policy_in_use, typed

AT = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
ON = date(2026, 10, 1)
POLICIES = Path(__file__).resolve().parents[3] / "policies"
SHARE = ("partnership", "member_half_days")


def adopt(*packs: str, at: datetime = AT) -> None:
    """These packs, or the one of a new installation."""
    adopted.adopt(packs or ("current",), at)


def view_as(role: str, on: date = ON) -> Viewer:
    """Somebody new who holds this role, on that day."""
    person = Person.objects.create(email=f"{role}{Person.objects.count()}@example.org", name=f"Post {role}")
    Role.objects.create(person=person, role=role, valid_from=date(2020, 1, 1))
    return viewer_of(person, on=on, access=typed("access"))


def draft(by: Viewer, kind: str = "entitlement") -> Policy:
    """A draft of the version in use."""
    return draft_policy(base=policy_in_use(kind, ON), by=by, at=AT)


def edit(
    policy: Policy, by: Viewer, values: dict, version: int = 1, mark: str = "D", source: str = "agreed"
) -> Policy:
    """The draft with these values."""
    return edit_draft(
        policy=policy, values=values, mark=mark, source=source, seen_version=version, by=by, at=AT
    )

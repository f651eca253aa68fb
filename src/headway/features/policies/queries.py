"""Reads of policies: as the frozen dataclasses the rules declare, and as stored versions."""

from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Now, TruncDate

from headway.features.appointments.viewer import Viewer
from headway.features.audit.memory import SMALL, remembered
from headway.features.audit.queries import events_of
from headway.features.policies.models import Policy, State
from headway.rules.packs import READERS
from headway.rules.permissions import AccessPolicy, may
from headway.rules.verdict import ALLOWED, Verdict, first_refusal, refuse

KIND = "policies"  # the permission key


class NoPolicy(Exception):
    """No policy of a kind is in use; the message says which and how to adopt one."""


def policies_in_use(*kinds: str, on: date | None = None) -> dict[str, Policy]:
    """Kind to the stored version in use on that day, bodies not loaded; a kind without one is absent. One query.

    Without a day: today, as the database has it. Before the first of a kind began that first one is used.
    """
    begun = Policy.objects.defer("body").filter(in_use_from__isnull=False).order_by("in_use_from")
    if on is None:
        rows = begun.filter(kind__in=kinds).annotate(today=TruncDate(Now()))
    else:
        rows = remembered(policies_in_use, lambda: list(begun), apart_from=SMALL)
    found: dict[str, Policy] = {}
    for policy in rows:
        if policy.kind in kinds and (policy.kind not in found or policy.in_use_from <= (on or policy.today)):
            found[policy.kind] = policy
    return found


def policy_in_use(kind: str, on: date | None = None) -> Policy:
    """The stored version in use on that day, or today; NoPolicy when there is none."""
    found = policies_in_use(kind, on=on).get(kind)
    if found is None:
        raise NoPolicy(f"No policy “{kind}” is in use. Adopt the packs with: ./headway adopt_policies")
    return found


def read_policy(policy: Policy) -> Any:
    """The typed policy of a stored version; PolicyFault for a draft that breaks its shape."""
    if policy.state != State.APPROVED:
        return READERS[policy.kind](policy.body)
    return _read(policy.public_id, policy.kind)


def typed(kind: str, on: date | None = None) -> Any:
    """The typed policy of this kind in use on that day, or today."""
    return read_policy(policy_in_use(kind, on))


@lru_cache(maxsize=64)
def _read(public_id: str, kind: str) -> Any:
    # An approved version never changes and its id is never used again, so it is read once.
    return READERS[kind](Policy.objects.get(public_id=public_id).body)


def policies_visible_to(viewer: Viewer) -> QuerySet[Policy]:
    """Every stored version, for those who may see policies; their bodies are loaded only where asked for."""
    rows = Policy.objects.defer("body")
    return rows if viewer.reach(KIND) == "all" else rows.none()


def policies_matching(policies: QuerySet[Policy], *, kind: str = "", state: str = "") -> QuerySet[Policy]:
    """The versions of a kind and state; an empty filter takes all."""
    chosen = {"kind": kind, "state": state}
    return policies.filter(**{name: value for name, value in chosen.items() if value})


def versions_of(policies: QuerySet[Policy], kind: str) -> QuerySet[Policy]:
    """The versions of one kind, newest first."""
    return policies.filter(kind=kind).order_by("-pk")


def may_draft(viewer: Viewer) -> Verdict:
    """Whether the viewer may draft a version."""
    return viewer.may(KIND, "change")


def may_edit(policy: Policy, viewer: Viewer) -> Verdict:
    """Whether the viewer may change or submit this version."""
    return first_refusal(may_draft(viewer), _is_draft(policy))


def may_settle(policy: Policy, viewer: Viewer) -> Verdict:
    """Whether the viewer may approve or refuse this version: it waits, and they wrote nothing of it."""
    return first_refusal(viewer.may(KIND, "approve"), _is_waiting(policy), _is_not_author(policy, viewer))


def approving_roles(access: AccessPolicy) -> list[str]:
    """The roles that may approve a policy."""
    return [role for role in access.roles if may(access, roles=frozenset({role}), act="approve", kind=KIND)]


def _is_draft(policy: Policy) -> Verdict:
    if policy.state == State.WAITING:
        return refuse("This version waits for approval. It can be changed again when it was refused.")
    if policy.state == State.APPROVED:
        return refuse("This version is approved and stays as it is. Draft a new one from it.")
    return ALLOWED


def _is_waiting(policy: Policy) -> Verdict:
    return ALLOWED if policy.state == State.WAITING else refuse("This version does not wait for approval.")


def _is_not_author(policy: Policy, viewer: Viewer) -> Verdict:
    wrote = events_of("policy", policy.public_id).filter(
        by=viewer.id, action__in=("draft_policy", "edit_draft", "submit_draft")
    )
    if wrote.exists():
        return refuse("You wrote in this version yourself, so somebody else approves it.")
    return ALLOWED

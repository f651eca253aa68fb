"""Reads of policies, as the frozen dataclasses the rules declare."""

from functools import lru_cache
from typing import Any

from headway.features.policies.models import Policy
from headway.rules.packs import READERS


class NoPolicy(Exception):
    """No policy of a kind is in use; the message says which and how to adopt one."""


def policy_in_use(kind: str) -> Policy:
    """The stored version in use; NoPolicy when there is none."""
    found = Policy.objects.defer("body").filter(kind=kind, in_use=True).first()
    if found is None:
        raise NoPolicy(f"No policy “{kind}” is in use. Adopt the packs with: ./headway adopt_policies")
    return found


def read_policy(policy: Policy) -> Any:
    """The typed policy of a stored version; an approved version never changes, so it is read once."""
    return _read(policy.pk, policy.kind, policy.number)


def typed(kind: str) -> Any:
    """The typed policy in use of this kind."""
    return read_policy(policy_in_use(kind))


@lru_cache(maxsize=64)
def _read(key: int, kind: str, number: int) -> Any:
    return READERS[kind](Policy.objects.get(pk=key).body)

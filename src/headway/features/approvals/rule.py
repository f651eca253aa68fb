"""The rule of an approval: who may decide, how many it takes, and how many requests need it at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_KEYS = ("roles", "not_oneself", "quorum", "sample_rate")


class RuleFault(ValueError):
    """The rule of an approval breaks its shape; the message says where and what to put right."""


@dataclass(frozen=True, slots=True)
class Rule:
    """`roles`: any of them may decide. `quorum`: yes from so many different people. `sample_rate`: the share of
    requests, from 0 to 1, that are drawn for a decision; the others are granted at once."""

    roles: tuple[str, ...]
    not_oneself: bool = True
    quorum: int = 1
    sample_rate: float = 1.0

    def as_json(self) -> dict[str, Any]:
        """The rule as a request stores it."""
        return {
            "roles": list(self.roles),
            "not_oneself": self.not_oneself,
            "quorum": self.quorum,
            "sample_rate": self.sample_rate,
        }


def read_rule(table: Mapping[str, Any]) -> Rule:
    """The rule from its table: roles, not_oneself (true unless written), quorum (1), sample_rate (1)."""
    strange = sorted(set(table) - set(_KEYS))
    if strange:
        raise RuleFault(f"An approval's rule does not take “{strange[0]}”. It takes: {', '.join(_KEYS)}.")
    roles = table.get("roles")
    if not isinstance(roles, list | tuple) or not roles or not all(isinstance(role, str) for role in roles):
        raise RuleFault("An approval's rule needs roles: a list with at least one role.")
    not_oneself = table.get("not_oneself", True)
    if not isinstance(not_oneself, bool):
        raise RuleFault(f"not_oneself of an approval's rule is true or false, not {not_oneself!r}.")
    quorum = table.get("quorum", 1)
    if not isinstance(quorum, int) or isinstance(quorum, bool) or quorum < 1:
        raise RuleFault(f"quorum of an approval's rule is a whole number from 1, not {quorum!r}.")
    share = table.get("sample_rate", 1.0)
    if isinstance(share, bool) or not isinstance(share, int | float) or not 0 <= share <= 1:
        raise RuleFault(f"sample_rate of an approval's rule is a share from 0 to 1, not {share!r}.")
    return Rule(tuple(roles), not_oneself, quorum, float(share))

"""Units of indicators: read from words, multiplied and divided, written back; and figures written in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches

from headway.rules.plan_policy import PlanPolicy, UnitRule
from headway.rules.plan_words import number_words

_PER = " per "


@dataclass(frozen=True, slots=True)
class Missing:
    """A value that is not there, falsy, with the sentence that says why. It never stands for zero."""

    words: str

    def __bool__(self) -> bool:
        return False


class UnknownUnit(ValueError):
    """A unit that the policy does not know; the message says which, and the nearest that it knows."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as what stands over and under the line, each sorted by name; both empty for a plain number."""

    over: tuple[UnitRule, ...] = ()
    under: tuple[UnitRule, ...] = ()

    @property
    def words(self) -> str:
        """The unit in words: "pupils per school", or "a plain number"."""
        if not self.over and not self.under:
            return "a plain number"
        over = " × ".join(rule.many for rule in self.over) or "1"
        return over + "".join(_PER + rule.one for rule in self.under)

    def times(self, other: Unit) -> Unit:
        """The unit of a product; what stands over and under the line cancels."""
        return _cancelled((*self.over, *other.over), (*self.under, *other.under))

    def divided_by(self, other: Unit) -> Unit:
        """The unit of a quotient."""
        return self.times(Unit(other.under, other.over))


PLAIN = Unit()


def read_unit(words: str, policy: PlanPolicy) -> Unit:
    """The unit of words like "pupils", "pupils per school", "%"; empty words are a plain number.

    Raises UnknownUnit, with the nearest known unit, for any other words.
    """
    if not words.strip():
        return PLAIN
    over, *under = words.strip().split(_PER)
    return _cancelled((_rule(over, policy),), tuple(_rule(part, policy) for part in under))


def figure_words(value: Decimal, unit: Unit) -> str:
    """A value with its unit: "61%", "1 pupil", "1,200 pupils per school", "3.5"."""
    figure = number_words(value)
    if unit == PLAIN:
        return figure
    words = unit.words
    if abs(value) == 1 and len(unit.over) == 1:
        words = Unit(unit.over).over[0].one + words.removeprefix(unit.over[0].many)
    return f"{figure}{'' if words.startswith('%') else ' '}{words}"


def nearest(word: str, known: Iterable[str]) -> str:
    """A sentence that offers the nearest known word, with a space before it; empty when none is near."""
    by_key = {item.casefold(): item for item in known}
    found = get_close_matches(word.casefold(), sorted(by_key), n=1)
    return f" Did you mean “{by_key[found[0]]}”?" if found else ""


def _rule(word: str, policy: PlanPolicy) -> UnitRule:
    rule = policy.unit(word.strip())
    if rule is None:
        known = [name for unit in policy.units for name in (unit.one, unit.many)]
        raise UnknownUnit(f"“{word.strip()}” is not a unit known here.{nearest(word, known)}")
    return rule


def _cancelled(over: tuple[UnitRule, ...], under: tuple[UnitRule, ...]) -> Unit:
    left, kept = list(under), []
    for rule in over:
        if rule in left:
            left.remove(rule)
        else:
            kept.append(rule)
    return Unit(tuple(sorted(kept, key=_by_name)), tuple(sorted(left, key=_by_name)))


def _by_name(rule: UnitRule) -> str:
    return rule.one

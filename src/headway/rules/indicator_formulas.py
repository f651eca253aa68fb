"""Formulas of indicators, read by a parser of our own: + − × ÷, brackets, numbers, names, per cent and five functions.

    formula  = term, then + or − and a term, as often as wanted
    term     = factor, then × or ÷ and a factor, as often as wanted
    factor   = a sign and a factor, or a part with any number of % ("per cent") behind it
    part     = a number, a name, [a name with spaces], (a formula), sum(…) mean(…) min(…) max(…) percent(part, whole)

`*`, `/` and `-` stand for ×, ÷ and −. Behind a part, % takes a hundredth of it: `attendance% × roll`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from headway.rules.plan_policy import PlanPolicy

PLUS, MINUS, TIMES, OVER = "+", "−", "×", "÷"
FUNCTIONS = ("sum", "mean", "min", "max", "percent")
PERCENT = "percent"
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d{1,15}(?:\.\d{1,15})?)(?![\w.])|(?P<percent>%|per cent\b)"
    r"|(?P<name>[^\W\d]\w*)|\[(?P<quoted>[^\[\]]+)\]|(?P<sign>[-+*/×÷−(),]))"
)
_SPELLINGS = {"-": MINUS, "*": TIMES, "/": OVER}


class FormulaFault(ValueError):
    """A formula that cannot be used; the message is a sentence that says what to put right."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Name:
    """The value of another indicator or measure."""

    key: str


@dataclass(frozen=True, slots=True)
class Share:
    """A hundredth of a part: `12%`."""

    part: Node


@dataclass(frozen=True, slots=True)
class Negative:
    """A part with its sign turned."""

    part: Node


@dataclass(frozen=True, slots=True)
class Chain:
    """Parts joined from the left by + and −, or by × and ÷."""

    first: Node
    rest: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class Call:
    """One of FUNCTIONS over its parts."""

    function: str
    parts: tuple[Node, ...]


Node = Number | Name | Share | Negative | Chain | Call


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that was read: its text, its tree, and the names in it in order, each once."""

    text: str
    tree: Node
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int


def read_formula(text: str, policy: PlanPolicy) -> Formula:
    """The formula of a text. Nothing is run: the text becomes a tree, at most so long and deep as the policy says.

    Raises FormulaFault with a sentence naming the place (characters counted from 1) for any text that is none.
    """
    if not text.strip():
        raise FormulaFault("The formula is empty; write one, such as percent(late, all_plans).")
    if len(text) > policy.longest_formula:
        raise FormulaFault(
            f"The formula has {len(text):,} characters, more than {policy.longest_formula:,}; "
            "give a part of it an indicator of its own."
        )
    reader = _Reader(_tokens(text), policy.deepest_brackets)
    tree = reader.formula()
    reader.expect_end()
    return Formula(text.strip(), tree, tuple(dict.fromkeys(reader.names)))


def _tokens(text: str) -> list[_Token]:
    found, at, end = [], 0, len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            rest = text[at:].lstrip()
            place = len(text) - len(rest) + 1
            raise FormulaFault(f"“{rest[:12]}” at character {place} is not part of a formula.")
        kind = match.lastgroup
        word = match.group(kind)
        found.append(_Token(kind, _SPELLINGS.get(word, word), match.start(kind) + 1))
        at = match.end()
    return found


class _Reader:
    """Walks over the tokens once, from the left."""

    def __init__(self, tokens: list[_Token], deepest: int) -> None:
        self._tokens, self._at, self._left = tokens, 0, deepest
        self._deepest = deepest
        self.names: list[str] = []

    def formula(self) -> Node:
        return self._chain((PLUS, MINUS), self._term)

    def expect_end(self) -> None:
        if self._at < len(self._tokens):
            token = self._tokens[self._at]
            raise FormulaFault(
                f"“{token.text}” at character {token.at} is one too many, or a sign lacks before it."
            )

    def _term(self) -> Node:
        return self._chain((TIMES, OVER), self._factor)

    def _chain(self, signs: tuple[str, str], part: Callable[[], Node]) -> Node:
        first = part()
        rest = []
        while (sign := self._take(*signs)) is not None:
            rest.append((sign, part()))
        return Chain(first, tuple(rest)) if rest else first

    def _factor(self) -> Node:
        negative = False
        while (sign := self._take(MINUS, PLUS)) is not None:
            negative ^= sign == MINUS
        node = self._part()
        shares = 0
        while self._next_kind() == PERCENT:
            self._at += 1
            shares += 1
            if shares > self._deepest:
                raise FormulaFault(f"The formula has more than {self._deepest} signs of per cent in a row.")
            node = Share(node)
        return Negative(node) if negative else node

    def _part(self) -> Node:
        if self._at >= len(self._tokens):
            raise FormulaFault("The formula ends too early: a number, a name or a bracket is expected.")
        token = self._tokens[self._at]
        self._at += 1
        if token.kind == "number":
            return Number(Decimal(token.text))
        if token.text == "(" and token.kind == "sign":
            return self._inside(token)[0]
        if token.kind == "name" and token.text in FUNCTIONS and self._take("(") is not None:
            return self._call(token)
        if token.kind in ("name", "quoted"):
            self.names.append(token.text.strip())
            return Name(token.text.strip())
        raise FormulaFault(
            f"“{token.text}” at character {token.at} stands where a number, a name or a bracket is expected."
        )

    def _call(self, token: _Token) -> Node:
        parts = self._inside(token, many=True)
        if token.text == PERCENT and len(parts) != 2:
            raise FormulaFault(f"percent at character {token.at} takes two parts: percent(part, whole).")
        return Call(token.text, parts)

    def _inside(self, opened: _Token, *, many: bool = False) -> tuple[Node, ...]:
        if not self._left:
            raise FormulaFault(f"Brackets stand more than {self._deepest} deep at character {opened.at}.")
        self._left -= 1
        parts = [self.formula()]
        while many and self._take(",") is not None:
            parts.append(self.formula())
        if self._take(")") is None:
            raise FormulaFault(f"The bracket of “{opened.text}” at character {opened.at} is not closed.")
        self._left += 1
        return tuple(parts)

    def _next_kind(self) -> str:
        return self._tokens[self._at].kind if self._at < len(self._tokens) else ""

    def _take(self, *signs: str) -> str | None:
        if self._next_kind() != "sign" or self._tokens[self._at].text not in signs:
            return None
        self._at += 1
        return self._tokens[self._at - 1].text

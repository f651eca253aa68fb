"""Projects and their money: when they may be approved, what is traced, what pays back (M13-04, M10-18 to 22)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from headway.rules.money import money_words, share_out
from headway.rules.verdict import ALLOWED, Verdict, first_refusal, refuse

PROPOSED, APPROVED, CLOSED = "proposed", "approved", "closed"
STATES = {PROPOSED: "Proposed", APPROVED: "Approved", CLOSED: "Closed"}
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Traced:
    """An amount with what of it projects use, in pence."""

    pence: int
    used_pence: int

    @property
    def left_pence(self) -> int:
        """What no project uses yet; negative: more is used than there is."""
        return self.pence - self.used_pence

    @property
    def words(self) -> str:
        """The same as a sentence."""
        if self.left_pence < 0:
            return f"Projects use {money_words(-self.left_pence)} more than there is."
        return (
            "All of it is traced."
            if not self.left_pence
            else f"{money_words(self.left_pence)} is not traced."
        )


def may_write(state: str) -> Verdict:
    """Whether cost, money and gates can be changed: until it is approved."""
    return ALLOWED if state == PROPOSED else refuse("An approved project stays as it was approved.")


def may_spend(state: str) -> Verdict:
    """Whether spending can be entered: once it is approved, until it is closed."""
    return (
        ALLOWED
        if state == APPROVED
        else refuse("Spending is entered while a project is approved and not closed.")
    )


def may_close(state: str, outcome: str) -> Verdict:
    """Whether it can be closed: approved, with what came of it in words."""
    if state != APPROVED:
        return refuse("Only an approved project is closed.")
    return ALLOWED if outcome.strip() else refuse("Write what came of it, then close it.")


def may_contribute(cost_pence: int, given_pence: int, more_pence: int) -> Verdict:
    """Whether so much more fits into the cost of the project."""
    over = given_pence + more_pence - cost_pence
    return (
        refuse(f"This is {money_words(over)} more than the project costs. Lower it.") if over > 0 else ALLOWED
    )


def may_draw(fund: Traced, more_pence: int) -> Verdict:
    """Whether the fund has so much left."""
    if more_pence <= fund.left_pence:
        return ALLOWED
    return refuse(
        f"The fund has {money_words(max(0, fund.left_pence))} left. Lower the amount or take another fund."
    )


def may_approve(
    state: str, cost_pence: int, given_pence: int, shut: Sequence[str], before: str, *, is_author: bool
) -> Verdict:
    """Whether it can be approved: by somebody else, its money adding up to its cost (M10-22), every gate open and the project
    before it approved (M10-19). `shut`: the words of gates; `before`: the state of the project before it, empty for none."""
    if state != PROPOSED:
        return refuse("It is approved already.")
    gates = f"Still shut: {'; '.join(shut)}." if shut else ""
    money = f"Its money adds up to {money_words(given_pence)} and it costs {money_words(cost_pence)}. Correct one."
    return first_refusal(
        refuse("Somebody else approves it than who proposed it.") if is_author else ALLOWED,
        refuse(money) if given_pence != cost_pence else ALLOWED,
        refuse(gates) if gates else ALLOWED,
        refuse("The project before it is not approved yet.") if before == PROPOSED else ALLOWED,
    )


def shares_of_places(pence: int, places: int) -> tuple[int, ...]:
    """An amount over so many places, so that the parts add up to it to the penny (M10-18)."""
    return share_out(pence, [1] * places)


def pays_back_after(flows: Sequence[int]) -> Decimal | None:
    """Years until what was invested has come back, to a tenth; within a year money comes evenly. None: it never does (M10-21).

    `flows`: pence by year, the investment first as a minus; the first year's investment is spent at its start.
    """
    running = flows[0] if flows else 0
    if running >= 0:
        return None
    for year, pence in enumerate(flows[1:]):
        if running + pence >= 0:
            part = Decimal(-running) / Decimal(pence)
            return (year + part).quantize(_TENTH, ROUND_HALF_UP)
        running += pence
    return None

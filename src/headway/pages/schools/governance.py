"""What stands of the board that governs a school: seats, vacancies, chair and clerk, and its own risk."""

from dataclasses import dataclass
from datetime import date

from headway.features.governance.models import Governing, HealthStatement
from headway.features.governance.queries import board_of, boards_now, health_of
from headway.kit.figures import SummaryRow
from headway.kit.words import count_words, day_words
from headway.rules.governance import BoardNow
from headway.rules.governance_policy import GovernancePolicy


@dataclass(frozen=True, slots=True)
class Governed:
    """The board of a school with its seats on the day, and the latest statement on its health."""

    governing: Governing
    now: BoardNow
    health: HealthStatement | None


@dataclass(frozen=True, slots=True)
class Governance:
    """The section on a school's page; `href` leads to the board, where there is one."""

    rows: tuple[SummaryRow, ...]
    href: str


def governed(urn: int, on: date) -> Governed | None:
    """What governs the school on the day; four queries, one without a board."""
    held = board_of(urn, on)
    if held is None:
        return None
    boards = [held.board]
    now = boards_now(boards, on)[held.board_id]
    return Governed(held, now, health_of(boards, on).get(held.board_id))


def governance_of(held: Governed | None, policy: GovernancePolicy | None) -> Governance:
    """The section, by the policy in use; without a board it says so."""
    if held is None or policy is None:
        return Governance((SummaryRow("Governing board", "not written down"),), "")
    board, now, months, days = held.governing.board, held.now, policy.vacant_months, policy.ending_days
    vacant = f"{len(now.vacant)} of {count_words(len(now.seats), 'seat')}"
    long = len(now.long_vacant(months))
    ending = now.ending(days)
    rows = [
        SummaryRow("Governing board", f"{board.name}, since {day_words(held.governing.valid_from)}"),
        *(SummaryRow(role.words, ", ".join(now.holders(role.key)) or "vacant") for role in policy.needed),
        SummaryRow("Vacant", f"{vacant}, {long} of them over {months} months" if long else vacant),
        SummaryRow("Terms ending", f"{len(ending)} within {days} days"),
        SummaryRow("Board risk", _risk(held.health, policy)),
    ]
    return Governance(tuple(rows), f"/governance/{board.public_id}/")


def _risk(health: HealthStatement | None, policy: GovernancePolicy) -> str:
    if health is None:
        return "not stated"
    return f"{policy.health.get(health.level, health.level)}, stated on {day_words(health.on)}"

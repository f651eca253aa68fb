"""What becomes of rows that point at somebody who leaves, in words."""

from dataclasses import dataclass

HANDED, ENDED, KEPT = "goes to the successor", "ends", "stays under their name"


@dataclass(frozen=True, slots=True)
class Tie:
    """What becomes of the rows that point at a person by one field, and why, in words fit to show."""

    fate: str
    words: str
    why: str

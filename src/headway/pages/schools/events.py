"""One thing on a school's timeline."""

from dataclasses import dataclass
from datetime import date

from headway.kit.words import day_words

KINDS = {
    "inspection": "Inspections",
    "category": "Category decisions",
    "letter": "Letters",
    "visit": "Visits",
    "record": "Records of visits",
    "support": "Support",
    "contact": "Contacts",
    "head": "Heads",
    "structure": "Structural changes",
    "partnership": "Partnership",
}


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, or is to happen, on a day; `off`: it was to happen and will not."""

    on: date
    kind: str
    words: str
    note: str = ""
    href: str = ""
    off: bool = False

    @property
    def when(self) -> str:
        """The day in words."""
        return day_words(self.on)

    @property
    def kind_words(self) -> str:
        """What sort of event it is."""
        return KINDS[self.kind]

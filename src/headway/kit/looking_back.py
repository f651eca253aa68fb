"""Looking back: the banner of a page that shows a past day, the way back to today, and the box to choose a day in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from headway.kit.words import day_words
from headway.rules.as_at import AsAt

AS_AT = "as_at"


@dataclass(frozen=True, slots=True)
class LookingBack:
    """What a page says of its day. `banner` empty: it shows today; `notes` say what is not dated; `kept`: what the address
    holds besides, by name and value."""

    banner: str
    today_href: str
    fault: str
    notes: tuple[str, ...]
    action: str
    value: str
    latest: str
    kept: tuple[tuple[str, str], ...]


def looking_back(
    asked: AsAt,
    path: str,
    today: date,
    *,
    notes: Iterable[str] = (),
    kept: Iterable[tuple[str, str]] = (),
) -> LookingBack:
    """The banner of a page at this path; `kept` are the other parts of its address."""
    held = tuple((name, value) for name, value in kept if name != AS_AT)
    banner = f"As on {day_words(asked.day)}" if asked.day else ""
    today_href = f"{path}?{urlencode(held)}" if held else path
    value = asked.day.isoformat() if asked.day else ""
    shown = tuple(notes) if asked.day else ()
    return LookingBack(banner, today_href, asked.fault, shown, path, value, today.isoformat(), held)


def carried(asked: AsAt) -> str:
    """What is put behind an address so that it shows the same day; nothing for today."""
    return f"?{AS_AT}={asked.day.isoformat()}" if asked.day else ""

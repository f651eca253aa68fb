"""How publishers list their files: each way asks one of them what there is, and offers the newest first."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from headway.gateways.download import CannotFetch, Manners, fetch_json

DAYS_BACK = 14
MOST_OFFERS = 12
MOST_RELEASES = 4
MOST_PAGES = 10
LIST_TRIES = 2
OTHER_WAY = "The publisher lists its files in another way than it did."
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY_IN_WORDS = re.compile(r"(?:(\d{1,2})[ _-])?([A-Za-z]{3,9})[ _-](20\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Offer:
    """A file of a publisher: its address, and the name it is kept by. `version`: the name tells which version it is, so
    that one of this name need not be fetched again. `words`: which release it is of, where that is worth saying.
    `place`: which of the source's addresses it comes from."""

    address: str
    name: str
    version: bool = False
    words: str = ""
    place: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: the addresses to ask, part of the file's name or title, the day, and the mirror if any. A list
    is small and its publisher is there or not: it is asked for twice at most."""

    addresses: tuple[str, ...]
    file: str
    today: date
    mirror: str = ""
    manners: Manners = field(default_factory=Manners)

    def at(self, address: str) -> str:
        """The same address on a mirror, which keeps the publishers' hosts as folders."""
        if not self.mirror:
            return address
        parts = urlsplit(address)
        query = f"?{parts.query}" if parts.query else ""
        return f"{self.mirror.rstrip('/')}/{parts.hostname}{parts.path}{query}"

    def list_at(self, address: str) -> object:
        """What a publisher lists at an address."""
        return fetch_json(self.at(address), replace(self.manners, tries=min(self.manners.tries, LIST_TRIES)))


def daily(asked: Asked) -> Iterator[Offer]:
    """Files of today and the days before, at each address."""
    for back in range(DAYS_BACK + 1):
        for at, address in enumerate(asked.addresses):
            placed = asked.at(address.format(day=f"{asked.today - timedelta(days=back):%Y%m%d}"))
            yield Offer(placed, _name_in(placed), version=True, place=at)


def file(asked: Asked) -> Iterator[Offer]:
    """The one file that is always there."""
    for address in asked.addresses:
        yield Offer(asked.at(address), _name_in(address))


def govuk(asked: Asked) -> Iterator[Offer]:
    """The CSV files a page of GOV.UK lists: those of the title sought before others, of each the latest day first."""
    told = asked.list_at(asked.addresses[0])
    with_titles = [
        (str(one.get("title", "")), str(one["url"])) for one in _list_of(told, "details", "attachments")
    ]
    tables = [one for one in with_titles if urlsplit(one[1]).path.lower().endswith(".csv")]
    tables.sort(key=lambda one: (_has(one[0], asked.file), day_in_words(one[0])), reverse=True)
    for title, address in tables[:MOST_OFFERS]:
        yield Offer(asked.at(address), _name_in(address), words=title if _has(title, asked.file) else "")


def explore(asked: Asked) -> Iterator[Offer]:
    """The file of the newest release of a publication that has it; older ones where the newest lacks it."""
    releases = _list_of(asked.list_at(asked.addresses[0]))
    releases.sort(
        key=lambda one: (one.get("latestRelease") is True, str(one.get("published", ""))), reverse=True
    )
    lacking: list[str] = []
    for release in releases[:MOST_RELEASES]:
        title = str(release.get("title", release.get("slug", "")))
        offers = [_of_release(asked, one, release) for one in _files_of(asked, str(release["id"]))]
        if not offers:
            lacking.append(title)
            continue
        words = f"release “{title}”"
        if lacking:
            words += f"; newer ones do not have this file: {', '.join(lacking)}"
        yield from (replace(one, words=words) for one in offers)
        return
    if lacking:
        raise CannotFetch(
            f"None of the newest releases has a file called “{asked.file}”: {', '.join(lacking)}."
        )


def github(asked: Asked) -> Iterator[Offer]:
    """The files of a folder of a repository, by the latest day in their names."""
    found = [
        (str(one["name"]), str(one["download_url"]))
        for one in _list_of(asked.list_at(asked.addresses[0]))
        if one.get("type") == "file" and _has(str(one["name"]), asked.file)
    ]
    if not found:
        raise CannotFetch(f"The folder has no file called “{asked.file}” any more.")
    found.sort(key=lambda one: day_in_words(one[0]), reverse=True)
    for name, address in found[:MOST_OFFERS]:
        yield Offer(asked.at(address), _plain(name))


WAYS: dict[str, Callable[[Asked], Iterator[Offer]]] = {
    "daily": daily,
    "file": file,
    "govuk": govuk,
    "explore": explore,
    "github": github,
}


def day_in_words(text: str) -> date:
    """The last day that a title or a name gives in words, as 31 August 2026 or may_2025; the first of all days without one."""
    days = [date.min]
    for number, month, year in _DAY_IN_WORDS.findall(text):
        if month[:3].lower() in MONTHS:
            try:
                days.append(date(int(year), MONTHS.index(month[:3].lower()) + 1, int(number or 1)))
            except ValueError:
                continue
    return max(days)


def _files_of(asked: Asked, release: str) -> list[dict[str, Any]]:
    """The data files of one release that have the name sought, over all pages of their list."""
    base = asked.addresses[0].split("/publications/")[0]
    found: list[dict[str, Any]] = []
    for page in range(1, MOST_PAGES + 1):
        told = asked.list_at(f"{base}/data-set-files?releaseId={release}&pageSize=40&page={page}")
        found += [one for one in _list_of(told, "results") if _has(str(one["filename"]), asked.file)]
        pages = told.get("paging", {}).get("totalPages", 1) if isinstance(told, dict) else 1
        if page >= int(pages):
            break
    return found


def _of_release(asked: Asked, listed: dict[str, Any], release: dict[str, Any]) -> Offer:
    base = asked.addresses[0].split("/publications/")[0]
    address = asked.at(f"{base}/data-set-files/{listed['id']}/download")
    name = _plain(str(listed["filename"]))
    try:
        day = date.fromisoformat(str(release.get("published", ""))[:10])
    except ValueError:
        return Offer(address, name)
    return Offer(address, f"{day:%Y%m%d}_{name}", version=True)


def _list_of(told: object, *inside: str) -> list[dict[str, Any]]:
    """The list of objects inside a document; CannotFetch where it is laid out in another way."""
    for key in inside:
        told = told.get(key) if isinstance(told, dict) else None
    if not isinstance(told, list) or not all(isinstance(one, dict) for one in told):
        raise CannotFetch(OTHER_WAY)
    return told


def _has(text: str, part: str) -> bool:
    """Whether a name or title has the part sought; dashes of any kind and capitals do not matter."""
    return _simple(part) in _simple(text)


def _simple(text: str) -> str:
    return re.sub(r"[\s\u2010-\u2015-]+", " ", text).casefold()


def _name_in(address: str) -> str:
    return _plain(unquote(urlsplit(address).path))


def _plain(name: str) -> str:
    """The last part of a name, of letters that every file system takes."""
    return re.sub(r"[^\w.()-]+", "_", PurePosixPath(name.replace("\\", "/")).name).lstrip(".") or "file"

"""Where the publishers put their files, and which of them is the newest.

The addresses are those the publishers used when this was written (November 2026). None could be tried from there, so each
is marked as not verified; a file that moved is said by name, with the page to download it from by hand.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

from headway.gateways.download import CannotFetch, Manners, NotThere, Tell, fetch_file, fetch_json
from headway.publicdata.faults import Unreadable
from headway.publicdata.recognise import KIND_FACTS, FileKind, recognise

DAYS_BACK = 14
MOST_ATTACHMENTS = 12
GIAS = "https://ea-edubase-backend-prod.azurewebsites.net/edubase/"
GIAS_PAGE = "https://get-information-schools.service.gov.uk/Downloads"
OFSTED = "government/statistical-data-sets/monthly-management-information-ofsteds-school-inspections-outcomes"
RESULTS = "https://explore-education-statistics.service.gov.uk/data-catalogue"


@dataclass(frozen=True, slots=True)
class Source:
    """A file to fetch. `address` with {day} is asked for day by day, backwards; `is_list`: it lists the files."""

    kind: FileKind
    address: str
    page: str
    name: str = ""
    is_list: bool = False
    verified: bool = False


SOURCES = (
    Source(FileKind.GIAS_REGISTER, GIAS + "edubasealldata{day}.csv", GIAS_PAGE),
    Source(FileKind.GIAS_LINKS, GIAS + "links_edubasealldata{day}.csv", GIAS_PAGE),
    Source(FileKind.GIAS_GROUPS, GIAS + "grouplinks_edubaseallacademiesandfree{day}.csv", GIAS_PAGE),
    Source(
        FileKind.OFSTED_LATEST,
        f"https://www.gov.uk/api/content/{OFSTED}",
        f"https://www.gov.uk/{OFSTED}",
        is_list=True,
    ),
    Source(
        FileKind.KS2_SCHOOLS,
        f"{RESULTS}/data-set/b361b4c3-21b9-46fd-9126-b8060c6a40e2/csv",
        RESULTS,
        name="ks2_schools.csv",
    ),
    Source(
        FileKind.BANK_HOLIDAYS, "https://www.gov.uk/bank-holidays.json", "https://www.gov.uk/bank-holidays"
    ),
)
# No address of these is known that stays the same; a person downloads them.
BY_HAND = {
    FileKind.KS4_SCHOOLS: "https://explore-education-statistics.service.gov.uk/find-statistics/key-stage-4-performance",
    FileKind.LAIT: "https://www.gov.uk/government/publications/local-authority-interactive-tool-lait",
    FileKind.STATISTICAL_NEIGHBOURS: "https://www.gov.uk/government/publications/local-authority-interactive-tool-lait",
    FileKind.TERM_DATES: "your own authority's website",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of one source: its place, whether it was there already, or the words for why there is none."""

    source: Source
    place: Path | None = None
    was_here: bool = False
    words: str = ""


def fetch_source(
    source: Source,
    folder: Path,
    *,
    today: date,
    mirror: str = "",
    tell: Tell = lambda done, total: None,
    manners: Manners = Manners(),  # noqa: B008 (frozen)
) -> Fetched:
    """Fetch the newest file of a source into the folder; one that is there already is left alone."""
    title = KIND_FACTS[source.kind].title
    try:
        for address in _addresses(source, today, mirror):
            place = folder / _name_of(source, address)
            if place.exists() and "{day}" in source.address:
                return Fetched(source, place, was_here=True)
            try:
                fetch_file(address, place, check=_checker(source, place), tell=tell, manners=manners)
            except NotThere:
                continue
            except _OtherKind:
                continue
            return Fetched(source, place)
    except CannotFetch as fault:
        return Fetched(source, words=str(fault))
    except NotThere:
        pass  # the list itself
    return Fetched(
        source, words=f"{title}: no file is where it used to be. Download it by hand from {source.page}."
    )


class _OtherKind(CannotFetch):
    """A file of the list that is another kind; the next one is looked at."""


def _checker(source: Source, place: Path) -> Callable[[Path], None]:
    def check(part: Path) -> None:
        try:
            kind = recognise(part)
        except Unreadable as fault:
            raise CannotFetch(f"{place.name} cannot be read: {fault}") from fault
        if kind == source.kind:
            return
        if source.is_list:
            raise _OtherKind(place.name)
        raise CannotFetch(
            f"{place.name} is not {KIND_FACTS[source.kind].title}: its header is another. It was not kept. "
            f"Look at {source.page}."
        )

    return check


def _addresses(source: Source, today: date, mirror: str) -> Iterator[str]:
    if source.is_list:
        for listed in _attachments(_mirrored(source.address, mirror)):
            yield _mirrored(listed, mirror)
        return
    if "{day}" not in source.address:
        yield _mirrored(source.address, mirror)
        return
    for back in range(DAYS_BACK + 1):
        yield _mirrored(source.address.format(day=f"{today - timedelta(days=back):%Y%m%d}"), mirror)


def _attachments(address: str) -> list[str]:
    """The CSV files that a page of GOV.UK lists, in its order: the newest first."""
    told = fetch_json(address)
    try:
        listed = [str(one["url"]) for one in told["details"]["attachments"]]  # type: ignore[index,call-overload]
    except (KeyError, TypeError) as fault:
        raise CannotFetch("The publisher's page lists its files in another way than it did.") from fault
    return [one for one in listed if urlsplit(one).path.lower().endswith(".csv")][:MOST_ATTACHMENTS]


def _mirrored(address: str, mirror: str) -> str:
    """The same file on a mirror, which keeps the publishers' hosts as folders."""
    if not mirror:
        return address
    parts = urlsplit(address)
    return f"{mirror.rstrip('/')}/{parts.hostname}{parts.path}"


def _name_of(source: Source, address: str) -> str:
    return source.name or Path(unquote(urlsplit(address).path)).name

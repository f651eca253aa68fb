"""The newest file of each publisher, fetched into a folder; what was read of their places stands in publishers.toml.

None of the addresses could be tried where they were written: no network was there. A place that moved is said by name,
with the page to download the file from by hand.
"""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from headway.gateways.download import CannotFetch, Manners, NotThere, Tell, fetch_file
from headway.gateways.listings import OTHER_WAY, WAYS, Asked, Offer
from headway.publicdata.faults import Unreadable
from headway.publicdata.recognise import KIND_FACTS, FileKind, recognise

PLACES = tomllib.loads(Path(__file__).with_name("publishers.toml").read_text(encoding="utf-8"))
TRIES_ELSEWHERE = 2  # before another place of the same file is asked
LISTS = ("govuk", "explore", "github")


@dataclass(frozen=True, slots=True)
class Source:
    """A file to fetch: how its publisher lists it (`way`), where, and in which document that was read."""

    kind: FileKind
    way: str
    addresses: tuple[str, ...]
    page: str
    read: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class ByHand:
    """A file that a person has to bring, and why."""

    kind: FileKind
    page: str
    why: str


SOURCES = tuple(
    Source(**(one | {"kind": FileKind(one["kind"]), "addresses": tuple(one["addresses"])}))
    for one in PLACES["source"]
)
BY_HAND = tuple(ByHand(**(one | {"kind": FileKind(one["kind"])})) for one in PLACES["by_hand"])


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of one source: its place, whether it was there already, or the words for why there is none, or of which
    release it is."""

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
    asked = Asked(source.addresses, source.file, today, mirror, manners)
    try:
        fetched = _first_kept(source, _offers(source, asked), folder, tell, manners)
    except CannotFetch as fault:
        fetched = Fetched(source, words=str(fault))
    except NotThere:
        fetched = Fetched(source)  # the list itself
    if fetched.place:
        return fetched
    words = fetched.words or f"{KIND_FACTS[source.kind].title}: no file is where it used to be."
    if source.page not in words:
        words += f" To download it by hand: {source.page}"
    return Fetched(source, words=words)


class _OtherKind(CannotFetch):
    """A file of the list that is another kind; the next one is looked at."""


def _offers(source: Source, asked: Asked) -> Iterator[Offer]:
    try:
        yield from WAYS[source.way](asked)
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise CannotFetch(OTHER_WAY) from fault


def _first_kept(
    source: Source, offers: Iterator[Offer], folder: Path, tell: Tell, manners: Manners
) -> Fetched:
    """The first offer that is here or can be kept. A place that fails is given up, and the source's others are tried."""
    given_up: dict[int, CannotFetch] = {}
    other: _OtherKind | None = None
    for offer in offers:
        if offer.place in given_up:
            continue
        place = folder / offer.name
        if offer.version and place.exists():
            return Fetched(source, place, was_here=True, words=offer.words)
        is_last = len(source.addresses) - len(given_up) == 1
        patience = manners if is_last else replace(manners, tries=min(manners.tries, TRIES_ELSEWHERE))
        try:
            fetch_file(offer.address, place, check=_checker(source, place), tell=tell, manners=patience)
            return Fetched(source, place, words=offer.words)
        except NotThere:
            continue
        except _OtherKind as fault:
            other = other or fault
        except CannotFetch as fault:
            given_up[offer.place] = fault
            if is_last:
                break
    for failure in (*given_up.values(), other):
        if failure:
            raise failure
    return Fetched(source)


def _checker(source: Source, place: Path) -> Callable[[Path], None]:
    def check(part: Path) -> None:
        refusal = _OtherKind if source.way in LISTS else CannotFetch
        try:
            kind = recognise(part)
        except Unreadable as fault:
            raise refusal(f"{place.name} cannot be read: {fault}") from fault
        if kind == source.kind:
            return
        raise refusal(
            f"{place.name} is not {KIND_FACTS[source.kind].title}: its header is another. It was not kept. "
            f"Look at {source.page}."
        )

    return check

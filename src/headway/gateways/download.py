"""Fetching one published file: begun again where it broke off, looked at before it is kept, with plain words for faults.

Where it breaks off, the bytes so far stay beside the place as `.part`, with what the server called that version.
"""

import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

import requests

SECONDS_TO_CONNECT, SECONDS_TO_ANSWER = 10, 60
TRIES = 5
LONGEST_WAIT_SECONDS = 60
LARGEST_FILE = 2 * 1024**3
CHUNK = 64 * 1024
# Part of a file, but not the part that was asked for: begin anew.
ENDS_ELSEWHERE = (206, 416)
AGENT = "Headway (school improvement service)"

Tell = Callable[[int, int], None]


class NotThere(Exception):
    """The publisher has no such file; the message names it."""


class CannotFetch(Exception):
    """The file could not be fetched or may not be kept; the message says why and what to do. What stood there stays."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How patient a fetch is: tries, and seconds before the second one, doubled each time."""

    tries: int = TRIES
    first_wait: float = 1.0


def fetch_file(
    address: str,
    place: Path,
    *,
    check: Callable[[Path], None],
    tell: Tell = lambda done, total: None,
    manners: Manners = Manners(),
) -> int:
    """Fetch an address into a place and return its bytes. `check` looks at the whole file and raises CannotFetch for one
    that may not be kept; `tell` gets bytes done and in all (0: not said). NotThere for 404 and 410.
    """
    part = place.with_name(f"{place.name}.part")
    wait = manners.first_wait
    for left in reversed(range(manners.tries)):
        try:
            if _fetch_some(address, part, tell):
                break
            words = "the connection broke off"
        except _Later as later:
            words, wait = later.words, max(wait, later.seconds)
        except requests.RequestException as fault:
            words = _words_of(fault, address)
        if not left:
            raise CannotFetch(
                f"{place.name}: {words}. What came so far is kept; run the same command again to go on."
            )
        time.sleep(min(wait, LONGEST_WAIT_SECONDS))
        wait *= 2
    return _keep(part, place, check)


def fetch_json(address: str, manners: Manners = Manners()) -> object:
    """A small JSON document of a publisher: a list of what there is. It is asked for again where it does not come at once."""
    wait = manners.first_wait
    for left in reversed(range(manners.tries)):
        try:
            return _ask_json(address)
        except requests.RequestException as fault:
            if not left or not _may_pass(fault):
                raise CannotFetch(f"The list of files: {_words_of(fault, address)}.") from fault
        time.sleep(min(wait, LONGEST_WAIT_SECONDS))
        wait *= 2
    raise CannotFetch(f"The list of files: {_host(address)} was not asked.")


def _ask_json(address: str) -> object:
    answer = requests.get(
        address, headers={"User-Agent": AGENT}, timeout=(SECONDS_TO_CONNECT, SECONDS_TO_ANSWER)
    )
    if answer.status_code in (404, 410):
        raise NotThere(address)
    answer.raise_for_status()
    try:
        return answer.json()
    except requests.JSONDecodeError as fault:
        raise CannotFetch(
            f"{_host(address)} answers with something other than the list of its files."
        ) from fault


def _may_pass(fault: requests.RequestException) -> bool:
    """Whether asking again may help: the server is busy or broken, or the line is."""
    answer = fault.response
    return answer is None or answer.status_code == 429 or answer.status_code >= 500


class _Later(Exception):
    """The server asks to come again after so many seconds."""

    def __init__(self, words: str, seconds: float) -> None:
        super().__init__(words)
        self.words, self.seconds = words, seconds


def _fetch_some(address: str, part: Path, tell: Tell) -> bool:
    """Go on with a part, or begin one; True when the whole file is there."""
    version = _version_of(part, address)
    have = part.stat().st_size if version and part.exists() else 0
    headers = {"User-Agent": AGENT, "Accept-Encoding": "identity"}
    if have:
        headers |= {"Range": f"bytes={have}-", "If-Range": version}
    with requests.get(
        address, headers=headers, stream=True, timeout=(SECONDS_TO_CONNECT, SECONDS_TO_ANSWER)
    ) as answer:
        _insist_on_file(answer, address)
        goes_on = answer.status_code == requests.codes.partial_content and _begins_at(answer, have)
        if answer.status_code in ENDS_ELSEWHERE and not goes_on:
            part.unlink(missing_ok=True)
            return False
        total = int(answer.headers.get("Content-Length", 0)) + (have if goes_on else 0)
        _note_version(part, address, answer)
        done = _write(answer, part, have if goes_on else 0, total, tell)
    return done == total or (not total and done >= 0)


def _write(answer: requests.Response, part: Path, have: int, total: int, tell: Tell) -> int:
    """Write what comes behind what is there; the bytes there in the end, fewer than `total` where the line broke."""
    try:
        with part.open("ab" if have else "wb") as out:
            _pour(answer, out, lambda come: tell(have + come, total))
            out.flush()
            os.fsync(out.fileno())
    except (requests.exceptions.ChunkedEncodingError, requests.exceptions.ConnectionError):
        # Without a length nobody can tell whether it was the end: the part is not taken for the whole.
        return -1
    except requests.RequestException:
        raise
    except OSError as fault:
        raise CannotFetch(
            f"{part.stem} cannot be written: {fault.strerror}. Make room, then run it again."
        ) from fault
    return part.stat().st_size


def _pour(answer: requests.Response, out: BinaryIO, tell: Callable[[int], None]) -> None:
    come = 0
    for chunk in answer.iter_content(CHUNK):
        out.write(chunk)
        come += len(chunk)
        tell(come)
        if come > LARGEST_FILE:
            raise CannotFetch("The file has no end: more than 2 GB came. Nothing was kept.")


def _insist_on_file(answer: requests.Response, address: str) -> None:
    if answer.status_code in (404, 410):
        raise NotThere(address)
    if answer.status_code in (429, 503):
        raise _Later(f"{_host(address)} is busy", _seconds(answer.headers.get("Retry-After", "")))
    if answer.status_code == requests.codes.requested_range_not_satisfiable:
        return
    answer.raise_for_status()
    if "text/html" in answer.headers.get("Content-Type", "").lower():
        raise CannotFetch(
            f"{_host(address)} sends a web page instead of the file. Open {address} in a browser, download it by hand, "
            "and put it into the folder."
        )


def _keep(part: Path, place: Path, check: Callable[[Path], None]) -> int:
    try:
        with part.open("rb") as opened:
            if opened.read(512).lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith((b"<!doctype", b"<html")):
                raise CannotFetch(
                    f"{place.name} is a web page and not the file. Download it by hand into the folder."
                )
        check(part)
    except CannotFetch:
        _drop(part)
        raise
    size = part.stat().st_size
    part.replace(place)
    _drop(part)
    return size


def _drop(part: Path) -> None:
    part.unlink(missing_ok=True)
    _note(part).unlink(missing_ok=True)


def _note(part: Path) -> Path:
    return part.with_name(f"{part.name}.json")


def _version_of(part: Path, address: str) -> str:
    """What the server called the version of which a part is here; empty where it cannot be gone on with."""
    try:
        kept = json.loads(_note(part).read_text())
        return str(kept["version"]) if kept["address"] == address else ""
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _note_version(part: Path, address: str, answer: requests.Response) -> None:
    tag = answer.headers.get("ETag", "")
    version = tag if tag and not tag.startswith("W/") else answer.headers.get("Last-Modified", "")
    _note(part).write_text(json.dumps({"address": address, "version": version}))


def _begins_at(answer: requests.Response, have: int) -> bool:
    return answer.headers.get("Content-Range", "").startswith(f"bytes {have}-")


def _seconds(retry_after: str) -> float:
    if retry_after.isdigit():
        return float(retry_after)
    try:
        return max(0.0, parsedate_to_datetime(retry_after).timestamp() - time.time())
    except (ValueError, TypeError):
        return 0.0


def _words_of(fault: requests.RequestException, address: str) -> str:
    host = _host(address)
    if isinstance(fault, requests.exceptions.ProxyError):
        return f"the proxy does not let us through to {host}; look at HTTPS_PROXY"
    if isinstance(fault, requests.exceptions.SSLError):
        return f"the certificate of {host} is not trusted here; set REQUESTS_CA_BUNDLE to your council's certificates"
    if isinstance(fault, requests.exceptions.HTTPError) and fault.response is not None:
        return f"{host} answers with error {fault.response.status_code}"
    if isinstance(fault, requests.exceptions.Timeout):
        return f"{host} does not answer in time"
    return f"{host} cannot be reached; look at the network"


def _host(address: str) -> str:
    return urlsplit(address).hostname or address

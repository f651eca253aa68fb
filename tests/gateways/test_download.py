"""Fetching from a server that behaves well and badly: the file is whole or the words say why, and nothing is half kept."""

import os

import pytest
import requests
from tests.gateways import file_server as ways
from tests.gateways.file_server import FileServer

from headway.gateways import download
from headway.gateways.download import CannotFetch, Manners, NotThere, fetch_file, fetch_json

CONTENT = b"URN,Name\r\n" + b"900001,Elm\r\n" * 40_000
QUICK = Manners(tries=4, first_wait=0.0)


@pytest.fixture(scope="module")
def running():
    server = FileServer()
    yield server
    server.close()


@pytest.fixture
def server(running):
    running.files, running.manner, running.asked = {"/file.csv": CONTENT}, {}, []
    return running


@pytest.fixture
def place(tmp_path):
    return tmp_path / "file.csv"


def fetch(server, place, check=lambda part: None, path="/file.csv", manners=QUICK, **more):
    return fetch_file(server.url + path, place, check=check, manners=manners, **more)


def left_beside(place):
    return sorted(path.name for path in place.parent.iterdir())


def test_a_file_is_fetched_and_progress_told(server, place):
    told = []
    assert fetch(server, place, tell=lambda *both: told.append(both)) == len(CONTENT)
    assert place.read_bytes() == CONTENT
    assert told[-1] == (len(CONTENT), len(CONTENT))
    assert left_beside(place) == ["file.csv"]


def test_what_breaks_off_goes_on_where_it_broke(server, place):
    server.manner["/file.csv"] = [ways.cut]
    fetch(server, place)
    assert place.read_bytes() == CONTENT
    assert server.asked[1][1].startswith("bytes=")
    assert server.asked[1][1] != "bytes=0-"


def test_it_goes_on_in_a_later_run_too(server, place):
    server.manner["/file.csv"] = [ways.cut]
    with pytest.raises(CannotFetch, match="run the same command again"):
        fetch(server, place, manners=Manners(tries=1, first_wait=0.0))
    assert left_beside(place) == ["file.csv.part", "file.csv.part.json"]
    fetch(server, place)
    assert place.read_bytes() == CONTENT
    assert server.asked[-1][1].startswith("bytes=")


@pytest.mark.parametrize("way", [ways.changed, ways.no_ranges, ways.wrong_range])
def test_another_version_or_a_server_without_ranges_is_begun_anew(server, place, way):
    server.manner["/file.csv"] = [ways.cut, way]
    fetch(server, place)
    assert place.read_bytes() == CONTENT


def test_a_part_of_another_address_is_not_gone_on_with(server, place):
    server.files["/old.csv"] = b"x" * 1000
    server.manner["/old.csv"] = [ways.cut]
    with pytest.raises(CannotFetch):
        fetch(server, place, path="/old.csv", manners=Manners(tries=1, first_wait=0.0))
    fetch(server, place)
    assert place.read_bytes() == CONTENT


def test_a_whole_part_that_was_not_looked_at_yet_is_not_fetched_for_ever(server, place):
    def stop(part):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch(server, place, check=stop)
    fetch(server, place)
    assert place.read_bytes() == CONTENT


@pytest.mark.parametrize("way", [ways.busy, ways.broken, ways.silent])
def test_a_server_with_a_weak_moment_is_asked_again(server, place, way):
    server.manner["/file.csv"] = [way, way]
    fetch(server, place)
    assert place.read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("way", "words"),
    [(ways.broken, "answers with error 500"), (ways.busy, "is busy"), (ways.silent, "cannot be reached")],
)
def test_a_server_that_stays_so_is_named(server, place, way, words):
    place.write_bytes(b"old")
    server.manner["/file.csv"] = [way] * 9
    with pytest.raises(CannotFetch, match=words):
        fetch(server, place)
    assert place.read_bytes() == b"old"


@pytest.mark.parametrize("way", [ways.page, ways.hidden_page])
def test_a_page_instead_of_the_file_is_refused_and_what_stood_there_stays(server, place, way):
    place.write_bytes(b"old")
    server.manner["/file.csv"] = [way]
    with pytest.raises(CannotFetch, match="web page"):
        fetch(server, place)
    assert place.read_bytes() == b"old"
    assert left_beside(place) == ["file.csv"]


def test_a_file_that_may_not_be_kept_is_dropped(server, place):
    def refuse(part):
        raise CannotFetch("its header is another")

    with pytest.raises(CannotFetch, match="its header is another"):
        fetch(server, place, check=refuse)
    assert left_beside(place) == []


def test_no_such_file_is_said_apart(server, place):
    with pytest.raises(NotThere):
        fetch(server, place, path="/nowhere.csv")


def test_without_a_network_the_host_is_named(place):
    with pytest.raises(CannotFetch, match=r"127\.0\.0\.1 cannot be reached; look at the network"):
        fetch_file("http://127.0.0.1:9/file.csv", place, check=lambda part: None, manners=Manners(2, 0.0))


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (requests.exceptions.ProxyError(), "look at HTTPS_PROXY"),
        (requests.exceptions.SSLError(), "REQUESTS_CA_BUNDLE"),
        (requests.exceptions.ReadTimeout(), "does not answer in time"),
    ],
)
def test_proxy_certificate_and_patience_have_words_of_their_own(place, monkeypatch, fault, words):
    def fail(*args, **more):
        raise fault

    monkeypatch.setattr(download.requests, "get", fail)
    with pytest.raises(CannotFetch, match=words):
        fetch_file("https://publisher.example/f.csv", place, check=lambda part: None, manners=Manners(1, 0.0))


def test_a_full_disk_is_said_and_what_stood_there_stays(server, place, monkeypatch):
    place.write_bytes(b"old")

    def full(opened):
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(download.os, "fsync", full)
    with pytest.raises(CannotFetch, match="No space left on device. Make room"):
        fetch(server, place)
    assert place.read_bytes() == b"old"


def test_a_file_without_end_is_refused(server, place, monkeypatch):
    monkeypatch.setattr(download, "LARGEST_FILE", 1000)
    with pytest.raises(CannotFetch, match="has no end"):
        fetch(server, place)
    assert not place.exists()


def test_a_list_that_is_a_page_is_said(server):
    server.manner["/list"] = [ways.page]
    with pytest.raises(CannotFetch, match="something other than the list"):
        fetch_json(f"{server.url}/list")

"""How publishers' lists are read: days in words, names made safe, and which of several files comes first."""

from datetime import date

import pytest

from headway.gateways import listings
from headway.gateways.download import CannotFetch
from headway.gateways.listings import Asked, day_in_words


@pytest.mark.parametrize(
    "text, day",
    [
        ("latest inspections as at 31 August 2026", date(2026, 8, 31)),
        ("sn_may_2025.xlsx", date(2025, 5, 1)),
        ("from 1 Sep 2024 to 31 Aug 2025", date(2025, 8, 31)),
        ("as at 31 June 2026", date.min),
        ("the year 2026", date.min),
        ("", date.min),
    ],
)
def test_the_last_day_in_words(text, day):
    assert day_in_words(text) == day


def offers(monkeypatch, way, documents, file, *addresses):
    monkeypatch.setattr(listings, "fetch_json", lambda address, manners: documents[address])
    return list(way(Asked(addresses or ("https://a.example/list",), file, date(2026, 9, 1))))


def test_names_of_a_publisher_never_leave_the_folder(monkeypatch):
    entries = [
        {"type": "file", "name": name, "download_url": "https://a.example/x"}
        for name in ("../../etc/data", "..\\data", "/data", ".data", "da ta/data?.csv")
    ]
    found = offers(monkeypatch, listings.github, {"https://a.example/list": entries}, "data")
    assert {one.name for one in found} == {"data", "data_.csv"}


def test_the_title_sought_comes_before_a_later_day_of_another_title(monkeypatch):
    listed = [
        {"title": "Other as at 31 August 2026", "url": "https://a.example/other.csv"},
        {"title": "Latest inspections as at 31 May 2026", "url": "https://a.example/may.csv"},
        {"title": "Latest inspections as at 30 June 2026", "url": "https://a.example/june.csv"},
    ]
    documents = {"https://a.example/list": {"details": {"attachments": listed}}}
    found = offers(monkeypatch, listings.govuk, documents, "latest inspections as at")
    assert [one.name for one in found] == ["june.csv", "may.csv", "other.csv"]


def test_a_release_without_a_day_is_kept_by_its_own_name(monkeypatch):
    api = "https://a.example/api"
    documents = {
        f"{api}/publications/x/releases": [{"id": "r", "title": "R", "published": None}],
        f"{api}/data-set-files?releaseId=r&pageSize=40&page=1": {
            "results": [{"id": "f", "filename": "data.csv"}]
        },
    }
    found = offers(monkeypatch, listings.explore, documents, "data", f"{api}/publications/x/releases")
    assert [(one.name, one.version, one.address) for one in found] == [
        ("data.csv", False, f"{api}/data-set-files/f/download")
    ]


def test_only_so_many_releases_are_looked_through(monkeypatch):
    api = "https://a.example/api"
    documents = {f"{api}/publications/x/releases": [{"id": str(at), "title": str(at)} for at in range(9)]}
    asked = []

    def fetch(address, manners):
        asked.append(address)
        return documents.get(address, {"results": []})

    monkeypatch.setattr(listings, "fetch_json", fetch)
    with pytest.raises(CannotFetch, match="None of the newest releases"):
        list(listings.explore(Asked((f"{api}/publications/x/releases",), "data", date(2026, 9, 1))))
    assert len(asked) == 1 + listings.MOST_RELEASES


def test_a_mirror_keeps_hosts_as_folders_and_the_question():
    asked = Asked(("https://a.example/list",), "", date(2026, 9, 1), "http://127.0.0.1:9/")
    assert asked.at("https://b.example/c?d=1") == "http://127.0.0.1:9/b.example/c?d=1"

"""The command that fetches: the newest files of a copy of the publishers' places, and plain words for what is missing."""

import json
from datetime import date, timedelta
from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from tests.gateways import file_server as ways
from tests.gateways.file_server import FileServer

from headway.demo.generate import generate
from headway.gateways import publishers
from headway.gateways.download import Manners
from headway.gateways.listings import WAYS
from headway.gateways.publishers import BY_HAND, SOURCES, Source
from headway.publicdata.layouts import columns
from headway.publicdata.recognise import NOT_TAKEN, FileKind, recognise, scan

QUICK = Manners(tries=2, first_wait=0.0)
# Layouts of one past year, for a history somebody holds; the publishers put new years elsewhere.
EARLIER_YEARS = {
    FileKind.OFSTED_2022,
    FileKind.CENSUS_2023,
    FileKind.SEN_2023,
    FileKind.WORKFORCE_2022,
    FileKind.CFR_2023,
    FileKind.AAR_2023,
    FileKind.KS2_TABLES_2023,
    FileKind.KS2_TABLES_2019,
    FileKind.KS4_TABLES_2023,
    FileKind.KS4_TABLES_2019,
    FileKind.KS4_TABLES_2018,
}


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """Files of the invented county, by kind."""
    folder = tmp_path_factory.mktemp("county")
    generate(folder, seed=1, size="small", first_day=date(2026, 9, 1))
    files = {found.kind: found.path.read_bytes() for found in scan(folder) if found.kind and found.is_newest}
    header = ",".join(f'"{name}"' for name in columns("lait_dictionary"))
    return files | {FileKind.LAIT_DICTIONARY: f"{header}\n".encode()}


@pytest.fixture
def server(settings, monkeypatch):
    running = FileServer()
    settings.PUBLISHERS_MIRROR = running.url
    monkeypatch.setattr(
        publishers.fetch_source, "__kwdefaults__", publishers.fetch_source.__kwdefaults__ | {"manners": QUICK}
    )
    yield running
    running.close()


def path_of(address):
    parts = urlsplit(address)
    return f"/{parts.hostname}{parts.path}"


def source_of(kind) -> Source:
    return next(source for source in SOURCES if source.kind == kind)


API = "/content.explore-education-statistics.service.gov.uk/api"
FOLDER = (
    "/api.github.com/repos/dfe-analytical-services/local-authority-interactive-tool/contents/01_data/02_prod"
)
RELEASES = {
    FileKind.KS2_SCHOOLS: f"{API}/publications/key-stage-2-attainment/releases",
    FileKind.KS4_SCHOOLS: f"{API}/publications/key-stage-4-performance/releases",
}


def files_of(release, page=1):
    """Where the files of a release are listed."""
    return f"{API}/data-set-files?releaseId={release}&pageSize=40&page={page}"


def told(content):
    """A document of a publisher."""
    return json.dumps(content).encode()


def release(number, published, *, latest=False):
    """A release as Explore Education Statistics lists it."""
    return {
        "id": number,
        "title": f"Academic year {number}",
        "published": f"{published}T09:30:00Z",
        "latestRelease": latest,
    }


def publish_results(server, kind, name, content):
    """Two releases: the newest is listed last, and its file of results by school is on the second page of its files."""
    short = kind[:3]
    newest, older = f"{short}-2025", f"{short}-2024"
    server.files[RELEASES[kind]] = told(
        [release(older, "2024-12-12"), release(newest, "2025-12-11", latest=True)]
    )
    guide = {"id": "guide", "filename": "national_figures.csv"}
    sought = {"id": f"{newest}-file", "filename": name}
    server.files[files_of(newest)] = told({"results": [guide], "paging": {"totalPages": 2}})
    server.files[files_of(newest, 2)] = told({"results": [sought], "paging": {"totalPages": 2}})
    server.files[files_of(older)] = told(
        {"results": [{"id": f"{older}-file", "filename": name}], "paging": {}}
    )
    for one in (newest, older):
        server.files[f"{API}/data-set-files/{one}-file/download"] = content


@pytest.fixture
def published(server, county):
    """The publishers' places: dated files of three days ago, lists of releases and files, one that is always there."""
    day = timezone.localdate() - timedelta(days=3)
    for source in SOURCES:
        if source.way in ("daily", "file"):
            place = path_of(source.addresses[0].format(day=f"{day:%Y%m%d}"))
            server.files[place] = county[source.kind]
    title = "Management information \u2013 state-funded schools \u2013 latest inspections as at {}"
    attachments = [
        {"url": "https://assets.example/guide.ods", "title": "Guide"},
        {"url": "https://assets.example/other.csv", "title": "Inspections in the year to 31 August 2026"},
        {"url": "https://assets.example/june.csv", "title": title.format("30 June 2026")},
        {"url": "https://assets.example/august.csv", "title": title.format("31 August 2026")},
    ]
    for name in ("june", "august"):
        server.files[f"/assets.example/{name}.csv"] = county[FileKind.OFSTED_LATEST]
    server.files["/assets.example/other.csv"] = b"a,b\n1,2\n"
    listed = {"details": {"attachments": attachments}}
    server.files[path_of(source_of(FileKind.OFSTED_LATEST).addresses[0])] = told(listed)
    publish_results(
        server, FileKind.KS2_SCHOOLS, "ks2_school_attainment_data.csv", county[FileKind.KS2_SCHOOLS]
    )
    publish_results(
        server,
        FileKind.KS4_SCHOOLS,
        "202425_performance_tables_schools_final.csv",
        county[FileKind.KS4_SCHOOLS],
    )
    entries = {"bds_long_0.parquet": FileKind.LAIT, "lait_data_dictionary.csv": FileKind.LAIT_DICTIONARY}
    for name, kind in entries.items():
        server.files[f"/raw.example/{name}"] = county[kind]
    server.files[FOLDER] = told(
        [{"type": "dir", "name": "bds_long_old", "download_url": None}]
        + [
            {"type": "file", "name": name, "download_url": f"https://raw.example/{name}"}
            for name in ("banner_update.csv", *entries)
        ]
    )
    return server


def fetch(folder, authority="Larkshire"):
    out = StringIO()
    call_command("fetch", authority=authority, into=folder, stdout=out, stderr=StringIO())
    return out.getvalue()


def fail(folder, words):
    """What the command says where files are missing."""
    out = StringIO()
    with pytest.raises(CommandError, match=words):
        call_command("fetch", authority="Larkshire", into=folder, stdout=out, stderr=StringIO())
    return out.getvalue()


def kept(folder):
    """The names of the files kept; a part that broke off counts."""
    return {path.name for path in folder.iterdir()}


def test_the_newest_files_are_fetched_and_recognised(published, tmp_path):
    said = fetch(tmp_path)
    kinds = {recognise(path) for path in tmp_path.iterdir()}
    assert kinds == {source.kind for source in SOURCES}
    assert f"make run PUBLISHED={tmp_path} AUTHORITY='Larkshire'" in said
    assert "by hand  Statistical neighbours" in said and "side by side in one row" in said


def test_the_newest_of_each_list_is_taken_whatever_its_place_in_the_list(published, tmp_path):
    said = fetch(tmp_path)
    names = kept(tmp_path)
    assert {"august.csv", "bds_long_0.parquet", "lait_data_dictionary.csv"} <= names
    assert "20251211_ks2_school_attainment_data.csv" in names
    assert "20251211_202425_performance_tables_schools_final.csv" in names
    assert "release “Academic year ks4-2025”" in said and "as at 31 August 2026" in said
    newest = {found.kind: found.published_on for found in scan(tmp_path) if found.is_newest}
    assert newest[FileKind.KS4_SCHOOLS] == newest[FileKind.KS2_SCHOOLS] == date(2025, 12, 11)


def test_a_second_run_fetches_no_dated_file_again(published, tmp_path):
    fetch(tmp_path)
    published.asked.clear()
    said = fetch(tmp_path)
    assert "here     Get Information about Schools: register" in said
    assert "here     Key stage 4 performance by school" in said
    asked = [path for path, _ in published.asked]
    assert not [path for path in asked if "edubasealldata" in path and path in published.files]
    assert not [path for path in asked if path.endswith("/download")]


def test_a_newer_release_is_fetched_beside_the_one_that_is_here(published, county, tmp_path):
    fetch(tmp_path)
    listed = json.loads(published.files[RELEASES[FileKind.KS4_SCHOOLS]])
    published.files[RELEASES[FileKind.KS4_SCHOOLS]] = told(
        [*listed[:1], release("ks4-2026", "2026-10-15", latest=True)]
    )
    sought = {"id": "new", "filename": "202526_performance_tables_schools_provisional.csv"}
    published.files[files_of("ks4-2026")] = told({"results": [sought], "paging": {"totalPages": 1}})
    published.files[f"{API}/data-set-files/new/download"] = county[FileKind.KS4_SCHOOLS]
    fetch(tmp_path)
    newest = next(found for found in scan(tmp_path) if found.kind == FileKind.KS4_SCHOOLS and found.is_newest)
    assert newest.path.name == "20261015_202526_performance_tables_schools_provisional.csv"


def test_a_release_without_the_file_is_named_and_the_one_before_is_taken(published, tmp_path):
    other = {"results": [{"id": "x", "filename": "national_figures.csv"}], "paging": {"totalPages": 1}}
    published.files[files_of("ks2-2025")] = told(other)
    said = fetch(tmp_path)
    assert "20241212_ks2_school_attainment_data.csv" in kept(tmp_path)
    assert "newer ones do not have this file: Academic year ks2-2025" in said
    published.files[files_of("ks2-2024")] = told(other)
    said = fail(tmp_path / "again", "1 of 9 files are missing")
    assert "None of the newest releases has a file called “ks2_school_attainment_data”" in said
    assert "find-statistics/key-stage-2-attainment" in said


@pytest.mark.parametrize(
    "path, title",
    [
        (RELEASES[FileKind.KS2_SCHOOLS], "Key stage 2 attainment by school"),
        (files_of("ks4-2025"), "Key stage 4 performance by school"),
        (path_of(source_of(FileKind.OFSTED_LATEST).addresses[0]), "Most recent inspections"),
    ],
)
@pytest.mark.parametrize(
    "content, words",
    [
        (b"<!DOCTYPE html><title>Sorry</title>", "answers with something other than the list of its files"),
        (b'{"items": []}', "lists its files in another way than it did"),
        (b'[{"name": 1}]', "lists its files in another way than it did"),
        (b"[[1]]", "lists its files in another way than it did"),
        (b"null", "lists its files in another way than it did"),
    ],
)
def test_a_list_that_is_a_page_or_another_layout_is_said_and_the_others_are_fetched(
    published, tmp_path, path, title, content, words
):
    published.files[path] = content
    said = fail(tmp_path, "1 of 9 files are missing")
    line = next(line for line in said.splitlines() if line.startswith("missing"))
    assert (
        line.startswith(f"missing  {title}") and words in line and "To download it by hand: https://" in line
    )
    assert len(kept(tmp_path)) == 8


def test_a_folder_without_the_file_is_said(published, tmp_path):
    published.files[FOLDER] = told(
        [{"type": "file", "name": "README.md", "download_url": "https://raw.example/README.md"}]
    )
    said = fail(tmp_path, "2 of 9 files are missing")
    assert "The folder has no file called “bds_long” any more" in said


def test_a_changed_layout_of_a_results_file_is_not_kept_and_no_older_one_is_passed_off_for_it(
    published, county, tmp_path
):
    published.files[f"{API}/data-set-files/ks4-2025-file/download"] = b"urn,score\n100000,46.1\n"
    said = fail(tmp_path, "1 of 9 files are missing")
    assert "is not Key stage 4 performance by school: its header is another" in said
    assert not [name for name in kept(tmp_path) if "performance_tables" in name]


def test_a_results_file_that_broke_off_goes_on_at_the_next_run(published, tmp_path):
    path = f"{API}/data-set-files/ks4-2025-file/download"
    header, rows = published.files[path].split(b"\n", 1)
    published.files[path] = header + b"\n" + rows * (400_000 // len(rows) + 1)
    published.manner[path] = [ways.cut, ways.broken]
    fail(tmp_path, "1 of 9 files are missing")
    assert "20251211_202425_performance_tables_schools_final.csv.part" in kept(tmp_path)
    published.asked.clear()
    fetch(tmp_path)
    assert [sent for asked, sent in published.asked if asked == path][0].startswith("bytes=")
    assert not [name for name in kept(tmp_path) if ".part" in name]


def test_a_list_of_a_busy_or_broken_publisher_is_asked_for_again(published, tmp_path):
    for path, way in (
        (RELEASES[FileKind.KS4_SCHOOLS], ways.broken),
        (files_of("ks2-2025"), ways.busy),
        (FOLDER, ways.silent),
    ):
        published.manner[path] = [way]
    fetch(tmp_path)
    published.manner[RELEASES[FileKind.KS4_SCHOOLS]] = [ways.broken, ways.broken]
    assert "answers with error 500" in fail(tmp_path, "1 of 9 files are missing")


def test_the_register_is_found_at_its_other_address(published, county, tmp_path):
    register = source_of(FileKind.GIAS_REGISTER)
    for path in [path for path in published.files if "/edubasealldata" in path]:
        day = path[-12:-4]
        published.files[path_of(register.addresses[1].format(day=day))] = published.files.pop(path)
    assert "fetched  Get Information about Schools: register" in fetch(tmp_path)


def test_without_a_network_every_file_and_its_page_are_named(server, tmp_path, settings):
    server.close()
    settings.PUBLISHERS_MIRROR = server.url
    said = fail(tmp_path, "9 of 9 files are missing")
    missing = [line for line in said.splitlines() if line.startswith("missing")]
    assert len(missing) == 9 and all("cannot be reached; look at the network" in line for line in missing)
    assert all(source.page in said for source in SOURCES)
    assert kept(tmp_path) == set()


def test_a_misspelt_authority_is_said_with_what_was_meant(published, tmp_path):
    with pytest.raises(CommandError, match="Did you mean Larkshire?"):
        fetch(tmp_path, "Larkshir")


def test_a_page_instead_of_a_file_is_named_and_the_others_are_fetched(published, tmp_path):
    published.manner[f"{API}/data-set-files/ks2-2025-file/download"] = [ways.page]
    said = fail(tmp_path, "1 of 9 files are missing")
    assert "missing  Key stage 2 attainment by school" in said and "download it by hand" in said
    assert len(kept(tmp_path)) == 8


def test_a_file_of_another_kind_is_not_kept(published, county, tmp_path):
    published.files[path_of(source_of(FileKind.BANK_HOLIDAYS).addresses[0])] = county[FileKind.KS2_SCHOOLS]
    said = fail(tmp_path, "1 of 9 files are missing")
    assert "its header is another" in said
    assert not (tmp_path / "bank-holidays.json").exists()


def test_where_nothing_is_every_page_to_download_from_is_named(server, tmp_path):
    said = fail(tmp_path, "9 of 9 files are missing")
    assert all(source.page in said for source in SOURCES)


def test_every_kind_the_product_needs_is_fetched_or_said_to_come_by_hand():
    told_of = [source.kind for source in SOURCES] + [one.kind for one in BY_HAND]
    assert len(told_of) == len(set(told_of))
    assert set(FileKind) - set(told_of) == EARLIER_YEARS | set(NOT_TAKEN)
    assert all(source.read for source in SOURCES) and all(one.why for one in BY_HAND)
    assert all(source.way in WAYS for source in SOURCES)

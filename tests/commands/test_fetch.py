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
from headway.gateways.publishers import SOURCES, Source
from headway.publicdata.recognise import FileKind, recognise, scan

QUICK = Manners(tries=2, first_wait=0.0)


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """Files of the invented county, by kind."""
    folder = tmp_path_factory.mktemp("county")
    generate(folder, seed=1, size="small", first_day=date(2026, 9, 1))
    return {found.kind: found.path.read_bytes() for found in scan(folder) if found.kind and found.is_newest}


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


@pytest.fixture
def published(server, county):
    """The publishers' places: dated files of three days ago, a list of Ofsted's, the others where they always are."""
    day = timezone.localdate() - timedelta(days=3)
    for source in SOURCES:
        if source.kind not in county or source.is_list:
            continue
        server.files[path_of(source.address.format(day=f"{day:%Y%m%d}"))] = county[source.kind]
    ofsted = source_of(FileKind.OFSTED_LATEST)
    server.files["/assets.example/other.csv"] = county[FileKind.BANK_HOLIDAYS].replace(
        b"{", b"a,b\n1,2\n", 1
    )[:9]
    server.files["/assets.example/latest.csv"] = county[FileKind.OFSTED_LATEST]
    listed = [{"url": f"https://assets.example/{name}"} for name in ("guide.ods", "other.csv", "latest.csv")]
    server.files[path_of(ofsted.address)] = json.dumps({"details": {"attachments": listed}}).encode()
    return server


def fetch(folder, authority="Larkshire"):
    out = StringIO()
    call_command("fetch", authority=authority, into=folder, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_the_newest_files_are_fetched_and_recognised(published, county, tmp_path):
    said = fetch(tmp_path)
    kinds = {recognise(path) for path in tmp_path.iterdir()}
    assert kinds == {source.kind for source in SOURCES if source.kind in county}
    assert f"make run PUBLISHED={tmp_path} AUTHORITY='Larkshire'" in said
    assert "by hand  Local authority interactive tool" in said


def test_a_second_run_fetches_no_dated_file_again(published, tmp_path):
    fetch(tmp_path)
    published.asked.clear()
    said = fetch(tmp_path)
    assert "here     Get Information about Schools: register" in said
    assert not [path for path, _ in published.asked if "edubasealldata" in path and path in published.files]


def test_a_misspelt_authority_is_said_with_what_was_meant(published, tmp_path):
    with pytest.raises(CommandError, match="Did you mean Larkshire?"):
        fetch(tmp_path, "Larkshir")


def test_a_page_instead_of_a_file_is_named_and_the_others_are_fetched(published, tmp_path):
    path = path_of(source_of(FileKind.KS2_SCHOOLS).address)
    published.manner[path] = [ways.page]
    out = StringIO()
    with pytest.raises(CommandError, match="1 of 6 files are missing"):
        call_command("fetch", authority="Larkshire", into=tmp_path, stdout=out, stderr=StringIO())
    assert "missing  Key stage 2 attainment by school" in out.getvalue()
    assert "download it by hand" in out.getvalue()
    assert len(list(tmp_path.iterdir())) == 5


def test_a_file_of_another_kind_is_not_kept(published, county, tmp_path):
    published.files[path_of(source_of(FileKind.BANK_HOLIDAYS).address)] = county[FileKind.KS2_SCHOOLS]
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("fetch", authority="Larkshire", into=tmp_path, stdout=out, stderr=StringIO())
    assert "its header is another" in out.getvalue()
    assert not (tmp_path / "bank-holidays.json").exists()


def test_where_nothing_is_every_page_to_download_from_is_named(server, tmp_path):
    out = StringIO()
    with pytest.raises(CommandError, match="6 of 6 files are missing"):
        call_command("fetch", authority="Larkshire", into=tmp_path, stdout=out, stderr=StringIO())
    assert all(source.page in out.getvalue() for source in SOURCES if not source.is_list)


def test_every_source_says_that_its_address_was_not_tried():
    assert not any(source.verified for source in SOURCES)

"""Kept files: once by content, unchanged, served so that no browser runs them."""

import hashlib
from datetime import UTC, datetime

import pytest
from tests.features.threads import run_at_once

from headway.features.files.actions import keep, keep_file, path_of
from headway.features.files.models import StoredFile
from headway.features.files.queries import ARCHIVE, CSV, content_of, download_headers, open_content

pytestmark = pytest.mark.django_db
AT = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


def test_the_same_bytes_are_kept_once_whichever_way_they_come(tmp_path):
    source = tmp_path / "big.zip"
    source.write_bytes(b"content")
    first = keep(content=b"content", name="a.zip", content_type=ARCHIVE, at=AT)
    assert keep_file(source=source, name="b.zip", content_type=ARCHIVE, at=AT) == first
    assert (first.name, first.size, first.sha256) == ("a.zip", 7, hashlib.sha256(b"content").hexdigest())


def test_a_file_is_copied_unchanged_and_leaves_no_draft(tmp_path):
    source = tmp_path / "big.zip"
    source.write_bytes(b"x" * 3_000_000)
    kept = keep_file(source=source, name="big.zip", content_type=ARCHIVE, at=AT)
    assert content_of(kept) == source.read_bytes()
    assert kept.size == 3_000_000
    with open_content(kept) as opened:
        assert opened.read(1) == b"x"
    assert [each.name for each in path_of(kept.sha256).parent.iterdir()] == [kept.sha256]


@pytest.mark.parametrize(
    ("content_type", "served"),
    [
        (ARCHIVE, ARCHIVE),
        (CSV, "text/csv; charset=utf-8"),
        ("text/html", "application/octet-stream"),
        ("image/svg+xml", "application/octet-stream"),
        ("application/zip\r\nSet-Cookie: a=b", "application/octet-stream"),
    ],
)
def test_only_listed_types_are_served_as_they_are(content_type, served):
    headers = download_headers("a.bin", content_type)
    assert headers["Content-Type"] == served
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("letters.zip", 'attachment; filename="letters.zip"'),
        ('a"\r\nSet-Cookie: b.zip', 'attachment; filename="a- Set-Cookie- b.zip"'),
        ("Café – 1.zip", "attachment; filename*=utf-8''Caf%C3%A9%20%E2%80%93%201.zip"),
        ("../../x.html", 'attachment; filename="-..-x.html"'),
    ],
)
def test_a_file_is_always_an_attachment_with_a_safe_name(name, expected):
    assert download_headers(name, ARCHIVE)["Content-Disposition"] == expected


@pytest.mark.django_db(transaction=True)
def test_many_writers_of_the_same_bytes_keep_one_file(tmp_path, monkeypatch):
    tasks = [lambda: keep(content=b"same", name="a", content_type=ARCHIVE, at=AT).pk] * 6
    results, look = run_at_once(tasks, tmp_path, monkeypatch)
    assert len(set(results)) == 1
    assert look(StoredFile.objects.count) == 1

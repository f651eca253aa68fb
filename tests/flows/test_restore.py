"""Backup and restore of a real installation of its own, by the commands, on the database this suite runs on."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from tests import kept_database
from tests.gateways.test_backups import sealed

ROOT = Path(__file__).resolve().parents[2]
ADD = (
    "from datetime import date; from django.utils import timezone; "
    "from headway.features.files.actions import keep; from headway.features.people.actions import invite_person; "
    "keep(content={content!r}, name='kept.csv', content_type='text/csv', at=timezone.now()); "
    "invite_person(email='{email}', name='Post', role='adviser', valid_from=date(2026, 9, 1), by='', at=timezone.now())"
)
PEOPLE = (
    "from headway.features.people.models import Person; "
    "print('PEOPLE', sorted(Person.objects.values_list('email', flat=True)))"
)


class Installation:
    """Commands of one installation, each in a process of its own."""

    def __init__(self, data, database_url):
        kept = {
            k: v for k, v in os.environ.items() if not k.startswith(("HEADWAY_", "DJANGO_", "DATABASE_URL"))
        }
        self.data, self.environment = (
            data,
            kept
            | {
                "HEADWAY_DATA": str(data),
                "DATABASE_URL": database_url,
                "DJANGO_SETTINGS_MODULE": "headway.site.settings",
                "PYTHONPATH": str(ROOT / "src"),
            },
        )

    def run(self, *command, **more):
        return subprocess.run(
            [sys.executable, "-m", "headway", *command],
            env=self.environment,
            capture_output=True,
            text=True,
            **more,
        )

    def add(self, email, content=b"a,b\n"):
        done = self.run("shell", "-v", "0", "-c", ADD.format(email=email, content=content))
        assert done.returncode == 0, done.stderr

    def people(self):
        return self.run("shell", "-v", "0", "-c", PEOPLE).stdout.partition("PEOPLE ")[2].strip()

    def backup(self):
        done = self.run("backup", "--to", str(self.data / "safe"))
        assert done.returncode == 0, done.stderr
        return max((self.data / "safe").glob("*.backup"))


def address_of(name):
    """A new, empty database on the server the suite runs on; empty: SQLite in the data folder."""
    if connection.vendor == "sqlite":
        return ""
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
    told = connection.settings_dict
    return f"postgresql://{told['USER']}:{told['PASSWORD']}@/{name}?host={told['HOST']}&port={told['PORT'] or 5432}"


@pytest.fixture
def make(tmp_path, transactional_db):
    def installation(name, migrated=True):
        made = Installation(tmp_path / name, address_of(f"{name}_{os.getpid()}"))
        made.data.mkdir()
        if migrated:
            if connection.vendor == "sqlite":
                kept_database.take(str(made.data / "headway.sqlite3"))
            assert made.run("migrate", "-v", "0").returncode == 0
        return made

    return installation


def test_there_and_back_again(make):
    first = make("first")
    first.add("one@example.org")
    safe = first.backup()
    assert first.run("verify", str(safe)).returncode == 0
    first.add("two@example.org", b"c,d\n")

    # Nothing is written over unless told; then what stood there is backed up first.
    refused = first.run("restore", str(safe))
    assert "add --replace" in refused.stderr
    assert first.people() == "['one@example.org', 'two@example.org']"
    done = first.run("restore", str(safe), "--replace")
    assert done.returncode == 0, done.stderr
    assert first.people() == "['one@example.org']"
    assert first.run("verify").stdout.startswith("OK")
    (before,) = (first.data / "backups").glob("*.backup")
    assert first.run("restore", str(before), "--replace").returncode == 0
    assert first.people() == "['one@example.org', 'two@example.org']"

    # Another machine gets everything: rows, files, key.
    second = make("second", migrated=False)
    done = second.run("restore", str(safe))
    assert done.returncode == 0, done.stderr
    assert second.people() == "['one@example.org']"
    assert second.run("verify").stdout.startswith("OK")
    assert (second.data / "secret-key").read_bytes() == (first.data / "secret-key").read_bytes()


def test_a_damaged_or_foreign_backup_changes_nothing(make):
    here = make("here")
    here.add("one@example.org")
    safe = here.backup()
    content = bytearray(safe.read_bytes())
    content[len(content) // 2] ^= 1
    safe.write_bytes(content)
    for place, words in (
        (safe, "is not whole"),
        (here.data / "secret-key", "is not whole"),
        (sealed(here.data / "foreign", {"one": b"1"}, None), "no backup of Headway"),
    ):
        for command in (("verify",), ("restore", "--replace")):
            done = here.run(*command, str(place))
            assert done.returncode == 1
            assert words in done.stderr
    assert here.people() == "['one@example.org']"


def test_a_full_disk_leaves_no_half_backup(make):
    here = make("here")
    here.add("one@example.org")
    kept = here.backup()

    def small_files():
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    done = here.run("backup", "--to", str(kept.parent), preexec_fn=small_files)
    assert done.returncode != 0
    assert [path.name for path in kept.parent.iterdir() if path.suffix != ".backup"] == []
    assert list(kept.parent.glob("*.backup")) == [kept]
    assert here.run("verify", str(kept)).returncode == 0


def test_a_lost_or_changed_file_is_named(make):
    here = make("here")
    here.add("one@example.org")
    (file,) = (path for path in (here.data / "files").rglob("*") if path.is_file())
    file.write_bytes(b"other")
    assert "was changed" in here.run("verify").stdout
    file.unlink()
    assert "is not in the data folder" in here.run("verify").stdout
    assert "is not in the data folder" in here.run("backup").stderr


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="SQLite only: another process holds the file")
def test_a_database_in_use_is_not_switched(make):
    here = make("here")
    here.add("one@example.org")
    safe = here.backup()
    holder = subprocess.Popen(
        [sys.executable, "-m", "headway", "shell", "-v", "0", "-c",
         "from headway.features.people.models import Person; print(Person.objects.count(), flush=True); input()"],
        env=here.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert holder.stdout.readline().strip() == "1"
        done = here.run("restore", str(safe), "--replace")
        assert "The database is in use" in done.stderr
    finally:
        holder.communicate("\n")
    assert here.run("restore", str(safe), "--replace").returncode == 0

"""Back up the installation: the database as it stands at one moment, every file it names, and the key that signs."""

import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection

from headway.features.files.actions import path_of
from headway.gateways.backups import Manifest, write_backup
from headway.gateways.dumps import Rows, copied_database

DATABASE, KEY, FILES = "database", "secret-key", "files/"


class LostFile(Exception):
    """A kept file is not in the data folder any more, so a backup would not be whole; the message names it."""


@dataclass(frozen=True, slots=True)
class Backup:
    """Where the backup stands and what it holds."""

    place: Path
    manifest: Manifest


def back_up(*, folder: Path, at: datetime) -> Backup:
    """Write `headway-<date>-<time>.backup` into the folder, while people go on working.

    LostFile, DumpFault or OSError (a full disk) leave no half backup.
    """
    place = folder / f"headway-{at:%Y-%m-%d-%H%M%S}.backup"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".copy-") as scratch:
        copy = Path(scratch) / DATABASE
        with copied_database(copy) as rows:
            facts = _facts(rows, at)
            kept = [sha256 for (sha256,) in rows("SELECT sha256 FROM files_storedfile ORDER BY sha256")]
        sources = [(DATABASE, copy), *((FILES + sha256, _found(sha256)) for sha256 in kept)]
        key = key_file()
        if key.exists():
            sources.append((KEY, key))
        return Backup(place, write_backup(place, sources, facts))


def key_file() -> Path:
    """Where the key that signs is kept, unless the environment gives it."""
    return Path(settings.MEDIA_ROOT).parent / KEY


def tables() -> list[str]:
    """The tables of the product's own features, by name."""
    ours = (model for model in apps.get_models() if model.__module__.startswith("headway.features."))
    return sorted(model._meta.db_table for model in ours)


def _facts(rows: Rows, at: datetime) -> dict[str, object]:
    counts = {table: rows(f'SELECT COUNT(*) FROM "{table}"')[0][0] for table in tables()}
    applied = rows("SELECT app, name FROM django_migrations ORDER BY app, name")
    head = rows("SELECT number, hash FROM audit_chainhead")
    return {
        "made_at": at.isoformat(),
        "database": connection.vendor,
        "rows": counts,
        "migrations": [f"{app}.{name}" for app, name in applied],
        "audit_head": list(head[0]) if head else None,
    }


def _found(sha256: str) -> Path:
    place = path_of(sha256)
    if not place.exists():
        raise LostFile(
            f"The kept file {sha256} is not in the data folder. Run ./headway verify to see what is missing."
        )
    return place

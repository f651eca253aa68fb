"""Restore an installation from a backup: everything is checked first, then the database is switched as a whole."""

import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from headway.features.files.actions import path_of
from headway.features.people.models import Person
from headway.flows.back_up import DATABASE, FILES, KEY, back_up, key_file, tables
from headway.gateways.backups import DamagedBackup, Manifest, read_backup, unpack_part
from headway.gateways.dumps import faults_of_sqlite, put_back
from headway.rules.verdict import Refused, refuse


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back; `before`: the backup made of what stood there, None where nothing did."""

    manifest: Manifest
    before: Path | None


def check_backup(place: Path) -> Manifest:
    """The manifest of a backup that is whole and sound; DamagedBackup says what is wrong with any other."""
    manifest = read_backup(place)
    if DATABASE not in manifest.parts:
        raise DamagedBackup(f"{place.name} holds no database.")
    if manifest.facts.get("database") == "sqlite":
        with tempfile.TemporaryDirectory(dir=_scratch()) as scratch:
            copy = Path(scratch) / DATABASE
            unpack_part(place, manifest, DATABASE, copy)
            if faults := faults_of_sqlite(copy):
                raise DamagedBackup(f"The database in {place.name} is damaged. {faults[0]}")
    return manifest


def restore(*, place: Path, replace: bool, at: datetime) -> Restored:
    """Put a backup back. Refused where people are here already and `replace` is not said, for a backup of another kind
    of database, and for one that a newer version made. With `replace`, what stands here is backed up first."""
    manifest = check_backup(place)
    _insist_on_fit(manifest)
    standing = _is_in_use()
    if standing and not replace:
        raise Refused(
            refuse(
                "This installation is in use. To put the backup in its place, add --replace; it is backed up first."
            )
        )
    before = back_up(folder=_data() / "backups", at=at).place if standing else None
    _unpack_files(place, manifest)
    with tempfile.TemporaryDirectory(dir=_scratch()) as scratch:
        dump = Path(scratch) / DATABASE
        unpack_part(place, manifest, DATABASE, dump)
        put_back(dump)
    return Restored(manifest, before)


def rows_that_differ(manifest: Manifest) -> list[str]:
    """Tables that do not hold as many rows as the backup says; empty after a restore that went well."""
    said, found = manifest.facts.get("rows", {}), []
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(f'SELECT COUNT(*) FROM "{table}"')
            (count,) = cursor.fetchone()
            if table in said and said[table] != count:
                found.append(f"{table} holds {count} rows; the backup says {said[table]}")
    return found


def _insist_on_fit(manifest: Manifest) -> None:
    kind = manifest.facts.get("database")
    if kind != connection.vendor:
        raise Refused(
            refuse(
                f"The backup is of {kind}, this installation runs on {connection.vendor}. Set DATABASE_URL to fit."
            )
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    ours = {app for app, _ in MigrationLoader(None).disk_migrations}
    newer = [
        name
        for name in manifest.facts.get("migrations", [])
        if name not in known and name.split(".")[0] in ours
    ]
    if newer:
        raise Refused(
            refuse(f"A newer version made this backup ({newer[0]}). Install that version, then restore.")
        )


def _unpack_files(place: Path, manifest: Manifest) -> None:
    """Kept files stand under their checksums, so putting them there changes nothing that is."""
    for name in manifest.parts:
        if name.startswith(FILES):
            _unpack_to(place, manifest, name, path_of(name.removeprefix(FILES)))
    if KEY in manifest.parts:
        # What the database holds was signed with this key, so it goes with it.
        key_file().unlink(missing_ok=True)
        _unpack_to(place, manifest, KEY, key_file())
        key_file().chmod(0o600)


def _unpack_to(place: Path, manifest: Manifest, name: str, to: Path) -> None:
    if to.exists() and to.stat().st_size == manifest.parts[name].size:
        return
    to.parent.mkdir(parents=True, exist_ok=True)
    draft = to.with_name(f"{to.name}.part")
    try:
        unpack_part(place, manifest, name, draft)
        draft.replace(to)
    finally:
        draft.unlink(missing_ok=True)


def _is_in_use() -> bool:
    try:
        return Person.objects.exists()
    except DatabaseError:
        return False


def _data() -> Path:
    return Path(settings.MEDIA_ROOT).parent


def _scratch() -> Path:
    """The data folder: the database is switched by a rename, which needs one disk."""
    _data().mkdir(parents=True, exist_ok=True)
    return _data()

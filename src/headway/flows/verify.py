"""Look whether everything this installation keeps is whole: database, audit, kept files, locked records, search."""

import hashlib
from pathlib import Path

from django.db import connection

from headway.features.audit.queries import breaks_in_the_chain
from headway.features.files.actions import path_of
from headway.features.files.models import StoredFile
from headway.features.records.models import RecordOfVisit
from headway.features.records.queries import witnessed_seals
from headway.features.search.models import Entry
from headway.flows.searched import SEARCHED
from headway.gateways.dumps import faults_of_sqlite
from headway.rules.record_seals import fault_of_seal


def faults_found() -> list[str]:
    """One sentence for each thing that is not as it was written; empty when all is well."""
    return [*_database(), *_audit(), *_files(), *_records(), *_search()]


def _database() -> list[str]:
    if connection.vendor == "sqlite":
        return faults_of_sqlite(Path(connection.settings_dict["NAME"]))
    with connection.cursor() as cursor:
        cursor.execute("SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE NOT convalidated")
        return [f"The constraint {name} of {table} is not kept." for table, name in cursor.fetchall()]


def _audit() -> list[str]:
    return [f"Audit event {found.number} {found.words}." for found in breaks_in_the_chain()]


def _files() -> list[str]:
    return [fault for file in StoredFile.objects.order_by("pk") if (fault := _fault_of(file))]


def _fault_of(file: StoredFile) -> str:
    place = path_of(file.sha256)
    try:
        with place.open("rb") as opened:
            found = hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return f"The kept file {file.name} ({file.sha256}) is not in the data folder."
    return "" if found == file.sha256 else f"The kept file {file.name} ({file.sha256}) was changed."


def _records() -> list[str]:
    """Each locked record of visit against its seal, and the seal against the event that saw it locked."""
    witnessed = witnessed_seals()
    rows = RecordOfVisit.objects.exclude(locked_at=None).order_by("pk")
    faults = (
        (row, fault_of_seal(row.content or {}, row.seal, witnessed.get(row.public_id, ""))) for row in rows
    )
    return [f"The record of visit {row.public_id} {fault}." for row, fault in faults if fault]


def _search() -> list[str]:
    found = []
    for source in (one.source for one in SEARCHED):
        wanted = {(thing.key, thing.title[:200]) for thing in source.things()}
        if set(Entry.objects.filter(kind=source.kind).values_list("key", "title")) != wanted:
            found.append(
                f"The search does not know all {source.kind.label.lower()}. Run ./headway index_everything."
            )
    return found

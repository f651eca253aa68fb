"""Whether this installation can serve: each thing it stands on, looked at now, with a sentence."""

import os
import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django_ox.stats import oldest_ready_age, ready_count

from headway.features.audit.models import Event

LEAST_FREE_BYTES = 200 * 1024 * 1024
MEGABYTE = 1024 * 1024
MINUTE = timedelta(minutes=1)
# Longer than the worker takes to look for work several times over.
LONGEST_WAIT = timedelta(minutes=2)
CLOCK_SLACK = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. `needed`: without it the web cannot serve; else it is told to operators only."""

    name: str
    holds: bool
    words: str
    needed: bool = True


def readiness(*, now: datetime) -> tuple[Check, ...]:
    """Database, its migrations and the folder, which the web needs; then the clock and the worker.

    Where the database does not answer, what would be asked of it is left out.
    """
    database = _database()
    folder = _folder(Path(settings.MEDIA_ROOT).parent)
    if not database.holds:
        return (database, folder)
    return (database, _migrations(), folder, _clock(now), _worker())


def is_ready(checks: tuple[Check, ...]) -> bool:
    """Whether everything that is needed holds."""
    return all(check.holds for check in checks if check.needed)


def _database() -> Check:
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError:
        return Check(
            "Database", False, "The database does not answer. Look whether it runs and DATABASE_URL."
        )
    return Check("Database", True, f"{connection.display_name} answers.")


def _migrations() -> Check:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        return Check("Tables", False, f"{len(waiting)} migrations wait. Run ./headway migrate.")
    return Check("Tables", True, "The tables are those of this version.")


def _folder(folder: Path) -> Check:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(folder).free
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"1")
            probe.flush()
            os.fsync(probe.fileno())
    except OSError as fault:
        words = f"The data folder cannot be written: {fault.strerror}. Look at its rights and its disk."
        return Check("Data folder", False, words)
    told = f"{free // MEGABYTE:,} MB are free."
    if free < LEAST_FREE_BYTES:
        return Check("Data folder", False, f"Only {told} Make room, or move HEADWAY_DATA.")
    return Check("Data folder", True, told)


def _clock(now: datetime) -> Check:
    """A clock that jumped back shows in the audit: its newest event is then in the future."""
    newest = Event.objects.order_by("-number").values_list("at", flat=True).first()
    if newest and newest - now > CLOCK_SLACK:
        words = "This machine's clock is behind the newest event of the audit. Set the clock before people go on working."
        return Check("Clock", False, words, needed=False)
    return Check("Clock", True, "The clock is not behind what was recorded.", needed=False)


def _worker() -> Check:
    waits = ready_count()
    age = oldest_ready_age()
    if age is not None and age > LONGEST_WAIT:
        words = f"{waits} tasks wait, the oldest for {age // MINUTE} minutes. Start a worker: ./headway ox_worker."
        return Check("Worker", False, words, needed=False)
    return Check("Worker", True, f"{waits} tasks wait." if waits else "Nothing waits.", needed=False)

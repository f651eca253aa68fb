"""A copy of the whole database as it stood at one moment, taken while others write, and put back as a whole.

SQLite by its own backup interface, PostgreSQL by its own programs pg_dump and pg_restore.
"""

import os
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, connections, transaction
from psycopg.conninfo import make_conninfo

Rows = Callable[[str], list[tuple[Any, ...]]]


class DumpFault(Exception):
    """The database could not be copied or put back; the message says why. What stood before still stands."""


@contextmanager
def copied_database(to: Path) -> Iterator[Rows]:
    """Copy the database into the file `to`, and ask questions of exactly that copy meanwhile."""
    if connection.vendor == "sqlite":
        _copy_sqlite(to)
        with closing(sqlite3.connect(to)) as copy:
            yield lambda query: copy.execute(query).fetchall()
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        _run("pg_dump", "--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={to}",
             f"--dbname={_address()}")  # fmt: skip

        def rows(query: str) -> list[tuple[Any, ...]]:
            cursor.execute(query)
            return cursor.fetchall()

        yield rows


def put_back(dump: Path) -> None:
    """Let the database be what the dump holds, all of it or, on any fault, what it was. The file `dump` is used up."""
    if connection.vendor == "sqlite":
        _put_back_sqlite(dump)
        return
    connections.close_all()
    _run("pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error",
         f"--dbname={_address()}", str(dump))  # fmt: skip


def faults_of_sqlite(file: Path) -> list[str]:
    """What SQLite itself finds wrong with a database file; empty when it is sound."""
    try:
        with closing(sqlite3.connect(file)) as opened:
            (said,) = opened.execute("PRAGMA integrity_check(20)").fetchone()
            broken = opened.execute("PRAGMA foreign_key_check").fetchmany(20)
    except sqlite3.DatabaseError as fault:
        return [f"SQLite cannot read it: {fault}."]
    found = [] if said == "ok" else [f"SQLite finds: {said}."]
    return found + [f"A row of {row[0]} points to a row of {row[2]} that is not there." for row in broken]


def _copy_sqlite(to: Path) -> None:
    connection.ensure_connection()
    to.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(to)) as copy:
            connection.connection.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.DatabaseError as fault:
        raise DumpFault(f"The database could not be copied: {fault}.") from fault


def _put_back_sqlite(dump: Path) -> None:
    place = Path(connection.settings_dict["NAME"])
    connections.close_all()
    if place.exists():
        _insist_on_nobody_else(place)
    for beside in ("-wal", "-shm", "-journal"):
        place.with_name(place.name + beside).unlink(missing_ok=True)
    os.replace(dump, place)


def _insist_on_nobody_else(place: Path) -> None:
    """SQLite gives up its write-ahead log only while nobody else has the database open."""
    try:
        with closing(sqlite3.connect(place, timeout=1)) as opened:
            (mode,) = opened.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.DatabaseError as fault:
        raise DumpFault(
            f"The database is in use: {fault}. Stop web and worker, then restore again."
        ) from fault
    if mode != "delete":
        raise DumpFault("The database is in use. Stop web and worker, then restore again.")


def _address() -> str:
    """Where the database is and how to talk to it, as Headway's own connections do; the password stands elsewhere."""
    told = connection.settings_dict
    given = {"dbname": told["NAME"], "host": told["HOST"], "port": told["PORT"], "user": told["USER"]}
    return make_conninfo(**{name: value for name, value in (told["OPTIONS"] | given).items() if value})


def _run(*command: str) -> None:
    password = connection.settings_dict["PASSWORD"]
    environment = os.environ | ({"PGPASSWORD": password} if password else {})
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
    except FileNotFoundError as fault:
        raise DumpFault(
            f"The program {command[0]} is not installed. Install PostgreSQL's client programs."
        ) from fault
    if "server version mismatch" in done.stderr:
        raise DumpFault(
            f"{command[0]} is older than the database's server. Install PostgreSQL's client programs of the server's "
            "version or newer."
        )
    if done.returncode:
        raise DumpFault(
            f"{command[0]} failed: {done.stderr.strip().splitlines()[-1] if done.stderr else 'no reason'}"
        )

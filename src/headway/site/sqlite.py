"""Which SQLite library is used, and whether its write-ahead log may be trusted."""

import importlib
import sqlite3
import sys

# SQLite 3.7.0 to 3.51.2 can corrupt a database when a write-ahead log is reset (fixed in 3.51.3).
FIRST_SOUND = (3, 51, 3)


def use_sound_library() -> tuple[int, ...]:
    """Put the bundled SQLite in the standard library's place before Django loads; returns the version."""
    if sqlite3.sqlite_version_info >= FIRST_SOUND:
        return sqlite3.sqlite_version_info
    try:
        bundled = importlib.import_module("pysqlite3")
    except ImportError:
        return sqlite3.sqlite_version_info
    sys.modules["sqlite3"] = bundled
    sys.modules["sqlite3.dbapi2"] = importlib.import_module("pysqlite3.dbapi2")
    return bundled.sqlite_version_info


def journal_mode(version: tuple[int, ...]) -> str:
    """WAL on a sound library, TRUNCATE on an affected one."""
    return "WAL" if version >= FIRST_SOUND else "TRUNCATE"


def opening_statements(version: tuple[int, ...]) -> str:
    """What every new connection runs: full syncs, foreign keys are Django's own."""
    return f"PRAGMA journal_mode={journal_mode(version)}; PRAGMA synchronous=FULL;"

"""Installations for workers that are killed: the database of a test, kept in a folder, on SQLite and on PostgreSQL.

A folder that was copied gets a database of its own at the first question: on SQLite the file came with it, on PostgreSQL it is
made from the one that was kept.
"""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
from django.db import connection

DATABASE = "headway.sqlite3"
NOTE = "database"
PREFIX = "headway_killed_"
_one_at_a_time = threading.Lock()
_made: dict[str, str] = {}


def keep(folder: Path) -> None:
    """What the test has stored so far becomes the installation in the folder."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(folder / DATABASE)])
        return
    source = connection.settings_dict["NAME"]
    connection.close()
    with _connected("postgres") as database:  # a database is copied only while nobody is connected to it
        database.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = %s", [source]
        )
    _make(folder, source)


def environment_of(folder: Path) -> dict[str, str]:
    """What tells a worker which database is the folder's."""
    if connection.vendor == "sqlite":
        return {}
    told = connection.settings_dict
    who = f"{quote(told['USER'])}:{quote(told['PASSWORD'])}@"
    where = f"?host={told['HOST']}&port={told['PORT'] or 5432}"
    return {"DATABASE_URL": f"postgresql://{who}/{_name_of(folder)}{where}"}


def answers(folder: Path, question: str) -> list[tuple]:
    """What the folder's database answers."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(folder / DATABASE)) as database:
            return database.execute(question).fetchall()
    with _connected(_name_of(folder)) as database:
        return database.execute(question).fetchall()


def rows_by_table(folder: Path) -> dict[str, int]:
    """How many rows stand in each table but those of the queue itself and of a search index."""
    if connection.vendor == "sqlite":
        listed = "select name from sqlite_master where type = 'table' and sql not like '%virtual%'"
    else:
        listed = "select tablename from pg_tables where schemaname = 'public'"
    names = [name for (name,) in answers(folder, listed) if not name.startswith(("django_ox", "sqlite"))]
    counted = " union all ".join(f"select '{name}', count(*) from \"{name}\"" for name in sorted(names))
    return dict(answers(folder, counted))


def forget(folder: Path | None = None) -> None:
    """Remove the database of a folder, or every one that was made."""
    for place in [str(folder)] if folder else list(_made):
        if name := _made.pop(place, ""):
            with _connected("postgres") as database:
                database.execute(f'drop database if exists "{name}" with (force)')


def _name_of(folder: Path) -> str:
    source, owner = (folder / NOTE).read_text().splitlines()
    return source if owner == str(folder) else _make(folder, source)


def _make(folder: Path, source: str) -> str:
    name = f"{PREFIX}{connection.settings_dict['NAME']}_{len(_made)}_{abs(hash(str(folder))) % 10**8}"[:60]
    with _one_at_a_time, _connected("postgres") as database:
        database.execute(f'create database "{name}" template "{source}"')
    _made[str(folder)] = name
    (folder / NOTE).write_text(f"{name}\n{folder}")
    return name


@contextmanager
def _connected(name: str) -> Iterator:
    told = connection.settings_dict
    wanted = {"user": told["USER"], "password": told["PASSWORD"], "host": told["HOST"], "port": told["PORT"]}
    with closing(
        psycopg.connect(dbname=name, autocommit=True, **{k: v for k, v in wanted.items() if v})
    ) as database:
        yield database

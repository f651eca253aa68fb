"""The database settings from the environment."""

import sqlite3
from pathlib import Path

import pytest
from django.db import connection

from headway.site.databases import database
from headway.site.environment import SettingFault
from headway.site.sqlite import FIRST_SOUND, journal_mode

NO_JIT = {"options": "-c jit=off"}


def test_a_postgresql_address_becomes_its_parts():
    made = database("postgresql://ann:p%40ss@db.example:5433/headway?sslmode=require", Path("/nowhere"))
    assert (made["NAME"], made["USER"], made["PASSWORD"]) == ("headway", "ann", "p@ss")
    assert (made["HOST"], made["PORT"], made["OPTIONS"]) == (
        "db.example",
        "5433",
        {**NO_JIT, "sslmode": "require"},
    )


def test_several_hosts_come_from_the_query():
    made = database("postgresql:///headway?host=a,b&target_session_attrs=read-write", Path("/nowhere"))
    assert made["HOST"] == "a,b"
    assert made["OPTIONS"] == {**NO_JIT, "target_session_attrs": "read-write"}


def test_an_option_left_empty_takes_the_products_own_away():
    made = database("postgresql://db.example/headway?options=", Path("/nowhere"))
    assert made["OPTIONS"] == {"options": ""}


@pytest.mark.parametrize("url", ["postgresql://a:5432,b:5433/headway", "postgresql://a:x/headway"])
def test_a_port_that_is_none_is_refused_in_words(url):
    with pytest.raises(SettingFault, match="Several hosts stand in its query"):
        database(url, Path("/nowhere"))


def test_several_hosts_have_their_ports_in_the_query():
    made = database("postgresql:///headway?host=a,b&port=5432,5433", Path("/nowhere"))
    assert (made["HOST"], made["PORT"]) == ("a,b", "5432,5433")


@pytest.mark.parametrize("url", ["mysql://a/b", "postgresql://host/", "nonsense"])
def test_another_address_is_refused_in_words(url):
    with pytest.raises(SettingFault, match="It looks like postgresql://"):
        database(url, Path("/nowhere"))


def test_the_write_ahead_log_is_used_on_a_sound_library_only():
    assert journal_mode(FIRST_SOUND) == "WAL"
    assert journal_mode((3, 51, 2)) == "TRUNCATE"


@pytest.mark.django_db
def test_every_connection_syncs_fully():
    if connection.vendor != "sqlite":
        pytest.skip("about SQLite")
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA synchronous").fetchone()[0] == 2
        assert sqlite3.sqlite_version_info >= FIRST_SOUND

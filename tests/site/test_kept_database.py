"""Tests begin with a copy of a migrated database; a changed migration makes another."""

import sqlite3

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from tests import kept_database


@pytest.fixture
def tree(tmp_path):
    """A tree with one migration."""
    migration = tmp_path / "src/headway/features/schools/migrations/0001_initial.py"
    migration.parent.mkdir(parents=True)
    migration.write_text("one = 1")
    return tmp_path, migration


def test_another_migration_is_another_file(tree):
    root, migration = tree
    before = kept_database.template(root)
    assert before == kept_database.template(root)
    migration.write_text("one = 2")
    assert kept_database.template(root) != before


def test_what_is_kept_is_taken_whole(monkeypatch, tmp_path):
    monkeypatch.setattr(kept_database, "FOLDER", tmp_path / "kept")
    assert not kept_database.take(str(tmp_path / "none"))
    with sqlite3.connect(":memory:") as made:
        made.execute("create table schools (urn)")
        made.execute("insert into schools values (900001)")
        made.commit()
        kept_database.keep(made)
    assert kept_database.take(str(tmp_path / "test"))
    with sqlite3.connect(tmp_path / "test") as taken:
        assert taken.execute("select urn from schools").fetchall() == [(900001,)]


@pytest.mark.django_db
def test_nothing_is_left_to_migrate():
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []

"""The tables that migrations make are those that models say."""

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from tests.architecture.checks.tree import assert_none


def migrations_wanting(made: ProjectState) -> list[str]:
    """What makemigrations would write for the models of our features, against the tables `made`; empty when they fit."""
    graph = MigrationLoader(None).graph
    changes = MigrationAutodetector(made, ProjectState.from_apps(apps)).changes(graph=graph)
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("headway.")}
    return [
        f"{label}: {operation.describe()}"
        for label, migrations in changes.items()
        if label in ours
        for migration in migrations
        for operation in migration.operations
    ]


def test_migrations_make_what_models_say():
    assert_none(migrations_wanting(MigrationLoader(None).project_state()))


def test_a_field_without_a_migration_is_found():
    made = MigrationLoader(None).project_state()
    made.remove_field("schools", "school", "town")
    assert migrations_wanting(made) == ["schools: Add field town to school"]

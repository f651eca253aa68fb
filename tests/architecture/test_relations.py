"""Foreign keys and migrations point down the feature order, and links down give no way back up."""

import pytest
from django.apps import apps
from django.apps.registry import Apps
from django.db import models
from django.db.migrations.loader import MigrationLoader
from tests.architecture.checks import names, relations
from tests.architecture.checks.tree import PACKAGE, assert_none, feature_levels, packages

ORDER = {"audit": 0, "people": 1, "letters": 2, "ledgers": 2}


def make_model(registry: Apps, label: str, name: str, **fields: models.Field) -> type[models.Model]:
    """A model of a planted feature, kept out of Django's own registry."""
    meta = type("Meta", (), {"app_label": label, "apps": registry})
    return type(name, (models.Model,), {"__module__": __name__, "Meta": meta, **fields})


def link(target: type[models.Model], related_name: str | None = "+") -> models.ForeignKey:
    return models.ForeignKey(target, on_delete=models.PROTECT, related_name=related_name)


def features():
    return [config for config in apps.get_app_configs() if config.name.startswith("headway.features.")]


def test_every_feature_is_installed():
    assert {config.label for config in features()} == {path.name for path in packages(PACKAGE / "features")}


def test_labels_equal_folders():
    assert_none(names.find_labels_unlike_folders((config.name, config.label) for config in features()))


def test_relations_point_down():
    assert_none(relations.find_upward_relations(apps.get_models(), feature_levels()))


def test_a_relation_up_or_sideways_is_found():
    registry = Apps()
    event = make_model(registry, "audit", "Event")
    letter = make_model(
        registry, "letters", "Letter", event=link(event), next=models.ForeignKey("self", models.CASCADE)
    )
    person = make_model(
        registry, "people", "Person", letters=models.ManyToManyField(letter, related_name="+")
    )
    account = make_model(registry, "ledgers", "Account", letter=link(letter))
    faults = relations.find_upward_relations([event, letter, person, account], ORDER)
    assert [fault.split(" ")[0] for fault in faults] == ["people.Person.letters", "ledgers.Account.letter"]


def test_links_down_give_no_way_back_up():
    assert_none(relations.find_reverse_accessors(apps.get_models(), feature_levels()))


def test_a_way_back_up_is_found():
    registry = Apps()
    event = make_model(registry, "audit", "Event")
    person = make_model(registry, "people", "Person", hidden=link(event), named=link(event, "people"))
    letter = make_model(
        registry, "letters", "Letter", plain=link(event, None), many=models.ManyToManyField(event)
    )
    faults = relations.find_reverse_accessors([person, letter], ORDER)
    assert [fault.split(" ")[0] for fault in faults] == [
        "people.Person.named",
        "letters.Letter.plain",
        "letters.Letter.many",
    ]


def test_migrations_point_down():
    disk = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    dependencies = [
        (label, name, target)
        for (label, name), migration in disk.items()
        for target, _ in [*migration.dependencies, *((label, "") for label, _ in migration.run_before)]
    ]
    assert_none(relations.find_upward_migrations(dependencies, feature_levels()))


def test_a_migration_that_waits_for_a_higher_feature_is_found():
    dependencies = [("letters", "0001", "audit"), ("letters", "0002", "letters"), ("audit", "0003", "people")]
    (fault,) = relations.find_upward_migrations([*dependencies, ("people", "0001", "auth")], ORDER)
    assert fault.startswith("audit/migrations/0003 ")


@pytest.mark.parametrize(
    ("source", "target", "allowed"), [("people", "audit", True), ("ledgers", "letters", False)]
)
def test_siblings_do_not_point_to_each_other(source, target, allowed):
    assert relations.may_point(source, target, ORDER) is allowed

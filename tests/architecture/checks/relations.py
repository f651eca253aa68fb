"""Relations and migrations point down the feature order, and links down leave no way back up."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model


def find_upward_relations(models: Iterable[type[Model]], levels: Mapping[str, int]) -> list[str]:
    """One sentence for each foreign key or many-to-many from a feature to one that is not lower."""
    return [
        f"{_name(model)}.{field.name} points to {target}, which is not below {model._meta.app_label}"
        for model, field, target in _links(models, levels)
        if not may_point(model._meta.app_label, target, levels)
    ]


def find_reverse_accessors(models: Iterable[type[Model]], levels: Mapping[str, int]) -> list[str]:
    """One sentence for each link to another feature that would give that feature a way back up."""
    return [
        f"{_name(model)}.{field.name} points to {target} without related_name='+'"
        for model, field, target in _links(models, levels)
        if target != model._meta.app_label and not field.remote_field.hidden
    ]


def find_upward_migrations(
    dependencies: Iterable[tuple[str, str, str]], levels: Mapping[str, int]
) -> list[str]:
    """One sentence for each migration that waits for a feature not below its own.

    Takes (label, migration, label it depends on); labels outside the features are ignored.
    """
    return [
        f"{label}/migrations/{migration} depends on {target}, which is not below {label}"
        for label, migration, target in dependencies
        if label in levels and target in levels and not may_point(label, target, levels)
    ]


def may_point(source: str, target: str, levels: Mapping[str, int]) -> bool:
    """A feature may point to itself and to lower ones, never to a sibling of its level."""
    return source == target or levels[target] < levels[source]


def _links(
    models: Iterable[type[Model]], levels: Mapping[str, int]
) -> Iterable[tuple[type[Model], Any, str]]:
    for model in models:
        if model._meta.app_label not in levels:
            continue
        own = [*model._meta.local_fields, *model._meta.local_many_to_many]
        for field in (field for field in own if field.is_relation and field.related_model):
            target = field.related_model._meta.app_label
            if target in levels:
                yield model, field, target


def _name(model: type[Model]) -> str:
    return f"{model._meta.app_label}.{model.__name__}"

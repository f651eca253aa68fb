"""Hidden ways up the house that import-linter cannot see: signals and look-ups of models by name."""

import ast
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.architecture.checks.tree import parse


def find_signals(paths: Iterable[Path]) -> list[str]:
    """No model signal is heard and no signal of our own is made; a flow says aloud what follows what."""
    return _search(paths, _is_signal, "signals hide who calls whom; write a flow")


def find_model_lookups(paths: Iterable[Path]) -> list[str]:
    """No `get_model`: a model that may be used can be imported."""
    return _search(
        paths, _is_model_lookup, "get_model goes round the order of the features; import the model"
    )


def _search(paths: Iterable[Path], is_fault: Callable[[ast.AST], bool], words: str) -> list[str]:
    return [
        f"{path}:{getattr(node, 'lineno', 0)}: {words}"
        for path in paths
        for node in ast.walk(parse(path))
        if is_fault(node)
    ]


def _is_signal(node: ast.AST) -> bool:
    if isinstance(node, ast.Import):
        return any(name.name.startswith("django.db.models.signals") for name in node.names)
    if not isinstance(node, ast.ImportFrom):
        return False
    names = {name.name for name in node.names}
    return (
        node.module == "django.db.models.signals"
        or (node.module == "django.db.models" and "signals" in names)
        or (node.module or "").startswith("django.dispatch")
        and "Signal" in names
    )


def _is_model_lookup(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in {"get_model", "get_registered_model"}

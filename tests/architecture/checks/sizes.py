"""Sizes to live within: lines of a file, lines of a function, depth of nesting."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.architecture.checks.tree import functions, parse

FILE_LINES = 400
FUNCTION_LINES = 50
NESTING = 3

Function = ast.FunctionDef | ast.AsyncFunctionDef
BLOCKS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.TryStar, ast.Match)
INNER_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


def find_long_files(paths: Iterable[Path]) -> list[str]:
    """One sentence for each file longer than the house allows."""
    counted = ((path, len(path.read_text(encoding="utf-8").splitlines())) for path in paths)
    return [f"{path}: {lines} lines, at most {FILE_LINES}" for path, lines in counted if lines > FILE_LINES]


def find_long_functions(paths: Iterable[Path]) -> list[str]:
    """One sentence for each function longer than the house allows, docstring included, decorators not."""
    faults = []
    for path, function in _all_functions(paths):
        lines = (function.end_lineno or function.lineno) - function.lineno + 1
        if lines > FUNCTION_LINES:
            faults.append(
                f"{path}:{function.lineno} {function.name}: {lines} lines, at most {FUNCTION_LINES}"
            )
    return faults


def find_deep_functions(paths: Iterable[Path]) -> list[str]:
    """One sentence for each function whose blocks nest deeper than the house allows."""
    faults = []
    for path, function in _all_functions(paths):
        depth = _deepest(function.body)
        if depth > NESTING:
            faults.append(f"{path}:{function.lineno} {function.name}: nested {depth} deep, at most {NESTING}")
    return faults


def _all_functions(paths: Iterable[Path]) -> Iterator[tuple[Path, Function]]:
    return ((path, function) for path in paths for function in functions(parse(path)))


def _deepest(statements: Iterable[ast.AST]) -> int:
    return max((_depth(statement) for statement in statements), default=0)


def _depth(node: ast.AST) -> int:
    """Depth of blocks below and including this node; an `elif` stands beside its `if`, not inside it."""
    if isinstance(node, INNER_SCOPES):
        return 0
    if isinstance(node, ast.If) and len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
        return max(1 + _deepest(node.body), _depth(node.orelse[0]))
    below = _deepest(ast.iter_child_nodes(node))
    return below + 1 if isinstance(node, BLOCKS) else below

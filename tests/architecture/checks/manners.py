"""Manners of functions: public ones say what they do, actions say who acts."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.architecture.checks.tree import parse

Function = ast.FunctionDef | ast.AsyncFunctionDef


def find_silent_functions(paths: Iterable[Path]) -> list[str]:
    """One sentence for each public function of a module without a docstring; methods are left to their class."""
    return [
        f"{path}:{function.lineno} {function.name}: a public function without a docstring"
        for path in paths
        for function in public_functions(path)
        if not ast.get_docstring(function)
    ]


def find_nameless_actions(paths: Iterable[Path]) -> list[str]:
    """One sentence for each writing action (`@transaction.atomic`) that hides who acts.

    It takes keywords only, and `by` among them. Reads that stand beside the writes are left alone.
    """
    return [
        f"{path}:{function.lineno} {function.name}: {fault}"
        for path in paths
        for function in public_functions(path)
        if _is_atomic(function) and (fault := _fault_of_action(function.args))
    ]


def _is_atomic(function: Function) -> bool:
    return any(
        ast.unparse(decorator).startswith("transaction.atomic") for decorator in function.decorator_list
    )


def _fault_of_action(arguments: ast.arguments) -> str:
    if arguments.args or arguments.posonlyargs:
        return "an action takes keywords only"
    return (
        ""
        if any(argument.arg == "by" for argument in arguments.kwonlyargs)
        else "an action says who acts (by=)"
    )


def public_functions(path: Path) -> Iterator[Function]:
    """The functions of a module that others may call."""
    return (
        node
        for node in parse(path).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_")
    )

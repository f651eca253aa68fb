"""Every write of a feature leaves its event: the audit tells it, and what is kept in memory hears of it."""

import ast
from pathlib import Path

FEATURES = Path(__file__).resolve().parents[2] / "src" / "headway" / "features"
# Writes that need no event of their own, and why.
NEEDS_NONE = {
    "appointments.handover.end_on": "the flow that publishes a plan tells of it, once for all",
    "appointments.handover.hand_over": "the flow that publishes a plan tells of it, once for all",
    "deployment.actions.give_job": "where a draft's job is found again; drafts are never kept",
    "summaries.actions.keep_summary": "one page of very many; the edition is told of when it is closed",
    "undoing.actions.offer_undo": "one's own way back for some seconds",
}


def functions(root):
    """Name to what each function of the features calls, and which of them open a transaction."""
    calls, opening = {}, {}
    for path, node in _defined(root):
        calls.setdefault(node.name, set()).update(_called(node))
        if any(ast.unparse(one) == "transaction.atomic" for one in node.decorator_list):
            opening[f"{path.parent.name}.{path.stem}.{node.name}"] = node.name
    return calls, opening


def _defined(root):
    for path in sorted(root.rglob("*.py")):
        if "migrations" not in path.parts:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            yield from ((path, node) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def _called(function):
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            target = node.func
            yield target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")


def reaches(calls, name, wanted):
    """Whether a function calls what is wanted, itself or through others of the features."""
    seen, ahead = set(), [name]
    while ahead:
        one = ahead.pop()
        if one == wanted:
            return True
        if one not in seen:
            seen.add(one)
            ahead += calls.get(one, ())
    return False


def untold(root):
    calls, opening = functions(root)
    return sorted(place for place, name in opening.items() if not reaches(calls, name, "record"))


def test_every_action_leaves_an_event():
    assert untold(FEATURES) == sorted(NEEDS_NONE)


def test_an_action_that_tells_nothing_is_found(tmp_path):
    room = tmp_path / "schools"
    room.mkdir()
    (room / "actions.py").write_text(
        "@transaction.atomic\ndef quiet(school):\n    school.save()\n\n\n"
        "@transaction.atomic\ndef told(school):\n    _note(school)\n\n\ndef _note(school):\n    record(action='x')\n"
    )
    assert untold(tmp_path) == ["schools.actions.quiet"]

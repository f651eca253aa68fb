"""Public functions say what they do; actions say who acts."""

from tests.architecture.checks import manners
from tests.architecture.checks.tree import PACKAGE, assert_none, source_files

DESCRIBED = ("rules", "planner", "publicdata", "features", "flows", "gateways", "demo")


def test_public_functions_say_what_they_do():
    assert_none(
        manners.find_silent_functions([p for room in DESCRIBED for p in source_files(PACKAGE / room)])
    )


def test_a_silent_function_is_found(tmp_path):
    planted = tmp_path / "planted.py"
    planted.write_text(
        'def spoken():\n    """Says."""\ndef _own(): ...\ndef silent(): ...\n', encoding="utf-8"
    )
    (fault,) = manners.find_silent_functions([planted])
    assert fault.startswith(f"{planted}:4 silent:")


def test_writing_actions_take_keywords_and_say_who_acts():
    actions = [path for path in source_files(PACKAGE / "features") if path.name == "actions.py"]
    assert actions
    assert_none(manners.find_nameless_actions(actions))


def test_an_action_that_hides_who_acts_is_found(tmp_path):
    atomic = "@transaction.atomic\ndef"
    signatures = (
        f"{atomic} good(*, by, at)",
        f"{atomic} hidden(*, at)",
        f"{atomic} placed(by)",
        "def reading(on)",
    )
    planted = tmp_path / "actions.py"
    planted.write_text("".join(f"{signature}: ...\n" for signature in signatures), encoding="utf-8")
    assert [fault.partition(" ")[2] for fault in manners.find_nameless_actions([planted])] == [
        "hidden: an action says who acts (by=)",
        "placed: an action takes keywords only",
    ]

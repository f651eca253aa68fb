"""The command that reads a plan: its grid as JSON, what it says without, and a sentence where it cannot. No database."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from tests.plan_document import COUNTS, TEXT, plan_of

from headway.gateways.documents import plan_spreadsheet, plan_word


def run(path, *options):
    out, err = StringIO(), StringIO()
    call_command("read_plan", str(path), *options, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


FORMS = {"text": TEXT.encode(), "xlsx": plan_spreadsheet(plan_of()), "docx": plan_word(plan_of())}


@pytest.mark.parametrize("content", FORMS.values(), ids=FORMS)
def test_m3_01_the_grid_of_every_form_is_the_same_json(tmp_path, content):
    """M3-01: priorities by periods with half-open days, each action in its cell."""
    path = tmp_path / "plan.unknown"
    path.write_bytes(content)
    told = json.loads(run(path, "--json", "-")[0])
    assert list(told) == ["priorities"]
    assert {
        one["title"]: tuple(len(period["actions"]) for period in one["periods"]) for one in told["priorities"]
    } == COUNTS
    for one in told["priorities"]:
        assert list(one) == ["title", "periods"]
        assert [(period["from"], period["until"]) for period in one["periods"]] == [
            ("2004-03-01", "2004-06-01"), ("2004-06-01", "2004-09-01"), ("2004-09-01", "2004-12-01"),
            ("2004-12-01", "2005-03-01"), ("2005-03-01", "2005-06-01"),
        ]  # fmt: skip
    assert told["priorities"][1]["periods"][0]["actions"] == [
        "Establish a planning group",
        "Re-establish meetings of the partnership including the Youth Service",
        "Youth Manager and Head of Service consult on plans",
    ]


def test_json_goes_into_a_file(tmp_path):
    (tmp_path / "plan.txt").write_text(TEXT, encoding="utf-8")
    out, _ = run(tmp_path / "plan.txt", "--json", str(tmp_path / "grid.json"))
    assert (
        out == "" and len(json.loads((tmp_path / "grid.json").read_text(encoding="utf-8"))["priorities"]) == 4
    )
    with pytest.raises(CommandError, match="cannot be written"):
        run(tmp_path / "plan.txt", "--json", str(tmp_path / "none" / "grid.json"))


def test_without_json_it_says_what_stands_where_and_what_to_look_at(tmp_path):
    (tmp_path / "plan.txt").write_text(TEXT, encoding="utf-8")
    out, err = run(tmp_path / "plan.txt")
    assert "Larkshire Plan after Inspection: 25 actions in 4 priorities and 5 periods." in out
    assert (
        "Working Together: 3, 1, 1, 1, 0" in out
        and "10 of the actions stand under a proposed priority" in out
    )
    assert "question  Row" in err and "goes on with it" in err


def test_m3_02_an_overlap_and_an_action_outside_every_period_are_told(tmp_path):
    """M3-02: both are faults, and the action is not in the grid."""
    text = "Priority,March – May 2004,May – July 2004,Later\nPlanning,Write,Meet,Recruit\n"
    (tmp_path / "plan.csv").write_text(text, encoding="utf-8")
    out, err = run(tmp_path / "plan.csv", "--json", "-")
    assert (
        err.count("fault  ") == 2
        and "overlaps" in err
        and "“Later” is no period" in err
        and "Recruit" not in out
    )


@pytest.mark.parametrize(
    ("content", "words"), [(b"%PDF-1.7", "PDF"), (b"Dear all", "holds no plan"), (None, "cannot be opened")]
)
def test_a_file_that_is_no_plan_ends_with_a_sentence(tmp_path, content, words):
    path = tmp_path / "plan"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CommandError, match=words) as refused:
        run(path)
    assert refused.value.returncode == 1

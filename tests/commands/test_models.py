"""The command that tells a pack's model. No database."""

import io
import json

import pytest
from django.core.management import CommandError, call_command


def run(*options):
    out = io.StringIO()
    call_command("tell_model", *options, stdout=out)
    return out.getvalue()


def test_m2_10_essex_has_a_transitional_chart_quadrants_ten_products_and_a_consultation_with_deadlines():
    told = json.loads(run("--pack", "essex-2017", "--json", "-"))
    assert told["chart"]["transitional"]
    assert told["chart"]["year"] == "2017/18"
    assert len(told["chart"]["notes"]) == 2
    assert [one["cross_phase_from"] for one in told["chart"]["posts"]] == ["2017-09-01", "2018-09-01"]
    assert set(told["quadrants"]) == {"Mid", "North East", "South", "West"}
    assert len(told["traded"]["products"]) == 10
    assert told["traded"]["day_rate"] == 450
    assert [one["due"] for one in told["consultation"]["steps"]] == [
        "not in the source",
        "before the end of the summer term 2017",
        "over the summer break 2017",
        "at the start of the autumn term 2017",
    ]
    assert told["plan"] is None
    words = run("--pack", "essex-2017")
    assert "Quadrant lead: one for each quadrant" in words
    assert "School performance partner: number not in the source" in words


def test_m3_01_salford_has_four_priorities_and_five_periods_without_a_gap():
    told = json.loads(run("--pack", "salford-2004", "--json", "-"))
    assert len(told["plan"]["priorities"]) == 4
    periods = told["plan"]["periods"]
    assert len(periods) == 5
    assert all(before[1] == after[0] for before, after in zip(periods, periods[1:], strict=False))
    assert told["chart"] is None
    assert "Priority 2: Integrated services" in run("--pack", "salford-2004")


def test_a_pack_without_a_model_is_told_with_those_that_have_one():
    with pytest.raises(CommandError, match=r"Use one of: essex-2017, salford-2004\."):
        run("--pack", "luton-2002")

"""Results: one figure a school, measure, year and group; what is blank for everybody is left out; years by the dictionary."""

from decimal import Decimal

import pytest
from tests.flows.demonstration import find, load, rewrite

from headway.features.evidence.models import Observation
from headway.flows.publications.decided import Scope
from headway.flows.publications.results import decide_school_results, decide_series

pytestmark = pytest.mark.django_db
URNS = frozenset({900007, 900008})
HEADER = (
    "time_period,geographic_level,version,school_urn,breakdown_topic,breakdown,subject,"
    "expected_standard_pupil_percent,higher_standard_pupil_percent,average_scaled_score,progress_measure_score"
)


def scope(**more):
    fields = {"authority": "Larkshire", "code": "999", "urns": URNS, "neighbours": ()}
    fields |= {"series": {"KS2": "ks2_rwm_expected"}, "year_types": {}}
    return Scope(**(fields | more))


def decide_results(tmp_path, *lines):
    path = tmp_path / "ks2.csv"
    path.write_text("\n".join((HEADER, *lines, "")), encoding="utf-8")
    return decide_school_results(path, scope())


def line(urn, *, year="202425", version="", expected="61", higher="7"):
    return (
        f'{year},School,{version},{urn},All pupils,Total,"Reading, writing and maths",{expected},{higher},,'
    )


def test_what_is_blank_for_every_school_is_left_out_and_what_is_blank_for_one_stays(tmp_path):
    decided = decide_results(
        tmp_path,
        line(900007, year="202324", higher=""),
        line(900008, year="202324", higher=""),
        line(900007),
        line(900008, higher=""),
    )
    assert ["new", "900008", "ks2_rwm_higher", "2024/25", "all", None, "blank"] in decided.changes
    assert [one[1:4] for one in decided.changes if one[2] == "ks2_rwm_higher"] == [
        ["900007", "ks2_rwm_higher", "2024/25"],
        ["900008", "ks2_rwm_higher", "2024/25"],
    ]


def test_a_final_figure_stands_before_a_revised_and_a_provisional_one_in_any_order(tmp_path):
    versions = [line(900007, version=v, expected=e) for v, e in (("Final", "63"), ("Provisional", "61"))]
    for lines in (versions, versions[::-1]):
        decided = decide_results(tmp_path, *lines, line(900007, version="Revised", expected="62"))
        assert ["new", "900007", "ks2_rwm_expected", "2024/25", "all", None, "63.0000"] in decided.changes


def test_a_zero_with_a_minus_is_a_zero(policies, folder):
    progress = "progress_measure_score"
    rewrite(find(folder, "ks2_school_attainment"), lambda rows: [r | {progress: "-0.00001"} for r in rows])
    load(folder)
    found = set(Observation.objects.filter(measure="ks2_maths_progress").values_list("value", flat=True))
    assert found == {Decimal(0)}
    assert load(folder)["ks2_schools"].words.startswith("applied before, nothing to change")


def series(tmp_path, year, *, year_types):
    path = tmp_path / "lait.csv"
    lines = ("Short Desc,Years,LA and Regions,Values,LA Number,Region", *year, "")
    path.write_text("\n".join(lines), encoding="utf-8")
    return decide_series(path, scope(year_types=year_types))


@pytest.mark.parametrize(("year_type", "period"), [("Academic Year", "2024/25"), ("Calendar Year", "2025")])
def test_years_are_what_the_dictionary_says(tmp_path, year_type, period):
    decided = series(tmp_path, ["KS2,2025,Larkshire,61,999,East"], year_types={"KS2": year_type})
    assert decided.changes == [["new", "999", "ks2_rwm_expected", period, "all", None, "61.0000"]]
    assert decided.faults == ()


def test_without_the_dictionary_a_fault_says_what_years_are_taken_for(tmp_path):
    decided = series(tmp_path, ["KS2,2025,Larkshire,61,999,East"], year_types={})
    assert decided.changes[0][3] == "2024/25"
    assert "taken for academic years" in decided.faults[0].words and not decided.faults[0].serious


def test_two_spellings_of_one_year_that_differ_are_both_left_out(tmp_path):
    lines = ["KS2,2025,Larkshire,61,999,East", "KS2,2024-25,Larkshire,62,999,East"]
    decided = series(tmp_path, lines, year_types={"KS2": "Academic Year"})
    assert decided.changes == []
    assert "in rows 2, 3. None is taken" in decided.faults[-1].words

"""Every header known: a file of nothing else is the right source and year, or refused in words that name what it is."""

from pathlib import Path

import pytest
from tests.publicdata.invented import write_csv, write_workbook

from headway.publicdata.faults import Unreadable
from headway.publicdata.figures import read_figures
from headway.publicdata.gias import read_groups, read_links, read_register
from headway.publicdata.ks2 import read_school_results
from headway.publicdata.ks4 import read_key_stage_4
from headway.publicdata.layouts import KINDS, columns
from headway.publicdata.maps import MAPPED, file_map
from headway.publicdata.ofsted import read_in_year, read_latest
from headway.publicdata.ofsted_history import read_history
from headway.publicdata.recognise import KIND_FACTS, NOT_TAKEN, FileKind, recognise, scan
from headway.publicdata.risk import read_risk

# A layout's file to the kind of file it is, where they are not called the same.
OTHERWISE = {
    "gias_register_2024": "gias_register",
    "gias_search_download": "gias_register",
    "ks4_schools_2024": "ks4_schools",
}
READERS = {
    "gias_register": read_register,
    "gias_links": read_links,
    "gias_groups": read_groups,
    "ofsted_latest": read_latest,
    "ofsted_2022": read_latest,
    "ofsted_in_year": read_in_year,
    "ofsted_history": read_history,
    "ks2_schools": read_school_results,
    "ks4_schools": read_key_stage_4,
    "risk_ratings": read_risk,
    **{kind: lambda path, kind=kind: read_figures(path, file_map(kind)) for kind in MAPPED},
}
# The files of exact headers that the publishers' data come with, by how their names begin.
PUBLISHED = {
    "1a_absence_3term_school": "absence",
    "202324_performance_tables": "ks4_schools",
    "202425_performance_tables": "ks4_schools",
    "ebi_aar_academies": "aar_2023",
    "ebi_aar_central": "aar_trusts_2023",
    "ebi_census": "census_2023",
    "ebi_cfr": "cfr_2023",
    "ebi_gias": "gias_register",
    "ebi_ks2": "ks2_tables_2023",
    "ebi_ks4": "ks4_tables_2023",
    "ebi_sen": "sen_2023",
    "ebi_workforce": "workforce_2022",
    "exc_school": "exclusions",
    "gias_": "gias_register",
    "manual_ks2_la_nat": "ks2_areas",
    "manual_ks2_school_attainment": "ks2_schools",
    "manual_ks2_school_information": "ks2_cohorts",
    "ofsted_mi_2022": "ofsted_2022",
    "ofsted_mi_2026_D1": "ofsted_in_year",
    "ofsted_mi_2026_D2": "ofsted_latest",
    "perf_2017-2018_850_ks4": "ks4_tables_2018",
    "perf_2018-2019_850_ks2": "ks2_tables_2019",
    "perf_2018-2019_936_ks2": "ks2_tables_2019",
    "perf_2018-2019_936_ks4": "ks4_tables_2019",
    "workforce_ptrs": "pupil_teacher_ratios",
}


@pytest.mark.parametrize("layout", KINDS)
def test_a_header_alone_is_its_source_and_year_and_reads_as_no_rows(tmp_path: Path, layout: str) -> None:
    kind = OTHERWISE.get(layout, layout)
    path = write_csv(tmp_path / "ks2_of_another_year_1999.csv", [columns(layout)], "utf-8-sig")
    assert recognise(path) == FileKind(kind)
    assert recognise(write_workbook(tmp_path / "x.xlsx", [columns(layout)], above=3)) == FileKind(kind)
    if kind in READERS:
        assert READERS[kind](path).rows == ()
    else:
        assert kind in NOT_TAKEN or KIND_FACTS[FileKind(kind)].title


@pytest.mark.published
def test_every_published_header_is_recognised(published: Path, tmp_path: Path) -> None:
    found = {}
    for path in sorted((published / "headers").rglob("*.txt")):
        names = path.read_text(encoding="utf-8-sig").splitlines()
        found[path.name] = recognise(write_csv(tmp_path / "h.csv", [[n for n in names if n]], "utf-8"))
    assert len(found) == 29
    wanted = {
        name: kind
        for name in found
        for start, kind in PUBLISHED.items()
        if name.casefold().startswith(start.casefold())
    }
    assert found == {name: FileKind(kind) for name, kind in wanted.items()}


@pytest.mark.parametrize("kind", [kind for kind in MAPPED if file_map(kind).year_marks])
def test_a_header_of_another_year_is_refused_and_says_what_is_not_there(tmp_path: Path, kind: str) -> None:
    file = file_map(kind)
    names = [name.replace(file.year_marks[0], "PTRWM_EXP_99") for name in columns(kind)]
    path = write_csv(tmp_path / "x.csv", [names])
    with pytest.raises(Unreadable, match="of another year: it lacks") as refusal:
        recognise(path)
    assert file.words in str(refusal.value) and file.year_marks[0] in str(refusal.value)
    (only,) = scan(tmp_path)
    assert only.kind is None and "another year" in only.words


def test_the_years_of_one_family_are_told_apart(tmp_path: Path) -> None:
    years = {
        kind: recognise(write_csv(tmp_path / kind, [columns(kind)])) for kind in MAPPED if "_tables_" in kind
    }
    assert len(years) == 5 and years == {kind: FileKind(kind) for kind in years}


@pytest.mark.parametrize("kind", NOT_TAKEN)
def test_what_is_known_and_not_taken_says_what_it_is(kind: FileKind) -> None:
    assert NOT_TAKEN[kind].endswith(".") and kind in KIND_FACTS


def test_a_workforce_list_of_something_else_is_not_recognised(tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "absence_2024.csv", [["URN", "School", "Absence"], ["900001", "Larkfield", "5"]]
    )
    assert recognise(path) is None

"""The real files against a plain recount of them: the csv module and nothing of the product."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from headway.publicdata.figures import read_figures
from headway.publicdata.gias import read_register
from headway.publicdata.gias_codes import STATE_FUNDED_TYPES
from headway.publicdata.ks2 import read_school_results
from headway.publicdata.ks4 import read_key_stage_4
from headway.publicdata.maps import MAPPED, file_map
from headway.publicdata.ofsted import read_in_year, read_latest
from headway.publicdata.recognise import FileKind, scan

pytestmark = pytest.mark.published
CODES = {"SUPP": "suppressed", "NA": "not-applicable", "NE": "no-entries", "NP": "not-published", "NEW": "new-school",
         "LOWCOV": "low-coverage", "c": "suppressed", "z": "not-applicable", "x": "not-available", "": "blank"}  # fmt: skip


@pytest.fixture(scope="module")
def every(published: Path) -> dict[FileKind, list[Path]]:
    found: dict[FileKind, list[Path]] = {}
    for item in scan(published):
        if item.kind:
            found.setdefault(item.kind, []).append(item.path)
    return found


def plainly(path: Path, encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    with path.open(encoding=encoding, newline="") as file:
        return [
            {key: (cell or "").strip() for key, cell in row.items() if key} for row in csv.DictReader(file)
        ]


def test_the_register_by_phase_and_type_is_the_plain_count(every: dict) -> None:
    path = every[FileKind.GIAS_REGISTER][0]
    rows = plainly(path, "cp1252")
    counted = Counter((row["PhaseOfEducation (name)"], row["TypeOfEstablishment (name)"]) for row in rows)
    reading = read_register(path)
    assert Counter((row.phase_name, row.type_name) for row in reading.rows) == counted
    assert counted.total() == 21_990 and all(row.type_code in STATE_FUNDED_TYPES for row in reading.rows)


def test_report_cards_by_area_and_grade_are_the_plain_count(every: dict) -> None:
    areas = {
        "Inclusion": "inclusion", "Curriculum and teaching": "curriculum_and_teaching", "Achievement": "achievement",
        "Attendance and behaviour": "attendance_and_behaviour", "Leadership and governance": "leadership_and_governance",
        "Personal development and wellbeing": "personal_development_and_wellbeing",
        "Early years (where applicable)": "early_years", "Post-16 provision (where applicable)": "post_16",
    }  # fmt: skip
    for kind, read in ((FileKind.OFSTED_IN_YEAR, read_in_year), (FileKind.OFSTED_LATEST, read_latest)):
        path = every[kind][0]
        rows = plainly(path, "cp1252")
        grades = (
            "exceptional",
            "strong standard",
            "expected standard",
            "needs attention",
            "urgent improvement",
        )
        counted = Counter(
            (key, row[column].casefold())
            for row in rows
            for column, key in areas.items()
            if row[column].casefold() in grades
        )
        reading = read(path)
        cards = [row for row in reading.rows if row.regime == "report-card"]
        ours = Counter((g.area, g.grade.casefold()) for row in cards for g in row.grades if g.grade)
        assert ours == counted and counted.total() > 10_000
        visits = [fault for fault in reading.faults if "graded nothing" in fault.words]
        assert len(visits) == len(reading.faults) and len(cards) + len(visits) == 2_045


def test_key_stage_results_are_the_plain_count(every: dict) -> None:
    path = every[FileKind.KS2_SCHOOLS][0]
    rows = [r for r in plainly(path) if r["subject"].casefold() == "reading, writing and maths"]
    counted = Counter((r["time_period"][:4], _why(r["expected_standard_pupil_percent"])) for r in rows)
    ours = [r for r in read_school_results(path).rows if r.measure == "ks2_rwm_expected"]
    assert Counter((r.period[:4], r.why_missing) for r in ours) == counted
    path = every[FileKind.KS4_SCHOOLS][0]
    counted = Counter((r["time_period"][:4], _why(r["avg_att8"])) for r in plainly(path))
    ours = [r for r in read_key_stage_4(path).rows if r.measure == "ks4_attainment8"]
    assert Counter((r.period[:4], r.why_missing) for r in ours) == counted


@pytest.mark.parametrize(
    "kind", [kind for kind in MAPPED if kind.startswith(("ks2_tables_2019", "ks4_tables_2019"))]
)
def test_performance_tables_are_the_plain_count(every: dict, kind: str) -> None:
    column, measure = ("PTRWM_EXP", "ks2_rwm_expected") if "ks2" in kind else ("ATT8SCR", "ks4_attainment8")
    for path in every[FileKind(kind)]:
        schools = [row for row in plainly(path) if row["RECTYPE"] in ("1", "2")]
        counted = Counter(_why(row[column].rstrip("%")) for row in schools)
        reading = read_figures(path, file_map(kind))
        ours = [
            r for r in reading.rows if (r.measure, r.group, r.period) == (measure, "All pupils", "2018/19")
        ]
        assert Counter(r.why_missing for r in ours) == counted
        assert len(ours) == len(schools) and len(plainly(path)) - len(schools) == len(reading.faults) == 3
        plain_sum = sum(
            float(row[column].rstrip("%")) for row in schools if _why(row[column].rstrip("%")) is None
        )
        assert float(sum(r.value for r in ours if r.value is not None)) == pytest.approx(plain_sum)


@pytest.mark.parametrize(
    ("kind", "column", "measure"),
    [
        ("sen_2023", "EHC plan", "ehc_plan_pupils"),
        ("workforce_2022", "Mean Gross Salary of All Teachers (£)", "teacher_mean_pay"),
        ("cfr_2023", "Total Income   I01 to I18", "income"),
        ("aar_2023", "Total Income", "income"),
    ],
)
def test_money_staff_and_needs_are_the_plain_sum(every: dict, kind: str, column: str, measure: str) -> None:
    (path,) = every[FileKind(kind)]
    plain = [float(row[column]) for row in plainly(path) if _why(row[column]) is None]
    reading = read_figures(path, file_map(kind))
    parts = [
        r
        for r in reading.rows
        if r.measure == measure and (r.group == "All pupils" or r.group.startswith("Return"))
    ]
    ours = [float(r.value) for r in parts if r.value is not None]
    assert len(ours) == len(plain) and sum(ours) == pytest.approx(sum(plain))
    assert not any(fault.serious for fault in reading.faults)


def _why(cell: str) -> str | None:
    return CODES.get(cell)

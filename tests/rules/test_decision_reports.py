"""Decision reports by their form: thirteen sections in order, blanks named, sign-offs, what a decision needs (M14-04 to 16)."""

import tomllib
from copy import deepcopy
from dataclasses import replace
from decimal import Decimal

import pytest
from tests.rules.policies import FOLDER, load_policy

from headway.rules.decision_reports import (
    FOR_APPROVAL,
    FOR_CONSULTATION,
    NO_PAPERS,
    SETS_GOING,
    Answer,
    Report,
    blanks_of,
    may_decide_finally,
    may_lay,
    paper_lines,
    savings_rows,
    unknown_fields,
    unsigned_of,
)
from headway.rules.policyfile import PolicyFault
from headway.rules.report_packs import read_report
from headway.rules.report_policy import read_report_template
from headway.rules.savings import ROWS

FORM = load_policy("rochdale-2012/decision_report")
TEMPLATE = read_report_template(FORM)
OTHER = read_report_template(load_policy("current/decision_report"))
REPORT = read_report(
    tomllib.loads(
        (FOLDER / "rochdale-2012/documents/report.toml").read_text(encoding="utf-8"), parse_float=Decimal
    )
)


def filled(report: Report) -> Report:
    """The report of 2012 with what its source leaves blank."""
    grid = replace(report.answer("savings"), choice="saving", items=("Cost centre 1",))
    more = {
        "personnel": Answer("Three posts go."),
        "equalities": Answer("No group is affected more."),
        "savings": grid,
    }
    return replace(report, answers={**report.answers, **more})


def test_m14_04_the_form_has_thirteen_sections_in_order():
    assert [one.number for one in TEMPLATE.sections] == list(range(1, 14))
    assert [one.slug for one in TEMPLATE.sections] == [
        "recommendations", "reasons", "alternatives", "background", "consultation", "financial", "legal", "personnel",
        "risk", "asset", "joint_working", "equalities", "voluntary",
    ]  # fmt: skip
    financial = TEMPLATE.sections[5]
    assert [one.number for one in financial.fields] == ["6.1", "6.2", "6.3", "6.4", "6.5"]


def test_m14_14_m14_09_what_the_source_left_blank_is_named_and_nothing_else():
    assert [one.sentence for one in blanks_of(REPORT, TEMPLATE)] == [
        "6.3 Breakdown of savings from the service: Say whether it costs or saves. Name at least one cost centre.",
        "8.1 Personnel implications: Write it.",
        "12.1 Equalities impact: Write it.",
    ]
    assert not may_lay(REPORT, TEMPLATE)
    assert may_lay(filled(REPORT), TEMPLATE)


def test_another_authority_s_form_is_another_file_and_asks_for_its_own_sections():
    missing = {one.title for one in blanks_of(filled(REPORT), OTHER)}
    assert missing == {
        "To be decided by",
        "Wards affected",
        "What it means for budgets",
        "Theme of the savings",
    }
    assert [one.words for one in unsigned_of(REPORT, OTHER)] == [
        "Waits for the sign-off of: finance",
        "Waits for the sign-off of: hr",
        "Waits for the sign-off of: equalities",
    ]
    assert unsigned_of(replace(REPORT, signed=("money", "people", "equality")), OTHER) == []


@pytest.mark.parametrize(
    ("slug", "answer", "number"),
    [
        ("alternatives", Answer(), "3.1"),
        ("voluntary", Answer(choice="no"), "13.1"),
        ("voluntary", Answer(words="None"), "13.1"),
        ("savings", Answer(years=("2013/14",), choice="saving", items=("A1",)), "6.3"),
        ("recommendation", Answer(words="Agree"), "1.1"),
        ("assessment", Answer(words="Later"), "12.2"),
        ("papers", Answer(), ""),
    ],
)
def test_m14_06_m14_13_m14_16_a_field_half_filled_is_blank(slug, answer, number):
    report = filled(REPORT)
    report = replace(report, answers={**report.answers, slug: answer})
    assert [one.number for one in blanks_of(report, TEMPLATE)] == [number]


def test_m14_16_no_papers_is_said_in_a_sentence():
    assert paper_lines(Answer(choice="no")) == (NO_PAPERS,)
    assert paper_lines(Answer(items=("Letter of 3 May",))) == ("Letter of 3 May",)


def test_m14_15_m14_05_consultation_may_come_before_the_assessment_and_approval_not():
    assert may_decide_finally("none", FOR_CONSULTATION)
    assert not may_decide_finally("screening", FOR_APPROVAL)
    assert may_decide_finally("full", FOR_APPROVAL)
    assert "starts a consultation" in SETS_GOING[FOR_CONSULTATION]


def test_m14_11_the_grid_reads_130_in_its_year_and_in_the_total():
    heads, *rows = savings_rows(REPORT.answer("savings"), ROWS)
    assert heads[1] == "Savings 2013/14, ongoing (£000)"
    assert rows[-1] == ["Total savings less implementation costs", "130", "", "", "", "130", ""]


def test_a_field_the_form_does_not_have_is_told():
    assert unknown_fields({"weather": Answer("x"), "legal": Answer("x")}, TEMPLATE) == ["weather"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda table: table["sections"][0]["fields"][0].update(kind="poem"), "is not known here"),
        (lambda table: table["sections"][1]["fields"][0].update(slug="recommendation"), "stands twice"),
        (lambda table: table["sections"][1].update(colour="red"), "not known here"),
    ],
)
def test_a_form_with_an_unknown_section_says_where(change, says):
    table = deepcopy(FORM)
    change(table)
    with pytest.raises(PolicyFault, match=says):
        read_report_template(table)

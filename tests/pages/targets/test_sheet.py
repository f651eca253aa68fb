"""Targets from a spreadsheet: checked by cell, taken as a whole, taken a second time without a change (M4-03)."""

from decimal import Decimal

import pytest
from tests.factories import make_school
from tests.pages.pages import parse_page, shown_words
from tests.pages.target_objects import make_targets

from headway.features.policies.queries import typed
from headway.features.targets.models import GroupLine, TargetSet
from headway.features.targets.queries import lines_of

pytestmark = pytest.mark.django_db
SHEET = "/data/sheets/targets/"
HEAD = "urn\tyear\tgroup\tpupils\tmeasure\ttarget\treason"
KEY = "ks2_rwm_expected"


@pytest.fixture
def officer(client_as):
    return client_as("data-officer")


@pytest.fixture
def school(policies):
    return make_school(900001)


@pytest.fixture
def measure(policies) -> str:
    return next(one.short_label for one in typed("measures").measures if one.key == KEY)


def lines(*rows: str) -> str:
    return "\n".join([HEAD, *("\t".join(row.split("|")) for row in rows)])


def send(client, text: str, step: str = "take"):
    return client.post(SHEET, {"step": step, "data": text}, follow=True)


def said(answer) -> str:
    return shown_words(parse_page(answer))


def targets_of(school, year=2026):
    return {group: line for group, line in lines_of(TargetSet.objects.get(school=school, year=year)).items()}


def test_m4_03_targets_are_taken_by_the_names_the_published_files_use(officer, school, measure):
    text = lines(
        f"900001|2026-27|All pupils|30|{measure}|71|",
        f"900001|2026/27|SEN support|12|{KEY}|45%|",
        "900001|2026-27|SEN provision: Education, health and care plan|3||| Fewer than ten",
        f"900001|2026-27|Disadvantaged||{measure.upper()}|60|",
    )
    assert "1 row made" in said(send(officer, text))
    held = targets_of(school)
    assert held["all"].values == {KEY: Decimal(71)} and held["all"].cohort == 30
    assert held["sen-support"].values == {KEY: Decimal(45)}
    assert (held["ehc-plan"].cohort, held["ehc-plan"].reason) == (3, "Fewer than ten")
    assert held["disadvantaged"].values == {KEY: Decimal(60)}
    made = TargetSet.objects.get()
    assert made.state == "proposed" and made.written_by == officer.person
    assert "0 rows made" in said(send(officer, text)) and TargetSet.objects.get().version == made.version


def test_groups_and_measures_the_sheet_does_not_name_stay_as_they_are(officer, school, measure):
    send(
        officer,
        lines(f"900001|2026-27|All pupils|30|{measure}|71|", f"900001|2026-27|Girls|15|{measure}|72|"),
    )
    assert "1 row changed" in said(send(officer, lines(f"900001|2026-27|All pupils|30|{measure}|75|")))
    held = targets_of(school)
    assert held["all"].values == {KEY: Decimal(75)} and held["girls"].values == {KEY: Decimal(72)}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("900001|2026-27|Left-handed|30|MEASURE|71|", "is no group of the policy; use one of: All pupils"),
        ("900001|2026-27|All pupils|30|MEASURE|171|", "is a percentage from 0 to 100"),
        ("900001|2026-27|All pupils|30|MEASURE|much|", "is not a number"),
        ("900001|2026-27|All pupils|many|MEASURE|71|", "is not a whole number"),
        ("900001|2026-27|All pupils|30|Attainment 8|71|", "is no target of this phase"),
        ("900001|2026-28|All pupils|30|MEASURE|71|", "is no academic year"),
        ("900001|2026-27|All pupils|30|MEASURE||", "Write the target, or leave the measure empty too"),
        ("900001|2026-27|All pupils|30||71|", "Say which measure the target is of"),
        ("900009|2026-27|All pupils|30|MEASURE|71|", "no school of the authority"),
        ("900002|2026-27|All pupils|30|MEASURE|71|", "asks nothing of schools of this phase"),
        ("900001|2026-27|Girls|30|MEASURE|71|", "stands already in row 2"),
        ("900001|2026-27|Girls|31|ks2_rwm_higher|71|", "says otherwise of the same group"),
    ],
)
def test_a_fault_is_told_beside_its_cell_and_nothing_is_stored(officer, school, measure, row, words):
    make_school(900002, phase="nursery")
    good = f"900001|2026-27|Girls|15|{measure}|72|"
    answer = send(officer, lines(good, row.replace("MEASURE", measure)))
    assert answer.status_code == 422 and words in said(answer)
    assert not TargetSet.objects.exists() and not GroupLine.objects.exists()


def test_agreed_targets_are_not_written_over(officer, school, measure):
    make_targets(school, 2026)
    TargetSet.objects.update(state="agreed", agreed_on="2026-12-01")
    answer = send(officer, lines(f"900001|2026-27|All pupils|30|{measure}|75|"))
    assert answer.status_code == 422 and "are agreed and stay as they are" in said(answer)


def test_the_preview_stores_nothing_and_says_what_it_would(officer, school, measure):
    answer = send(officer, lines(f"900001|2026-27|All pupils|30|{measure}|71|"), step="check")
    assert answer.status_code == 200 and "1" in said(answer)
    assert not TargetSet.objects.exists()


def test_who_may_not_write_the_targets_of_every_school_gives_no_sheet(client_as, school):
    for role in ("headteacher", "adviser", "head-of-service"):
        assert client_as(role, school).get(SHEET).status_code == 403
    assert not TargetSet.objects.exists()

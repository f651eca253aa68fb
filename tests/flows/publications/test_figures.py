"""Figures of two files: both are kept, one is shown, the difference is told; older files give history alone."""

import shutil
from datetime import date
from decimal import Decimal

import pytest
from tests.flows.demonstration import AT, counts, find, load, rewrite, state

from headway.demo.county import AUTHORITY_NAME
from headway.features.evidence.models import Observation, RiskRating
from headway.features.releases.models import Release, State
from headway.flows.apply_release import apply_release
from headway.flows.load_folder import load_folder
from headway.flows.read_release import read_release
from headway.publicdata.layouts import columns
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db


def take(path, *, day=date(2026, 9, 1), history=False):
    release, decided = read_release(
        path=path, name=path.name, authority=AUTHORITY_NAME, published_on=day, by="", at=AT, history=history
    )
    return apply_release(release=release, by="", at=AT, decided=decided, history=history)


def tables(tmp_path, urn, **cells):
    """Performance tables of 2022/23 with one school."""
    names = columns("ks2_tables_2023")
    row = {"RECTYPE": "1", "URN": str(urn), **cells}
    path = tmp_path / f"tables-{len(list(tmp_path.iterdir()))}.csv"
    path.write_text(f"{','.join(names)}\n{','.join(row.get(name, '') for name in names)}\n", encoding="utf-8")
    return path


@pytest.fixture
def results(registered, demonstration):
    return take(find(demonstration, "ks2_school_attainment"))


def shown_and_beside(urn):
    rows = Observation.every.filter(
        school_id=urn, measure="ks2_rwm_expected", period="2022/23", group="all"
    ).select_related("release")
    return {row.release.kind: (row.beside, row.value) for row in rows}


def a_school_with_results():
    held = Observation.objects.filter(measure="ks2_rwm_expected", period="2022/23", value__isnull=False)
    return held.order_by("pk").first()


def test_two_files_that_differ_are_both_kept_and_the_difference_is_told(results, tmp_path):
    row = a_school_with_results()
    other = row.value - 10 if row.value > 50 else row.value + 10
    release = take(tables(tmp_path, row.school_id, PTRWM_EXP=f"{other:.0f}%"))
    assert shown_and_beside(row.school_id) == {
        "ks2_schools": (False, row.value),
        "ks2_tables_2023": (True, Decimal(f"{other:.0f}")),
    }
    (fault,) = [f.words for f in release.faults.all() if "this file says" in f.words]
    assert f"RWM expected of URN {row.school_id} in 2022/23: this file says {other:.0f}" in fault
    assert "Both are kept, and the other is shown." in fault


def test_figures_that_agree_are_no_fault(results, tmp_path):
    row = a_school_with_results()
    release = take(tables(tmp_path, row.school_id, PTRWM_EXP=f"{row.value:.0f}%"))
    assert not release.faults.filter(words__contains="this file says").exists()


def test_whichever_of_two_files_comes_first_the_same_stands(results, demonstration, tmp_path):
    urn = a_school_with_results().school_id
    path = tables(tmp_path, urn, PTRWM_EXP="1%", PTRWM_EXP_19="50%")
    take(path)
    one_way = state()
    for kind in ("ks2_schools", "ks2_tables_2023"):
        Observation.every.filter(release__kind=kind).delete()
        Release.objects.filter(kind=kind).update(state=State.READ, applied_at=None)
    take(path)
    assert shown_and_beside(urn) == {"ks2_tables_2023": (False, Decimal(1))}
    take(find(demonstration, "ks2_school_attainment"))
    assert state()["Observation"] == one_way["Observation"]


def test_where_the_heavier_file_has_no_figure_the_other_is_shown_again(results, tmp_path):
    row = a_school_with_results()
    Observation.objects.filter(pk=row.pk).update(value=None, why_missing="suppressed")
    take(tables(tmp_path, row.school_id, PTRWM_EXP="33%"))
    found = shown_and_beside(row.school_id)
    assert found == {"ks2_schools": (True, None), "ks2_tables_2023": (False, Decimal(33))}


def test_an_older_file_is_refused_unless_asked_and_then_gives_the_years_not_held(
    results, demonstration, tmp_path
):
    def earlier(rows):
        return [
            r | {"time_period": "202122" if r["time_period"] == "202223" else "202324", "version": "Final"}
            for r in rows
            if r["time_period"] in ("202223", "202324")
        ]

    copy = tmp_path / "older.csv"
    shutil.copy(find(demonstration, "ks2_school_attainment"), copy)
    rewrite(copy, earlier)
    before = Observation.objects.filter(period="2023/24").count(), a_school_with_results().value
    with pytest.raises(Refused, match="The newest wins; nothing was changed"):
        take(copy, day=date(2025, 9, 1))
    take(copy, day=date(2025, 9, 1), history=True)
    assert Observation.objects.filter(period="2021/22").exists()
    assert (Observation.objects.filter(period="2023/24").count(), a_school_with_results().value) == before
    assert Observation.objects.filter(period="2023/24").values("release").distinct().count() == 1
    with pytest.raises(Refused, match="every year it tells of is held already"):
        take(tables_older(copy), day=date(2025, 8, 1), history=True)


def tables_older(copy):
    """The same again with a byte more, so that it is another file."""
    copy.write_bytes(copy.read_bytes() + b"\r\n")
    return copy


def test_an_older_register_has_no_history_to_add_to(registered, demonstration):
    with pytest.raises(Refused, match="Only figures by year have a history"):
        take(find(demonstration, "edubase"), day=date(2020, 1, 1), history=True)


def test_a_newer_file_keeps_the_years_it_no_longer_tells_of(results, demonstration, tmp_path):
    copy = tmp_path / "newer.csv"
    shutil.copy(find(demonstration, "ks2_school_attainment"), copy)
    rewrite(copy, lambda rows: [r for r in rows if r["time_period"] == "202425"])
    release = take(copy, day=date(2027, 9, 1))
    assert set(Observation.objects.values_list("period", flat=True)) == {"2022/23", "2023/24", "2024/25"}
    assert release.counts["gone"] == 0


def test_a_file_about_others_gives_way_to_the_next_of_its_kind(registered, demonstration, tmp_path):
    folder = tmp_path / "two"
    folder.mkdir()
    shutil.copy(find(demonstration, "exc_school"), folder / "exc_2024-01-01.csv")
    shutil.copy(find(demonstration, "exc_school"), folder / "exc_2025-01-01.csv")
    rewrite(folder / "exc_2025-01-01.csv", lambda rows: [r | {"school_urn": "100001"} for r in rows[:3]])
    found = {
        one.path.name: one.words
        for one in load_folder(folder=folder, authority=AUTHORITY_NAME, by="", at=AT, needed=())
    }
    assert "holds no result of a school" in found["exc_2025-01-01.csv"]
    assert found["exc_2024-01-01.csv"].startswith("applied")


def test_the_demonstration_has_figures_of_every_topic_and_a_second_run_changes_nothing(loaded, demonstration):
    for measure in (
        "absence_primary",
        "suspension_rate_secondary",
        "pupil_teacher_ratio",
        "sen_support",
        "eal",
        "income",
    ):
        assert Observation.objects.filter(measure=measure, value__isnull=False).exists(), measure
    assert Observation.objects.filter(measure="income", period="2022-23").exists()
    before, held = state(), counts()
    load(demonstration)
    assert (state(), counts()) == (before, held)


def test_the_departments_view_of_risk_is_kept_as_it_was_sent(loaded, demonstration):
    rating = RiskRating.objects.order_by("school_id").first()
    assert rating.overall in ("High", "Medium", "Low") and rating.release.kind == "risk_ratings"
    assert rating.release.licence == "for the authority only"

"""Inspections of three files: one is shown of each, what another tells otherwise stays beside it and is told."""

from datetime import date

import pytest
from tests.flows.demonstration import AT, find
from tests.flows.publications.test_figures import take

from headway.features.evidence.models import Inspection
from headway.features.schools.models import School
from headway.publicdata.layouts import columns

pytestmark = pytest.mark.django_db
ONE_OF_2022 = {
    "Inspection start date": "03/03/2015", "Publication date": "03/04/2015", "Overall effectiveness": "2",
    "Inspection number of latest full inspection": "1",
}  # fmt: skip


def write(tmp_path, layout, rows):
    names = columns(layout)
    lines = [",".join(names), *(",".join(row.get(name, "NULL") for name in names) for row in rows)]
    path = tmp_path / f"{layout}.csv"
    path.write_text("\n".join([*lines, ""]), encoding="cp1252")
    return path


@pytest.fixture
def latest(registered, demonstration):
    return take(find(demonstration, "latest_inspections"))


def card():
    return Inspection.objects.filter(regime="report-card").order_by("pk").first()


def of_the_year(row, grade):
    """The same report card as the file of the year tells it."""
    day = f"{row.started_on:%d/%m/%Y}"
    return {
        "URN": str(row.school_id),
        "Inspection start date": day,
        "Inclusion": grade,
        "Inspection number": "10",
    }


def test_a_report_card_that_the_file_of_the_year_tells_otherwise_is_told(latest, tmp_path):
    row = card()
    was = row.grades["inclusion"]["grade"]
    other = "Exceptional" if was != "Exceptional" else "Needs attention"
    release = take(write(tmp_path, "ofsted_in_year", [of_the_year(row, other)]))
    (fault,) = [f.words for f in release.faults.all() if "Both are kept" in f.words]
    assert (
        f"inclusion: {other}" in fault
        and f"inclusion: {was}" in fault
        and "that of the other is shown" in fault
    )
    both = Inspection.every.filter(school=row.school_id, started_on=row.started_on)
    assert {(one.release.kind, one.beside) for one in both} == {
        ("ofsted_latest", False),
        ("ofsted_in_year", True),
    }


def test_in_any_order_the_same_inspections_stand(registered, demonstration, tmp_path):
    take(find(demonstration, "latest_inspections"))
    row = card()
    path = write(tmp_path, "ofsted_in_year", [of_the_year(row, "Expected standard")])
    take(path)
    one_way = sorted(
        Inspection.every.values_list("school", "started_on", "regime", "beside", "release__kind")
    )
    Inspection.every.filter(release__kind="ofsted_latest").delete()
    from_latest = Inspection.every.get()
    Inspection.every.filter(pk=from_latest.pk).update(beside=False)
    release = from_latest.release
    release.__class__.objects.filter(kind="ofsted_latest").update(applied_at=None, state="read")
    take(find(demonstration, "latest_inspections"))
    assert (
        sorted(Inspection.every.values_list("school", "started_on", "regime", "beside", "release__kind"))
        == one_way
    )


def test_the_layout_of_2022_gives_history(latest, tmp_path):
    school = School.objects.filter(authority_id="999").order_by("pk").first()
    newest = Inspection.objects.filter(school=school).order_by("-started_on").first()
    release = take(
        write(tmp_path, "ofsted_2022", [{"URN": str(school.pk), **ONE_OF_2022}]), day=date(2022, 2, 28)
    )
    past = Inspection.objects.get(school=school, started_on=date(2015, 3, 3))
    assert (past.previous, past.regime, past.release) == (True, "overall", release)
    assert Inspection.objects.filter(school=school).order_by("-started_on").first() == newest
    assert release.applied_at == AT


def history(tmp_path, *rows):
    path = tmp_path / "history.csv"
    path.write_text("URN,Rating,Inspection Date\n" + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def test_the_history_of_inspections_is_dated_evidence_beside_the_latest(latest, tmp_path):
    school = School.objects.filter(authority_id="999").order_by("pk").first()
    newest = Inspection.objects.filter(school=school).order_by("-started_on").first()
    rows = (f"{school.pk},Satisfactory,20080926", f"{school.pk},Good,20050921", "100000,Good,20050921")
    release = take(history(tmp_path, *rows), day=date(2020, 3, 1))
    held = Inspection.objects.filter(release=release).order_by("-started_on")
    told = [(one.school_id, one.started_on.year, one.regime, one.grades) for one in held]
    assert told == [
        (school.pk, 2008, "overall", {"overall_effectiveness": {"grade": "Satisfactory", "on": None}}),
        (school.pk, 2005, "overall", {"overall_effectiveness": {"grade": "Good", "on": None}}),
    ]
    assert Inspection.objects.filter(school=school).order_by("-started_on").first() == newest
    assert not take(history(tmp_path, *rows), day=date(2020, 3, 1)).faults.exists()


def test_a_word_and_its_figure_are_no_difference_and_another_grade_is_told(latest, tmp_path):
    first, second = School.objects.filter(authority_id="999").order_by("pk")[:2]
    take(
        write(tmp_path, "ofsted_2022", [{"URN": str(one.pk), **ONE_OF_2022} for one in (first, second)]),
        day=date(2022, 2, 28),
    )
    release = take(
        history(tmp_path, f"{first.pk},Good,20150303", f"{second.pk},Inadequate,20150303"),
        day=date(2020, 3, 1),
    )
    (fault,) = release.faults.all()
    assert (
        str(second.pk) in fault.words and "Inadequate" in fault.words and "the other is shown" in fault.words
    )
    assert not Inspection.objects.filter(release=release).exists()
    assert Inspection.every.filter(release=release, beside=True).count() == 2

"""An older file on the web: refused unless asked, and then looked at first; only years not held are added."""

import pytest
from tests.flows.demonstration import find, rewrite
from tests.pages.data.test_views import words
from tests.pages.pages import assert_good_page

from headway.features.evidence.models import Observation
from headway.features.jobs.models import Job
from headway.features.releases.models import Release, State

OLDER = {"published_on-day": "1", "published_on-month": "9", "published_on-year": "2025"}


@pytest.fixture
def results(officer, applied, give, demonstration):
    """The results of key stage 2, given and applied."""
    given = find(demonstration, "ks2_school_attainment")
    give(given.read_bytes(), given.name)
    release = Release.objects.get(kind="ks2_schools")
    officer.post(f"/data/{release.public_id}/apply/", {"seen": release.change_hash})
    assert Observation.objects.filter(period="2023/24").exists()
    return given


@pytest.fixture
def older(results, tmp_path):
    """The same file with its first year turned into one that is not held."""
    copy = tmp_path / "older.csv"
    copy.write_bytes(results.read_bytes())
    rewrite(
        copy,
        lambda rows: [
            r | {"time_period": "202122" if r["time_period"] == "202223" else "202324", "version": "Final"}
            for r in rows
            if r["time_period"] in ("202223", "202324")
        ],
    )
    return copy


def test_an_older_file_is_refused_and_the_refusal_says_that_it_may_be_given_as_history(officer, older, give):
    job = give(older.read_bytes(), older.name, **OLDER)
    said = words(officer.get(job.url))
    assert "The newest wins" in said and "Give it as history" in said
    assert Release.objects.filter(kind="ks2_schools").count() == 1


def test_asked_for_as_history_it_is_looked_at_first_and_adds_only_years_not_held(officer, older, give):
    assert "take it as history" in words(officer.get("/data/give/"))
    before = set(Observation.objects.values_list("pk", flat=True))
    give(older.read_bytes(), older.name, **OLDER, history="on")
    release = Release.objects.get(kind="ks2_schools", history=True)
    here = f"/data/{release.public_id}/"
    said = words(officer.get(here))
    assert "was given as history" in said and "Apply this file" in said
    changes = words(officer.get(f"{here}changes/"))
    assert "2021/22" in changes and "2023/24" not in changes
    assert not Observation.objects.filter(period="2021/22").exists()
    officer.post(f"{here}apply/", {"seen": release.change_hash})
    release.refresh_from_db()
    assert release.state == State.APPLIED and not Job.objects.filter(state="failed").exists()
    added = Observation.objects.exclude(pk__in=before)
    assert set(added.values_list("period", flat=True)) == {"2021/22"}
    assert before <= set(Observation.objects.values_list("pk", flat=True))


def test_a_newest_file_given_as_history_is_an_ordinary_one(officer, applied, give, demonstration):
    given = find(demonstration, "ks2_school_attainment")
    give(given.read_bytes(), given.name, history="on")
    release = Release.objects.get(kind="ks2_schools")
    assert not release.history
    assert_good_page(officer.get(f"/data/{release.public_id}/"))


def test_a_register_has_no_history(officer, applied, give, register):
    job = give(register.read_bytes() + b"\r\n", register.name, **OLDER, history="on")
    assert "Only figures by year have a history" in words(officer.get(job.url))

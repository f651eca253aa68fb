"""Letters found, read, downloaded one by one or as one archive."""

import io
import zipfile

import pytest
from tests.pages.pages import assert_good_page, shown_words
from tests.planned_year import SUMMER, approve, make_year, plan

from headway.features.jobs.models import Job
from headway.features.letters.models import Letter
from headway.flows.publish_year_plan import publish_year_plan
from headway.flows.year_plan_letters import year_plan_letters


@pytest.fixture
def published(policies):
    year = make_year()
    draft, head = approve(plan())
    publish_year_plan(draft=draft, reason="", seen_version=draft.version, by=head, at=draft.made_at)
    return year


@pytest.fixture
def support(client_as):
    return client_as("business-support")


def words(client, path):
    return shown_words(assert_good_page(client.get(path)))


def test_the_list_holds_one_letter_a_school(published, support):
    said = words(support, "/letters/")
    assert f"{len(published.schools)} letters" in said
    assert all(school.name in said for school in published.schools)


def test_the_list_is_searched_by_school_and_urn(published, support):
    assert "1 letter" in words(support, "/letters/?q=Lone")
    assert "1 letter" in words(support, f"/letters/?q={published.schools[0].urn}")


def test_the_list_leaves_as_a_file(published, support):
    lines = support.get("/letters/?export=csv").content.decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + len(published.schools)


def test_one_letter_says_days_and_rule(published, support):
    letter = Letter.objects.get(school=published.schools[0])
    said = words(support, f"/letters/{letter.public_id}/")
    assert "The school's share of its partnership's days" in said and "Days and why" in said


def test_the_word_document_is_made_on_demand_and_asking_changes_nothing(published, support):
    letter = Letter.objects.get(school=published.schools[0])
    answer = support.get(f"/letters/{letter.public_id}/word/")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as document:
        assert published.schools[0].name in document.read("word/document.xml").decode()
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert Letter.objects.filter(frozen__isnull=False).count() == 0


def test_m6_11_one_archive_holds_every_letter_once(published, support):
    batch = Letter.objects.first().batch
    assert "Make one archive" in words(support, f"/letters/?batch={batch}")
    support.post(f"/letters/batches/{batch}/archive/")
    job = Job.objects.get(kind="archive_letters")
    answer = support.get(job.result_path)
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    content = b"".join(answer.streaming_content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert len(set(archive.namelist())) == len(published.schools)


def test_a_batch_that_is_not_there_has_no_archive(published, support):
    assert support.post("/letters/batches/nothing/archive/").status_code == 404
    assert support.get("/letters/archives/bcdfghjkmnpq/").status_code == 404


def test_a_head_makes_no_archive(published, client_as):
    batch = Letter.objects.first().batch
    client = client_as("headteacher", published.schools[0])
    assert client.post(f"/letters/batches/{batch}/archive/").status_code == 404
    assert "Make one archive" not in words(client, f"/letters/?batch={batch}")


@pytest.mark.parametrize("members", [1, 15])
def test_the_number_of_queries_does_not_grow(policies, support, django_assert_max_num_queries, members):
    make_year(members, capacity=60)
    draft, head = approve(plan())
    publish_year_plan(draft=draft, reason="", seen_version=draft.version, by=head, at=draft.made_at)
    support.get("/letters/")
    with django_assert_max_num_queries(12):
        support.get("/letters/")
    with django_assert_max_num_queries(12):
        year_plan_letters(draft=draft, on=SUMMER)

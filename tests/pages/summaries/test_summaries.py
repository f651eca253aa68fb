"""Termly summaries: made for every school by long work, kept, and open only as far as their reader may see."""

import io
import zipfile
from datetime import date

import pytest
from tests.pages.pages import assert_good_page, parse_page, shown_words
from tests.pages.people import AT, make_person

from headway.features.categories.models import Judgement
from headway.features.jobs.models import Job
from headway.features.schools.models import Authority, School
from headway.features.summaries.models import SchoolSummary, SummaryEdition
from headway.pages.summaries import work
from headway.pages.summaries.views import term_words
from headway.worker.work import work as do_work

pytestmark = pytest.mark.django_db


def words(response) -> str:
    """What the page says."""
    return shown_words(parse_page(response))


@pytest.fixture
def schools(policies):
    """Two open schools, one of them judged, and one that is closed."""
    authority = Authority.objects.create(code="900", name="Nowhere", own=True)
    told = {"authority": authority, "phase": "primary", "pupils": 200}
    made = [
        School.objects.create(urn=900001, name="Elm", status="Open", status_code="1", **told),
        School.objects.create(urn=900002, name="Oak", status="Open", status_code="1", **told),
    ]
    School.objects.create(urn=900003, name="Ash", status="Closed", status_code="2", **told)
    Judgement.objects.create(
        school=made[0], category="1", label="Strong", direction="same", state="agreed",
        judged_by=make_person("adviser"), judged_at=AT, valid_from=date(2025, 9, 1), reason="",
    )  # fmt: skip
    return made


@pytest.fixture
def edition(schools, client_as):
    """An edition that was asked for and made."""
    client = client_as("data-officer")
    answer = client.post("/schools/summaries/new/", {"title": "Autumn term 2026"})
    job = Job.objects.get(kind="school_summaries")
    assert answer["Location"] == f"/jobs/{job.public_id}/"
    if job.state != "done":
        do_work.func(job.public_id)
    return SummaryEdition.objects.get()


def test_m4_10_summaries_are_made_termly_one_page_a_school_and_kept(edition, schools, client_as):
    job = Job.objects.get()
    assert (job.state, job.words) == ("done", "2 summaries are kept.")
    client = client_as("head-of-service")
    assert "Autumn term 2026" in words(client.get("/schools/summaries/"))
    href = f"/schools/summaries/{edition.public_id}/"
    assert_good_page(client.get("/schools/summaries/"))
    assert_good_page(client.get(href))
    archive = zipfile.ZipFile(io.BytesIO(b"".join(client.get(f"{href}all/").streaming_content)))
    assert archive.namelist() == ["900001 Elm, summary.pdf", "900002 Oak, summary.pdf"]
    pages = [b"".join(client.get(f"{href}{one.urn}/").streaming_content) for one in schools]
    assert pages == [archive.read(name) for name in archive.namelist()]
    assert all(page.startswith(b"%PDF") and page.count(b"/Type /Page\n") <= 1 for page in pages)


def test_m4_10_a_summary_is_open_only_to_who_may_see_what_stands_on_it(edition, schools, client_as):
    href = f"/schools/summaries/{edition.public_id}/"
    head = client_as("headteacher", schools[0])
    assert head.get(f"{href}900001/").status_code == 200
    assert head.get(f"{href}900002/").status_code == 404
    assert head.get(f"{href}all/").status_code == 404
    assert "Oak" not in words(head.get(href))
    for role in ("finance", "member", "provider"):
        assert client_as(role).get(href).status_code == 404
    stranger = client_as("adviser")
    assert stranger.get(f"{href}900001/").status_code == 404


def test_m4_10_made_again_the_same_pages_are_kept_once(edition):
    before = list(SchoolSummary.objects.values_list("school", "file"))
    archive = edition.archive_id
    outcome = work.make_edition(Job.objects.get(), AT, lambda done, total, words: None)
    assert outcome.path == f"/schools/summaries/{edition.public_id}/"
    assert list(SchoolSummary.objects.values_list("school", "file")) == before
    edition.refresh_from_db()
    assert edition.archive_id == archive


def test_m4_10_a_page_holds_what_the_head_sees_and_no_contact(edition, schools):
    viewer, known = work.as_its_head_sees(edition, schools[0])
    assert known.judged
    assert not known.is_staff
    assert "contacts" not in known.opened
    assert known.risk is None
    assert viewer.roles == {"headteacher"}


def test_the_title_offered_is_the_term_of_the_day():
    days = (date(2026, 9, 1), date(2027, 2, 1), date(2027, 5, 1))
    assert [term_words(on) for on in days] == ["Autumn term 2026", "Spring term 2027", "Summer term 2027"]

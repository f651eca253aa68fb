"""Pages of joint reviews and of feedback on documents."""

from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories import make_school
from tests.pages.pages import assert_good_page, parse_page, shown_words
from tests.pages.people import AT, sign_in
from tests.pages.school_review_objects import (
    PEERS,
    begun,
    evaluated,
    make_document,
    make_review,
    make_scored,
    make_shared,
    reported,
)
from tests.plan_world import seen

from headway.features.school_reviews.actions import write_finding
from headway.features.school_reviews.models import DocumentReview, SchoolReview

pytestmark = pytest.mark.django_db
HOME = "/schools/joint-reviews/"


def words(response) -> str:
    return shown_words(parse_page(response))


def here(made, more=""):
    return f"{HOME}{made.public_id}/{more}"


@pytest.fixture
def school(policies):
    return make_school(name="Ash Lane Primary School")


def planned(**more):
    dates = {"evaluate_by": (5, 10, 2026), "starts_on": (9, 11, 2026), "report_by": (11, 12, 2026)}
    sent = {"kind": "peer", "focus": "Reading"} | more
    for name, day in dates.items():
        sent |= {f"{name}-{part}": one for part, one in zip(("day", "month", "year"), day, strict=True)}
    return sent


def test_m5_14_a_peer_review_goes_from_its_plan_to_its_beginning_by_way_of_the_self_evaluation(
    client_as, school
):
    adviser, head = client_as("adviser", school), client_as("headteacher", school)
    form = adviser.get(f"/schools/{school.urn}/joint-reviews/new/")
    assert_good_page(form)
    wrong = adviser.post(f"/schools/{school.urn}/joint-reviews/new/", {"kind": "peer"})
    assert wrong.status_code == 422 and "Enter what it looks at" in words(wrong)
    adviser.post(f"/schools/{school.urn}/joint-reviews/new/", planned())
    made = SchoolReview.objects.get()
    for _ in range(2):
        peer = client_as("headteacher").person
        assert peer.name in words(adviser.get(here(made, "reviewers/")))
        adviser.post(here(made, "reviewers/"), {"person": peer.public_id})
    page = adviser.get(here(made))
    assert_good_page(page)
    assert "not submitted its self-evaluation yet" in page.content.decode()
    assert adviser.post(here(made, "begin/")).status_code == 403
    sent = {"words": "Reading is strong.", "version": made.version}
    head.post(here(made, "evaluation/"), sent)
    assert "submitted on" in words(head.get(here(made)))
    assert "The review has begun" in words(adviser.post(here(made, "begin/"), follow=True))


def test_m5_13_reviewers_write_what_they_found_and_all_agree_to_one_report(client_as, school):
    made, head = begun(make_review(school)), client_as("headteacher", school)
    early = head.get(here(made, "report/"))
    assert early.status_code == 403 and "Every reviewer writes" in words(early)
    peers = [sign_in(one.person) for one in made.reviewers.all()]
    for number, peer in enumerate(peers):
        assert_good_page(peer.get(here(made, "finding/")))
        peer.post(here(made, "finding/"), {"words": f"Found {number}"})
    made.refresh_from_db()
    sent = {"words": "All read daily.", "version": made.version}
    peers[0].post(here(made, "report/"), sent)
    shown = words(head.get(here(made)))
    assert "Found 0" in shown and "Found 1" in shown and "All read daily." in shown
    for client in (*peers, head):
        version = client.get(here(made)).context["page"].version
        assert "You have agreed" in words(
            client.post(here(made, "agree/"), {"version": version}, follow=True)
        )
    assert "Agreed by all" in words(head.get(here(made)))
    assert head.get(here(made, "report/")).status_code == 403


def test_a_report_that_somebody_changed_meanwhile_is_not_agreed_to_unseen(client_as, school):
    made, head = reported(begun(make_review(school))), client_as("headteacher", school)
    page = head.post(here(made, "agree/"), {"version": made.version - 1})
    assert page.status_code == 403 and "changed this report" in words(page)
    made.refresh_from_db()
    assert made.school_agreed_on is None


def test_who_is_far_finds_nothing_and_the_list_shows_what_is_near(client_as, school):
    made = make_review(school)
    other = client_as("headteacher", make_school())
    assert other.get(here(made)).status_code == 404 and "Ash Lane" not in words(other.get(HOME))
    peer = sign_in(made.reviewers.first().person)
    assert "Ash Lane" in words(peer.get(HOME)) and peer.get(here(made, "evaluation/")).status_code == 404
    chief = client_as("chief-adviser")
    assert "Ash Lane" in words(chief.get(f"{HOME}?kind=collaborative&state=planned&q=ash"))
    assert "Ash Lane" not in words(chief.get(f"{HOME}?kind=peer"))
    assert b"Reading across the school" in chief.get(f"{HOME}?export=csv").content


def test_a_plan_that_was_changed_meanwhile_is_not_written_over(client_as, school):
    made, adviser = make_review(school, **PEERS), client_as("adviser", school)
    form = adviser.get(here(made, "edit/"))
    sent = planned(focus="Writing") | {"version": made.version, "shown": form.context["stamp"]}
    evaluated(made)
    page = adviser.post(here(made, "edit/"), sent)
    assert page.status_code == 422 and "changed this review meanwhile" in words(page)


def test_m7_11_feedback_shows_the_rubric_and_the_version_and_mark_of_the_file(client_as, school):
    adviser, head = client_as("adviser", school), client_as("headteacher", school)
    assert_good_page(adviser.get(f"/schools/{school.urn}/documents/read/"))
    sent = {
        "document": "improvement-plan",
        "version_label": "Draft 2",
        "file": SimpleUploadedFile("p.txt", b"Plan"),
    }
    sent |= {"read_on-day": 1, "read_on-month": 9, "read_on-year": 2026}
    adviser.post(f"/schools/{school.urn}/documents/read/", sent)
    made = DocumentReview.objects.get()
    place = f"/schools/documents/{made.public_id}/"
    assert made.sha256 == sha256(b"Plan").hexdigest() and head.get(place).status_code == 404
    assert "Score every part of the rubric first" in adviser.get(place).content.decode()
    scores = {
        f"score-{slug}": "2"
        for slug in ("evaluative", "evidence", "priorities", "measurable", "owned", "inclusive")
    }
    form = adviser.get(f"{place}score/")
    assert_good_page(form)
    adviser.post(f"{place}score/", scores | {"feedback": "Say by when.", "version": made.version})
    assert "The school can read" in words(adviser.post(f"{place}share/", follow=True))
    page = head.get(place)
    assert_good_page(page)
    shown = words(page)
    assert "Draft 2" in shown and made.sha256 in shown and "2: Secure" in shown
    assert "12 of 18, meets the standard of 12" in shown and "Say by when." in shown
    assert adviser.get(f"{place}score/").status_code == 403


def test_a_list_asks_as_often_with_one_row_as_with_thirty(client_as, school, django_assert_max_num_queries):
    client = client_as("chief-adviser")
    for _ in range(30):
        make_review(school)
        make_document(school)
    make_scored(school), make_shared(school)
    whole = make_review(school, reviewers=8)
    for place in (HOME, "/schools/documents/", here(whole)):
        client.get(place)
        with django_assert_max_num_queries(12):
            assert client.get(place).status_code == 200


def test_a_reviewer_is_taken_off_with_a_reason_and_one_who_wrote_cannot_be_chosen(school, client_as):
    made, boss = begun(make_review(school, reviewers=3)), client_as("chief-adviser")
    first, second, third = made.reviewers.all()
    write_finding(review=made, words="Pupils read.", by=seen(first.person), at=AT)
    assert "Take a reviewer off" in words(boss.get(here(made)))
    form = boss.get(here(made, "reviewers/off/"))
    assert_good_page(form)
    assert first.person.name not in words(form) and second.person.name in words(form)
    sent = {"person": second.person.public_id, "reason": "not-free"}
    alone = boss.post(here(made, "reviewers/off/"), {"person": second.person.public_id})
    assert alone.status_code == 422 and "Select why the reviewer is taken off" in words(alone)
    page = boss.post(here(made, "reviewers/off/"), sent, follow=True)
    assert "Taken off." in words(page) and second.person.name not in words(page)
    assert sign_in(second.person).get(here(made)).status_code == 404
    few = boss.post(here(made, "reviewers/off/"), sent | {"person": third.person.public_id})
    assert few.status_code == 422 and "at least 2 reviewers" in words(few)
    assert sign_in(third.person).get(here(made, "reviewers/off/")).status_code in (403, 404)

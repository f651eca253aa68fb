"""Attendance by role and purpose (M4-02): totals without names for who plans, names for a purpose, each opening recorded."""

import json

import pytest
from django.utils import timezone
from tests.factories import make_school
from tests.pages.pages import parse_page, shown_words
from tests.pages.sharing_objects import make_pupil

from headway.features.audit.models import Event
from headway.features.sharing.models import AttendanceConcern
from headway.features.sharing.pupils import OPENED

pytestmark = pytest.mark.django_db
HOME = "/schools/attendance/"
NAME = "Qq Zz"
RECORDING = 5  # statements that record an opening, in a transaction of their own


def words(response) -> str:
    """What the page says."""
    return shown_words(parse_page(response))


@pytest.fixture
def school(db):
    return make_school(status_code="1", name="Ash Primary School")


def told(**more) -> dict[str, str]:
    sent = {"pupil": NAME, "year_group": "Year 5", "possible": "100", "missed": "30"}
    sent |= {"since-day": "1", "since-month": "9", "since-year": "2026"}
    return sent | more


def openings() -> list[dict]:
    return [one.after | {"urn": one.subject_id, "by": one.by} for one in Event.objects.filter(action=OPENED)]


def test_m4_02_an_sio_opening_attendance_sees_counts_and_rates_but_no_names_and_the_access_is_logged(
    client_as, school
):
    for _ in range(5):
        make_pupil(school, NAME)
    adviser = client_as("adviser", school)
    href = f"/schools/{school.urn}/attendance/"
    shown = words(adviser.get(href))
    assert "Pupils of concern 5" in shown and "30.0%" in shown
    assert openings() == [
        {"depth": "totals", "purpose": "overview", "urn": str(school.urn), "by": adviser.person.public_id}
    ]
    assert adviser.get(f"{href}for/support/").status_code == 403
    assert adviser.get(f"{href}note/").status_code == 403
    paths = (
        HOME,
        f"{HOME}?export=csv",
        f"{HOME}?q={NAME}",
        href,
        f"/search/?q={NAME}",
        f"/schools/{school.urn}/",
    )
    for path in paths:
        content = adviser.get(path).content.decode("utf-8-sig")
        assert NAME not in content.replace(f'value="{NAME}"', "") or "q=" in path
        assert "Year 5" not in content
    assert NAME not in json.dumps([one.after for one in Event.objects.all()])


def test_m4_02_few_pupils_are_hidden_in_pages_and_files(client_as, school):
    for _ in range(4):
        make_pupil(school, NAME)
    adviser = client_as("adviser", school)
    for path in (HOME, f"/schools/{school.urn}/attendance/"):
        said = words(adviser.get(path))
        assert "hidden: fewer than 5 pupils" in said and "30.0%" not in said
    row = adviser.get(f"{HOME}?export=csv").content.decode("utf-8-sig").splitlines()[1]
    assert "4" not in row.replace(str(school.urn), "") and "30" not in row.replace(str(school.urn), "")


def test_m4_02_an_attendance_officer_opens_names_for_a_purpose_and_data_sees_that(client_as, school):
    officer = client_as("attendance", school)
    href = f"/schools/{school.urn}/attendance/"
    assert officer.post(f"{href}note/", told()).status_code == 302
    assert "Supporting a pupil and the family" in words(officer.get(href))
    assert officer.get(f"{href}for/overview/").status_code == 403
    assert officer.get(f"{href}for/anything/").status_code == 403
    shown = words(officer.get(f"{href}for/meeting/"))
    assert NAME in shown and "70.0%" in shown and "Preparing a meeting" in shown
    assert NAME in officer.get(f"{href}for/meeting/?export=csv").content.decode("utf-8-sig")
    named = [one for one in openings() if one["depth"] == "names"]
    assert [one["purpose"] for one in named] == ["meeting", "meeting"]
    seen = words(client_as("data-officer").get("/schools/agreements/accesses/"))
    assert "single pupils" in seen and "Preparing a meeting" in seen and officer.person.name in seen
    assert NAME not in seen
    file = client_as("head-of-service").get("/schools/agreements/accesses/?depth=names&export=csv")
    assert file.content.decode("utf-8-sig").count("Preparing a meeting") == 2


def test_a_pupil_is_changed_and_a_stale_save_is_told(client_as, school):
    made = make_pupil(school)
    officer = client_as("attendance", school)
    href = f"/schools/{school.urn}/attendance/for/support/{made.public_id}/"
    today = timezone.localdate()
    ended = {"ended_on-day": today.day, "ended_on-month": today.month, "ended_on-year": today.year}
    assert officer.post(href, told(version="1", missed="40", **ended)).status_code == 302
    made.refresh_from_db()
    assert (made.missed, made.ended_on, made.version) == (40, today, 2)
    stale = officer.post(href, told(version="1"))
    assert stale.status_code == 422 and "Somebody else changed this pupil meanwhile" in words(stale)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"missed": "101"}, "More sessions are missed than there were"),
        ({"since-year": "2099"}, "a day to come"),
        ({"pupil": ""}, "Enter the pupil's initials or name"),
    ],
)
def test_what_cannot_be_is_refused(client_as, school, changed, said):
    answer = client_as("headteacher", school).post(f"/schools/{school.urn}/attendance/note/", told(**changed))
    assert answer.status_code == 422 and said in words(answer)
    assert not AttendanceConcern.objects.exists()


def test_names_end_at_ones_own_school(client_as, school):
    make_pupil(school, NAME)
    other = make_school(status_code="1")
    for role in ("attendance", "headteacher"):
        stranger = client_as(role, other)
        for path in ("", "for/support/", "note/"):
            assert stranger.get(f"/schools/{school.urn}/attendance/{path}").status_code == 404
        assert "Ash Primary" not in words(stranger.get(HOME))


@pytest.mark.parametrize("number", [1, 30])
def test_the_lists_ask_the_same_however_long_they_are(client_as, number, django_assert_max_num_queries):
    school = make_school(status_code="1")
    for _ in range(number):
        make_pupil(school)
        make_pupil(make_school(status_code="1"))
    officer, keeper = client_as("data-officer"), client_as("attendance", school)
    for client, path in ((officer, HOME), (keeper, f"/schools/{school.urn}/attendance/for/support/")):
        client.get(path)
        with django_assert_max_num_queries(12 + RECORDING * (client is keeper)):
            client.get(path)
    officer.get("/schools/agreements/accesses/")
    with django_assert_max_num_queries(12):
        officer.get("/schools/agreements/accesses/")

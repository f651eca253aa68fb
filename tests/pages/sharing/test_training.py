"""No data by pupil group before training (M4-12): on the page, in its files, on the profile, in Word and as a PDF."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone
from tests.factories import make_observation, make_school
from tests.pages.pages import parse_page, shown_words
from tests.pages.sharing_objects import make_pupil, make_training

from headway.features.sharing.models import DataTraining

pytestmark = pytest.mark.django_db
GROUP = "Disadvantage status: Disadvantaged"
FIGURE = "43"
HOME = "/schools/agreements/training/"


def words(response) -> str:
    """What the page says."""
    return shown_words(parse_page(response))


@pytest.fixture
def school(db):
    made = make_school(status_code="1", name="Ash Primary School")
    make_observation("ks2_rwm_expected", "2024/25", Decimal(FIGURE), school=made, group=GROUP)
    return made


def word_text(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return parts.read("word/document.xml").decode()


def pages_of(school) -> tuple[str, str, str]:
    start = f"/schools/{school.urn}/"
    return f"{start}pupil-groups/", f"{start}profile/", f"{start}profile/profile/word/"


def test_m4_12_an_emtas_user_with_no_training_record_cannot_open_pupil_group_data(client_as, school):
    officer = client_as("ethnic-minority", school)
    page, profile, word = pages_of(school)
    for href in (page, f"{page}?export=csv", f"{page}?export=xlsx", f"{page}?print=yes"):
        answer = officer.get(href)
        assert answer.status_code == 403
        said = words(answer)
        assert "Use of performance data" in said and "Ask the data officer" in said and GROUP not in said
    said = words(officer.get(profile))
    assert GROUP not in said and "Ask the data officer" in said
    document = word_text(officer.get(word).content)
    assert "Disadvantaged" not in document and "Ask the data officer" in document
    assert officer.get(f"/schools/{school.urn}/profile/profile/pdf/").status_code == 200


def test_m4_12_once_trained_it_opens_everywhere(client_as, school):
    officer = client_as("ethnic-minority", school)
    make_training(officer.person)
    page, profile, word = pages_of(school)
    said = words(officer.get(page))
    assert GROUP in said and f"{FIGURE}%" in said
    assert GROUP in officer.get(f"{page}?export=csv").content.decode("utf-8-sig")
    assert GROUP in words(officer.get(profile))
    assert "Disadvantaged" in word_text(officer.get(word).content)


def test_m4_12_training_that_is_over_opens_nothing(client_as, school):
    officer = client_as("ethnic-minority", school)
    make_training(officer.person, date(2020, 1, 1))
    answer = officer.get(pages_of(school)[0])
    assert answer.status_code == 403 and "counted until 1 January 2022" in words(answer)


def test_m4_12_single_pupils_wait_for_training_too(client_as, school):
    make_pupil(school, "Z. Q.")
    officer = client_as("ethnic-minority", school)
    href = f"/schools/{school.urn}/attendance/for/support/"
    assert officer.get(href).status_code == 403
    assert officer.get(f"/schools/{school.urn}/attendance/note/").status_code == 403
    make_training(officer.person)
    assert "Z. Q." in words(officer.get(href))


def test_others_need_no_training_and_who_may_not_know_gets_nothing(client_as, school):
    page, profile, word = pages_of(school)
    assert GROUP in words(client_as("adviser", school).get(page))
    assert client_as("adviser").get(page).status_code == 404
    member = client_as("member")
    assert member.get(page).status_code == 404
    assert GROUP not in words(member.get(profile)) and "pupil groups" not in words(member.get(profile))
    assert "Disadvantaged" not in word_text(member.get(word).content)


def test_who_is_trained_and_who_lacks_it(client_as):
    officer, other = client_as("ethnic-minority").person, client_as("ethnic-minority").person
    data = client_as("data-officer")
    assert words(data.get(HOME)).count("Not trained") == 2
    today = timezone.localdate()
    taken = {"taken_on-day": today.day, "taken_on-month": today.month, "taken_on-year": today.year}
    said = words(data.post(f"{HOME}record/", {"person": officer.public_id} | taken, follow=True))
    assert "The training is recorded." in said and said.count("Not trained") == 1 and "Trained" in said
    again = data.post(f"{HOME}record/", {"person": officer.public_id} | taken)
    assert again.status_code == 422 and "recorded already" in words(again)
    later = taken | {"taken_on-year": today.year + 1, "person": other.public_id}
    assert "once it was taken" in words(data.post(f"{HOME}record/", later))
    assert DataTraining.objects.count() == 1
    stranger = client_as("adviser").person
    assert data.post(f"{HOME}record/", taken | {"person": stranger.public_id}).status_code == 422

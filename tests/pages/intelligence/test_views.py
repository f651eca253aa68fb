"""The intelligence log in the browser: three fields, what each role reads, questions and their answers."""

import pytest
from django.utils import timezone
from tests.factories import make_school, read_policies
from tests.pages.intelligence_objects import make_note, make_question, make_restricted
from tests.pages.pages import assert_good_page, shown_words
from tests.pages.people import make_person
from tests.pages.sides import Side

from headway.features.audit.models import Event
from headway.features.categories.models import Judgement, Meeting
from headway.features.intelligence.models import Note, Question

pytestmark = pytest.mark.django_db
HOME = "/schools/intelligence/"
ASKED = "ask whether the category should be looked at"


@pytest.fixture
def school(policies):
    return make_school(name="Ash Lane Primary School")


@pytest.fixture
def side(school):
    return Side("own", school)


def words(response) -> str:
    return shown_words(assert_good_page(response))


def told(**more):
    """What somebody fills in, and what is filled in already."""
    today = timezone.localdate()
    day = {"on-day": str(today.day), "on-month": str(today.month), "on-year": str(today.year)}
    return (
        {"kind": "governance", "source": "team", "words": "No quorum twice", "weight": "notable"} | day | more
    )


def test_a_note_is_three_fields_from_the_schools_page(client_as, school):
    client = client_as("finance")
    page = client.get(f"/schools/{school.urn}/")
    assert (
        f"/schools/{school.urn}/intelligence/add/" in page.content.decode()
        and "Add intelligence" in words(page)
    )
    form = words(client.get(f"/schools/{school.urn}/intelligence/add/"))
    assert "Safeguarding (restricted)" in form
    said = words(client.post(f"/schools/{school.urn}/intelligence/add/", told(), follow=True))
    assert "Noted. It stays as it is." in said and "No quorum twice" in said
    note = Note.objects.get()
    assert (note.kind, note.restricted, note.written_by) == ("governance", False, client.person)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kind": ""}, "Select what it is about"),
        ({"source": ""}, "Select where it comes from"),
        ({"words": " "}, "Write what was noticed"),
        ({"weight": "crushing"}, "one of the choices"),
        ({"on-year": "2099"}, "choose today or a day before"),
        ({"on-year": "2001"}, "more than a year ago"),
    ],
)
def test_a_fault_is_said_and_nothing_is_noted(client_as, school, change, said):
    answer = client_as("hr").post(f"/schools/{school.urn}/intelligence/add/", told(**change))
    assert answer.status_code == 422 and said in words(answer) and not Note.objects.exists()


def test_a_restricted_note_is_read_on_its_page_alone_and_each_reading_is_kept(client_as, school):
    author, safe = client_as("hr"), client_as("safeguarding")
    log = f"/schools/{school.urn}/intelligence/"
    author.post(f"{log}add/", told(kind="safeguarding", words="Told in confidence"))
    note = Note.objects.get()
    for client in (author, safe):
        for path in (HOME, log, f"/schools/{school.urn}/", f"{HOME}?export=csv"):
            text = client.get(path).content.decode("utf-8-sig")
            assert "Told in confidence" not in text and "Restricted: open it to read" in text, path
        assert "Told in confidence" in words(client.get(f"{log}{note.public_id}/"))
    assert [e.by for e in Event.objects.filter(action="read_restricted_note").order_by("number")] == [
        author.person.public_id, safe.person.public_id,
    ]  # fmt: skip
    head = client_as("head-of-service")
    assert head.get(f"{log}{note.public_id}/").status_code == 404
    assert "Restricted: open it to read" not in words(head.get(log)) + words(head.get(HOME))


def test_naming_a_reader_opens_the_note_to_them(client_as, school, side):
    author, named = client_as("hr"), client_as("chief-adviser")
    note = make_restricted(side, by=author.person)
    here = f"/schools/{school.urn}/intelligence/{note.public_id}/"
    assert named.get(here).status_code == 404
    assert "Who else may read this note" in words(author.get(f"{here}readers/"))
    author.post(f"{here}readers/", {"people": [named.person.public_id]})
    assert "Told in confidence" in words(named.get(here))
    assert named.get(f"{here}readers/").status_code == 403
    assert author.get(f"{here}correct/").content.decode().count("Told in confidence") == 0


def test_a_note_is_corrected_and_withdrawn_and_both_are_told(client_as, school, side):
    client = client_as("head-of-service")
    note = make_note(side)
    here = f"/schools/{school.urn}/intelligence/{note.public_id}/"
    assert "The chair has stepped down" in client.get(f"{here}correct/").content.decode()
    said = words(client.post(f"{here}correct/", told(words="The vice chair has"), follow=True))
    assert "Corrected by" in said
    assert client.get(f"{here}correct/").status_code == 403
    later = Note.objects.get(corrects=note)
    there = f"/schools/{school.urn}/intelligence/{later.public_id}/"
    assert "Corrects" in words(client.get(there))
    said = words(client.post(f"{there}withdraw/", {"reason": "Not so"}, follow=True))
    assert "Not so" in said and client.get(f"{there}withdraw/").status_code == 403
    assert "Withdrawn" in words(client.get(f"{HOME}?show=gone")) and "1 note" not in words(
        client.get(f"{HOME}?show=standing")
    )


def test_m7_02_three_notes_ask_on_the_page_the_list_and_the_agenda_and_an_officer_answers(client_as, school):
    for role in ("finance", "hr", "governor-services"):
        client_as(role).post(f"/schools/{school.urn}/intelligence/add/", told())
    question = Question.objects.get()
    head = client_as("head-of-service")
    assert ASKED in words(head.get(f"/schools/{school.urn}/"))
    assert school.name in words(head.get(f"{HOME}questions/"))
    assert school.name in words(head.get("/schools/categories/?show=asked"))
    assert "a question is raised" in words(head.get("/schools/categories/"))
    agenda = words(head.get("/schools/moderation/"))
    assert "Notes of the teams ask that its category be looked at." in agenda
    assert not Judgement.objects.exists()
    here = f"{HOME}questions/{question.public_id}/"
    page = words(head.get(here))
    assert page.count("No quorum twice") == 3
    refused = head.post(here, {"answer": "set-aside", "reason": "", "version": "1"})
    assert refused.status_code == 422 and "Say why it is set aside" in words(refused)
    said = words(head.post(here, {"answer": "taken-up", "reason": "", "version": "1"}, follow=True))
    assert "The category is as it was." in said and not Judgement.objects.exists()
    assert "Notes of the teams ask" in words(head.get("/schools/moderation/"))
    day = {"held_on-day": "3", "held_on-month": "9", "held_on-year": "2026"}
    head.post("/schools/moderation/", day)
    meeting = Meeting.objects.get()
    head.post(f"/schools/moderation/{meeting.public_id}/1/", {"outcome": "noted", "words": "It stands"})
    assert "Notes of the teams ask" not in words(head.get("/schools/moderation/")).replace(
        "and no notes ask", ""
    )


def test_a_second_answer_at_once_is_told(client_as, school, side):
    make_question(side)
    here = f"{HOME}questions/{Question.objects.get().public_id}/"
    head = client_as("head-of-service")
    head.post(here, {"answer": "taken-up", "reason": "", "version": "1"})
    answer = head.post(here, {"answer": "set-aside", "reason": "Known", "version": "1"})
    assert answer.status_code == 422 and "meanwhile" in words(answer)


@pytest.mark.parametrize("role", ["headteacher", "data-officer", "finance", "member"])
def test_nobody_else_knows_that_notes_ask(client_as, school, side, role):
    make_question(side)
    client = client_as(role, school)
    for path in (f"/schools/{school.urn}/", "/schools/categories/", "/schools/categories/?show=asked"):
        answer = client.get(path)
        text = answer.content.decode()
        assert ASKED not in text and "uestion is raised" not in text and "uestions that notes" not in text
    assert client.get(HOME).status_code == (200 if role == "finance" else 404)


@pytest.mark.parametrize("number", [1, 30])
def test_pages_ask_the_same_however_many_notes_there_are(
    client_as, school, side, number, django_assert_max_num_queries
):
    by = make_person("business-support")
    for _ in range(number):
        make_note(side, by=by)
    make_question(side)
    client = client_as("head-of-service")
    read_policies()
    for path in (HOME, f"/schools/{school.urn}/intelligence/", f"{HOME}questions/", "/schools/categories/"):
        with django_assert_max_num_queries(12):
            client.get(path)

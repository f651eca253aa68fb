"""Analyses agreed with schools: proposed, agreed with day and signatory, done (M4-08)."""

from datetime import date

import pytest
from django.utils import timezone
from tests.factories import make_school
from tests.pages.pages import assert_good_page, parse_page, shown_words
from tests.pages.sharing_objects import make_list

from headway.features.policies.queries import typed
from headway.features.sharing.models import AnalysisList
from headway.rules.calendars import academic_year_of

pytestmark = pytest.mark.django_db
HOME = "/schools/analyses/"


def words(response) -> str:
    """What the page says."""
    return shown_words(parse_page(response))


def this_year() -> int:
    return academic_year_of(timezone.localdate()).first_on.year


def day(name: str, on: date) -> dict[str, str]:
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}


def chosen(*keys: str, year: int, version: int = 0) -> dict[str, str]:
    sent = {"version": str(version)}
    for key in keys:
        one = typed("analyses").get(key)
        sent |= {f"take-{key}": "on"} | day(f"due-{key}", one.due_in(academic_year_of(date(year, 9, 1))))
    return sent


@pytest.fixture
def school(db):
    return make_school(status_code="1", name="Ash Primary School")


@pytest.fixture
def officer(client_as):
    return client_as("data-officer")


def test_m4_08_each_schools_agreed_list_is_stored_with_date_and_signatory(client_as, officer, school):
    year = this_year()
    href = f"/schools/{school.urn}/analyses/{year}/"
    assert "No list yet" in words(officer.get(href))
    assert officer.post(f"{href}choose/", chosen("results", "absence", year=year)).status_code == 302
    head = client_as("headteacher", school)
    form = head.get(f"{href}agree/")
    assert "Results of last summer: due on 31 October" in words(form)
    assert form.context["page"].form.initial["signed_name"] == head.person.name
    sent = {"signed_as": "Headteacher", "signed_name": "A. Head", "version": "1"}
    shown = words(head.post(f"{href}agree/", sent | day("signed_on", timezone.localdate()), follow=True))
    assert "by A. Head, Headteacher." in shown and "Agreed" in shown
    held = AnalysisList.objects.get()
    assert (held.agreed_on, held.signed_name, held.agreed_by) == (
        timezone.localdate(),
        "A. Head",
        head.person,
    )
    listed = words(officer.get(HOME))
    assert "A. Head" in listed and "Ash Primary School" not in words(officer.get(f"{HOME}?state=not-agreed"))
    line = held.lines.all()[0]
    assert "is done" in words(officer.post(f"{href}{line.public_id}/done/", follow=True))
    due = officer.get(f"{HOME}schedule/?state=done&export=csv").content.decode("utf-8-sig")
    assert line.title in due and due.count("Ash Primary School") == 1


def test_a_changed_list_is_agreed_anew_and_a_stale_one_is_not_written(officer, school):
    year = this_year()
    make_list(school, year, agreed=True)
    href = f"/schools/{school.urn}/analyses/{year}/"
    version = AnalysisList.objects.get().version
    sent = chosen("results", "groups", year=year, version=version)
    assert officer.post(f"{href}choose/", sent).status_code == 302
    assert "Proposed, not agreed" in words(officer.get(href))
    again = officer.post(f"{href}choose/", sent)
    assert again.status_code == 422 and "Somebody else changed this list meanwhile" in words(again)


def test_m4_08_last_years_list_is_copied_a_year_later(officer, school):
    year = this_year()
    held = make_list(school, year - 1)
    held.lines.exclude(key="results").delete()
    held.lines.update(due_on=date(year - 1, 11, 5))
    form = officer.get(f"/schools/{school.urn}/analyses/{year}/choose/")
    assert "filled in from last year" in words(form)
    initial = form.context["page"].form.initial
    assert initial["take-results"] and not initial["take-groups"]
    assert initial["due-results"] == date(year, 11, 5)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"version": "0"}, "Choose at least one analysis."),
        ({"version": "0", "take-results": "on"}, "Enter the day “Results of last summer” is due"),
        (
            {"version": "0", "take-results": "on"} | day("due-results", date(2031, 1, 1)),
            "does not lie in the academic year",
        ),
    ],
)
def test_a_list_that_cannot_be_is_refused(officer, school, sent, said):
    answer = officer.post(f"/schools/{school.urn}/analyses/{this_year()}/choose/", sent)
    assert answer.status_code == 422 and said in words(answer)
    assert not AnalysisList.objects.exists()


def test_a_head_agrees_only_the_own_list_and_proposes_none(client_as, school):
    other = make_school(status_code="1")
    year = this_year()
    for one in (school, other):
        make_list(one, year)
    head = client_as("headteacher", school)
    assert head.get(f"/schools/{other.urn}/analyses/{year}/agree/").status_code == 404
    assert head.get(f"/schools/{school.urn}/analyses/{year}/choose/").status_code == 403
    assert_good_page(head.get(f"/schools/{school.urn}/analyses/{year}/"))
    assert head.get(f"/schools/{school.urn}/analyses/1066/").status_code == 404


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize("href", [HOME, f"{HOME}schedule/"])
def test_the_lists_ask_the_same_however_long_they_are(officer, number, href, django_assert_max_num_queries):
    for _ in range(number):
        make_list(make_school(status_code="1"), this_year())
    officer.get(href)
    with django_assert_max_num_queries(12):
        officer.get(href)

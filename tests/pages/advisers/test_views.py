"""Pages of advisers: the list with its balance and exceptions, one adviser, and the forms."""

from datetime import date

import pytest
from tests.factories import AT, adopt, make_person, make_quadrant, make_school, tie
from tests.pages.pages import assert_good_page, shown_words
from tests.pages.people import make_person as make_signed
from tests.pages.people import sign_in

from headway.features.allocation.models import Conflict
from headway.features.people.models import Adviser, AdviserYear, Capability, Person, Role
from headway.flows.entitle_year import entitle_year

pytestmark = pytest.mark.django_db
LIST = "/advisers/?year=2026"
DAYS = {"contracted_days": "190", "leave_days": "25", "training_days": "5.5", "internal_days": "60"}
PLACE = {"easting": "600000", "northing": "200000", "quadrant": "Hills", "may_lead": "on"}
NEW = DAYS | PLACE | {
    "phases_first": ["primary"],
    "phases_second": ["secondary"],
}  # fmt: skip


def new(person: Person, **changed) -> dict:
    """What the form sends to make the person an adviser."""
    return NEW | {"person": person.public_id} | changed


def give(person: Person, role: str) -> None:
    Role.objects.create(person=person, role=role, valid_from=date(2020, 9, 1))


@pytest.fixture
def officer(client_as):
    adopt()
    make_quadrant("Hills")
    return client_as("head-of-service")


def make_adviser(name: str = "Adviser 01", phases=("primary", "secondary"), **more: object) -> Adviser:
    adviser = Adviser.objects.create(
        person=make_person("adviser", name=name),
        **({"base_easting": 600_000, "base_northing": 200_000, "quadrant": "Hills"} | more),
    )
    AdviserYear.objects.create(adviser=adviser, year=2026, contracted_half_days=20, leave_half_days=3)
    for phase in phases:
        Capability.objects.create(adviser=adviser, phase=phase, choice=1, valid_from=date(2020, 1, 1))
    return adviser


def address(adviser: Adviser, rest: str = "") -> str:
    return f"/advisers/{adviser.person.public_id}/{rest}"


def day(name: str, on: date) -> dict[str, int]:
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


def words(response) -> str:
    return shown_words(assert_good_page(response))


def test_m6_10_the_list_shows_days_deployable_and_whether_they_suffice(officer):
    make_adviser(invented=True)
    make_school(status_code="1", phase="special", type_code="12")
    entitle_year(year=2026, on=date(2026, 9, 1), by="", at=AT)
    said = words(officer.get(LIST))
    for part in ("10 days", "8½ days", "primary school, secondary school", "Invented", "5½ days to spare"):
        assert part in said


def test_m1_09_a_post_that_is_not_cross_phase_stands_on_the_exceptions(officer):
    make_adviser("Adviser 01")
    make_adviser("Adviser 02", phases=("primary",))
    said = words(officer.get(LIST))
    assert "Adviser 02 should work across phases from 1 September 2018" in said
    assert "Adviser 01 should work" not in said


def test_an_empty_list_says_how_to_start(officer):
    assert "Add the first one" in words(officer.get(LIST))


def test_one_adviser_shows_days_phases_conflicts_and_schools(officer):
    adviser = make_adviser()
    school = make_school()
    Conflict.objects.create(
        adviser=adviser, school=school, reason="Is a governor", valid_from=date(2025, 9, 1)
    )
    tie(adviser.person, "adviser", "school", school.urn)
    said = words(officer.get(address(adviser, "?year=2026")))
    for part in ("Contracted 10 days", "Leave 1½ days", "Is a governor", "no training recorded", school.name):
        assert part in said


def test_an_adviser_sees_only_oneself_and_changes_nothing(policies):
    adopt()
    mine, other = make_signed("adviser"), make_adviser()
    Adviser.objects.create(person=mine, base_easting=1, base_northing=1)
    client = sign_in(mine)
    assert str(other) not in words(client.get(LIST))
    assert client.get(f"/advisers/{mine.public_id}/").status_code == 200
    assert client.get(address(other)).status_code == 404
    assert client.get(f"/advisers/{mine.public_id}/edit/").status_code == 403


def test_a_quadrant_lead_sees_the_own_quadrants_advisers(policies):
    adopt()
    lead, quadrant = make_signed("quadrant-lead"), make_quadrant("Hills")
    tie(lead, "quadrant-lead", "quadrant", quadrant.public_id)
    make_adviser("Adviser 01")
    make_adviser("Adviser 02", quadrant="Coast")
    said = words(sign_in(lead).get(LIST))
    assert "Adviser 01" in said and "Adviser 02" not in said


def test_an_adviser_is_added_with_days_and_phases(officer):
    person = make_person("adviser", name="Adviser 07")
    assert "Adviser 07 was added" in words(officer.post("/advisers/new/?year=2026", new(person), follow=True))
    adviser = Adviser.objects.get(person=person)
    assert adviser.years.get(year=2026).training_half_days == 11
    assert set(adviser.capabilities.values_list("phase", "choice")) == {("primary", 1), ("secondary", 2)}


def test_an_adviser_who_is_one_already_is_refused(officer):
    person = make_adviser().person
    response = officer.post("/advisers/new/", new(person))
    assert response.status_code == 422 and "Select a valid choice" not in words(response)
    assert Adviser.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"contracted_days": "80"}, "nothing is left for schools"),
        ({"contracted_days": "190.3"}, "must be a multiple of 0.5"),
        ({"phases_first": []}, "Choose at least one phase"),
        ({"phases_second": ["primary"]}, "Choose each phase once"),
    ],
)
def test_a_wrong_form_says_what_to_do(officer, changed, said):
    response = officer.post("/advisers/new/", new(make_person("adviser"), **changed))
    assert response.status_code == 422 and said in words(response)
    assert not Adviser.objects.exists()


def test_days_and_base_are_edited_and_a_late_save_is_refused(officer):
    adviser = make_adviser()
    form = DAYS | PLACE | {"version": "1", "max_intensive": "2"}
    officer.post(address(adviser, "edit/?year=2026"), form)
    adviser.refresh_from_db()
    assert (adviser.max_intensive, adviser.version) == (2, 2)
    assert adviser.years.get(year=2026).contracted_half_days == 380
    response = officer.post(address(adviser, "edit/?year=2026"), form | {"max_intensive": "3"})
    assert response.status_code == 422 and "Somebody else saved" in words(response)


def test_m1_09_a_phase_is_recorded_with_its_training_once(officer):
    adviser = make_adviser(phases=("primary",))
    form = {"phase": "secondary", "choice": "2", "evidence": "Course, May 2026"} | day(
        "valid_from", date(2026, 6, 1)
    )
    assert "Course, May 2026" in words(officer.post(address(adviser, "phase/"), form, follow=True))
    assert "End that first" in words(officer.post(address(adviser, "phase/"), form))


def test_a_conflict_is_declared_once_and_ended(officer):
    adviser, school = make_adviser(), make_school(status_code="1")
    form = {"school": str(school.urn), "reason": "Is a governor"} | day("member_from", date(2026, 9, 1))
    officer.post(address(adviser, "conflict/"), form)
    held = Conflict.objects.get()
    assert (held.adviser, held.school, held.declared_by) == (adviser, school, officer.person)
    assert "declared already" in words(officer.post(address(adviser, "conflict/"), form))
    end = address(adviser, f"conflict/{held.public_id}/end/")
    officer.post(end, day("on", date(2027, 1, 1)))
    held.refresh_from_db()
    assert held.valid_until == date(2027, 1, 1)
    assert officer.get(end).status_code == 404


@pytest.mark.parametrize("advisers", [1, 30])
def test_the_number_of_queries_does_not_grow(officer, advisers, django_assert_max_num_queries):
    for number in range(advisers):
        make_adviser(f"Adviser {number:02d}")
    officer.get(LIST)
    with django_assert_max_num_queries(12):
        officer.get(LIST)


def test_nobody_makes_themselves_an_adviser(client_as):
    make_quadrant("Hills")
    client = client_as("business-support")
    give(client.person, "adviser")
    answer = client.post("/advisers/new/", new(client.person))
    assert answer.status_code == 422 and "Nobody makes themselves an adviser" in answer.content.decode()
    assert not Adviser.objects.exists()


@pytest.mark.parametrize("role", ["headteacher", "finance", "admin"])
def test_no_role_is_given_by_adding_an_adviser(client_as, role):
    """Control: with the role given by who manages access, the same form takes the person."""
    make_quadrant("Hills")
    client, person = client_as("business-support"), make_person(role)
    answer = client.post("/advisers/new/", new(person))
    assert answer.status_code == 422 and not Adviser.objects.exists()
    assert set(person.roles.values_list("role", flat=True)) == {role}
    give(person, "adviser")
    assert client.post("/advisers/new/", new(person)).status_code == 302
    assert Adviser.objects.get().person == person


def test_who_is_disabled_becomes_no_adviser(officer):
    person = make_person("adviser")
    Person.objects.filter(pk=person.pk).update(is_active=False)
    assert officer.post("/advisers/new/", new(person)).status_code == 422

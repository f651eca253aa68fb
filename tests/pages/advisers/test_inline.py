"""Advisers edited in the list: only what was changed, all or none, and taken back in time."""

import pytest
from tests.pages.pages import assert_good_page, parse_page, shown_words
from tests.pages.people import adopt_current_policies, make_person, sign_in

from headway.features.people.models import Adviser, AdviserYear
from headway.features.undoing.models import Deed

pytestmark = pytest.mark.django_db
EDIT = "/advisers/edit/?year=2026"


def words(response) -> str:
    """What the page says."""
    return shown_words(parse_page(response))


@pytest.fixture
def officer(db):
    adopt_current_policies()
    return sign_in(make_person("business-support"))


def make_adviser(name: str) -> Adviser:
    made = Adviser.objects.create(person=make_person("adviser", name=name), base_easting=1, base_northing=1)
    AdviserYear.objects.create(adviser=made, year=2026, contracted_half_days=400, leave_half_days=50)
    return made


def typed(page, **changes) -> dict:
    """Every box as it stands, with some changed: `name__column`."""
    sent = {}
    for row in page.context["page"].grid.rows:
        sent |= {cell.name: cell.value for cell in row.cells} | dict(row.kept)
    return sent | changes


def box(adviser: Adviser, column: str) -> str:
    return f"{adviser.person.public_id}-{column}"


def test_what_is_typed_is_saved_and_the_rest_is_left_alone(officer):
    one, other = make_adviser("Adviser 01"), make_adviser("Adviser 02")
    page = officer.get(EDIT)
    assert_good_page(page)
    said = officer.post(EDIT, typed(page, **{box(one, "leave_days"): "30.5"}), follow=True)
    assert "1 adviser was changed." in words(said)
    assert AdviserYear.objects.get(adviser=one).leave_half_days == 61
    other.refresh_from_db()
    assert other.version == 1


def test_it_is_taken_back_and_not_over_a_later_change(officer):
    one = make_adviser("Adviser 01")
    page = officer.get(EDIT)
    officer.post(EDIT, typed(page, **{box(one, "max_intensive"): "3", box(one, "may_lead"): "no"}))
    officer.post("/undo/", {"deed": Deed.objects.get().public_id})
    one.refresh_from_db()
    assert one.max_intensive is None and one.may_lead
    officer.post(EDIT, typed(officer.get(EDIT), **{box(one, "max_intensive"): "5"}))
    deed = Deed.objects.order_by("pk").last()
    Adviser.objects.update(version=99, max_intensive=7)
    said = words(officer.post("/undo/", {"deed": deed.public_id}, follow=True))
    assert "Somebody has changed Adviser 01 since" in said
    one.refresh_from_db()
    assert one.max_intensive == 7


def test_one_bad_box_saves_nothing_and_keeps_what_was_typed(officer):
    one, other = make_adviser("Adviser 01"), make_adviser("Adviser 02")
    sent = typed(officer.get(EDIT), **{box(one, "leave_days"): "30", box(other, "leave_days"): "lots"})
    page = officer.post(EDIT, sent)
    assert page.status_code == 422 and "must be a number" in words(page)
    assert_good_page(page)
    values = {cell.name: cell.value for row in page.context["page"].grid.rows for cell in row.cells}
    assert values[box(one, "leave_days")] == "30" and values[box(other, "leave_days")] == "lots"
    assert AdviserYear.objects.filter(leave_half_days=50).count() == 2


def test_a_year_that_leaves_nothing_for_schools_is_refused_beside_its_box(officer):
    one = make_adviser("Adviser 01")
    page = officer.post(EDIT, typed(officer.get(EDIT), **{box(one, "leave_days"): "200"}))
    assert "nothing is left for schools" in words(page)


def test_a_late_save_is_refused_and_nothing_of_it_stored(officer):
    one, other = make_adviser("Adviser 01"), make_adviser("Adviser 02")
    sent = typed(officer.get(EDIT), **{box(one, "leave_days"): "30", box(other, "leave_days"): "31"})
    Adviser.objects.filter(pk=other.pk).update(version=5)
    page = officer.post(EDIT, sent)
    assert "Somebody else saved this adviser meanwhile" in words(page)
    assert AdviserYear.objects.filter(leave_half_days=50).count() == 2


def test_the_same_queries_for_one_and_for_thirty(officer, django_assert_max_num_queries):
    make_adviser("Adviser 00")
    with django_assert_max_num_queries(12) as few:
        officer.get(EDIT)
    for number in range(1, 30):
        make_adviser(f"Adviser {number:02}")
    with django_assert_max_num_queries(len(few)):
        officer.get(EDIT)

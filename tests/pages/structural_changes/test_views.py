"""Cases of structural change on their pages: list, filters, late stages, one case, forms (M1-11)."""

from datetime import date

import pytest
from tests.factories import make_partnership, make_school
from tests.pages.pages import assert_good_page, shown_words
from tests.pages.people import adopt_current_policies, make_person, sign_in
from tests.pages.structural_objects import close, decide, make_case

from headway.features.structural_changes.models import Case, RecordedEnd, Stage

pytestmark = pytest.mark.django_db
LIST = "/schools/changes/"


def words(response):
    return shown_words(assert_good_page(response))


def day(name, on):
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


@pytest.fixture
def head(db):
    adopt_current_policies()
    return sign_in(make_person("head-of-service"))


def test_m1_11_a_merger_is_carried_from_proposal_to_its_end(head):
    infant, junior, primary = (
        make_school(name=name, status_code="1") for name in ("Infant", "Junior", "Primary")
    )
    lead = make_person("quadrant-lead", name="Quadrant lead 01")
    told = {
        "kind": "amalgamation",
        "title": "Infant and Junior",
        "lead": lead.public_id,
        "body": "The cabinet",
    }
    made = head.post(f"{LIST}new/", told | day("opened_on", date(2026, 9, 1)))
    case = Case.objects.get()
    assert made.status_code == 302 and made.url == f"{LIST}{case.public_id}/"
    here = made.url
    for one, part in ((infant, "ends"), (junior, "ends"), (primary, "follows")):
        assert head.post(f"{here}schools/", {"school": one.urn, "part": part}).status_code == 302
    said = words(head.get(here))
    assert "Statutory notice is published" in said and "Quadrant lead 01" in said
    assert "The case has no decision yet" in said
    head.post(f"{here}log/", {"words": "Boards met"} | day("on", date(2026, 9, 2)))
    decision = {"goes_ahead": "yes", "decision": "Agreed", "version": case.version}
    assert head.post(f"{here}decision/", decision | day("decided_on", date(2026, 9, 10))).status_code == 302
    assert head.post(f"{here}close/", day("takes_effect_on", date(2027, 9, 1))).status_code == 302
    said = words(head.get(here))
    assert "Boards met" in said and "The change holds from 1 September 2027" in said
    assert "waits for the register" in said
    assert RecordedEnd.objects.count() == 2
    assert head.get(f"{here}edit/").status_code == 403


def test_m1_11_late_stages_are_told_and_the_list_is_narrowed_to_them(head):
    late, fine = make_case("Late one"), make_case("Fine one", "federation")
    Stage.objects.update(target_on=date(2099, 1, 1))
    late.stages.filter(slug="consultation").update(target_on=date(2020, 1, 1))
    page = head.get(LIST)
    assert [row.cells[0].words for row in page.context["page"].table.rows] == ["Fine one", "Late one"]
    narrowed = head.get(f"{LIST}?late=yes").context["page"].table.rows
    assert [row.cells[0].words for row in narrowed] == ["Late one"]
    assert head.get(f"{LIST}?kind=federation").context["page"].table.count_words == "1 case"
    assert head.get(f"{LIST}?state=closed").context["page"].table.count_words == "0 cases"
    assert "1 stage late: Early consultation is over" in words(head.get(f"{LIST}{late.public_id}/"))
    assert fine.public_id


def test_m1_11_what_is_recorded_stands_on_the_schools_page_until_the_register_says_the_same(head):
    old, new = make_school(name="Old", status_code="1"), make_school(name="New", status_code="1")
    close(decide(make_case("Old becomes New", ends=(old,), follows=(new,))), date(2026, 9, 1))
    said = words(head.get(f"/schools/{old.urn}/"))
    assert "Closes on 1 September 2026, recorded by the authority; waits for the register." in said
    assert "Old becomes New" in said and "recorded by the authority, waits for the register" in said
    assert "Until 1 September 2026 this school was Old" in words(head.get(f"/schools/{new.urn}/"))
    names = [row.cells[0].words for row in head.get("/schools/").context["page"].table.rows]
    assert names == ["New"]
    old.closed_on, old.status_code, old.status = date(2026, 8, 31), "2", "Closed"
    old.save()
    said = words(head.get(f"/schools/{old.urn}/"))
    assert "recorded that it closes on 1 September 2026; the register says 31 August 2026" in said
    old.closed_on = date(2026, 9, 1)
    old.save()
    assert "recorded that it closes" not in words(head.get(f"/schools/{old.urn}/"))


def test_m1_11_a_case_that_somebody_saved_meanwhile_is_not_written_over(head):
    made = make_case()
    lead = make_person("adviser")
    told = {"title": "Mine", "lead": lead.public_id, "body": "", "version": made.version}
    Case.objects.filter(pk=made.pk).update(version=9)
    answer = head.post(f"{LIST}{made.public_id}/edit/", told)
    assert answer.status_code == 422 and "Somebody else changed this case meanwhile" in words(answer)


def test_m1_11_a_correcting_case_is_opened_from_a_closed_one(head):
    made = close(decide(make_case(), goes_ahead=False), None)
    here = f"{LIST}{made.public_id}/correct/"
    lead = make_person("adviser")
    told = {"title": "Put right", "lead": lead.public_id, "body": ""} | day("opened_on", date(2026, 9, 15))
    answer = head.post(here, told)
    correcting = Case.objects.get(title="Put right")
    assert answer.url == f"{LIST}{correcting.public_id}/" and correcting.corrects == made
    assert "Corrected by" in words(head.get(f"{LIST}{made.public_id}/"))


def test_who_may_not_see_cases_is_not_told_of_them_on_the_schools_page(head):
    old = make_school(name="Old", status_code="1")
    make_case("Secret closing", "closure", ends=(old,))
    assert "Secret closing" in words(head.get(f"/schools/{old.urn}/"))
    councillor = sign_in(make_person("member"))
    assert "Secret closing" not in words(councillor.get(f"/schools/{old.urn}/"))
    assert councillor.get(LIST).status_code == 404


@pytest.mark.parametrize("number", [1, 30])
def test_the_same_queries_for_one_and_for_thirty(head, number, django_assert_max_num_queries):
    for one in range(number):
        make_case(f"Case {one}", ends=(make_school(),))
    with django_assert_max_num_queries(12):
        head.get(LIST)
    case = Case.objects.first()
    with django_assert_max_num_queries(12):
        head.get(f"{LIST}{case.public_id}/")


def test_m1_11_memberships_are_given_back_on_the_page_of_the_correcting_case(
    head, django_assert_max_num_queries
):
    infant, junior = make_school(name="Infant"), make_school(name="Junior")
    made = make_partnership("Vale", infant, junior)
    wrong = close(decide(make_case("Wrong", "closure", ends=(infant, junior))))
    assert "Give memberships back" not in words(head.get(f"{LIST}{wrong.public_id}/"))
    right = close(decide(make_case("Right", "closure", corrects=wrong), goes_ahead=False), None)
    here = f"{LIST}{right.public_id}/"
    # Two more than an open case: the case that corrects it in turn, and whether something is offered.
    with django_assert_max_num_queries(14):
        said = words(head.get(here))
    assert "Give memberships back" in said
    with django_assert_max_num_queries(12):
        said = words(head.get(f"{here}memberships/"))
    assert "Infant in Vale" in said and "Junior in Vale" in said
    keep = made.memberships.get(school=infant)
    assert head.post(f"{here}memberships/", {"memberships": [keep.pk]}).status_code == 302
    keep.refresh_from_db()
    assert keep.valid_until is None
    assert made.memberships.get(school=junior).valid_until is not None
    said = words(head.get(f"{here}memberships/"))
    assert "Infant in Vale" not in said and "Junior in Vale" in said
    assert head.post(f"{here}memberships/", {"memberships": [keep.pk]}).status_code == 422

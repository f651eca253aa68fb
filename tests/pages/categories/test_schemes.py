"""An authority with another scheme sees its own words everywhere: lists, trend, the school's page, minutes and letters."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.factories import AT, POLICIES, make_headship, make_inspection, make_school, view_as
from tests.pages.categories.test_views import decided, judged, words

from headway.features.categories.models import Proposal
from headway.features.letters.models import Letter
from headway.features.policies.actions import alternatives_of
from headway.features.policies.drafts import draft_policy
from headway.features.policies.models import Policy
from headway.features.policies.queries import policy_in_use, typed
from headway.features.triggers.models import Trigger
from headway.flows.review_categories import review_categories
from headway.flows.settle_policy import settle_policy
from headway.flows.submit_policy import submit_policy
from headway.pages.categories.listing import COLOURS, category_cell

pytestmark = pytest.mark.django_db
LIST = "/schools/categories/"
EIGHT = ("1a", "1b", "2a", "2b", "3a", "3b", "4a", "4b")


def adopt(kind, slug):
    """The way of officers: drafted from the alternative by one, approved by another."""
    today = timezone.localdate()
    writer, approver = view_as("chief-adviser", on=today), view_as("head-of-service", on=today)
    start = alternatives_of(kind, POLICIES)[slug]
    made = draft_policy(base=policy_in_use(kind), by=writer, at=AT, start=start)
    submit_policy(policy=made, by=writer, at=AT)
    settle_policy(policy=Policy.objects.get(pk=made.pk), yes=True, reason="", by=approver, at=AT)


@pytest.fixture
def eight(policies):
    adopt("categories", "categories_1a_4b")
    adopt("entitlement", "entitlement_1a_4b")


@pytest.fixture
def triggers(policies):
    adopt("categories", "categories_triggers")


def reviewed(grade):
    school = make_school(status_code="1")
    make_inspection(school, "overall", date(2023, 5, 3), {"overall_effectiveness": grade})
    make_headship(school)
    review_categories(on=timezone.localdate(), by=None, at=AT)
    return school


def test_m7_02_an_authority_with_1a_to_4b_sees_its_own_words_everywhere(client_as, eight):
    assert typed("categories").order == EIGHT == tuple(typed("entitlement").category_half_days)
    best, worst = reviewed("1"), reviewed("4")
    assert Proposal.objects.get(school=best, latest=True).category == "1a"
    assert Proposal.objects.get(school=worst, latest=True).category == "4b"
    adviser, chief = client_as("adviser", worst), client_as("chief-adviser")
    page = words(adviser.get(f"/schools/{worst.urn}/category/"))
    assert "4b Statutory or Ofsted category (proposed by the rules)" in page and "1a Strong, and able" in page
    judged(worst, adviser, "4b")
    assert "A letter to head and chair is prepared." in words(decided(worst, chief))
    assert Letter.objects.get().context["category"] == "4b, Statutory or Ofsted category"
    rows = chief.get(f"{LIST}?sort=proposed").context["page"].table.rows
    assert [row.cells[0].words for row in rows] == [best.name, worst.name]
    assert [row.cells[2].colour for row in rows] == ["green", "red"]
    assert "4b Statutory or Ofsted category" in words(chief.get(f"{LIST}?judged=4b"))
    trend = words(chief.get(f"{LIST}trend/"))
    assert "4a Causing concern 4b Statutory" in trend and "2b Secure, with an area to watch" in trend
    assert "Category 4b, Statutory or Ofsted category" in words(adviser.get(f"/schools/{worst.urn}/"))
    home = words(client_as("head-of-service").get("/"))
    assert "4b" in home and "4S" not in home


def test_eight_categories_are_spread_over_the_colours_in_order(client_as, eight):
    policy = typed("categories")
    colours = [category_cell(slug, label, policy).colour for slug, label in policy.labels.items()]
    assert [COLOURS.index(one) for one in colours] == sorted(COLOURS.index(one) for one in colours)
    assert (colours[0], colours[-1]) == ("green", "red") and set(colours) == set(COLOURS)


def ticked(**more):
    today = timezone.localdate()
    sent = {"key": "safeguarding", "evidence": "The audit of May", "link": ""}
    for name, day in (("valid_from", today), ("valid_until", today + timedelta(days=60))):
        sent |= {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}
    return sent | more


def test_m7_02_a_trigger_is_ticked_weighed_and_ended_on_the_schools_page(client_as, triggers):
    school = reviewed("2")
    before = Proposal.objects.get(school=school, latest=True)
    client = client_as("head-of-service")
    here = f"/schools/{school.urn}/category/"
    assert "No officer has ticked a trigger here." in words(client.get(here))
    assert "20 points, 6 months at most" in words(client.get(f"{here}triggers/tick/"))
    said = words(client.post(f"{here}triggers/tick/", ticked(), follow=True))
    assert "Ticked. Its weight shows" in said and "The audit of May" in said
    assert Proposal.objects.get(school=school, latest=True) == before
    client.post(f"{LIST}review/")
    after = Proposal.objects.get(school=school, latest=True)
    assert after.score - before.score == 20
    made = Trigger.objects.get()
    end = f"{here}triggers/{made.public_id}/end/"
    assert client.post(end, {"reason": ""}).status_code == 422
    assert "It is fixed" in words(client.post(end, {"reason": "It is fixed"}, follow=True))
    later = made.valid_until
    review_categories(on=later, by=None, at=AT)
    expired = Proposal.objects.get(school=school, latest=True)
    assert expired.score == before.score and "counts no more" in str(expired.indicators)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"key": ""}, "Select the trigger"),
        ({"key": "inadequate"}, "one of the choices"),
        ({"evidence": " "}, "Say what shows it"),
        ({"link": "no address"}, "web address"),
        ({"valid_until-year": "2099"}, "at most; then look again"),
        ({"valid_from-year": "2099"}, "once there is evidence"),
    ],
)
def test_a_fault_is_said_and_nothing_is_ticked(client_as, triggers, change, said):
    school = make_school()
    answer = client_as("chief-adviser").post(
        f"/schools/{school.urn}/category/triggers/tick/", ticked(**change)
    )
    assert answer.status_code == 422 and said in words(answer) and not Trigger.objects.exists()


def test_a_school_does_not_see_what_officers_tick(client_as, triggers):
    school = make_school()
    client_as("head-of-service").post(f"/schools/{school.urn}/category/triggers/tick/", ticked())
    assert Trigger.objects.count() == 1
    client = client_as("headteacher", school)
    assert "The audit of May" not in words(client.get(f"/schools/{school.urn}/category/"))
    assert client.get(f"/schools/{school.urn}/category/triggers/tick/").status_code == 403

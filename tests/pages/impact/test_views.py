"""Support is entered, followed up and judged by somebody else; it is added up, and every figure leads to what is behind it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.factories import make_partnership, make_school, read_policies
from tests.pages.impact_objects import make_followed, make_judged, make_planned, make_support
from tests.pages.pages import assert_good_page, parse_page, shown_words

from headway.features.impact.models import Support

pytestmark = pytest.mark.django_db
HOME = "/schools/impact/"
TODAY = timezone.localdate()


def words(response) -> str:
    """What the page says."""
    return shown_words(parse_page(response))


def boxes(name, day) -> dict[str, int]:
    """A day as its three boxes send it."""
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


@pytest.fixture
def school(policies):
    return make_school(name="Teasel Primary School", status_code="1")


def typed(client, school, **more):
    """What an adviser types for a support that begins today."""
    return {
        "school": school.urn if school else "",
        "adviser": client.person.public_id,
        "theme": "early-reading",
        "days": "2.5",
        "aim": "Groups match what pupils can read.",
        "seen_by": "Six pupils read aloud.",
        **boxes("begun_on", TODAY),
        **boxes("due_on", TODAY + timedelta(days=90)),
        **more,
    }


def test_a_support_says_what_it_should_change_is_followed_up_and_judged_by_somebody_else(client_as, school):
    adviser = client_as("adviser", school)
    form = adviser.get(f"{HOME}new/?school={school.urn}")
    assert_good_page(form)
    said = words(adviser.post(f"{HOME}new/", typed(adviser, school), follow=True))
    assert "The support is entered" in said and "Groups match what pupils can read." in said
    assert "2½ days" in said and "not known" in said
    support = Support.objects.get()
    assert (support.state, support.half_days, support.cost_pence) == ("running", 5, None)
    here = f"{HOME}{support.public_id}/"
    assert_good_page(adviser.get(f"{here}follow-up/"))
    seen = {"seen": "Four of six read at once.", "version": support.version}
    said = words(adviser.post(f"{here}follow-up/", seen, follow=True))
    assert "Awaiting judgement" in said and "Four of six read at once." in said
    assert adviser.get(f"{here}judge/").status_code == 403
    lead = client_as("quadrant-lead", school)
    assert_good_page(lead.get(f"{here}judge/"))
    judged = {"judgement": "some", "reason": "It holds in one class.", "evidence": "Records of two terms."}
    said = words(lead.post(f"{here}judge/", judged, follow=True))
    assert "Judged: made some difference" in said and "It holds in one class." in said
    assert lead.person.name in said
    head = client_as("headteacher", school)
    assert "It holds in one class." in words(head.get(here))
    assert client_as("headteacher", make_school()).get(here).status_code == 404


def test_whoever_gave_it_reads_why_they_cannot_judge_it(client_as, school):
    lead = client_as("quadrant-lead", school)
    here = f"{HOME}{make_followed(school, lead.person).public_id}/"
    assert "You gave this support; somebody else judges it." in words(lead.get(here))
    refused = lead.post(f"{here}judge/", {"judgement": "some", "reason": "x", "evidence": "y"})
    assert refused.status_code == 403 and Support.objects.get().state == "awaiting"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"aim": " "}, "Enter what it should change"),
        ({"days": "2.3"}, "multiple of 0.5"),
        ({"cost": "-1"}, "0 or more"),
        ({"due_on-year": TODAY.year - 1}, "comes after the support begins"),
        ({"school": ""}, "Select the school, or a partnership"),
        ({"theme": "no-such"}, "one of the choices"),
    ],
)
def test_a_fault_is_said_and_nothing_is_entered(client_as, school, change, said):
    adviser = client_as("adviser", school)
    answer = adviser.post(f"{HOME}new/", {**typed(adviser, school), **change})
    assert answer.status_code == 422 and said in words(answer)
    assert not Support.objects.exists()


def test_a_school_or_a_partnership_and_not_both(client_as, school):
    chief, partnership = client_as("chief-adviser"), make_partnership("Brookside", school)
    both = typed(chief, school, partnership=partnership.public_id)
    assert "not both" in words(chief.post(f"{HOME}new/", both))
    whole = typed(chief, None, partnership=partnership.public_id)
    assert "Brookside, as a whole" in words(chief.post(f"{HOME}new/", whole, follow=True))


def test_what_is_promised_changes_until_it_is_followed_up_and_stale_words_are_told(client_as, school):
    adviser, support = client_as("adviser", school), make_support(school)
    here = f"{HOME}{support.public_id}/"
    sent = typed(adviser, None, version=support.version, aim="Other words", cost="12.50")
    assert "Other words" in words(adviser.post(f"{here}edit/", sent, follow=True))
    support.refresh_from_db()
    assert support.cost_pence == 1250
    stale = adviser.post(f"{here}edit/", sent)
    assert stale.status_code == 422 and "Somebody else changed this support" in words(stale)
    assert adviser.get(f"{HOME}{make_followed(school).public_id}/edit/").status_code == 403


def test_a_planned_support_begins_and_one_is_stopped_with_its_reason(client_as, school):
    adviser, support = client_as("adviser", school), make_planned(school)
    here = f"{HOME}{support.public_id}/"
    assert "It has begun" in words(adviser.get(here))
    assert "Running" in words(adviser.post(f"{here}begin/", follow=True))
    assert adviser.post(f"{here}begin/").status_code == 403
    assert "No post any more" in words(
        adviser.post(f"{here}stop/", {"reason": "No post any more"}, follow=True)
    )


def test_the_list_is_narrowed_exported_and_shows_only_one_s_own(client_as, school):
    make_judged(school, judgement="none", programme="Readers")
    make_support(make_school(name="Far Away School"), theme="writing")
    leader, adviser = client_as("head-of-service"), client_as("adviser", school)
    assert_good_page(leader.get(HOME))
    assert "2 supports" in words(leader.get(HOME)) and "1 support" in words(adviser.get(HOME))
    assert "Far Away School" not in words(adviser.get(HOME))
    for asked in (
        "theme=writing",
        "q=away",
        f"school={Support.objects.last().school_id}",
        "none=programme",
        "open=yes",
    ):
        said = words(leader.get(f"{HOME}?{asked}"))
        assert "Far Away School" in said and "Teasel" not in said
    for asked in ("programme=Readers", "judgement=none", "state=judged"):
        assert "Far Away" not in words(leader.get(f"{HOME}?{asked}"))
    file = leader.get(f"{HOME}?state=judged&export=csv").content.decode("utf-8-sig")
    assert "Teasel Primary School" in file and "Far Away" not in file and "Made no difference" in file
    assert leader.get(f"{HOME}?export=xlsx").status_code == 200


@pytest.mark.parametrize(
    "asked", ["year=0000", "year=9999", "school=x", "school=99999999999999", "judgement=%00"]
)
def test_nonsense_in_the_address_is_no_error(client_as, school, asked):
    make_support(school)
    leader = client_as("head-of-service")
    for path in (HOME, f"{HOME}totals/", f"{HOME}compared/"):
        assert leader.get(f"{path}?{asked}").status_code == 200


def test_what_is_due_stands_on_the_home_page_of_who_gave_it(client_as, school):
    adviser = client_as("adviser", school)
    make_support(
        school, adviser.person, due_on=TODAY - timedelta(days=1), begun_on=TODAY - timedelta(days=90)
    )
    assert "Follow-ups of support" in words(adviser.get("/"))
    assert "Follow-up overdue" in words(adviser.get("/"))
    page = adviser.get(f"{HOME}due/")
    assert_good_page(page)
    assert "Follow-up overdue" in words(page)
    assert "Teasel" in adviser.get(f"{HOME}due/?export=csv").content.decode("utf-8-sig")
    assert "Follow-up overdue" not in words(client_as("adviser", make_school()).get("/"))


def test_the_page_of_the_school_leads_to_the_support_received(client_as, school):
    make_support(school)
    head = client_as("headteacher", school)
    page = head.get(f"/schools/{school.urn}/")
    assert "Support received" in words(page)
    assert "of Teasel Primary School" in words(head.get(f"{HOME}?school={school.urn}"))
    assert "Support received" not in words(client_as("member").get(f"/schools/{school.urn}/"))


@pytest.mark.parametrize("by", ["adviser", "partnership", "programme", "theme", "nonsense"])
def test_totals_lead_to_what_is_behind_them(client_as, school, by):
    make_partnership("Brookside", school)
    make_judged(school, judgement="difference", cost_pence=120_000, half_days=6, programme="Readers")
    make_support(make_school(), half_days=3)
    leader = client_as("head-of-service")
    page = leader.get(f"{HOME}totals/?by={by}")
    assert_good_page(page)
    said = words(page)
    assert "4½ days" in said and "£1,200" in said and "of 1 of 2" in said and "only 1 judged" in said
    table = page.context["page"].table
    for row in table.rows:
        judged = row.cells[4]
        if judged.words:
            assert f"{judged.words} support" in words(leader.get(judged.href))
        assert f"{row.cells[1].words} support" in words(leader.get(row.cells[1].href))
    file = leader.get(f"{HOME}totals/?by={by}&export=csv").content.decode("utf-8-sig")
    assert "1200" in file


def test_a_share_is_told_only_of_enough_and_a_cost_for_each_only_where_all_are_known(client_as, school):
    for number in range(10):
        make_judged(school, judgement="some" if number < 4 else "none", cost_pence=10_000)
    leader = client_as("head-of-service")
    said = words(leader.get(f"{HOME}totals/?by=theme"))
    assert "40%" in said and "£250" in said
    Support.objects.filter(pk=Support.objects.first().pk).update(cost_pence=None)
    assert "a cost is not known" in words(leader.get(f"{HOME}totals/?by=theme"))


@pytest.mark.parametrize("number", [1, 30])
def test_the_pages_ask_the_same_however_many_there_are(
    client_as, school, number, django_assert_max_num_queries
):
    client = client_as("quadrant-lead", school)
    for _ in range(number):
        made = make_judged(school)
        make_followed(school)
    read_policies()
    for path in (HOME, f"{HOME}due/", f"{HOME}totals/", f"{HOME}{made.public_id}/"):
        client.get(path)
        with django_assert_max_num_queries(12):
            assert client.get(path).status_code == 200

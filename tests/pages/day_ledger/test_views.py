"""Pages of the day ledger: who has what left, statements, recording, asking and deciding."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.factories import AT, adopt, make_partnership, make_school, view_as
from tests.ledger_world import bought, given, told, use
from tests.pages.pages import assert_good_page, parse_page, shown_words

from headway.features.day_ledger.actions import debit, reverse
from headway.features.day_ledger.asking import ask_for_days, settle_days
from headway.features.day_ledger.models import DayRequest, Movement
from headway.features.day_ledger.queries import balance, pools_of
from headway.features.ledgers.models import Posting
from headway.pages.day_ledger.forms import year_of

pytestmark = pytest.mark.django_db
HOME, TODAY = "/days/ledger/", timezone.localdate()
YEAR = year_of(TODAY)
DAY = {"on-day": TODAY.day, "on-month": TODAY.month, "on-year": TODAY.year}


def words(response) -> str:
    return shown_words(parse_page(response))


@pytest.fixture
def school(policies):
    return make_school(name="Ash Lane Primary School")


@pytest.fixture
def officer(policies):
    return view_as("head-of-service", on=TODAY)


def address(school, more=""):
    return f"{HOME}schools/{school.urn}/{more}"


def credited(client, school, **more):
    sent = {
        "kind": "bought",
        "days": "1.5",
        "source": "order 7",
        "purpose": "Support",
        "reason": "They asked",
    }
    return client.post(address(school, "credit/"), sent | DAY | more, follow=True)


def test_m6_13_days_bought_and_used_stand_in_the_statement_with_what_is_left(client_as, school):
    client = client_as("business-support")
    assert_good_page(client.get(address(school, "credit/")))
    shown = words(credited(client, school))
    assert "order 7: Support" in shown and "1½ days" in shown
    sent = {"days": "1", "source": "visit k3", "purpose": "Autumn visit", "reason": "Planned"}
    page = client.post(address(school, "use/"), sent | DAY, follow=True)
    assert_good_page(page)
    shown = words(page)
    assert "visit k3: Autumn visit" in shown and "−1 day" in shown
    assert balance(school, YEAR) == 1


def test_the_same_order_sent_twice_counts_once_and_half_a_form_is_refused(client_as, school):
    client = client_as("business-support")
    credited(client, school)
    credited(client, school)
    assert balance(school, YEAR) == 3
    wrong = credited(client, school, days="", source="order 8")
    assert wrong.status_code == 422 and "Enter how many days" in words(wrong)
    quarter = credited(client, school, days="0.25", source="order 8")
    assert quarter.status_code == 422 and balance(school, YEAR) == 3


def test_too_few_days_are_refused_in_words_and_what_was_typed_stays(client_as, school):
    client = client_as("business-support")
    sent = {"days": "1", "source": "visit k3", "purpose": "Autumn visit", "reason": "Planned"}
    page = client.post(address(school, "use/"), sent | DAY)
    assert page.status_code == 422 and "Nobody has agreed to go below zero here" in words(page)
    assert b"Autumn visit" in page.content and not Posting.objects.exists()


def test_m6_13_below_zero_is_asked_for_allowed_by_the_head_of_service_and_used_once(client_as, school):
    adviser, head = client_as("adviser", school), client_as("head-of-service")
    adviser.post(address(school, "ask/"), {"pool": "", "days": "0.5", "reason": "A new head"})
    asked = DayRequest.objects.get()
    assert "To go below zero" in words(adviser.get(address(school)))
    assert adviser.get(f"{HOME}requests/{asked.public_id}/").status_code == 404
    page = head.get(f"{HOME}requests/{asked.public_id}/")
    assert_good_page(page)
    no = head.post(f"{HOME}requests/{asked.public_id}/", {"answer": "no", "reason": ""})
    assert no.status_code == 422 and "a refusal needs a reason" in words(no)
    assert "Approved" in words(
        head.post(f"{HOME}requests/{asked.public_id}/", {"answer": "yes"}, follow=True)
    )
    sent = {
        "days": "0.5",
        "source": "visit k3",
        "purpose": "Visit",
        "reason": "Urgent",
        "approved": asked.public_id,
    }
    shown = words(head.post(address(school, "use/"), sent | DAY, follow=True))
    assert "agreed: A new head" in shown and balance(school, YEAR) == -1
    again = head.post(address(school, "use/"), sent | DAY | {"source": "visit m4"})
    assert again.status_code == 422 and balance(school, YEAR) == -1


def test_who_asked_does_not_decide(client_as, school):
    client = client_as("head-of-service")
    client.post(address(school, "ask/"), {"pool": "", "days": "0.5", "reason": "Why"})
    page = client.get(f"{HOME}requests/{DayRequest.objects.get().public_id}/")
    assert page.status_code == 403 and "somebody else decides it" in words(page)


def test_m5_08_days_for_concern_come_from_their_pool_once_a_quadrant_lead_agreed(client_as, school):
    head, lead, adviser = (
        client_as("head-of-service"),
        client_as("quadrant-lead", school),
        client_as("adviser", school),
    )
    sent = {"pool": "concern", "days": "3", "source": "plan", "reason": "For the year"}
    assert "3 days" in words(head.post(f"{HOME}pools/fill/", sent | DAY, follow=True))
    adviser.post(address(school, "ask/"), {"pool": "concern", "days": "0.5", "reason": "Results fell"})
    asked = DayRequest.objects.get()
    lead.post(f"{HOME}requests/{asked.public_id}/", {"answer": "yes"})
    sent = {"days": "0.5", "source": "visit k3", "purpose": "Visit", "reason": "Concern"}
    head.post(address(school, "use/"), sent | DAY | {"pool": "concern", "approved": asked.public_id})
    assert (balance(school, YEAR), pools_of(YEAR)["concern"]) == (0, 5)
    shown = words(head.get(f"{HOME}pools/"))
    assert "Ash Lane Primary School" in shown and "2½ days" in shown


def test_what_is_taken_back_stays_with_its_correction(client_as, school, officer):
    made = bought(school, officer, **{"half_days": 2}) if YEAR == 2026 else None
    client = client_as("business-support")
    if made is None:
        credited(client, school, days="1")
        made = Movement.objects.get()
    page = client.get(f"{HOME}movements/{made.public_id}/take-back/")
    assert_good_page(page)
    sent = {"reason": "Paid twice"} | DAY
    shown = words(client.post(f"{HOME}movements/{made.public_id}/take-back/", sent, follow=True))
    assert "Taken back: bought" in shown and "Paid twice" in shown and balance(school, YEAR) == 0
    again = client.get(f"{HOME}movements/{made.public_id}/take-back/")
    assert again.status_code == 403 and "corrected already" in words(again)


def test_the_statement_of_a_past_day_leaves_out_what_came_later(client_as, school, officer):
    client = client_as("business-support")
    credited(client, school)
    yesterday = TODAY - timedelta(days=1)
    page = client.get(f"{address(school)}?as_at={yesterday.isoformat()}&year={YEAR}")
    assert "order 7" not in words(page) and "As on" in words(page)
    assert "credit/" not in page.content.decode()


def test_the_statement_as_a_file_has_days_as_numbers(client_as, school):
    client = client_as("business-support")
    credited(client, school)
    answer = client.get(f"{address(school)}?year={YEAR}&export=csv")
    lines = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(line["What"], line["Days"], line["Then left"]) for line in lines] == [("Bought", "1.5", "1.5")]
    assert client.get(f"{address(school)}?export=xlsx").content[:2] == b"PK"


def test_m6_13_a_head_sees_the_own_statement_and_nobody_elses(client_as, school):
    credited(client_as("business-support"), school)
    head = client_as("headteacher", school)
    page = head.get(address(school))
    assert_good_page(page)
    shown = words(page)
    assert "order 7: Support" in shown and "Left" in shown
    assert "Record days" not in shown and "Asked for" not in shown
    assert head.get(address(make_school())).status_code == 404
    assert head.get(address(school, "ask/")).status_code == 404
    assert "Ash Lane" in words(head.get(HOME))


def test_the_list_says_who_has_what_left_and_filters(client_as, school, officer):
    empty = make_school(name="Birch Primary School")
    given(4, make_partnership("Northdown"))
    given(2, school)
    debit(subject=school, half_days=1, by=view_as("head-of-service"), at=AT, **told())
    client = client_as("business-support")
    shown = words(client.get(f"{HOME}?year=2026"))
    assert "Ash Lane" in shown and "Birch" in shown and "lead of the partnership" in shown
    none = words(client.get(f"{HOME}?year=2026&left=none"))
    assert empty.name in none and "Ash Lane" not in none
    lead = words(client.get(f"{HOME}?year=2026&for=lead&q=north"))
    assert "Northdown" in lead and "Ash Lane" not in lead
    order = client.get(f"{HOME}?year=2026&sort=-left").context["page"].table.rows
    assert [row.cells[0].words for row in order] == ["Northdown", "Ash Lane Primary School", empty.name]


def test_a_list_and_a_statement_ask_as_often_with_one_row_as_with_thirty(
    client_as, school, django_assert_max_num_queries
):
    client, by = client_as("head-of-service"), view_as("head-of-service")
    given(40, school)
    for number in range(30):
        use(school, by, 1, source=f"visit {number}")
        given(1, make_school())
    for place in (f"{HOME}?year=2026", f"{address(school)}?year=2026", f"{HOME}pools/?year=2026"):
        client.get(place)
        with django_assert_max_num_queries(12):
            assert client.get(place).status_code == 200


def test_a_request_that_was_refused_allows_nothing(client_as, school, officer):
    asked = ask_for_days(
        subject=school, year=YEAR, half_days=1, reason="Why", by=view_as("chief-adviser", on=TODAY), at=AT
    )
    settle_days(asked=asked, yes=False, reason="Wait for spring", by=officer, at=AT)
    page = client_as("business-support").get(address(school, "use/"))
    assert asked.public_id not in page.content.decode()


def test_a_reversal_by_an_action_shows_as_taken_back(client_as, school, officer):
    credited(client_as("business-support"), school)
    reverse(movement=Movement.objects.get(), reason="Wrong school", on=TODAY, by=officer, at=AT)
    assert "Wrong school" in words(client_as("headteacher", school).get(address(school)))


def test_days_used_by_the_lead_of_a_partnership_are_recorded_and_taken_back_by_hand(client_as):
    adopt()
    partnership = make_partnership("Northdown")
    given(4, partnership)
    office, place = client_as("business-support"), f"/days/ledger/partnerships/{partnership.public_id}/"
    assert "Record days used" in words(office.get(place))
    form = office.get(f"{place}use/")
    assert_good_page(form)
    assert "The lead's own days" in words(form)
    sent = {
        "days": "1.5",
        "source": "agenda of June",
        "purpose": "Lead heads meet",
        "reason": "Held before the diary",
    }
    page = office.post(f"{place}use/", sent | DAY, follow=True)
    assert "Recorded." in words(page) and "agenda of June: Lead heads meet" in words(page)
    assert balance(partnership, YEAR) == 1
    again = office.post(f"{place}use/", sent | DAY | {"source": "agenda of July"})
    assert again.status_code == 422 and "Nobody has agreed to go below zero" in words(again)
    moved = Movement.objects.get()
    back = f"/days/ledger/movements/{moved.public_id}/take-back/"
    done = office.post(back, {"reason": "Entered twice"} | DAY, follow=True)
    assert done.redirect_chain[-1][0] == place and balance(partnership, YEAR) == 4
    head = client_as("partnership-lead")
    assert head.get(f"{place}use/").status_code in (403, 404)

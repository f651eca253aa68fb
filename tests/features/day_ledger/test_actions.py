"""The day ledger: what credits and debits it, what it refuses, and how it is corrected (M6-13, M5-08, M7-03)."""

from datetime import date

import pytest
from tests.factories import AT, adopt, make_partnership, make_person, make_quadrant, make_school, tie, view_as
from tests.ledger_world import ON, YEAR, bought, filled, given, told, use

from headway.features.appointments.queries import viewer_of
from headway.features.audit.models import Event
from headway.features.day_ledger.actions import (
    cancel_source,
    credit,
    may_fill,
    may_record,
    may_spend,
    reverse,
)
from headway.features.day_ledger.asking import ask_for_days, may_settle, settle_days
from headway.features.day_ledger.models import Movement
from headway.features.day_ledger.queries import (
    balance,
    days_left,
    pools_of,
    standings,
    statement,
    usable_requests,
)
from headway.features.ledgers.models import Account, Posting
from headway.features.policies.queries import typed
from headway.rules.day_ledger import CONCERN, CRISIS, INTERVENTION
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    adopt()
    return make_school(name="Ash Lane Primary School")


@pytest.fixture
def officer(school):
    return view_as("head-of-service", on=ON)


def test_m6_13_the_balance_is_what_was_given_bought_and_granted_less_what_was_used(school, officer):
    given(3, school)
    bought(school, officer)
    filled(CRISIS, officer, 10)
    credit(subject=school, kind=CRISIS, half_days=2, by=officer, at=AT, **told(source="fire", purpose="Fire"))
    use(school, officer, 5)
    held = standings(YEAR)[f"school:{school.urn}"]
    assert (held.entitled, held.bought, held.pools, held.used, held.left) == (3, 4, 2, 5, 4)
    assert balance(school, YEAR) == 4 == days_left([school.urn], YEAR)[school.urn]
    assert pools_of(YEAR) == {CRISIS: 8, CONCERN: 0, INTERVENTION: 0}
    lines = statement(school, YEAR)
    assert [line.kind for line in lines] == ["entitled", "bought", "crisis", "used"]
    assert lines[-1].movement.purpose == "Autumn visit" and lines[-1].balance == 4
    assert sum(Account.objects.values_list("balance", flat=True)) == 0


def test_m6_13_the_balance_as_at_a_day_leaves_out_what_came_later(school, officer):
    bought(school, officer)
    use(school, officer, 1, on=date(2026, 11, 2))
    assert balance(school, YEAR, date(2026, 11, 1)) == 4
    assert balance(school, YEAR, date(2026, 11, 2)) == 3
    assert [line.half_days for line in statement(school, YEAR, date(2026, 11, 1))] == [4]
    assert standings(YEAR, date(2026, 11, 1))[f"school:{school.urn}"].used == 0


def test_m6_13_nothing_goes_below_zero_unless_the_head_of_service_allowed_so_much(school, officer):
    bought(school, officer, 1)
    with pytest.raises(Refused, match="Nobody has agreed to go below zero"):
        use(school, officer, 2)
    asker = view_as("chief-adviser", on=ON)
    asked = ask_for_days(subject=school, year=YEAR, half_days=1, reason="A new head", by=asker, at=AT)
    with pytest.raises(Refused, match="Nobody has agreed"):
        use(school, officer, 2, approved=asked)
    settle_days(asked=asked, yes=True, reason="", by=officer, at=AT)
    with pytest.raises(Refused, match="Only half a day were agreed"):
        use(school, officer, 3, approved=asked)
    assert usable_requests(school, YEAR) == [asked]
    use(school, officer, 2, approved=asked)
    assert balance(school, YEAR) == -1 and usable_requests(school, YEAR) == []
    with pytest.raises(Refused, match="used already"):
        use(school, officer, 1, source="visit m4", approved=asked)
    assert balance(school, YEAR) == -1


def test_an_approval_of_one_school_serves_no_other(school, officer):
    other, asker = make_school(), view_as("chief-adviser", on=ON)
    asked = ask_for_days(subject=other, year=YEAR, half_days=2, reason="Why", by=asker, at=AT)
    settle_days(asked=asked, yes=True, reason="", by=officer, at=AT)
    with pytest.raises(Refused, match="Nobody has agreed"):
        use(school, officer, 1, approved=asked)
    assert not Posting.objects.exists()


def test_the_same_source_counts_once_and_is_refused_with_other_days(school, officer):
    bought(school, officer)
    first = use(school, officer, 2)
    assert use(school, officer, 2).pk == first.pk and balance(school, YEAR) == 2
    with pytest.raises(Refused, match="stands in the ledger with 1 day"):
        use(school, officer, 1)
    with pytest.raises(Refused, match="another school"):
        use(make_school(), officer, 2)


def test_a_cancelled_visit_gives_its_days_back_and_may_be_recorded_anew(school, officer):
    bought(school, officer)
    first = use(school, officer, 2)
    back = cancel_source(source="visit k3", reason="School closed by snow", on=ON, by=officer, at=AT)
    assert (back.reverses, back.half_days, balance(school, YEAR)) == (first, 2, 4)
    assert cancel_source(source="visit k3", reason="Again", on=ON, by=officer, at=AT) is None
    with pytest.raises(Refused, match="corrected already"):
        reverse(movement=first, reason="Again", on=ON, by=officer, at=AT)
    with pytest.raises(Refused, match="correction itself"):
        reverse(movement=back, reason="Again", on=ON, by=officer, at=AT)
    use(school, officer, 1)
    assert balance(school, YEAR) == 3
    assert list(Movement.objects.values_list("half_days", flat=True)) == [4, -2, 2, -1]


def test_what_was_bought_and_spent_cannot_be_taken_back(school, officer):
    made = bought(school, officer)
    use(school, officer, 3)
    with pytest.raises(Refused):
        reverse(movement=made, reason="Not paid", on=ON, by=officer, at=AT)
    assert balance(school, YEAR) == 1


def test_m5_08_without_days_of_its_own_a_visit_takes_days_for_concern_once_a_quadrant_lead_agreed(
    school, officer
):
    make_partnership("Northdown", school)
    filled(CONCERN, officer, 6)
    adviser, lead = view_as("adviser", school, on=ON), view_as("quadrant-lead", school, on=ON)
    with pytest.raises(Refused, match="Nobody has agreed to take days for concern"):
        use(school, adviser, 1, pool=CONCERN)
    asked = ask_for_days(
        subject=school, year=YEAR, half_days=1, reason="Results fell", by=adviser, at=AT, pool=CONCERN
    )
    assert not may_settle(asked, adviser) and may_settle(asked, lead)
    settle_days(asked=asked, yes=True, reason="", by=lead, at=AT)
    use(school, adviser, 1, pool=CONCERN, approved=asked)
    assert balance(school, YEAR) == 0 and pools_of(YEAR)[CONCERN] == 5
    assert [line.half_days for line in statement(school, YEAR)] == [1, -1]
    cancel_source(source="visit k3", reason="Cancelled", on=ON, by=adviser, at=AT)
    assert balance(school, YEAR) == 0 and pools_of(YEAR)[CONCERN] == 6


def test_m5_08_a_school_with_days_of_its_own_uses_these_first(school, officer):
    bought(school, officer, 2)
    with pytest.raises(Refused, match="Use these first"):
        use(school, officer, 1, pool=CONCERN)


def test_m6_08_days_from_the_pool_for_concern_leave_the_partnership_as_it_was(school, officer):
    partnership = make_partnership("Northdown", school)
    given(5, partnership)
    filled(INTERVENTION, officer, 6)
    use(school, officer, 2, pool=INTERVENTION, case="case b7")
    assert balance(partnership, YEAR) == 5 and balance(school, YEAR) == 0


def test_m7_03_the_intervention_team_goes_to_schools_with_a_case_only(school, officer):
    filled(INTERVENTION, officer, 2)
    with pytest.raises(Refused, match="open case only"):
        use(school, officer, 1, pool=INTERVENTION)
    use(school, officer, 2, pool=INTERVENTION, case="case b7")
    assert pools_of(YEAR)[INTERVENTION] == 0
    with pytest.raises(Refused, match="0 left"):
        use(school, officer, 1, pool=INTERVENTION, case="case b7", source="visit m4")
    assert balance(school, YEAR) == 0 and Movement.objects.filter(source="visit m4").count() == 0


def test_a_pool_gives_no_more_than_it_has(school, officer):
    with pytest.raises(Refused, match="0 left"):
        credit(subject=school, kind=CRISIS, half_days=1, by=officer, at=AT, **told())
    assert not Movement.objects.exists()


def test_who_may_record_spend_and_fill(school):
    head, adviser = view_as("headteacher", school, on=ON), view_as("adviser", school, on=ON)
    support, other = view_as("business-support", on=ON), view_as("adviser", make_school(), on=ON)
    assert may_record(support, school) and not may_record(adviser, school) and not may_record(head, school)
    assert may_spend(adviser, school) and not may_spend(other, school)
    assert "authority's visits" in may_spend(head, school).reason
    assert may_fill(view_as("head-of-service")) and not may_fill(support)


def test_who_settles_what_is_asked(school, officer):
    support = view_as("business-support", on=ON)
    asked = ask_for_days(subject=school, year=YEAR, half_days=1, reason="Why", by=support, at=AT)
    own = ask_for_days(subject=school, year=YEAR, half_days=1, reason="Why", by=officer, at=AT)
    assert may_settle(asked, officer)
    assert "head of service" in may_settle(asked, view_as("quadrant-lead", school, on=ON)).reason
    assert "somebody else decides" in may_settle(own, officer).reason


def test_a_lead_head_sees_the_share_of_the_own_partnership(school, officer):
    mine = make_partnership("Northdown", school, quadrant=make_quadrant("North"))
    person = make_person("partnership-lead")
    tie(person, "partnership-lead", "partnership", mine.public_id)
    lead = viewer_of(person, on=ON, access=typed("access"))
    assert not may_record(lead, mine) and not may_spend(lead, mine)
    given(4, mine)
    use(mine, officer, 1)
    assert balance(mine, YEAR) == 3


def test_events_say_what_moved_without_words_of_anybody(school, officer):
    made = bought(school, officer)
    event = Event.objects.filter(action="move_days").get()
    assert event.subject_id == made.public_id
    assert event.after == {
        "kind": "bought", "half_days": 4, "year": 2026, "posting": made.posting.public_id,
    }  # fmt: skip

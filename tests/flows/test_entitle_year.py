"""Days of a year by rule, credited once, and what a change in the year adds."""

from datetime import date

import pytest
from tests.factories import (
    AT,
    adopt,
    make_headship,
    make_membership,
    make_partnership,
    make_person,
    make_school,
)

from headway.features.allocation.crediting import book_days
from headway.features.allocation.models import Entitlement
from headway.features.allocation.queries import (
    balance_of_lead,
    balance_of_school,
    demand_of,
    may_book_days,
    whole_year_lines,
)
from headway.features.categories.models import Judgement, Proposal
from headway.features.ledgers.models import Account, Posting
from headway.features.policies.models import Policy
from headway.features.policies.queries import policy_in_use
from headway.features.schools.models import Provision, TermDate
from headway.flows.entitle_year import Entitled, change_entitlement, entitle_year
from headway.rules.entitlement_changes import compare_years
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db
FIRST = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def policies(db: None) -> None:
    adopt()


def open_school(**more: object):
    return make_school(**({"status_code": "1"} | more))


def give(on: date = FIRST, **more: object) -> Entitled:
    return entitle_year(year=2026, on=on, by="", at=AT, **more)


def change(on: date) -> Entitled:
    return change_entitlement(year=2026, on=on, by="", at=AT)


def lines_at(school) -> dict[str, int]:
    return dict(Entitlement.objects.filter(school=school).values_list("rule", "half_days"))


def judge(school, category: str, since: date = date(2026, 6, 1)) -> Judgement:
    return Judgement.objects.create(
        school=school,
        category=category,
        label=category,
        direction="same",
        judged_by=make_person("adviser"),
        judged_at=AT,
        state="agreed",
        valid_from=since,
    )


def propose(school, category: str) -> Proposal:
    return Proposal.objects.create(
        school=school, on=FIRST, policy=policy_in_use("categories"), category=category, label=category,
        score=1, maximum=10, indicators=[], missing=[], reasons=[],
    )  # fmt: skip


def have_terms() -> None:
    """Terms of 190 Mondays to Fridays, from 7 September 2026; 38 weeks without a break."""
    TermDate.objects.create(
        authority_name="Eastmarch", academic_year=2026, kind="term", words="All year",
        start_on=date(2026, 9, 7), until=date(2027, 5, 31),
    )  # fmt: skip


def test_m6_01_a_partnerships_days_are_its_members_shares_and_its_leads():
    schools = [open_school() for _ in range(3)]
    partnership = make_partnership("Oak", *schools)
    entitled = give()
    assert [lines_at(school) for school in schools] == [{"member-share": 2}] * 3
    assert balance_of_lead(partnership, 2026).entitled_half_days == 4
    demand = entitled.demand
    assert (demand.school_half_days, demand.lead_half_days, demand.half_days) == (6, 4, 10)
    assert entitled.words == "2026-27: 4 lines stored; 5 days are given in all."


def test_m1_07_m6_06_a_special_school_has_its_own_days_and_earns_its_partnership_none():
    members = [open_school() for _ in range(2)]
    special = open_school(phase="special", type_code="12")
    partnership = make_partnership("Oak", *members, special)
    give()
    assert lines_at(special) == {"own-days": 6}
    assert balance_of_lead(partnership, 2026).entitled_half_days == 4
    assert demand_of(2026).school_half_days == 2 + 2 + 6


@pytest.mark.parametrize(("phase", "type_code"), [("special", "12"), ("pru", "14")])
def test_m1_07_a_special_school_or_pru_that_joins_does_not_raise_the_partnerships_days(phase, type_code):
    have_terms()
    partnership = make_partnership("Oak", *[open_school() for _ in range(2)])
    joins = open_school(phase=phase, type_code=type_code)
    give()
    before = demand_of(2026)
    make_membership(partnership, joins, valid_from=date(2027, 1, 4))
    change(date(2027, 1, 4))
    assert demand_of(2026).by_pool == before.by_pool
    assert balance_of_lead(partnership, 2026).entitled_half_days == 4


def test_m6_06_every_open_special_school_and_pru_has_a_line_of_its_own_days():
    schools = [open_school(phase="special", type_code="12") for _ in range(2)]
    schools += [open_school(phase="pru", type_code="14") for _ in range(2)]
    give()
    assert all(lines_at(school).get("own-days") for school in schools)


def test_m6_07_m6_09_supplements_for_provision_and_new_head_are_lines_of_their_own():
    school = open_school()
    Provision.objects.create(school=school, kind="sen-unit", valid_from=date(2020, 1, 1))
    make_headship(school, valid_from=date(2026, 4, 1))
    give()
    assert lines_at(school) == {
        "unpartnered-visit": 1,
        "enhanced-provision": 2,
        "new-head": 2,
        "induction-evaluation": 1,
    }


def test_m6_08_days_for_concern_come_from_their_own_pool_and_leave_the_partnership_alone():
    schools = [open_school() for _ in range(2)]
    make_partnership("Oak", *schools)
    give(on=date(2026, 7, 1))
    before = demand_of(2026).by_pool["partnerships"]
    judge(schools[0], "4")
    give(on=date(2026, 7, 1))
    assert lines_at(schools[0]) == {"member-share": 2, "concern": 20}
    assert demand_of(2026).by_pool == {"partnerships": before, "ring-fenced-concern": 20}
    source = Account.objects.get(key="entitled-by-rule:ring-fenced-concern")
    assert source.balance == -20


def test_a_judged_category_goes_before_a_proposed_one_which_is_marked():
    judged, proposed = open_school(), open_school()
    judge(judged, "2")
    propose(judged, "4")
    propose(proposed, "3")
    give()
    assert "concern" not in lines_at(judged)
    line = Entitlement.objects.get(school=proposed, rule="concern")
    assert line.half_days == 6
    assert line.words.endswith("the category is proposed by the rules and not judged yet.")
    assert line.inputs["category is"] == "proposed"


def test_proposed_categories_can_be_left_out():
    school = open_school()
    propose(school, "4")
    give(with_proposed=False)
    assert lines_at(school) == {"unpartnered-visit": 1}


def test_closed_schools_and_those_not_yet_open_have_no_days():
    open_now = open_school()
    open_school(closed_on=date(2026, 8, 31))
    open_school(opened_on=date(2027, 1, 1))
    give()
    assert set(Entitlement.objects.values_list("school", flat=True)) == {open_now.urn}


def test_a_second_run_changes_nothing():
    make_partnership("Oak", *[open_school() for _ in range(3)])
    give()
    lines, postings = Entitlement.objects.count(), Posting.objects.count()
    again = give(on=date(2026, 11, 2))
    assert (again.lines, Entitlement.objects.count(), Posting.objects.count()) == (0, lines, postings)
    assert "nothing had changed" in again.words


def test_the_ledgers_hold_what_the_lines_say():
    make_partnership("Oak", *[open_school() for _ in range(3)])
    open_school(phase="pru", type_code="14")
    give()
    held = {account.key: account.balance for account in Account.objects.filter(may_be_negative=False)}
    demand = demand_of(2026)
    assert sum(held.values()) == demand.half_days
    assert all(held[f"school:{urn}"] == days for urn, days in demand.by_school.items() if days)
    assert sum(account.balance for account in Account.objects.all()) == 0


def test_m6_07_a_provision_opened_in_the_year_adds_a_pro_rata_supplement():
    have_terms()
    school = open_school()
    give()
    Provision.objects.create(school=school, kind="sen-unit", valid_from=date(2027, 3, 1))
    change(date(2027, 3, 1))
    line = Entitlement.objects.get(school=school, rule="enhanced-provision")
    # 65 of 190 school days remain: 2 half-days × 65 / 190 = 0.68, rounded up.
    assert (line.half_days, line.whole_year_half_days, line.effective_on) == (1, 2, date(2027, 3, 1))
    assert "65 of 190 school days" in line.words
    assert balance_of_school(school, 2026).entitled_half_days == 2
    assert change(date(2027, 3, 1)).lines == 0


def test_m6_01_a_member_more_changes_the_days_from_the_day_pro_rata_with_words():
    have_terms()
    schools = [open_school() for _ in range(2)]
    partnership = make_partnership("Oak", *schools)
    late = open_school(phase="secondary", type_code="34")
    give()
    assert lines_at(late) == {"no-base-days": 0}
    make_membership(partnership, late, valid_from=date(2027, 1, 4))
    assert change(date(2027, 1, 4)).lines == 1
    line = Entitlement.objects.get(school=late, rule="member-share")
    # 105 of 190 school days remain: 2 × 105 / 190 = 1.1, rounded up.
    assert line.half_days == 2
    assert "From 4 January 2027" in line.words


def test_without_term_dates_the_model_year_stands_in_and_says_so():
    school = open_school()
    give()
    Provision.objects.create(school=school, kind="sen-unit", valid_from=date(2027, 3, 1))
    change(date(2027, 3, 1))
    line = Entitlement.objects.get(school=school, rule="enhanced-provision")
    assert "by the model year" in line.words and line.inputs["model year"] == "yes"


def test_term_dates_that_cannot_be_right_are_refused():
    TermDate.objects.create(
        authority_name="Eastmarch", academic_year=2026, kind="term", words="Autumn",
        start_on=date(2026, 9, 7), until=date(2026, 12, 18),
    )  # fmt: skip
    school = open_school()
    give()
    Provision.objects.create(school=school, kind="sen-unit", valid_from=date(2026, 11, 2))
    with pytest.raises(Refused, match="check the terms"):
        change(date(2026, 11, 2))


def test_a_fall_in_the_year_keeps_the_days_and_a_line_says_so():
    have_terms()
    school = open_school()
    provision = Provision.objects.create(school=school, kind="sen-unit", valid_from=date(2020, 1, 1))
    give()
    provision.valid_until = date(2027, 1, 4)
    provision.save()
    change(date(2027, 1, 4))
    newest = Entitlement.objects.filter(school=school, rule="enhanced-provision").latest("pk")
    assert (newest.half_days, newest.whole_year_half_days) == (0, 0)
    assert "the days already given stay" in newest.words
    assert change(date(2027, 1, 5)).lines == 0


def test_before_the_year_begins_a_fall_takes_the_days_back():
    school = open_school()
    provision = Provision.objects.create(school=school, kind="sen-unit", valid_from=date(2020, 1, 1))
    give(on=date(2026, 7, 1))
    provision.delete()
    give(on=date(2026, 7, 2))
    assert balance_of_school(school, 2026).entitled_half_days == 1
    newest = Entitlement.objects.filter(school=school).latest("pk")
    assert newest.half_days == -2 and newest.effective_on == FIRST


def test_a_day_outside_the_year_is_refused():
    open_school()
    give()
    with pytest.raises(Refused, match="does not lie in 2026-27"):
        change(date(2027, 9, 1))


def test_m5_09_an_unpartnered_primary_has_half_a_day_and_a_second_booking_is_refused():
    school = open_school()
    give()
    assert balance_of_school(school, 2026).entitled_half_days == 1
    booking = {"school": school, "year": 2026, "half_days": 1, "source": "Visit", "by": "", "at": AT}
    book_days(**booking, key="visit:1")
    assert book_days(**booking, key="visit:1").amount == 1
    assert not may_book_days(school, 2026, 1)
    with pytest.raises(Refused, match="booked already leaves nothing"):
        book_days(**booking, key="visit:2")
    entitle_year(year=2027, on=date(2027, 9, 1), by="", at=AT)
    assert may_book_days(school, 2027, 1)


def test_m6_02_a_partnership_whose_days_fall_is_flagged():
    schools = [open_school() for _ in range(3)]
    partnership = make_partnership("Oak", *schools)
    give()
    partnership.memberships.filter(school=schools[0]).update(valid_until=date(2027, 8, 1))
    entitle_year(year=2027, on=date(2027, 9, 1), by="", at=AT)
    (compared,) = compare_years(whole_year_lines(2026), whole_year_lines(2027))
    assert compared.partnership_id == partnership.public_id
    assert (compared.last_half_days, compared.this_half_days, compared.falls) == (10, 8, True)


def test_m6_12_a_rule_set_that_gives_a_better_category_more_is_refused():
    open_school()
    stored = policy_in_use("entitlement")
    body = stored.body | {"category_half_days": stored.body["category_half_days"] | {"1": 60}}
    unsound = Policy(kind="entitlement", pack="trial", name="trial", number=1, body=body, valid_from=FIRST)
    unsound.save()
    with pytest.raises(Refused, match="give the worse category at least as many"):
        give(policy=unsound)
    assert not Entitlement.objects.exists()


def test_an_authority_without_schools_is_refused():
    with pytest.raises(Refused, match="Load the register first"):
        give()


@pytest.mark.parametrize("schools", [3, 30])
def test_the_number_of_queries_does_not_grow(schools, django_assert_max_num_queries):
    make_partnership("Oak", *[open_school() for _ in range(schools)])
    with django_assert_max_num_queries(55):
        give()

"""Ledgers: lines sum to zero, nothing below zero, the same key once, corrections by reversal."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from headway.features.approvals.models import Request, State
from headway.features.audit.models import Event
from headway.features.ledgers.actions import (
    account,
    open_accounts,
    post,
    post_all,
    release,
    reserve,
    reverse,
    spend,
)
from headway.features.ledgers.models import Account, Line, Posting
from headway.features.ledgers.posting import ACCOUNT, Entry, LedgerFault
from headway.features.ledgers.queries import balance, balances, find_account, free_units, lines_of
from headway.features.people.models import Person
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db
AT = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
ON = date(2026, 9, 1)


def open_account(key, **more):
    return account(unit="half-day", period="2026-27", key=key, **more)


@pytest.fixture
def rule():
    return open_account("entitled by rule", may_be_negative=True)


@pytest.fixture
def school():
    return open_account("school 900001")


def credit(rule, school, amount=6, key="credit", on=ON, at=AT, **more):
    lines = [(rule, -amount), (school, amount)]
    return post(lines=lines, source="Six half-days by size", on=on, key=key, by="x", at=at, **more)


def standing(*accounts):
    """Stored balances as the database has them now."""
    return [Account.objects.get(pk=each.pk).balance for each in accounts]


def test_m6_13_the_balance_is_allocation_less_debits(rule, school):
    credit(rule, school)
    visits = open_account("visits")
    lines = [(school, -2), (visits, 2)]
    post(lines=lines, source="Visit of 3 October", on=date(2026, 10, 3), key="visit 1", by="x", at=LATER)
    assert (balance(rule), balance(school), balance(visits)) == (-6, 4, 2)
    assert standing(rule, school, visits) == [-6, 4, 2]
    assert [line.amount for line in lines_of(school)] == [6, -2]


def test_m6_13_below_zero_is_refused_in_words_and_nothing_is_written(rule, school):
    credit(rule, school, 1)
    events = Event.objects.count()
    with pytest.raises(Refused, match=r"school 900001 2026-27 \(half-day\) has 1 left, and 2 are needed"):
        post(lines=[(school, -2), (rule, 2)], source="", on=ON, key="too much", by="x", at=AT)
    assert standing(rule, school) == [-1, 1]
    assert not Posting.objects.filter(key="too much").exists()
    assert Event.objects.count() == events


def granted(about, state=State.GRANTED):
    person, _ = Person.objects.get_or_create(email="a@b.example", name="Head of service")
    return Request.objects.create(
        kind="entitlement", origin_kind=ACCOUNT, origin_id=about.public_id, rule={}, words="Below zero",
        state=state, asked_by=person, asked_at=AT,
    ).public_id  # fmt: skip


def overdraw(rule, school, approval, key="over"):
    lines = [(school, -2), (rule, 2)]
    return post(lines=lines, source="", on=ON, key=key, by="x", at=AT, approval=approval)


def test_m6_13_an_approval_about_the_account_lets_it_go_below_zero_once(rule, school):
    approval = granted(school)
    overdraw(rule, school, approval)
    assert standing(school) == [-2]
    with pytest.raises(Refused, match="used already"):
        overdraw(rule, school, approval, key="again")
    assert overdraw(rule, school, approval).key == "over"


def test_an_approval_that_waits_or_is_about_something_else_does_not_serve(rule, school):
    with pytest.raises(Refused, match="not given"):
        overdraw(rule, school, granted(school, State.OPEN))
    with pytest.raises(Refused, match="not given"):
        overdraw(rule, school, "nonsense")
    with pytest.raises(Refused, match="something else"):
        overdraw(rule, school, granted(open_account("another")))


def test_the_same_key_again_changes_nothing(rule, school):
    first, again = credit(rule, school), credit(rule, school, at=LATER)
    assert first == again
    assert (balance(school), Line.objects.count(), Event.objects.count()) == (6, 2, 1)


def test_the_same_key_with_other_lines_is_a_fault(rule, school):
    credit(rule, school)
    with pytest.raises(LedgerFault, match="posted already with other lines"):
        credit(rule, school, amount=7)


@pytest.mark.parametrize(
    ("amounts", "words"),
    [
        ([("a", 1), ("b", -2)], "sum to -1"),
        ([("a", 0)], "At least two lines"),
        ([], "At least two lines"),
        ([("a", 0), ("b", 0)], "changes nothing"),
        ([("a", 1), ("a", -1)], "stands twice"),
    ],
)
def test_lines_that_cannot_be_meant_are_refused(amounts, words):
    lines = [(open_account(key), amount) for key, amount in amounts]
    with pytest.raises(LedgerFault, match=words):
        post(lines=lines, source="", on=ON, key="k", by="", at=AT)


def test_units_are_not_mixed(school):
    hours = account(unit="hour", period="2026-27", key="hours")
    with pytest.raises(LedgerFault, match="half-day and hour"):
        post(lines=[(school, -1), (hours, 1)], source="", on=ON, key="k", by="", at=AT)


def test_an_account_keeps_whether_it_may_be_negative(rule):
    with pytest.raises(LedgerFault, match="may go below zero"):
        open_account("entitled by rule")
    assert find_account(unit="half-day", period="2026-27", key="never") is None


def test_balances_as_at_a_day_and_as_known_at_a_moment(rule, school):
    credit(rule, school, 6, "september", ON, AT)
    credit(rule, school, 2, "back-dated", date(2026, 9, 15), LATER)
    credit(rule, school, 1, "november", date(2026, 11, 2), AT)
    assert balance(school, as_at=date(2026, 8, 31)) == 0
    assert balance(school, as_at=date(2026, 9, 30)) == 8
    assert balance(school, as_at=date(2026, 9, 30), known_at=AT) == 6
    assert balance(school, known_at=AT) == 7
    assert balances([rule, school], as_at=ON) == {rule.pk: -6, school.pk: 6}


def test_a_posting_is_corrected_by_its_opposite_once(rule, school):
    first = credit(rule, school)
    undone = reverse(posting=first, source="Wrong size", on=ON, key="undo", by="x", at=LATER)
    assert standing(rule, school) == [0, 0]
    assert undone.reverses == first
    assert balance(school, known_at=AT) == 6
    assert reverse(posting=first, source="", on=ON, key="undo", by="x", at=LATER) == undone
    with pytest.raises(LedgerFault, match="reversed already, by undo"):
        reverse(posting=first, source="", on=ON, key="undo twice", by="x", at=LATER)
    with pytest.raises(LedgerFault, match="itself a reversal"):
        reverse(posting=undone, source="", on=ON, key="redo", by="x", at=LATER)


def test_a_reversal_of_units_already_spent_is_refused(rule, school):
    first = credit(rule, school)
    post(lines=[(school, -1), (rule, 1)], source="", on=ON, key="spent", by="x", at=AT)
    with pytest.raises(Refused, match="has 5 left, and 6 are needed"):
        reverse(posting=first, source="", on=ON, key="undo", by="x", at=AT)


def test_reserved_units_cannot_be_spent_or_reserved_again(rule, school):
    credit(rule, school)
    reserve(account=school, amount=4, source="Visit planned", key="r1", by="x", at=AT)
    assert free_units(Account.objects.get(pk=school.pk)) == 2
    with pytest.raises(Refused, match="has 2 left, and 3 are needed"):
        post(lines=[(school, -3), (rule, 3)], source="", on=ON, key="k", by="x", at=AT)
    with pytest.raises(Refused, match="has 2 left, and 3 are needed"):
        reserve(account=school, amount=3, source="", key="r2", by="x", at=AT)


def test_a_reservation_is_made_and_given_back_once(rule, school):
    credit(rule, school)
    held = [reserve(account=school, amount=4, source="", key="r1", by="x", at=AT) for _ in range(2)]
    assert held[0] == held[1]
    with pytest.raises(LedgerFault, match="already reserves 4"):
        reserve(account=school, amount=3, source="", key="r1", by="x", at=AT)
    with pytest.raises(LedgerFault, match="at least one"):
        reserve(account=school, amount=0, source="", key="r2", by="x", at=AT)
    release(reservation=held[0], by="x", at=AT)
    release(reservation=held[0], by="x", at=LATER)
    assert Account.objects.get(pk=school.pk).reserved == 0


def test_reserved_units_are_spent_together_with_the_reservation(rule, school):
    credit(rule, school)
    visits = open_account("visits")
    held = reserve(account=school, amount=4, source="", key="r1", by="x", at=AT)
    for _ in range(2):
        spend(reservation=held, to=visits, source="Visit held", on=ON, key="v1", by="x", at=AT)
    now = Account.objects.get(pk=school.pk)
    assert (now.balance, now.reserved, balance(visits)) == (2, 0, 4)


def test_units_released_before_cannot_be_spent_as_reserved(rule, school):
    credit(rule, school)
    held = reserve(account=school, amount=4, source="", key="r1", by="x", at=AT)
    release(reservation=held, by="x", at=AT)
    with pytest.raises(Refused, match="no longer reserved"):
        spend(reservation=held, to=rule, source="", on=ON, key="v1", by="x", at=AT)


def many(count, rule, mark="k"):
    schools = open_accounts(unit="half-day", period="2026-27", keys=[f"s{n}" for n in range(count)])
    return [Entry(f"{mark} {n}", [(rule, -2), (schools[f"s{n}"], 2)], "By size", ON) for n in range(count)]


def test_many_postings_take_the_same_number_of_queries(rule, school):
    credit(rule, school)
    counts = []
    for count in (1, 30):
        entries = many(count, rule, f"round of {count}")
        with CaptureQueriesContext(connection) as queries:
            post_all(entries=entries, by="x", at=AT)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 20


def test_many_postings_are_all_or_none(rule, school):
    entries = [*many(3, rule), Entry("bad", [(school, -1), (rule, 1)], "", ON)]
    with pytest.raises(Refused, match="school 900001"):
        post_all(entries=entries, by="x", at=AT)
    assert Posting.objects.count() == 0


def test_more_accounts_than_one_statement_takes(rule):
    post_all(entries=many(450, rule), by="x", at=AT)
    assert standing(rule) == [-900]
    assert set(Account.objects.exclude(pk=rule.pk).values_list("balance", flat=True)) == {2}


def test_two_postings_of_one_call_do_not_share_a_key(rule, school):
    entry = Entry("k", [(rule, -2), (school, 2)], "", ON)
    with pytest.raises(LedgerFault, match="same key"):
        post_all(entries=[entry, entry], by="x", at=AT)


MOVES = st.lists(
    st.tuples(st.sampled_from(["post", "reserve", "release", "reverse"]), st.integers(0, 3), st.integers(0, 3),
              st.integers(-5, 5)),
    max_size=25,
)  # fmt: skip


class Sums(TestCase):
    """Whatever is tried in whatever order: all lines sum to zero, and no account but the source goes below zero."""

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(MOVES)
    def test_all_lines_always_sum_to_zero(self, moves):
        accounts = [open_account("source", may_be_negative=True), *[open_account(f"a{n}") for n in (1, 2, 3)]]
        for number, move in enumerate(moves):
            attempt(number, move, accounts)
        now = list(Account.objects.order_by("pk"))
        assert sum(each.balance for each in now) == 0
        assert {each.pk: each.balance for each in now} == balances(now)
        assert all(each.balance >= each.reserved for each in now if not each.may_be_negative)


def attempt(number, move, accounts):
    what, one, other, amount = move
    made = list(Posting.objects.order_by("pk"))
    held = list(accounts[one].reservations.order_by("pk"))
    common = {"by": "x", "at": AT}
    try:
        if what == "post":
            lines = [(accounts[one], -amount), (accounts[other], amount)]
            post(lines=lines, source="", on=ON, key=f"p{number}", **common)
        elif what == "reserve":
            reserve(account=accounts[one], amount=amount, source="", key=f"r{number}", **common)
        elif what == "release" and held:
            release(reservation=held[0], **common)
        elif what == "reverse" and made:
            reverse(posting=made[number % len(made)], source="", on=ON, key=f"u{number}", **common)
    except (Refused, LedgerFault):
        pass

"""The day ledger under many writers: as many visits as there are days, and one approval serves one of them."""

import pytest
from tests.factories import AT, adopt, make_school, view_as
from tests.features.ledgers.test_many_writers import outcomes
from tests.features.threads import run_at_once
from tests.ledger_world import ON, YEAR, bought, use

from headway.features.audit.queries import breaks_in_the_chain
from headway.features.day_ledger.actions import reverse
from headway.features.day_ledger.asking import ask_for_days, settle_days
from headway.features.day_ledger.models import Movement
from headway.features.day_ledger.queries import balance

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 6


@pytest.fixture
def school():
    adopt()
    return make_school()


@pytest.fixture
def officer(school):
    return view_as("head-of-service", on=ON)


def test_m6_13_of_many_writers_as_many_win_as_there_are_days(school, officer, tmp_path, monkeypatch):
    bought(school, officer, 3)
    tasks = [lambda n=n: use(school, officer, 1, source=f"visit {n}") for n in range(WRITERS)]
    results, look = run_at_once(tasks, tmp_path, monkeypatch)
    assert outcomes(results) == (3, WRITERS - 3)
    assert look(lambda: (balance(school, YEAR), breaks_in_the_chain())) == (0, [])
    assert look(lambda: Movement.objects.filter(kind="used").count()) == 3


def test_the_same_visit_from_many_writers_counts_once(school, officer, tmp_path, monkeypatch):
    bought(school, officer, 3)
    results, look = run_at_once([lambda: use(school, officer, 2)] * WRITERS, tmp_path, monkeypatch)
    done, refused = outcomes(results)
    assert done >= 1 and done + refused == WRITERS
    assert look(lambda: (balance(school, YEAR), Movement.objects.filter(kind="used").count())) == (1, 1)


def test_one_approval_serves_one_writer(school, officer, tmp_path, monkeypatch):
    asker = view_as("chief-adviser", on=ON)
    asked = ask_for_days(subject=school, year=YEAR, half_days=1, reason="Why", by=asker, at=AT)
    settle_days(asked=asked, yes=True, reason="", by=officer, at=AT)
    tasks = [lambda n=n: use(school, officer, 1, source=f"visit {n}", approved=asked) for n in range(WRITERS)]
    results, look = run_at_once(tasks, tmp_path, monkeypatch)
    assert outcomes(results) == (1, WRITERS - 1)
    assert look(lambda: balance(school, YEAR)) == -1


def test_a_movement_is_taken_back_by_one_writer(school, officer, tmp_path, monkeypatch):
    bought(school, officer, 3)
    made = use(school, officer, 2)
    tasks = [lambda: reverse(movement=made, reason="Snow", on=ON, by=officer, at=AT)] * WRITERS
    results, look = run_at_once(tasks, tmp_path, monkeypatch)
    assert outcomes(results) == (1, WRITERS - 1)
    assert look(lambda: balance(school, YEAR)) == 3

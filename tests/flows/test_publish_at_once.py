"""Two people publish at the same moment: one plan, one letter a school."""

import pytest
from tests.factories import adopt
from tests.features.threads import run_at_once
from tests.planned_year import NOON, approve, make_year, plan

from headway.features.appointments.models import Appointment
from headway.features.audit.queries import breaks_in_the_chain
from headway.features.deployment.models import Draft, State
from headway.features.letters.models import Letter
from headway.flows.publish_year_plan import Published, publish_year_plan
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db(transaction=True)


def publish(draft, head):
    fresh = Draft.objects.get(pk=draft.pk)
    return publish_year_plan(draft=fresh, reason="", seen_version=fresh.version, by=head, at=NOON)


def outcome():
    """What stands afterwards."""
    held = Appointment.objects.filter(role="adviser", valid_until=None).count()
    published = Draft.objects.filter(state=State.PUBLISHED).count()
    return published, Letter.objects.count(), held, breaks_in_the_chain()


@pytest.mark.parametrize("drafts", [1, 2], ids=["the same draft", "two drafts of the year"])
def test_m6_11_of_two_who_publish_at_once_one_wins(drafts, tmp_path, monkeypatch):
    adopt()
    year = make_year()
    approved = [approve(plan()) for _ in range(drafts)]
    first, last = approved[0], approved[-1]
    tasks = [lambda: publish(*first), lambda: publish(*last)]
    results, look = run_at_once(tasks, tmp_path, monkeypatch)
    assert sorted(type(one).__name__ for one in results) == [Published.__name__, Refused.__name__], results
    schools = len(year.schools)
    assert look(outcome) == (1, schools, schools + len(year.partnerships), [])

"""Who ticks and ends triggers of a school."""

from datetime import timedelta

import pytest
from tests.factories import AT, ON, adopt, make_school, view_as
from tests.rules.policies import load_policy

from headway.features.audit.models import Event
from headway.features.triggers.actions import end_trigger, tick_trigger
from headway.features.triggers.queries import may_tick_at, ticks_of_schools, triggers_of
from headway.rules.category_policy import read_categories
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db
POLICY = read_categories(load_policy("alternatives/categories_triggers"))
UNTIL = ON + timedelta(days=100)


@pytest.fixture(autouse=True)
def policies(db):
    adopt()


@pytest.fixture
def school(db):
    return make_school()


def ticked(school, by, key="governance", until=UNTIL):
    told = {"evidence": "Minutes of May", "link": "", "policy": POLICY, "by": by, "at": AT}
    return tick_trigger(school=school, key=key, valid_from=ON, valid_until=until, **told)


def test_who_may_tick_a_trigger(school):
    assert may_tick_at(view_as("chief-adviser"), school) and may_tick_at(view_as("adviser", school), school)
    for by in (
        view_as("adviser"),
        view_as("headteacher", school),
        view_as("data-officer"),
        view_as("finance"),
    ):
        assert not may_tick_at(by, school)
        with pytest.raises(Refused):
            ticked(school, by)


def test_a_trigger_is_ticked_once_and_tells_no_evidence_to_the_audit(school):
    by = view_as("head-of-service")
    made = ticked(school, by)
    assert made.label.startswith("5 Governors") and set(ticks_of_schools([school.urn])[school.urn]) == {
        "governance"
    }
    with pytest.raises(Refused, match="counts already"):
        ticked(school, by)
    with pytest.raises(Refused, match="no such trigger"):
        ticked(school, by, "inadequate")
    assert "Minutes" not in str(Event.objects.get(action="tick_trigger").after)


def test_a_trigger_is_ended_with_a_reason_and_may_be_ticked_anew(school):
    by = view_as("head-of-service")
    made = ticked(school, by)
    with pytest.raises(Refused, match="Say why"):
        end_trigger(trigger=made, reason=" ", by=by, at=AT)
    later = view_as("adviser", school, on=ON + timedelta(days=10))
    end_trigger(trigger=made, reason="Two governors appointed", by=later, at=AT)
    made.refresh_from_db()
    assert made.valid_until == later.on and made.ended_reason == "Two governors appointed"
    with pytest.raises(Refused, match="does not count"):
        end_trigger(trigger=made, reason="Again", by=later, at=AT)
    ticked(school, later, until=UNTIL)
    assert triggers_of(later, school).count() == 2
    assert not triggers_of(view_as("headteacher", school), school).exists()

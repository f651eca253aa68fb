"""Who may keep units, and that a move keeps what was before."""

from datetime import date

import pytest
from tests.factories import AT, adopt, view_as
from tests.pages.governance_objects import make_unit

from headway.features.audit.models import Event
from headway.features.units.actions import found_unit, move_unit
from headway.features.units.models import Unit
from headway.features.units.queries import may_keep, reports, units_visible_to
from headway.rules.units import places_on
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db
MOVED = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def policies(db):
    adopt()


def test_units_are_kept_by_who_keeps_posts():
    make_unit()
    assert may_keep(view_as("head-of-service")) and not may_keep(view_as("chief-adviser"))
    assert units_visible_to(view_as("chief-adviser")).count() == 1
    for role in ("adviser", "member", "governor-services"):
        assert not units_visible_to(view_as(role)).exists()


def test_m8_01_a_move_keeps_where_the_unit_was_and_leaves_an_event():
    legal, education = make_unit("Legal services"), make_unit("School improvement")
    team = make_unit("Governor services", legal)
    by = view_as("head-of-service")
    move_unit(unit=team, under=education, valid_from=MOVED, by=by, at=AT)
    assert places_on(reports(), date(2026, 8, 31))[team.public_id] == legal.public_id
    assert places_on(reports(), MOVED)[team.public_id] == education.public_id
    assert Event.objects.get(action="move_unit").after["under"] == education.public_id
    with pytest.raises(Refused, match="reports to it"):
        move_unit(unit=education, under=team, valid_from=date(2027, 1, 1), by=by, at=AT)


def test_a_name_is_given_once_and_by_who_may():
    make_unit()
    told = {"under": None, "valid_from": MOVED, "at": AT}
    with pytest.raises(Refused, match="of this name already"):
        found_unit(name="Governor services", by=view_as("hr"), **told)
    with pytest.raises(Refused):
        found_unit(name="Another", by=view_as("adviser"), **told)
    assert Unit.objects.count() == 1

"""Headships: one at a time, a new one ends the former, no name is held."""

from datetime import date

import pytest
from tests.factories import AT, SINCE, make_headship, make_school

from headway.features.audit.models import Event
from headway.features.schools.headships import end_headship, record_headship
from headway.features.schools.models import Headship
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db
BEGUN = date(2026, 9, 1)


def give(school, kind="substantive", valid_from=BEGUN):
    return record_headship(school=school, kind=kind, valid_from=valid_from, by="abc", at=AT)


def test_a_new_headship_ends_the_open_one_on_its_day():
    school = make_school()
    former = make_headship(school)
    made = give(school, "acting")
    former.refresh_from_db()
    assert (former.valid_until, made.valid_until) == (BEGUN, None)
    assert list(Event.objects.order_by("number").values_list("action", flat=True)) == [
        "end_headship",
        "record_headship",
    ]


def test_a_headship_that_begins_on_or_before_one_on_record_is_refused_with_nothing_changed():
    school = make_school()
    make_headship(school, valid_from=BEGUN)
    for day in (BEGUN, SINCE):
        with pytest.raises(Refused, match="A headship is recorded from 1 September 2026"):
            give(school, valid_from=day)
    assert Headship.objects.count() == 1 and not Event.objects.exists()


def test_a_headship_that_ends_later_is_not_cut_short():
    school = make_school()
    former = make_headship(school)
    end_headship(headship=former, valid_until=date(2027, 1, 1), by="abc", at=AT)
    with pytest.raises(Refused, match="A headship is recorded until 1 January 2027"):
        give(school)
    give(school, valid_from=date(2027, 1, 1))
    assert Headship.objects.filter(school=school, valid_until=None).count() == 1


def test_a_headship_ends_once():
    headship = make_headship(make_school())
    end_headship(headship=headship, valid_until=BEGUN, by="abc", at=AT)
    with pytest.raises(Refused, match="Somebody else has ended this headship"):
        end_headship(headship=headship, valid_until=BEGUN, by="abc", at=AT)

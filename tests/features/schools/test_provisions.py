"""Enhanced provisions: recorded for mainstream schools, dated, ended once, told to the audit."""

from datetime import date

import pytest
from tests.factories import AT, make_school

from headway.features.audit.models import Event
from headway.features.schools.models import Provision
from headway.features.schools.provisions import end_provision, record_provision
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db
OPENED = date(2026, 9, 1)


def give(school, **more):
    fields = {"kind": "sen-unit", "places": 12, "need": "Autism", "valid_from": OPENED} | more
    return record_provision(school=school, by="abc", at=AT, **fields)


def test_m1_08_a_provision_has_kind_places_need_and_dates_and_is_audited():
    made = give(make_school())
    assert (made.kind, made.places, made.need, made.valid_from) == ("sen-unit", 12, "Autism", OPENED)
    event = Event.objects.get()
    assert (event.action, event.by, event.after["kind"]) == ("record_provision", "abc", "sen-unit")


@pytest.mark.parametrize("phase", ["special", "pru", ""])
def test_m1_08_only_mainstream_schools_have_enhanced_provision(phase):
    with pytest.raises(Refused, match="mainstream schools only"):
        give(make_school(phase=phase))
    assert not Provision.objects.exists() and not Event.objects.exists()


def test_the_same_provision_is_not_recorded_twice_but_another_need_is():
    school = make_school()
    give(school)
    with pytest.raises(Refused, match="from 1 September 2026. End that one first"):
        give(school, need="autism", valid_from=date(2027, 9, 1))
    give(school, need="Hearing")
    assert Provision.objects.count() == 2


def test_an_end_before_the_start_is_refused():
    with pytest.raises(Refused, match="The end must be after the start, 1 September 2026"):
        give(make_school(), valid_until=OPENED)


def test_a_provision_ends_once_after_its_start():
    provision = give(make_school())
    with pytest.raises(Refused, match="can only end after that day"):
        end_provision(provision=provision, valid_until=OPENED, by="abc", at=AT)
    end_provision(provision=provision, valid_until=date(2027, 9, 1), by="abc", at=AT)
    # The copy in hand still says it is open: the row decides.
    with pytest.raises(Refused, match="Somebody else has ended"):
        end_provision(provision=provision, valid_until=date(2028, 9, 1), by="abc", at=AT)
    provision.refresh_from_db()
    assert provision.valid_until == date(2027, 9, 1)
    with pytest.raises(Refused, match="has an end already: 1 September 2027"):
        end_provision(provision=provision, valid_until=date(2028, 9, 1), by="abc", at=AT)

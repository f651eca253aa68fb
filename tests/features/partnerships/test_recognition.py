"""Recognition from a day on keeps the answer of the days before."""

from datetime import date

import pytest
from tests.factories import AT, ON, adopt, make_membership, make_partnership, make_school

from headway.features.partnerships.models import Membership
from headway.features.partnerships.queries import partnership_of
from headway.features.partnerships.recognition import set_recognised
from headway.features.policies.queries import typed
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db
DAY_BEFORE = date(2026, 8, 31)


@pytest.fixture(autouse=True)
def policies():
    adopt()


def turn(partnership, recognised, on=ON):
    set_recognised(
        partnership=partnership,
        recognised=recognised,
        on=on,
        policy=typed("partnerships"),
        by=None,
        at=AT,
    )


def test_m1_04_no_longer_recognised_from_a_day_on():
    school = make_school()
    partnership = make_partnership("First", school)
    turn(partnership, False)
    assert partnership_of([school.urn], DAY_BEFORE) == {school.urn: partnership}
    assert partnership_of([school.urn], ON) == {}
    turn(partnership, True, date(2026, 10, 1))
    assert partnership_of([school.urn], ON) == {}
    assert partnership_of([school.urn], date(2026, 10, 1)) == {school.urn: partnership}


def test_m1_04_recognising_is_refused_while_a_member_is_recognised_elsewhere():
    school = make_school()
    make_partnership("First", school)
    second = make_partnership("Second", school, recognised=False)
    with pytest.raises(Refused, match="First"):
        turn(second, True)
    assert not Membership.objects.get(partnership=second).recognised


def test_a_kind_that_cannot_be_recognised_stays_so():
    with pytest.raises(Refused, match="is not recognised"):
        turn(make_partnership(kind="thematic", recognised=False), True)


def test_a_membership_to_come_takes_the_new_recognition():
    school, partnership = make_school(), make_partnership()
    make_membership(partnership, school, valid_from=date(2027, 1, 1))
    turn(partnership, False)
    assert [row.recognised for row in Membership.objects.all()] == [False]


def test_the_same_again_changes_nothing():
    partnership = make_partnership("First", make_school())
    turn(partnership, True)
    assert Membership.objects.count() == 1

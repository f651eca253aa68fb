"""Who may take a school over from whom, and from which day."""

from datetime import UTC, date, datetime

import pytest
from tests.factories import make_school
from tests.pages.people import adopt_current_policies, make_person
from tests.plan_world import seen

from headway.features.appointments.changeover import change_adviser, open_advisers
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db
AT = datetime(2026, 9, 15, 9, tzinfo=UTC)
FIRST, LATER = date(2026, 9, 1), date(2026, 10, 1)


def test_nobody_takes_over_what_they_have_or_before_the_other_began():
    adopt_current_policies()
    officer, school = seen(make_person("head-of-service")), make_school()
    one, other = make_person("adviser"), make_person("adviser")
    change_adviser(person=one, urns=[school.urn], valid_from=LATER, by=officer, at=AT)
    with pytest.raises(Refused, match="already"):
        change_adviser(person=one, urns=[school.urn], valid_from=date(2026, 11, 1), by=officer, at=AT)
    with pytest.raises(Refused, match="Choose a later day"):
        change_adviser(person=other, urns=[school.urn], valid_from=FIRST, by=officer, at=AT)
    assert open_advisers([school.urn])[school.urn].person == one

"""Views of lists are changed by who made them and by nobody else."""

from datetime import UTC, date, datetime

import pytest
from tests.pages.people import adopt_current_policies, make_person
from tests.plan_world import seen

from headway.features.arrangements.actions import drop_view, keep_view, share_view
from headway.features.arrangements.models import Arrangement
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db
AT = datetime(2026, 9, 15, 9, tzinfo=UTC)
VIEW = {"list_name": "schools", "address": "?phase=primary", "shared": False}


@pytest.fixture
def people(db):
    adopt_current_policies()
    on = date(2026, 9, 15)
    return seen(make_person("adviser"), on), seen(make_person("adviser"), on)


def test_only_who_made_a_view_shares_or_drops_it(people):
    maker, other = people
    view = keep_view(name="Mine", **VIEW, by=maker, at=AT)
    with pytest.raises(Refused, match="Only who made a view"):
        drop_view(view=view, by=other, at=AT)
    with pytest.raises(Refused, match="Only who made a view"):
        share_view(view=view, shared=True, by=other, at=AT)
    share_view(view=view, shared=True, by=maker, at=AT)
    drop_view(view=view, by=maker, at=AT)
    assert not Arrangement.objects.exists()


def test_a_view_without_a_name_is_not_kept(people):
    with pytest.raises(Refused, match="Enter a name"):
        keep_view(name=" ", **VIEW, by=people[0], at=AT)

"""What of groups, boards, notes, reviews, agreements and reports enters the search, and what never does."""

import pytest
from tests.factories import make_school
from tests.pages.intelligence_objects import make_note, make_restricted
from tests.pages.people import adopt_current_policies
from tests.pages.sides import Side
from tests.pages.standing_objects import keeper, make_group

from headway.features.search.models import Entry, Kind
from headway.features.standing_groups.actions import change_group

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def policies(db):
    adopt_current_policies()


def test_a_note_is_found_by_its_words_and_a_restricted_one_is_not():
    side = Side("own", make_school(name="Elm"))
    make_note(side, "The bursar resigned")
    make_restricted(side, "Told of a neighbour")
    words = [one.words for one in Entry.objects.filter(kind=Kind.NOTE).order_by("pk")]
    assert "bursar" in words[0]
    assert "neighbour" not in words[1] and "elm" in words[1]


def test_a_group_under_another_name_is_found_by_that():
    group = make_group("Places group")
    by = keeper()
    told = {"name": "Organisation group", "meets": ""}
    change_group(group=group, told_of=told, seen_version=1, by=by, at=group.made_at)
    assert [one.title for one in Entry.objects.filter(kind=Kind.STANDING)] == ["Organisation group"]

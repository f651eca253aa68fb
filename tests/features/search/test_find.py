"""Things made findable, found, changed and forgotten."""

import pytest

from headway.features.search.actions import Findable, forget_findable, make_findable, replace_findable
from headway.features.search.models import Entry, Gram, Kind
from headway.features.search.queries import EVERYTHING, things_called

pytestmark = pytest.mark.django_db
NAMES = ("Elm Primary School", "Elmwood Junior School", "Oakfield Academy", "St Mary’s Infant School")
EVERY_SCHOOL = {Kind.SCHOOL: EVERYTHING}


@pytest.fixture
def schools():
    make_findable(Kind.SCHOOL, [Findable(str(900001 + at), name) for at, name in enumerate(NAMES)])


def found(typed, scope=EVERY_SCHOOL, **more):
    return [hit.title for hit in things_called(typed, scope, **more)]


@pytest.mark.parametrize(
    ("typed", "best"),
    [
        ("oa", "Oakfield Academy"),
        ("oakfeild", "Oakfield Academy"),
        ("okfield", "Oakfield Academy"),
        ("saint marys", "St Mary’s Infant School"),
        ("ST. MARY'S", "St Mary’s Infant School"),
        ("mary st", "St Mary’s Infant School"),
        ("elm prim", "Elm Primary School"),
        ("elmwood", "Elmwood Junior School"),
    ],
)
def test_the_best_hit_is_what_was_meant(schools, typed, best):
    assert found(typed)[0] == best


@pytest.mark.parametrize("typed", ["", "e", " ", "%", "zzzz", "💥", "_"])
def test_what_nothing_is_called_finds_nothing(schools, typed):
    assert found(typed) == []


def test_two_queries_find(schools, django_assert_num_queries):
    with django_assert_num_queries(2):
        found("elm")


def test_only_what_is_in_scope_is_found(schools):
    only = Entry.objects.filter(key="900002").values("key")
    assert found("elm", {Kind.SCHOOL: lambda: only}) == ["Elmwood Junior School"]
    assert found("elm", {Kind.PERSON: EVERYTHING}) == []
    assert found("elm", {}) == []


def test_ones_own_stand_first_among_equals():
    make_findable(Kind.SCHOOL, [Findable("1", "Ash School"), Findable("2", "Ash School")])
    keys = [hit.key for hit in things_called("ash", EVERY_SCHOOL, first=frozenset({"2"}))]
    assert keys == ["2", "1"]


def test_a_new_name_takes_the_old_ones_place(schools):
    make_findable(Kind.SCHOOL, [Findable("900001", "Beech Primary School")])
    assert found("beech") == ["Beech Primary School"]
    assert found("elm prim") == ["Elmwood Junior School"]
    assert Entry.objects.count() == len(NAMES)


def test_the_same_words_again_write_nothing(schools, django_assert_num_queries):
    before = list(Entry.objects.order_by("pk").values_list("pk", "words"))
    make_findable(Kind.SCHOOL, [Findable("900001", NAMES[0])])
    assert list(Entry.objects.order_by("pk").values_list("pk", "words")) == before


def test_what_is_forgotten_leaves_no_trigram(schools):
    forget_findable(Kind.SCHOOL, [str(900001 + at) for at in range(len(NAMES))])
    assert not Gram.objects.exists()


def test_replacing_keeps_exactly_what_is_given(schools):
    replace_findable(Kind.SCHOOL, [Findable("900001", NAMES[0]), Findable("5", "Yew School")])
    assert set(Entry.objects.values_list("key", flat=True)) == {"900001", "5"}


def test_a_school_stands_before_what_is_named_after_it():
    make_findable(Kind.NOTE, [Findable("1/intelligence/a", "A note on Ash School, 3 May 2026")])
    make_findable(Kind.BOARD, [Findable("b", "Ash Board")])
    make_findable(Kind.SCHOOL, [Findable("1", "Ash School")])
    scope = dict.fromkeys((Kind.NOTE, Kind.BOARD, Kind.SCHOOL), EVERYTHING)
    hits = things_called("ash", scope, first=frozenset({"b"}))
    assert [hit.kind for hit in hits] == [Kind.SCHOOL, Kind.BOARD, Kind.NOTE]

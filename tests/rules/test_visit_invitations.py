"""What a school is told of a visit next."""

from datetime import UTC, date, datetime, timedelta

from headway.rules.visit_invitations import CANCEL, REQUEST, Stands, Told, is_settled, news_of, next_told
from headway.rules.visits import BOOKED, CANCELLED, HELD

TODAY, ON, LATER = date(2026, 9, 1), date(2026, 9, 15), date(2026, 9, 22)
AT = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
INVITED = Told(REQUEST, 0, ON, "am")


def told(state=BOOKED, on=ON, half="am", last=None, **more):
    return next_told(Stands(state, on, half, **more), last, TODAY)


def test_booked_moved_and_cancelled_are_told_once_each_and_counted():
    assert told() == INVITED and told(last=INVITED) is None
    moved = told(on=LATER, last=INVITED)
    assert moved == Told(REQUEST, 1, LATER, "am") and told(on=LATER, last=moved) is None
    assert told(half="pm", last=INVITED) == Told(REQUEST, 1, ON, "pm")
    off = told(CANCELLED, on=LATER, last=moved)
    assert off == Told(CANCEL, 2, LATER, "am") and told(CANCELLED, on=LATER, last=off) is None


def test_what_was_changed_back_is_no_news():
    assert told(last=INVITED) is None


def test_a_visit_booked_again_is_told_again():
    assert told(last=Told(CANCEL, 1, ON, "am")) == Told(REQUEST, 2, ON, "am")


def test_what_waits_or_is_not_announced_or_was_never_told_is_silent():
    assert told(waits=True) is None and told(announced=False) is None
    assert told(CANCELLED) is None and told(HELD, last=INVITED) is None


def test_a_day_gone_by_is_no_invitation():
    gone = TODAY - timedelta(days=1)
    assert told(on=gone) is None and told(on=TODAY) is not None
    assert told(CANCELLED, on=gone, last=Told(REQUEST, 0, gone, "am")) is None


def test_a_change_is_settled_once_it_cannot_be_taken_back():
    assert not is_settled(AT, AT + timedelta(seconds=10), 10)
    assert is_settled(AT, AT + timedelta(seconds=11), 10)
    assert is_settled(AT, AT + timedelta(seconds=1), 0)


def test_each_address_hears_only_what_is_news_to_it():
    visit, first = Stands(BOOKED, ON, "am"), Told(REQUEST, 0, ON, "am")
    known = {"a@oak.example": first, "b@oak.example": first}
    assert news_of(visit, ["A@oak.example", "b@oak.example"], known, TODAY) == {}
    changed = news_of(visit, ["A@oak.example", "c@oak.example"], known, TODAY)
    assert changed == {"c@oak.example": first, "b@oak.example": Told(CANCEL, 1, ON, "am")}
    off = news_of(Stands(CANCELLED, ON, "am"), ["a@oak.example", "c@oak.example"], known, TODAY)
    assert off == {one: Told(CANCEL, 1, ON, "am") for one in known}
    assert news_of(visit, [], {"b@oak.example": Told(CANCEL, 1, ON, "am")}, TODAY) == {}

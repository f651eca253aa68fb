"""An option's posts as advisers to be sent, and what that changes for each school."""

from decimal import Decimal

from headway.rules.option_deployment import (
    Effect,
    Sendable,
    Served,
    effects,
    may_deploy,
    place_posts,
    sendable_posts,
)
from headway.rules.schools import PHASES
from headway.rules.structures import Post


def test_advisers_and_who_can_intervene_are_sent_by_their_time():
    posts = [
        Post("a", "Adviser 1", Decimal("0.6"), role="adviser", phases=("primary",)),
        Post("b", "Head of service", role="head-of-service"),
        Post("c", "Consultant", Decimal("0.5"), intervenes=True),
        Post("d", "Quadrant lead", role="quadrant-lead", phases=("secondary",)),
    ]
    sent = sendable_posts(posts, [("Head on loan", Decimal("0.4"))], full_half_days=241)
    assert sent == (
        Sendable("Adviser 1", 145, ("primary",)),
        Sendable("Consultant", 121, PHASES),
        Sendable("Quadrant lead", 241, ("secondary",)),
        Sendable("Head on loan", 96, PHASES),
    )


def test_a_post_too_short_for_half_a_day_is_not_sent():
    assert sendable_posts([Post("a", "A", Decimal("0.01"), role="adviser")], [], 20) == ()


def test_an_option_nobody_of_whom_serves_schools_cannot_be_deployed():
    refused = may_deploy(())
    assert not refused
    assert "Give its posts a role" in refused.reason
    assert may_deploy((Sendable("A", 1, PHASES),))


def test_posts_stand_where_advisers_live_and_then_in_the_middle():
    assert place_posts(3, [(1.0, 2.0), (3.0, 4.0)], (9.0, 9.0)) == [(1.0, 2.0), (3.0, 4.0), (9.0, 9.0)]
    assert place_posts(1, [(1.0, 2.0), (3.0, 4.0)], (9.0, 9.0)) == [(1.0, 2.0)]


def test_what_changes_is_told_worst_first_and_unknown_stays_unknown():
    after = {1: Served(4, 1, 60), 2: Served(6, 3, 90), 3: Served(2, 0, 10)}
    before = {1: Served(4, 2, 80), 2: Served(6, 0, 90)}
    found = effects(after, before)
    assert [one.urn for one in found] == [2, 3, 1]
    assert [one.more_unmet for one in found] == [3, None, -1]
    assert [one.more_travel for one in found] == [0, None, -20]
    assert effects(after, None)[0] == Effect(2, Served(6, 3, 90), None)

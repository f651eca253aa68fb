"""Heads, provisions, conflicts and last year's advisers."""

from collections import Counter
from datetime import timedelta

from headway.demo.county import County
from headway.demo.posts import may_advise


def test_about_one_head_in_eight_is_new(county: County) -> None:
    year_ago = county.first_day - timedelta(days=365)
    now = [headship for headship in county.service.headships if headship.until is None]
    new = [h for h in now if h.kind == "substantive" and h.since > year_ago]
    assert len(now) == 560
    assert 0.10 < len(new) / 560 < 0.14
    kinds = Counter(headship.kind for headship in now)
    assert kinds["acting"] >= 5
    assert kinds["vacant"] >= 3


def test_headships_of_a_school_follow_one_another(county: County) -> None:
    ends = {headship.urn: headship.until for headship in county.service.headships if headship.until}
    for headship in county.service.headships:
        assert headship.until is None or headship.since < headship.until
        if headship.until is None and headship.urn in ends:
            assert headship.since == ends[headship.urn]


def test_about_one_school_in_twelve_has_an_enhanced_provision(county: County) -> None:
    provisions = county.service.provisions
    still = {provision.urn for provision in provisions if provision.until is None}
    assert 0.07 < len(still) / 560 < 0.09
    assert {provision.kind for provision in provisions} == {"resourced-provision", "sen-unit"}
    assert sum(provision.until is not None for provision in provisions) == 1
    assert not {county.by_urn[urn].phase for urn in still} & {"special", "pru", "nursery"}


def test_conflicts_were_kept_last_year_and_phases_too(county: County, small: County) -> None:
    for made in (county, small):
        posts = {adviser.post: adviser for adviser in made.service.advisers}
        barred = {(post, urn) for post, urn, _ in made.service.conflicts}
        assert barred
        for urn, post in made.service.last_year:
            assert (post, urn) not in barred
            assert may_advise(posts[post], made.by_urn[urn])


def test_most_schools_had_an_adviser_last_year_and_some_have_lost_theirs(county: County) -> None:
    known = {urn for urn, _ in county.service.last_year}
    assert 0.90 < len(known) / 560 < 0.98
    loads = Counter(post for _, post in county.service.last_year)
    assert max(loads.values()) < 3 * 560 / 30


def test_every_recognised_partnership_was_led_by_a_post_that_leads(county: County) -> None:
    leads = dict(county.service.last_year_leads)
    recognised = {p.name for p in county.service.partnerships if p.recognised}
    able = {adviser.post for adviser in county.service.advisers if adviser.leads}
    assert set(leads) == recognised
    assert set(leads.values()) <= able

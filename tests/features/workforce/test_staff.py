"""Who writes of settings, their staff and allowances, and what is refused; each verdict is asked both ways."""

from datetime import date
from decimal import Decimal

import pytest
from tests.pages.people import AT, adopt_current_policies, make_person
from tests.pages.staff_objects import make_allowance, make_development, make_setting, make_setting_post
from tests.plan_world import seen

from headway.features.workforce.actions import allowances
from headway.features.workforce.actions import staff as deeds
from headway.features.workforce.models import AllowanceScheme, Setting, SettingPost
from headway.features.workforce.staffed import setting_posts_visible_to, settings_visible_to, standing_on
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def by_role(db):
    adopt_current_policies()
    return lambda role: seen(make_person(role))


def test_facts_are_written_by_who_changes_posts_and_pay_by_who_keeps_pay(by_role):
    boss, finance, adviser = by_role("head-of-service"), by_role("finance"), by_role("adviser")
    assert deeds.may_keep_settings(boss)
    assert not deeds.may_keep_settings(adviser)
    assert deeds.may_keep_pay(finance)
    assert not deeds.may_keep_pay(boss)
    assert allowances.may_keep_schemes(finance)
    assert not allowances.may_keep_schemes(boss)


def test_a_post_is_removed_only_while_nothing_is_recorded_of_it(by_role):
    setting = make_setting()
    post, other = make_setting_post(setting), make_setting_post(setting, 2)
    make_development(post)
    hr = by_role("hr")
    assert not deeds.may_remove_post(hr, post)
    assert not deeds.may_remove_post(by_role("adviser"), other)
    assert deeds.may_remove_post(hr, other)
    with pytest.raises(Refused, match="Give it an end instead"):
        deeds.remove_setting_post(post=post, by=hr, at=AT)
    deeds.remove_setting_post(post=other, by=hr, at=AT)
    assert SettingPost.objects.get() == post


def test_names_and_numbers_are_taken_once(by_role):
    setting = make_setting()
    make_setting_post(setting)
    with pytest.raises(Refused, match="a setting of this name already"):
        make_setting()
    with pytest.raises(Refused, match="a post of this role and number already"):
        make_setting_post(setting)
    assert (Setting.objects.count(), SettingPost.objects.count()) == (1, 1)


def test_a_setting_does_not_close_before_its_posts_begin(by_role):
    setting = make_setting()
    make_setting_post(setting, valid_from=date(2026, 9, 1))
    told = {"opened_on": setting.opened_on, "closed_on": date(2026, 9, 1)}
    with pytest.raises(Refused, match="Let the post begin before"):
        deeds.change_setting(setting=setting, seen_version=1, told=told, by=by_role("hr"), at=AT)


def test_posts_stand_between_their_days_while_the_setting_is_open(by_role):
    closes = make_setting("Base", closed_on=date(2026, 9, 10))
    ends = make_setting_post(make_setting("Unit"), valid_until=date(2026, 9, 5))
    stays = make_setting_post(closes)
    rows = setting_posts_visible_to(by_role("hr"))
    assert set(standing_on(rows, date(2026, 9, 4))) == {ends, stays}
    assert set(standing_on(rows, date(2026, 9, 5))) == {stays}
    assert set(standing_on(rows, date(2026, 9, 10))) == set()


def test_who_sees_posts_sees_settings_and_nobody_else(by_role):
    make_setting()
    for role, number in (("chief-adviser", 1), ("adviser", 0), ("member", 0), ("headteacher", 0)):
        assert settings_visible_to(by_role(role)).count() == number, role


def test_a_scheme_that_says_both_is_not_kept(by_role):
    with pytest.raises(Refused, match="not both"):
        make_allowance(percent=Decimal(2))
    with pytest.raises(Refused, match="ends before it begins"):
        make_allowance(valid_until=date(2025, 9, 1))
    assert not AllowanceScheme.objects.exists()

"""Who may do what with a decision report, and in which state; each verdict is asked both ways."""

from datetime import date

import pytest
from tests.pages.decision_objects import fill_report, make_laid, make_report
from tests.pages.people import AT, adopt_current_policies, make_person
from tests.plan_world import seen

from headway.features.decisions.actions import reporting as deeds
from headway.features.decisions.queries import template_of
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(db):
    adopt_current_policies()
    return make_report()


@pytest.fixture
def boss(report):
    return seen(make_person("head-of-service"))


@pytest.fixture
def hr(report):
    return seen(make_person("hr"))


def section(report, slug):
    """A section of its form."""
    return next(one for one in template_of(report).sections if one.slug == slug)


def test_a_draft_is_written_whole_or_in_the_section_one_signs(report, boss, hr):
    assert deeds.may_change(boss, report)
    assert not deeds.may_change(hr, report)
    assert deeds.may_write_section(hr, report, section(report, "people"))
    assert not deeds.may_write_section(hr, report, section(report, "reasons"))
    assert not deeds.may_write_section(hr, report, None)
    assert deeds.may_sign(hr, report, section(report, "people"))
    assert not deeds.may_sign(boss, report, section(report, "people"))


def test_a_report_with_blanks_is_not_laid_and_a_whole_one_is(report, boss, hr):
    assert "Enter it" in deeds.may_lay_now(boss, report).reason
    whole = fill_report(report)
    assert deeds.may_lay_now(boss, whole)
    assert not deeds.may_lay_now(hr, whole)
    assert not deeds.may_decide(boss, whole)
    assert not deeds.may_publish(boss, whole)


def test_what_was_laid_is_decided_by_who_approves_and_written_no_more(report, boss, hr):
    made = make_laid()
    assert not deeds.may_change(boss, made)
    assert not deeds.may_sign(hr, made, section(made, "people"))
    assert not deeds.may_write_section(hr, made, section(made, "people"))
    assert deeds.may_decide(boss, made)
    assert not deeds.may_decide(hr, made)
    with pytest.raises(Refused, match="published once it is decided"):
        deeds.publish_report(report=made, word=b"x", pdf=b"y", by=boss, at=AT)


def test_a_decided_report_is_published_by_who_approves(report, boss, hr):
    made = make_laid()
    told = {"outcome": "agreed", "words": "Agreed.", "decided_on": date(2026, 9, 14), "bank_holidays_on": ()}
    deeds.decide_report(report=made, **told, by=boss, at=AT)
    made.refresh_from_db()
    assert deeds.may_publish(boss, made)
    assert not deeds.may_publish(hr, made)
    with pytest.raises(Refused, match="Only a report that waits"):
        deeds.take_report_back(report=made, by=boss, at=AT)

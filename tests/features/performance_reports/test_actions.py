"""Who may write, sign off, publish and withdraw a report, asked both ways."""

import pytest
from tests.pages.people import AT, adopt_current_policies, make_person
from tests.pages.performance_report_objects import make_report, published, signed
from tests.plan_world import seen

from headway.features.performance_reports import actions as deeds
from headway.features.performance_reports.queries import (
    audience_of,
    may_count_categories,
    performance_reports_visible_to,
    reporting_policy,
)
from headway.features.saving import Stale
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(db):
    adopt_current_policies()
    return seen(make_person("data-officer"))


@pytest.fixture
def head(writer):
    return seen(make_person("head-of-service"))


def test_a_report_is_written_by_who_may_and_not_twice_at_once(writer, head):
    report, adviser = make_report(), seen(make_person("adviser"))
    assert deeds.may_write(writer, report)
    assert not deeds.may_write(adviser, report)
    told = {"report": report, "section": "schools", "seen_version": 1, "at": AT}
    deeds.write_commentary(**told, words="All open.", by=writer)
    with pytest.raises(Stale):
        deeds.write_commentary(**told, words="Not all.", by=head)
    with pytest.raises(Refused):
        deeds.write_commentary(**told, words="None.", by=adviser)


def test_m4_06_a_sign_off_is_another_approver_s(writer, head):
    report = make_report()
    assert deeds.may_sign_off(head, report)
    assert not deeds.may_sign_off(writer, report)
    deeds.write_commentary(report=report, section="schools", words="Mine.", seen_version=1, by=head, at=AT)
    assert "somebody else" in deeds.may_sign_off(head, report).reason


def test_a_signed_report_is_taken_back_or_published(writer, head):
    report = signed(make_report())
    audience = audience_of(report, reporting_policy(head))
    assert deeds.may_publish(head, report, audience)
    assert not deeds.may_publish(writer, report, audience)
    assert deeds.may_take_back(writer, report)
    deeds.take_report_back(report=report, by=writer, at=AT)
    report.refresh_from_db()
    assert report.signed_by is None
    assert not deeds.may_take_back(writer, report)
    assert not deeds.may_publish(head, report, audience)


def test_m4_06_a_published_report_is_withdrawn_by_an_approver_with_a_reason(writer, head):
    report = published(make_report())
    assert deeds.may_withdraw(head, report)
    assert not deeds.may_withdraw(writer, report)
    with pytest.raises(Refused, match="Say why"):
        deeds.withdraw_performance_report(report=report, reason=" ", by=head, at=AT)
    report.refresh_from_db()
    assert report.state == "published"
    with pytest.raises(Refused, match="stays as it is"):
        deeds.write_commentary(report=report, section="schools", words="x", seen_version=1, by=head, at=AT)


def test_m4_06_published_reports_are_found_by_their_audience_alone(writer):
    for audience in ("heads", "governors", "members", "public"):
        published(make_report(audience, title=audience))
    make_report("public", title="draft")

    def found(role):
        viewer = seen(make_person(role))
        return {one.title for one in performance_reports_visible_to(viewer)}

    assert found("headteacher") == {"heads", "public"}
    assert found("chair") == {"governors", "public"}
    assert found("member") == {"members", "public"}
    assert found("provider") == {"public"}
    assert found("admin") == set()
    assert "draft" in found("data-officer")


def test_categories_are_counted_by_who_may(writer):
    assert may_count_categories(writer)
    assert not may_count_categories(seen(make_person("headteacher")))


def test_m4_06_no_audience_that_counts_categories_has_a_reader_who_may_not(writer):
    for audience in reporting_policy(writer).audiences.values():
        for role in audience.readers if audience.categories else ():
            assert may_count_categories(seen(make_person(role))), role

"""Support: who may enter, follow up and judge it, what is kept of its measure, and what counts where it is added up."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.factories import (
    AT,
    ON,
    adopt,
    make_membership,
    make_partnership,
    make_person,
    make_release,
    make_school,
    tie,
    view_as,
)
from tests.pages.impact_objects import make_followed, make_judged, make_planned, make_support, promised

from headway.features.audit.models import Event
from headway.features.evidence.models import Observation
from headway.features.impact import actions as deeds
from headway.features.impact.models import Support
from headway.features.impact.queries import (
    Looked,
    candidates_for,
    due_follow_ups,
    due_for,
    givers,
    may_do,
    may_support,
    supported_partnerships,
    supports_visible_to,
    years_held,
)
from headway.features.impact.totals import all_of, lines_by
from headway.features.policies.queries import typed
from headway.features.saving import Stale
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db
MEASURE = "ks2_rwm_expected"


@pytest.fixture(autouse=True)
def policies(db):
    adopt()


@pytest.fixture
def school(db):
    return make_school(pupils=200, fsm_percent=20, status_code="1")


def publish(school, **years):
    """Figures of the measure: y2023=60 is of the year 2023/24; None is missing."""
    release = make_release()
    for name, value in years.items():
        year = int(name[1:])
        Observation.objects.create(
            release=release, row=1, school=school, measure=MEASURE, period=f"{year}/{(year + 1) % 100:02}",
            value=value, why_missing="" if value is not None else "suppressed",
        )  # fmt: skip


def judge(support, by, word="some"):
    deeds.judge_support(
        support=support, judgement=word, reason="Seen", evidence="Books", policy=typed("impact"), by=by, at=AT
    )


def test_who_may_enter_follow_up_and_judge(school):
    adviser, lead = view_as("adviser", school), view_as("quadrant-lead", school)
    head, stranger = view_as("headteacher", school), view_as("adviser", make_school())
    support, followed = make_support(school), make_followed(school)
    assert may_support(adviser, school, None) and not may_support(stranger, school, None)
    assert not may_support(head, school, None)
    assert may_do(adviser, "change", support) and not may_do(stranger, "change", support)
    assert deeds.may_follow_up(adviser, support) and not deeds.may_follow_up(head, support)
    assert deeds.may_judge(lead, followed)
    assert not deeds.may_judge(lead, support)
    assert not deeds.may_judge(adviser, followed)
    assert not deeds.may_judge(view_as("quadrant-lead", make_school()), followed)


def test_nobody_judges_what_they_gave_whatever_their_role(school):
    chief = view_as("chief-adviser")
    own = make_followed(school, chief.person)
    with pytest.raises(Refused, match="somebody else"):
        judge(own, chief)
    judge(own, view_as("head-of-service"))
    own.refresh_from_db()
    assert (own.state, own.judgement) == ("judged", "some")


def test_a_judgement_is_in_the_words_of_the_policy_and_an_earlier_one_stays(school):
    support = make_judged(school)
    by = view_as("chief-adviser")
    with pytest.raises(Refused, match="not in the policy"):
        judge(support, by, "splendid")
    judge(support, by, "none")
    support.refresh_from_db()
    assert support.judgement == "none"
    assert [one.judgement for one in support.judgements.all()] == ["none", "some"]


def test_the_baseline_is_the_newest_figure_from_before_it_began_with_its_source(school):
    publish(school, y2022=55, y2023=61, y2024=None, y2025=70)
    support = make_support(school, begun_on=date(2025, 10, 1), measure=MEASURE)
    assert (support.baseline_value, support.baseline_period) == (Decimal(61), "2023/24")
    assert "Release of ks2" in support.baseline_source
    by = view_as("chief-adviser")
    deeds.follow_up(support=support, seen_version=support.version, seen="Better", by=by, at=AT)
    support.refresh_from_db()
    assert (support.later_value, support.later_period) == (Decimal(70), "2025/26")
    assert support.state == "awaiting" and support.judgement == ""


def test_without_a_figure_there_is_none_and_never_nought(school):
    support = make_support(school, measure=MEASURE)
    assert support.baseline_value is None and support.baseline_source == ""
    publish(school, y2020=40)
    by = view_as("chief-adviser")
    deeds.follow_up(support=support, seen_version=support.version, seen="Better", by=by, at=AT)
    support.refresh_from_db()
    assert support.later_value is None


def test_the_partnership_is_the_school_s_own_on_the_day_it_began(school):
    old, new = make_partnership("Old"), make_partnership("New")
    make_membership(old, school, valid_until=date(2026, 1, 1))
    make_membership(new, school, valid_from=date(2026, 1, 1))
    assert make_support(school, begun_on=date(2025, 12, 31)).partnership == old
    support = make_support(school, begun_on=date(2026, 1, 1))
    assert support.partnership == new
    told = promised(school, support.adviser, begun_on=date(2025, 12, 1))
    del told["school"]
    by = view_as("chief-adviser")
    deeds.change_support(support=support, seen_version=1, told=told, by=by, at=AT)
    support.refresh_from_db()
    assert support.partnership == old
    with pytest.raises(Stale):
        deeds.change_support(support=support, seen_version=1, told=told, by=by, at=AT)


def test_a_support_of_a_whole_partnership_is_seen_by_its_members(school):
    partnership = make_partnership("Whole", school)
    told = promised(school) | {"school": None, "partnership": partnership}
    made = deeds.plan_support(told=told, by=view_as("chief-adviser"), at=AT)
    assert made.given_to == "Whole"
    assert list(supports_visible_to(view_as("headteacher", school))) == [made]
    assert not supports_visible_to(view_as("headteacher", make_school())).exists()
    assert list(supported_partnerships(view_as("adviser", school))) == [partnership]
    assert not supported_partnerships(view_as("headteacher", school)).exists()


def test_own_support_is_that_of_one_s_schools_and_what_one_gave(school):
    mine, other = make_support(school), make_support(make_school())
    adviser = view_as("adviser", school)
    given = make_support(make_school(), adviser.person)
    assert set(supports_visible_to(adviser)) == {mine, given}
    assert set(supports_visible_to(view_as("data-officer"))) == {mine, other, given}
    assert not supports_visible_to(view_as("member")).exists()


def test_it_begins_once_its_day_has_come_and_is_stopped_with_a_reason(school):
    by = view_as("adviser", school)
    told = promised(school, begun_on=ON + timedelta(days=9), due_on=ON + timedelta(days=90))
    later = deeds.plan_support(told=told, by=by, at=AT)
    assert later.state == "planned"
    with pytest.raises(Refused, match="later day"):
        deeds.begin_support(support=later, by=by, at=AT)
    ready = make_planned(school)
    deeds.begin_support(support=ready, by=by, at=AT)
    with pytest.raises(Refused, match="Say why"):
        deeds.stop_support(support=ready, reason=" ", by=by, at=AT)
    deeds.stop_support(support=ready, reason="No post", by=by, at=AT)
    ready.refresh_from_db()
    assert (ready.state, ready.stopped_on, ready.stopped_by) == ("stopped", ON, by.person)
    names = list(
        Event.objects.filter(subject_id=ready.public_id).order_by("number").values_list("action", flat=True)
    )
    assert names == ["plan_support", "begin_support", "stop_support"]
    assert "No post" not in str(list(Event.objects.values_list("after", flat=True)))


def test_what_is_due_is_mine_and_what_waits_to_be_judged_is_another_s(school):
    adviser, lead = view_as("adviser", school), view_as("quadrant-lead", school)
    soon = make_support(school, adviser.person, due_on=ON + timedelta(days=10))
    far = make_support(school, adviser.person, due_on=ON + timedelta(days=40))
    waits = make_followed(school, adviser.person)
    elsewhere = make_followed(make_school())
    assert list(due_for(adviser, 14)) == [soon]
    assert list(due_for(lead, 14)) == [waits]
    assert set(due_for(view_as("head-of-service"), 14)) == {waits, elsewhere}
    assert list(due_follow_ups(adviser, 14)) == [soon, waits]
    assert far in due_follow_ups(adviser, 99)


def test_who_gives_is_an_adviser_of_the_day():
    adviser, head = make_person("adviser"), make_person("headteacher")
    appointed = make_person("member")
    tie(appointed, "adviser", "school", 1)
    assert set(givers(ON)) == {adviser, appointed} and head not in givers(ON)


def test_totals_add_days_and_known_money_beside_what_was_judged(school):
    giver = make_person("adviser")
    make_judged(school, giver, "difference", half_days=4, cost_pence=1000)
    make_judged(school, giver, "none", half_days=2)
    make_support(school, giver, half_days=3, cost_pence=500)
    line = lines_by(Support.objects.all(), "adviser")[0]
    assert (line.supports, line.half_days, line.cost_pence, line.costs_known) == (3, 9, 1500, 2)
    assert (line.judged, line.open, line.stopped) == ({"difference": 1, "none": 1}, 1, 0)
    assert line.pence_a_helped({"difference"}, least=2) is None
    Support.objects.filter(cost_pence=None).update(cost_pence=3000)
    line = lines_by(Support.objects.all(), "adviser")[0]
    assert line.pence_a_helped({"difference"}, least=2) == 4000
    assert line.pence_a_helped({"difference"}, least=3) is None
    assert line.pence_a_helped({"some"}, least=2) is None
    assert all_of([line, line], "All").judged == {"difference": 2, "none": 2}


def looked(**more):
    span = {"begun_from": date(2024, 9, 1), "begun_until": date(2025, 9, 1)}
    return Looked(**({"measure": MEASURE, "phases": frozenset({"primary"})} | span | more))


def standing(**more):
    found, _ = candidates_for(Support.objects.all(), looked(**more))
    return {one.urn: one.standing for one in found}


def test_a_school_is_supported_beside_or_supported_in_another_way(school):
    during = date(2024, 11, 1)
    asked, other, before, never, stopped, member = (make_school(status_code="1") for _ in range(6))
    make_support(asked, begun_on=during)
    make_support(other, begun_on=during, theme="writing")
    make_support(before, begun_on=date(2024, 3, 1), due_on=date(2024, 12, 1))
    over = make_support(never, begun_on=date(2023, 3, 1), due_on=date(2023, 12, 1))
    make_support(stopped, begun_on=during)
    Support.objects.filter(school=stopped).update(state="stopped", stopped_on=during)
    partnership = make_partnership("Whole", member)
    told = promised(school, begun_on=during) | {"school": None, "partnership": partnership}
    deeds.plan_support(told=told, by=view_as("chief-adviser"), at=AT)
    found = standing(theme="early-reading")
    assert found[asked.pk] == found[member.pk] == "supported"
    assert found[other.pk] == found[before.pk] == found[stopped.pk] == "other"
    assert found[never.pk] == found[school.pk] == "beside" and over.due_on < date(2024, 9, 1)
    assert standing()[other.pk] == "supported"


def test_only_figures_that_are_there_are_given_to_the_comparison(school):
    publish(school, y2022=None, y2023=0, y2024=61)
    (one,), source = candidates_for([], looked())
    assert source == "Release of ks2, A publisher"
    assert one.values == {"2023/24": 0.0, "2024/25": 61.0}
    assert years_held([MEASURE]) == {MEASURE: ["2023/24", "2024/25"]}

"""Who writes, discusses, agrees and reports targets, and what is kept of it (M4-03)."""

from datetime import date
from decimal import Decimal

import pytest
from tests.factories import AT, ON, adopt, make_observation, make_release, make_school, view_as
from tests.pages.target_objects import MEASURE, all_lines, make_agreed, make_discussed, make_targets

from headway.features.audit.models import Event
from headway.features.policies.queries import policy_in_use, read_policy
from headway.features.saving import Stale
from headway.features.targets.actions import (
    agree_targets,
    discuss_targets,
    may_agree,
    report_outcomes,
    write_targets,
)
from headway.features.targets.evidence import evidence_for
from headway.features.targets.models import GroupLine, GroupTarget, TargetSet
from headway.features.targets.queries import (
    counted_by_group,
    counted_by_state,
    may_do,
    sets_visible_to,
    states_of,
)
from headway.rules.calendars import academic_year
from headway.rules.targets import Line
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db
YEAR = academic_year("2026-27")


@pytest.fixture(autouse=True)
def policies(db):
    adopt()


@pytest.fixture
def school(db):
    return make_school()


def written(school, by, lines=None, seen=0):
    stored = policy_in_use("targets", ON)
    policy = read_policy(stored)
    return write_targets(
        school=school, year=2026, lines=lines or all_lines(), seen_version=seen, policy=policy, stored=stored,
        evidence=evidence_for(school, YEAR, policy), by=by, at=AT,
    )  # fmt: skip


def test_who_may_write_and_who_may_agree(school):
    head, adviser = view_as("headteacher", school), view_as("adviser", school)
    assert may_do(head, "change", school)
    assert may_do(adviser, "approve", school)
    assert not may_do(head, "approve", school)
    assert not may_do(view_as("adviser", make_school()), "change", school)
    assert not may_do(view_as("partnership-lead", school), "see", school)
    made = make_discussed(school)
    policy = read_policy(made.policy)
    assert may_agree(adviser, made, policy)
    assert not may_agree(head, made, policy)


def test_m4_03_the_head_proposes_the_adviser_agrees_and_every_step_leaves_an_event(school):
    head, adviser = view_as("headteacher", school), view_as("adviser", school)
    made = written(school, head)
    policy = read_policy(made.policy)
    discuss_targets(held=made, words="Fair", on=ON, by=adviser, at=AT)
    made.refresh_from_db()
    agree_targets(held=made, seen_version=made.version, policy=policy, by=adviser, at=AT)
    made.refresh_from_db()
    assert (made.state, made.agreed_by, made.agreed_on) == ("agreed", adviser.person, ON)
    actions = Event.objects.filter(subject_kind="targets").order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["write_targets", "discuss_targets", "agree_targets"]
    assert "Fair" not in str(list(Event.objects.values_list("after", flat=True)))
    with pytest.raises(Refused):
        written(school, head, seen=made.version)


def test_m4_03_a_set_with_a_group_left_out_is_not_agreed(school):
    made = make_discussed(school, lines=all_lines(eal=Line(cohort=15)))
    by, policy = view_as("adviser", school), read_policy(made.policy)
    with pytest.raises(Refused, match="English as an additional language"):
        agree_targets(held=made, seen_version=made.version, policy=policy, by=by, at=AT)
    assert TargetSet.objects.get().state == "discussed"


def test_nobody_agrees_what_they_wrote_or_have_not_seen(school):
    adviser = view_as("adviser", school)
    made = written(school, adviser)
    discuss_targets(held=made, words="Fair", on=ON, by=adviser, at=AT)
    made.refresh_from_db()
    policy = read_policy(made.policy)
    with pytest.raises(Refused, match="somebody else"):
        agree_targets(held=made, seen_version=made.version, policy=policy, by=adviser, at=AT)
    with pytest.raises(Refused, match="since you opened"):
        agree_targets(held=made, seen_version=1, policy=policy, by=view_as("chief-adviser"), at=AT)


def test_what_somebody_else_saved_is_not_written_over_and_other_figures_are_discussed_again(school):
    head = view_as("headteacher", school)
    made = make_discussed(school, by=head)
    with pytest.raises(Stale):
        written(school, head, seen=1)
    again = written(school, head, seen=made.version)
    assert again.pk == made.pk and again.state == "proposed" and again.version == 3
    assert GroupTarget.objects.count() == 1
    with pytest.raises(Stale):
        written(make_school(), view_as("data-officer"), seen=4)


def test_m4_03_a_target_begins_at_what_was_held_with_source_and_date_and_missing_is_not_zero(school):
    release = make_release("ks2", date(2026, 3, 5))
    make_observation(MEASURE, "2024/25", Decimal("61"), school=school, release=release)
    make_observation(MEASURE, "2025/26", Decimal("64"), school=school, release=release)
    make_observation(
        MEASURE, "2025/26", None, school=school, release=release, why_missing="suppressed",
        group="Disadvantage status: Disadvantaged",
    )  # fmt: skip
    make_observation("cohort_ks2", "2025/26", Decimal(40), school=school, release=release)
    make_observation("cohort_ks2_disadvantaged", "2025/26", Decimal(30), school=school, release=release)
    poor = Line(cohort=12, values={MEASURE: Decimal(50)})
    made = written(school, view_as("headteacher", school), all_lines(disadvantaged=poor))
    whole = GroupTarget.objects.get(line__group="all")
    assert (whole.baseline, whole.baseline_period) == (Decimal("64"), "2025/26")
    assert (whole.baseline_source, whole.baseline_on) == ("Release of ks2", date(2026, 3, 5))
    hidden = GroupTarget.objects.get(line__group="disadvantaged")
    assert hidden.baseline is None and hidden.baseline_period == "2025/26"
    line = GroupLine.objects.get(of=made, group="disadvantaged")
    assert line.cohort_source == "Release of ks2, 2025/26"
    assert GroupLine.objects.get(of=made, group="all").cohort_source == "typed by the school"


def test_outcomes_stand_beside_agreed_targets_and_what_is_not_known_stays_unknown(school):
    made = make_agreed(school)
    release = make_release("ks2", date(2027, 9, 5))
    make_observation(MEASURE, "2026/27", Decimal("66"), school=school, release=release)
    policy = read_policy(made.policy)
    told = {
        "held": made,
        "evidence": evidence_for(school, YEAR, policy),
        "by": view_as("adviser", school),
        "at": AT,
    }
    report_outcomes(outcomes={("all", MEASURE): Decimal(66)}, seen_version=made.version, **told)
    made.refresh_from_db()
    target = GroupTarget.objects.get()
    assert made.state == "reported" and (target.outcome, target.outcome_source) == (66, "Release of ks2")
    assert target.outcome_on == date(2027, 9, 5)
    report_outcomes(outcomes={("all", MEASURE): None}, seen_version=made.version, **told)
    target.refresh_from_db()
    assert target.outcome is None and target.outcome_on is None and target.outcome_source == ""
    with pytest.raises(Refused, match="Agree these first"):
        other = make_targets(make_school())
        report_outcomes(**told | {"held": other, "by": view_as("data-officer")}, outcomes={}, seen_version=1)


def test_each_sees_their_own_and_the_lead_counts_without_a_figure(school):
    make_targets(school)
    make_targets(make_school())
    assert sets_visible_to(view_as("head-of-service")).count() == 2
    assert sets_visible_to(view_as("chair", school)).count() == 1
    lead = view_as("partnership-lead", school)
    assert not sets_visible_to(lead).exists()
    assert counted_by_state(lead, 2026) == {"proposed": 1}
    assert counted_by_group(lead, 2026)["boys", "not needed"] == 1
    assert counted_by_state(view_as("member"), 2026) == {}
    assert states_of([school.urn], 2026) == {school.urn: "proposed"}

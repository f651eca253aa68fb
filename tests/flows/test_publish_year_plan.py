"""A plan is approved by somebody else and published once: appointments, and one letter for every school."""

from datetime import date

import pytest
from tests.factories import adopt, make_person, tie, view_as
from tests.planned_year import NOON, SUMMER, YEAR, approve, make_year, plan

from headway.features.allocation.models import Conflict
from headway.features.appointments.models import Appointment
from headway.features.audit.queries import breaks_in_the_chain
from headway.features.deployment.actions import mark_approved
from headway.features.deployment.models import Draft, State
from headway.features.letters.models import Letter, Outgoing
from headway.features.letters.models import State as LetterState
from headway.features.people.models import AdviserYear
from headway.flows.approve_year_plan import ask_for_approval, decide_on_plan, take_back
from headway.flows.publish_year_plan import publish_year_plan
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db
FIRST_DAY = date(2026, 9, 1)


@pytest.fixture
def year():
    adopt()
    return make_year()


def publish(draft, head, reason="", seen_version=None):
    return publish_year_plan(
        draft=draft, reason=reason, seen_version=seen_version or draft.version, by=head, at=NOON
    )


def ask(draft, by, pool=""):
    return ask_for_approval(draft=draft, pool=pool, seen_version=draft.version, by=by, at=NOON)


def test_m6_10_approval_is_blocked_while_need_is_unmet_and_no_pool_is_named(year):
    AdviserYear.objects.update(contracted_half_days=6)
    draft = plan()
    view_as("head-of-service")
    with pytest.raises(Refused, match="3 days of need are unmet"):
        ask(draft, view_as("chief-adviser"))
    request = ask(draft, view_as("chief-adviser"), pool="Concern pool")
    draft.refresh_from_db()
    assert (draft.approval, draft.pool) == (request, "Concern pool")


def test_nobody_approves_what_they_ask_for_themselves(year):
    draft, head = plan(), view_as("head-of-service")
    with pytest.raises(Refused, match="Nobody else may approve this plan"):
        ask(draft, head)
    view_as("head-of-service")
    ask(draft, head)
    draft.refresh_from_db()
    with pytest.raises(Refused, match="You asked for this yourself"):
        decide_on_plan(draft=draft, yes=True, reason="", by=head, at=NOON)


def test_a_role_that_may_not_approve_is_refused(year):
    draft = plan()
    view_as("head-of-service")
    ask(draft, view_as("chief-adviser"))
    draft.refresh_from_db()
    with pytest.raises(Refused, match="Your role may not decide this"):
        decide_on_plan(draft=draft, yes=True, reason="", by=view_as("chief-adviser"), at=NOON)


def test_a_draft_that_waits_does_not_change_until_it_is_taken_back(year):
    draft, chief = plan(), view_as("chief-adviser")
    view_as("head-of-service")
    ask(draft, chief)
    draft.refresh_from_db()
    with pytest.raises(Refused, match="waits for approval"):
        plan(draft)
    take_back(draft=draft, by=chief, at=NOON)
    assert plan(Draft.objects.get(pk=draft.pk)).state == State.PLANNED


def test_a_refused_draft_is_a_draft_again_and_may_be_asked_for_anew(year):
    draft, head = plan(), view_as("head-of-service")
    ask(draft, view_as("chief-adviser"))
    draft.refresh_from_db()
    refused = decide_on_plan(draft=draft, yes=False, reason="Too many changes", by=head, at=NOON)
    assert refused.state == State.PLANNED
    ask(refused, view_as("chief-adviser"))


def test_an_empty_draft_cannot_be_approved_or_published(year):
    draft = Draft.objects.create(year=YEAR, name="Draft 1", made_at=NOON)
    head = view_as("head-of-service", on=SUMMER)
    with pytest.raises(Refused, match="not planned yet"):
        ask(draft, view_as("chief-adviser"))
    with pytest.raises(Refused, match="not approved yet"):
        publish(draft, head)


def test_m6_11_publishing_writes_one_letter_for_every_school_and_none_twice(year):
    for school in year.schools:
        tie(make_person("headteacher"), "headteacher", "school", school.urn)
    done = publish(*approve(plan()))
    letters = list(Letter.objects.all())
    assert sorted(letter.school_id for letter in letters) == sorted(one.urn for one in year.schools)
    assert {letter.state for letter in letters} == {LetterState.RELEASED}
    assert done.letters == len(year.schools) == Outgoing.objects.count()
    assert {letter.batch for letter in letters} == {done.draft.public_id}


def test_m6_11_the_letter_names_adviser_quadrant_lead_partnership_and_days(year):
    lead = make_person("quadrant-lead", name="Quadrant lead 1")
    quadrant = year.schools[0].district.placements.get().quadrant
    tie(lead, "quadrant-lead", "quadrant", quadrant.public_id)
    draft, head = approve(plan())
    publish(draft, head)
    context = Letter.objects.get(school=year.schools[0]).context
    assert context["adviser"] == str(draft.assignments.get(school=year.schools[0]).adviser)
    assert context["quadrant_lead"] == "Quadrant lead 1"
    assert context["partnership"] == "Northdown Partnership"
    assert context["total_days"] == "1 day"
    assert context["lines"] == [{"days": "1 day", "rule": "The school's share of its partnership's days"}]
    assert context["academic_year"] == "2026 to 2027"


def test_m6_11_outside_august_publishing_needs_a_reason(year):
    draft, head = approve(plan(), on=date(2026, 7, 31))
    with pytest.raises(Refused, match="from 1 August 2026 to 31 August 2026"):
        publish(draft, head)
    assert publish(draft, head, reason="Heads asked before the holiday").draft.state == State.PUBLISHED


@pytest.mark.parametrize(
    ("on", "valid_from"),
    [(date(2026, 8, 1), FIRST_DAY), (date(2026, 8, 31), FIRST_DAY), (date(2026, 10, 5), date(2026, 10, 5))],
)
def test_appointments_begin_on_the_first_day_or_the_day_of_publishing(year, on, valid_from):
    draft, head = approve(plan(), on=on)
    assert publish(draft, head, reason="late" if on > FIRST_DAY else "").valid_from == valid_from
    for row in draft.assignments.all():
        held = Appointment.objects.as_at(valid_from).get(
            role="adviser", subject_kind="school", subject_id=str(row.school_id)
        )
        assert held.person == row.adviser.person
    for lead in draft.leads.all():
        tied = {"subject_kind": "partnership", "subject_id": lead.partnership.public_id}
        assert Appointment.objects.get(role="adviser", **tied).valid_from == valid_from


def test_last_years_adviser_ends_where_it_is_another_and_goes_on_where_it_is_the_same(year):
    closed = tie(year.last_year.person, "adviser", "school", 999_999)
    draft, head = approve(plan())
    publish(draft, head)
    stays = set(draft.assignments.filter(adviser=year.last_year).values_list("school", flat=True))
    rows = Appointment.objects.filter(person=year.last_year.person, role="adviser", subject_kind="school")
    assert {int(r.subject_id) for r in rows.filter(valid_until=None)} == stays
    closed.refresh_from_db()
    assert closed.valid_until == FIRST_DAY
    before = Appointment.objects.as_at(date(2026, 8, 31)).filter(role="adviser", subject_kind="school")
    assert {row.person for row in before} == {year.last_year.person}


def test_a_second_publish_is_refused_and_changes_nothing(year):
    first, second = plan(), plan()
    publish(*approve(first))
    draft, head = approve(second)
    rows = list(Appointment.objects.values_list("pk", "valid_until"))
    for one in (draft, Draft.objects.get(pk=first.pk)):
        with pytest.raises(Refused, match="published already"):
            publish(one, head)
    assert list(Appointment.objects.values_list("pk", "valid_until")) == rows
    assert Letter.objects.count() == len(year.schools)


def test_a_plan_that_breaks_a_rule_by_todays_facts_is_not_published(year):
    draft, head = approve(plan())
    row = draft.assignments.first()
    Conflict.objects.create(
        adviser=row.adviser, school=row.school, reason="family", valid_from=date(2020, 1, 1)
    )
    with pytest.raises(Refused, match="conflict of interest"):
        publish(draft, head)
    assert Letter.objects.count() == 0


def test_an_older_version_is_not_published(year):
    draft, head = approve(plan())
    with pytest.raises(Refused, match="changed this draft meanwhile"):
        publish(draft, head, seen_version=draft.version - 1)
    assert (Letter.objects.count(), Draft.objects.get().state) == (0, State.APPROVED)


def test_a_fault_half_way_leaves_nothing_behind(year, monkeypatch):
    draft, head = approve(plan())
    before = list(Appointment.objects.values_list("pk", "valid_until"))

    def broken(**_):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("headway.flows.publish_year_plan.release", broken)
    with pytest.raises(RuntimeError):
        publish(draft, head)
    assert Draft.objects.get().state == State.APPROVED
    assert list(Appointment.objects.values_list("pk", "valid_until")) == before
    assert Letter.objects.count() == 0


def test_a_role_that_may_not_approve_may_not_publish(year):
    draft, _ = approve(plan())
    with pytest.raises(Refused):
        publish(draft, view_as("chief-adviser", on=SUMMER))


def test_only_a_granted_request_of_the_draft_itself_approves(year):
    draft, other = plan(), plan()
    view_as("head-of-service")
    request = ask(draft, view_as("chief-adviser"))
    for one in (draft, other):
        with pytest.raises(Refused, match="not granted"):
            mark_approved(draft=one, request=request, by=make_person(), at=NOON)


def test_the_audit_holds_one_event_of_each_step_and_stands(year):
    publish(*approve(plan()))
    assert breaks_in_the_chain() == []

"""What a leaver has in hand goes to somebody who can do it, and nothing is left to nobody."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.factories import make_school
from tests.pages.impact_objects import make_followed, make_support
from tests.pages.people import adopt_current_policies, make_person
from tests.pages.visit_objects import make_visit
from tests.plan_world import seen
from tests.records_world import RecordsWorld, at

from headway.features.allocation.models import Conflict
from headway.features.audit.models import Event
from headway.features.impact.models import Support
from headway.features.people.models import Adviser, Person
from headway.features.records.actions.drafting import save_draft
from headway.features.records.models import RecordOfVisit
from headway.features.visits.actions import add_person
from headway.features.visits.around import record_absence
from headway.features.visits.models import InspectionNotice, Visit, VisitPerson
from headway.features.visits.queries import visits_of
from headway.flows.leave_service import holdings_of, leave_service, verdict_of_leaving
from headway.flows.leaving_table import TIES
from headway.flows.leaving_work import clashes_of, orphaned, work_of
from headway.flows.visit_days import hold_visit
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db
TODAY, GONE = date(2026, 9, 20), date(2026, 10, 1)
AT = datetime(2026, 9, 20, 9, tzinfo=UTC)
AFTER, BEFORE, PAST = date(2026, 10, 6), date(2026, 9, 24), date(2026, 9, 15)


@pytest.fixture
def admin(db):
    adopt_current_policies()
    make_person("admin"), make_person("head-of-service")
    return seen(make_person("admin"), TODAY)


@pytest.fixture
def school(admin):
    return make_school(status_code="1")


@pytest.fixture
def old(school):
    return make_person("adviser", school=school, name="Adviser 1")


@pytest.fixture
def new(school):
    return make_person("adviser", name="Adviser 2")


def leave(admin, old, new=None, on=GONE):
    return leave_service(person=old, successor=new, on=on, by=admin, at=AT)


def going(visit):
    return set(VisitPerson.objects.filter(visit=visit).values_list("person__name", "role"))


def test_visits_from_the_day_on_go_to_the_successor_and_earlier_ones_stay(admin, school, old, new):
    later, sooner = make_visit(school, lead=old, on=AFTER), make_visit(school, lead=old, on=BEFORE)
    stood = later.version
    assert leave(admin, old, new).work == 2  # the visit of the 24th will need a record
    assert going(later) == {("Adviser 2", "lead")}
    assert ("Adviser 1", "lead") in going(sooner)
    later.refresh_from_db()
    assert later.version == stood + 1 and later.changed_at == AT
    event = Event.objects.get(action="hand_over_visit")
    assert event.before == {"person": old.public_id} and event.after["successor"] == new.public_id
    assert list(visits_of(seen(new, TODAY), since=GONE)) == [later]


def test_who_came_along_is_replaced_once(admin, school, old, new):
    visit = make_visit(school, lead=new, on=AFTER)
    keeps = seen(make_person("business-support"))
    add_person(visit=visit, person=old, by=keeps, at=AT)
    other = make_visit(school, lead=old, on=AFTER + timedelta(days=1))
    add_person(visit=other, person=new, by=keeps, at=AT)
    leave(admin, old, new)
    assert going(visit) == going(other) == {("Adviser 2", "lead")}


def test_a_draft_is_written_on_by_the_successor_who_is_not_of_the_school(admin, school, old, new):
    world = RecordsWorld(school, people={"adviser": old})
    draft = world.draft()
    stranger = make_person("adviser")
    leave(admin, old, new)
    draft.refresh_from_db()
    assert draft.author == new and ("Adviser 1", "lead") in going(draft.visit)
    told = {"progress": "slow"}
    save_draft(record=draft, told=told, seen_version=draft.version, by=seen(new, TODAY), at=AT)
    with pytest.raises(Refused):
        save_draft(record=draft, told=told, seen_version=draft.version + 1, by=seen(stranger, TODAY), at=AT)


def test_a_record_that_is_locked_stays_under_its_name(admin, school, old, new):
    record = RecordsWorld(school, people={"adviser": old}).issued()
    leave(admin, old, new)
    record.refresh_from_db()
    assert record.author == old


def test_a_visit_held_without_a_record_can_be_written_by_the_successor(admin, school, old, new):
    visit = make_visit(school, lead=old, on=PAST)
    hold_visit(visit=visit, by=seen(old, PAST), at=at(PAST))
    leave(admin, old, new)
    assert going(visit) == {("Adviser 1", "lead"), ("Adviser 2", "with")}
    why = VisitPerson.objects.get(visit=visit, person=new).why
    assert why == "Writes the record in place of Adviser 1, who has left"


def test_support_that_runs_goes_on_and_what_was_followed_up_stays(admin, school, old, new):
    runs, done = make_support(school, old), make_followed(school, old)
    leave(admin, old, new)
    runs.refresh_from_db(), done.refresh_from_db()
    assert (runs.adviser, done.adviser) == (new, old)


def test_an_inspection_to_attend_goes_to_the_successor(admin, school, old, new):
    told = {"told_on": TODAY, "begins_on": GONE, "due_on": GONE, "owner": old, "recorded_by": old}
    notice = InspectionNotice.objects.create(school=school, recorded_at=AT, **told)
    [held] = [one for one in holdings_of(old, GONE) if one.tie is TIES[InspectionNotice, "owner"]]
    assert held.number == 1
    leave(admin, old, new)
    notice.refresh_from_db()
    assert notice.owner == new


def test_with_work_in_hand_nobody_leaves_without_a_successor(admin, school, old, new):
    make_visit(school, lead=old, on=AFTER)
    with pytest.raises(Refused, match="Choose who takes over"):
        leave(admin, old)
    assert not verdict_of_leaving(old, GONE, admin)
    assert verdict_of_leaving(old, GONE, admin, new)
    assert not Event.objects.filter(action="end_access").exists()


def test_who_leads_no_visits_takes_none_over(admin, school, old):
    make_visit(school, lead=old, on=AFTER)
    with pytest.raises(Refused, match="leads no visits"):
        leave(admin, old, make_person("finance"))


def test_who_writes_no_records_takes_none_over(admin, school, old):
    RecordsWorld(school, people={"adviser": old}).draft()
    with pytest.raises(Refused, match="writes no records"):
        leave(admin, old, make_person("chief-adviser"))


def test_a_conflict_of_interest_is_said_and_nothing_changes(admin, school, old, new):
    visit = make_visit(school, lead=old, on=AFTER)
    adviser = Adviser.objects.create(person=new, base_easting=1, base_northing=1)
    Conflict.objects.create(adviser=adviser, school=school, reason="Governor", valid_from=TODAY)
    with pytest.raises(Refused, match=f"conflict of interest with {school.name}"):
        leave(admin, old, new)
    assert going(visit) == {("Adviser 1", "lead")}


def test_what_stands_against_the_successor_is_said_before(admin, school, old, new):
    visit, free = make_visit(school, lead=old, on=AFTER), make_visit(school, lead=old, on=AFTER, half="pm")
    make_visit(make_school(), lead=new, on=AFTER)
    gone = make_visit(school, lead=old, on=date(2026, 10, 8))
    by = seen(make_person("head-of-service"))
    record_absence(person=new, first_on=gone.on, last_on=gone.on, by=by, at=AT)
    found = clashes_of(work_of(old, GONE), new)
    assert "Adviser 2 is at" in found[visit.pk][0] and "is away" in found[gone.pk][0]
    assert free.pk not in found


def test_after_leaving_nothing_is_orphaned(admin, school, old, new):
    make_visit(school, lead=old, on=AFTER)
    RecordsWorld(school, people={"adviser": old}).draft()
    make_support(school, old)
    leave(admin, old, new, on=TODAY)
    old.refresh_from_db()
    assert not old.is_active and orphaned(TODAY).number == 0


def test_control_an_orphan_is_found(admin, school, old, new):
    visit = make_visit(school, lead=old, on=AFTER)
    draft = RecordsWorld(school, people={"adviser": old}).draft()
    support = make_support(school, old)
    make_visit(school, lead=new, on=AFTER)
    assert orphaned(TODAY).number == 0
    Person.objects.filter(pk=old.pk).update(is_active=False)
    found = orphaned(TODAY)
    assert (found.visits, found.records, found.supports) == ((visit,), (draft,), (support,))


def test_control_a_visit_after_the_end_of_a_role_is_an_orphan_while_access_lasts(admin, school, old):
    visit = make_visit(school, lead=old, on=AFTER)
    make_visit(school, lead=old, on=BEFORE)
    old.roles.update(valid_until=GONE)
    assert orphaned(TODAY).visits == (visit,)


def test_what_waits_for_a_role_is_counted_and_stays_with_it(admin, school, old):
    lead = make_person("quadrant-lead", school=school)
    RecordsWorld(school, people={"adviser": old}).checking()
    make_followed(school, old)
    shown = work_of(lead, GONE, seen(lead, TODAY))
    assert dict(shown.others_do) == {"records to check": 1, "supports to judge": 1}
    assert shown.number == 0 and verdict_of_leaving(lead, GONE, admin)


def test_rows_counted_are_the_rows_that_go(admin, school, old):
    make_visit(school, lead=old, on=AFTER), make_visit(school, lead=old, on=BEFORE)
    RecordsWorld(school, people={"adviser": old}).draft()
    make_support(school, old), make_followed(school, old)
    held = {one.tie.words: one.number for one in holdings_of(old, GONE)}
    ties = [TIES[VisitPerson, "person"], TIES[RecordOfVisit, "author"], TIES[Support, "adviser"]]
    assert [held[tie.words] for tie in ties] == [1, 1, 1]
    assert Visit.objects.count() == 3

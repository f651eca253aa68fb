"""A leaver: everything of theirs handed over, ended or kept with a reason, and nothing forgotten."""

from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.db import models
from tests.factories import make_school
from tests.pages.people import adopt_current_policies, make_person, tie
from tests.plan_world import approved_plan, make_indicator

from headway.features.allocation.models import Conflict
from headway.features.appointments.models import Appointment
from headway.features.appointments.queries import viewer_of
from headway.features.arrangements.models import Arrangement
from headway.features.audit.models import Event
from headway.features.people.models import Adviser, Person, Role
from headway.features.plans.models import Indicator
from headway.features.policies.queries import typed
from headway.features.undertakings.actions import DONE, report
from headway.features.undertakings.models import Undertaking
from headway.flows.leave_service import holdings_of, leave_service, unclassified, verdict_of_leaving
from headway.flows.leaving_table import TIES
from headway.flows.leaving_ties import HANDED
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 26, 9, tzinfo=UTC)
TODAY, LATER = date(2026, 11, 26), date(2027, 1, 1)


@pytest.fixture
def admin(db):
    adopt_current_policies()
    make_person("admin"), make_person("head-of-service")
    return viewer_of(make_person("admin"), on=TODAY, access=typed("access"))


def leave(admin, person, successor=None, on=LATER):
    return leave_service(person=person, successor=successor, on=on, by=admin, at=AT)


def holders(school, on) -> set[str]:
    rows = Appointment.objects.as_at(on).filter(subject_kind="school", subject_id=str(school.urn))
    return set(rows.values_list("person__name", flat=True))


def test_every_relation_to_a_person_is_classified():
    assert unclassified(apps.get_models()) == []
    assert {model for model, _ in TIES} <= set(apps.get_models())


def test_a_planted_relation_is_found():
    class Planted(models.Model):
        owner = models.ForeignKey(Person, models.CASCADE, related_name="+")

        class Meta:
            app_label = "people"
            managed = False

    try:
        assert unclassified([*apps.get_models()]) == ["people.Planted.owner"]
    finally:
        del apps.all_models["people"]["planted"]
        apps.clear_cache()


def test_schools_go_to_the_successor_on_the_day_and_not_before(admin):
    school = make_school()
    old, new = make_person("adviser", school=school), make_person("adviser")
    left = leave(admin, old, new)
    assert (left.ties.handed, left.ties.ended) == (1, 0)
    assert holders(school, TODAY) == {old.name} and holders(school, LATER) == {new.name}


def test_without_a_successor_ties_end_and_nothing_points_at_nobody(admin):
    school, old = make_school(), None
    old = make_person("adviser", school=school)
    assert leave(admin, old).ties.ended == 1
    assert holders(school, LATER) == set()


def test_a_tie_the_successor_has_already_is_not_doubled(admin):
    school = make_school()
    old, new = make_person("headteacher", school=school), make_person("headteacher", school=school)
    leave(admin, old, new)
    assert Appointment.objects.filter(person=new).count() == 1


def test_a_school_the_successor_has_a_conflict_with_is_left_to_be_given_anew(admin):
    school = make_school()
    old, new = make_person("adviser", school=school), make_person("adviser")
    adviser = Adviser.objects.create(person=new, base_easting=1, base_northing=1)
    Conflict.objects.create(adviser=adviser, school=school, reason="Governor", valid_from=TODAY)
    assert leave(admin, old, new).ties.handed == 0
    assert holders(school, LATER) == set()


def test_roles_end_on_the_day_and_who_leaves_today_is_shut_out_at_once(admin):
    later, today = make_person("finance"), make_person("finance")
    leave(admin, later)
    leave(admin, today, on=TODAY)
    later.refresh_from_db(), today.refresh_from_db()
    assert later.is_active and not today.is_active
    assert not Role.objects.as_at(LATER).filter(person=later).exists()
    assert Role.objects.as_at(TODAY).filter(person=later).exists()


def test_shared_views_go_to_the_successor_and_ones_own_stay_unseen(admin):
    old, new = make_person("finance"), make_person("finance")
    for person, name, shared in ((old, "Ours", True), (old, "Mine", False), (new, "Ours", False)):
        Arrangement.objects.create(person=person, list_name="schools", name=name, shared=shared, kept_at=AT)
    assert leave(admin, old, new).views == 1
    handed = Arrangement.objects.get(person=new, shared=True)
    assert handed.name.startswith("Ours ")
    assert Arrangement.objects.filter(person=old).get().name == "Mine"


def test_the_last_to_hold_a_role_the_service_needs_stays(admin):
    Role.objects.filter(role="head-of-service").delete()
    last = make_person("head-of-service")
    with pytest.raises(Refused, match="the last to hold the role Head of service"):
        leave(admin, last)
    assert Role.objects.filter(person=last, valid_until=None).exists()


def test_nobody_ends_their_own_access(admin):
    assert not verdict_of_leaving(admin.person, LATER, admin)
    assert verdict_of_leaving(make_person("adviser"), LATER, admin)
    with pytest.raises(Refused, match="You cannot change your own access"):
        leave(admin, admin.person)


def test_nobody_takes_over_who_has_no_access_or_leaves_themselves(admin):
    old, gone = make_person("finance"), make_person("finance", is_active=False)
    for successor in (gone, old):
        with pytest.raises(Refused):
            leave(admin, old, successor)
    assert Role.objects.filter(person=old, valid_until=None).exists()


def test_each_tie_handed_over_is_in_the_audit(admin):
    old = make_person("adviser", school=make_school())
    tie(old, "adviser", "school", make_school().urn)
    leave(admin, old, make_person("adviser"))
    assert Event.objects.filter(action="pass_on_appointment").count() == 2
    assert Event.objects.filter(action="end_access").count() == 1


def test_open_actions_and_plans_go_to_the_successor_and_what_is_done_stays(admin):
    old, new = make_person("adviser"), make_person("adviser")
    plan = approved_plan(owner=old)
    first = plan.actions.order_by("position").first().undertaking
    told = {"status": DONE, "evidence": "Seen", "next_step": "", "forecast_on": None}
    report(row=first, on=AT.date(), **told, by=old, at=AT)
    leave(admin, old, new)
    plan.refresh_from_db()
    owners = list(Undertaking.objects.order_by("pk").values_list("owner", flat=True))
    assert plan.owner == new and owners == [old.pk, new.pk, new.pk]
    leave(admin, new)
    plan.refresh_from_db()
    assert plan.owner is None and Undertaking.objects.filter(owner=new).count() == 0


def test_indicators_in_use_go_to_the_successor_and_ended_ones_stay(admin):
    old, new = make_person("attendance"), make_person("attendance")
    used, ended = make_indicator(owner=old), make_indicator(owner=old, name="Given up")
    Indicator.objects.filter(pk=ended.pk).update(ended_on=TODAY)
    [held] = [one for one in holdings_of(old, TODAY) if one.tie is TIES[Indicator, "owner"]]
    assert (held.number, held.tie.fate) == (1, HANDED)
    leave(admin, old, new)
    used.refresh_from_db(), ended.refresh_from_db()
    assert (used.owner, ended.owner) == (new, old)
    assert Event.objects.get(action="hand_over_indicator").subject_id == used.public_id
    leave(admin, new)
    used.refresh_from_db()
    assert used.owner is None

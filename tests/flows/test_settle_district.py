"""A district assumed from the nearest school is settled by an officer, once, and stays until the register names one."""

import pytest
from tests.flows.demonstration import AT, LATER, load, open_rows, register_only
from tests.pages.people import SINCE, make_person

from headway.features.appointments.queries import viewer_of
from headway.features.audit.models import Event
from headway.features.policies.queries import typed
from headway.features.releases.models import Fault
from headway.features.schools.models import District, School
from headway.flows.settle_district import settle_district
from headway.rules.verdict import Refused


def viewer(role):
    return viewer_of(make_person(role), on=SINCE, access=typed("access"))


@pytest.fixture
def school(registered):
    return School.objects.get(district_assumed=True)


@pytest.fixture
def other(school):
    return District.objects.exclude(pk=school.district_id).order_by("code").first()


@pytest.fixture
def settled(school, other):
    officer = viewer("data-officer")
    settle_district(school=school, district=other, seen=school.district_id, viewer=officer, at=LATER)
    return officer


def test_an_officer_settles_it_with_one_event_and_the_fault_is_closed(school, other, settled):
    now = School.objects.get(pk=school.pk)
    assert (now.district, now.district_assumed, now.district_settled) == (other, False, True)
    event = Event.objects.get(action="settle_district")
    assert (event.by, event.subject_id) == (settled.id, str(school.urn))
    assert (event.before, event.after) == ({"district": school.district_id}, {"district": other.code})
    assert Fault.objects.get(urn=school.urn).settled == f"Settled as {other.name} by an officer"


def test_who_may_not_change_the_register_is_refused(school, other):
    with pytest.raises(Refused):
        settle_district(
            school=school, district=other, seen=school.district_id, viewer=viewer("adviser"), at=LATER
        )
    assert School.objects.get(pk=school.pk).district_assumed


def test_a_second_officer_who_saw_the_assumed_one_is_told(school, other, settled):
    with pytest.raises(Refused, match=f"settled or published by now: it is {other.name}"):
        settle_district(
            school=school, district=other, seen=school.district_id, viewer=viewer("data-officer"), at=LATER
        )
    assert Event.objects.filter(action="settle_district").count() == 1


def test_a_newer_register_without_a_district_leaves_what_was_settled(
    school, other, settled, demonstration, tmp_path
):
    def renamed(rows):
        return [r | {"EstablishmentName": "Another"} if r["URN"] == str(school.urn) else r for r in rows]

    release = load(register_only(demonstration, tmp_path / "newer", renamed), at=LATER)[
        "gias_register"
    ].release
    now = School.objects.get(pk=school.pk)
    assert (now.name, now.district, now.district_settled) == ("Another", other, True)
    assert not release.faults.filter(urn=school.urn).exists()


def test_a_district_the_register_names_at_last_takes_the_place_of_what_was_settled(
    school, other, settled, demonstration, tmp_path
):
    def named(rows):
        places = [r for r in open_rows(rows) if r["DistrictAdministrative (code)"]]
        columns = ("DistrictAdministrative (code)", "DistrictAdministrative (name)")
        known = {column: places[0][column] for column in columns}
        return [r | known if r["URN"] == str(school.urn) else r for r in rows]

    load(register_only(demonstration, tmp_path / "newer", named), at=AT.replace(month=12))
    now = School.objects.get(pk=school.pk)
    assert (now.district_assumed, now.district_settled) == (False, False)
    assert now.district_id is not None

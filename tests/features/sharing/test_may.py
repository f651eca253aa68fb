"""Who may record agreements, propose and agree analyses, and open data of pupils, both ways."""

from dataclasses import replace

import pytest
from tests.factories import AT, ON, adopt, make_school, view_as
from tests.pages.sharing_objects import make_agreement, make_list, make_pupil, make_training

from headway.features.audit.models import Event
from headway.features.policies.queries import policy_in_use, typed
from headway.features.sharing.actions.agreements import (
    Signature,
    end_agreement,
    record_agreement,
    take_agreements_back,
)
from headway.features.sharing.actions.analyses import agree_list, do_analysis
from headway.features.sharing.actions.pupils import note_pupil, record_training
from headway.features.sharing.analyses import may_agree_for, may_propose
from headway.features.sharing.models import Agreement, AttendanceConcern
from headway.features.sharing.pupils import (
    concerns_named_to,
    is_trained,
    may_note,
    may_open_names,
    may_open_pupil_groups,
    totals_by_school,
)
from headway.features.sharing.queries import agreements_visible_to, may_record
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def policies(db):
    adopt()


@pytest.fixture
def school(db):
    return make_school()


def test_only_the_data_officer_records_agreements(school):
    assert may_record(view_as("data-officer"), school)
    assert not may_record(view_as("head-of-service"), school)
    assert not may_record(view_as("headteacher", school), school)


def test_the_data_officer_proposes_and_the_head_agrees_the_own(school):
    assert may_propose(view_as("data-officer"), school)
    assert not may_propose(view_as("headteacher", school), school)
    assert may_agree_for(view_as("headteacher", school), school)
    assert may_agree_for(view_as("data-officer"), school)
    assert not may_agree_for(view_as("headteacher", make_school()), school)
    assert not may_agree_for(view_as("chair", school), school)


def test_m4_12_pupil_groups_open_by_role_and_training(school):
    untrained = view_as("ethnic-minority")
    assert not may_open_pupil_groups(untrained, school) and not is_trained(untrained)
    trained = view_as("ethnic-minority")
    make_training(trained.person)
    assert may_open_pupil_groups(trained, school) and is_trained(trained)
    assert may_open_pupil_groups(view_as("adviser", school), school)
    assert not may_open_pupil_groups(view_as("adviser"), school)
    assert not may_open_pupil_groups(view_as("member"), school)


def test_m4_02_names_open_to_who_supports_pupils_of_the_school(school):
    policy = typed("pupil_data")
    made = make_pupil(school)
    officer = view_as("attendance", school)
    assert may_open_names(officer, school, "support", policy) and may_note(officer, school)
    assert list(concerns_named_to(officer, school)) == [made]
    for stranger in (view_as("attendance"), view_as("adviser", school), view_as("head-of-service")):
        assert not may_open_names(stranger, school, "support", policy)
        assert not may_note(stranger, school)
        assert not concerns_named_to(stranger, school).exists()
    assert not may_open_names(officer, school, "overview", policy)
    assert totals_by_school(view_as("adviser"), [school.urn])[school.urn].hidden
    assert totals_by_school(view_as("hr"), [school.urn]) == {}


def test_a_refused_action_writes_nothing(school):
    head = view_as("headteacher", school)
    stored = policy_in_use("data_sharing", ON)
    signature = Signature(school, "Headteacher", "A. Head", ON, ON)
    with pytest.raises(Refused):
        record_agreement(signature=signature, stored=stored, by=head, at=AT)
    held = make_agreement(school)
    with pytest.raises(Refused):
        end_agreement(agreement=held, ended_on=ON, reason="x", by=head, at=AT)
    with pytest.raises(Refused):
        take_agreements_back(agreements=[held.public_id], by=view_as("data-officer"), at=AT)
    told = {"pupil": "A", "year_group": "5", "possible": 10, "missed": 1, "since": ON}
    with pytest.raises(Refused):
        note_pupil(school=school, told=told, by=view_as("adviser", school), at=AT)
    with pytest.raises(Refused):
        record_training(person=head.person, taken_on=ON, policy=typed("pupil_data"), by=head, at=AT)
    assert Agreement.objects.count() == 1 and not AttendanceConcern.objects.exists()


def test_a_list_is_agreed_once_and_done_once(school):
    held = make_list(school)
    by = replace(view_as("data-officer"), on=ON)
    with pytest.raises(Refused):
        do_analysis(analysis=held.lines.all()[0], by=by, at=AT)
    signed = {"signed_as": "Headteacher", "signed_name": "A. Head", "signed_on": ON}
    agree_list(agreed=held, **signed, seen_version=held.version, by=by, at=AT)
    with pytest.raises(Refused):
        agree_list(agreed=held, **signed, seen_version=held.version + 1, by=by, at=AT)
    do_analysis(analysis=held.lines.all()[0], by=by, at=AT)
    with pytest.raises(Refused):
        do_analysis(analysis=held.lines.all()[0], by=by, at=AT)


def test_events_hold_no_name(school):
    officer = view_as("attendance", school)
    note_pupil(
        school=school,
        told={"pupil": "Qq Zz", "year_group": "5", "possible": 10, "missed": 1, "since": ON},
        by=officer,
        at=AT,
    )
    told = str([(one.before, one.after) for one in Event.objects.all()])
    assert "Qq Zz" not in told


def test_agreements_are_read_by_those_the_table_lets(school):
    make_agreement(school)
    for reader in (view_as("head-of-service"), view_as("headteacher", school), view_as("adviser", school)):
        assert agreements_visible_to(reader).count() == 1
    for other in (view_as("adviser"), view_as("member"), view_as("finance")):
        assert not agreements_visible_to(other).exists()

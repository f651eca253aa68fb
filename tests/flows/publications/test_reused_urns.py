"""A URN given to another school: nothing is overwritten until an officer decides."""

from datetime import date

import pytest
from tests.factories import view_as
from tests.flows.demonstration import AT, LATER, load, register_only

from headway.features.audit.models import Event
from headway.features.releases.models import Fault
from headway.features.schools.models import School
from headway.flows.settle_reused_urn import settle_reused_urn
from headway.rules.verdict import Refused

ANOTHER = {
    "EstablishmentName": "Far Away Academy",
    "EstablishmentNumber": "4999",
    "OpenDate": "01-09-2025",
    "Town": "Elsewhere",
}


@pytest.fixture
def urn(registered):
    return School.objects.filter(status_code="1", opened_on__isnull=False).order_by("urn").first().urn


@pytest.fixture
def reused(demonstration, tmp_path, urn):
    """A folder of a register that gives the URN to another school."""

    def make(day="20261001", **more):
        def change(rows):
            return [row | ANOTHER | more if row["URN"] == str(urn) else row for row in rows]

        return register_only(demonstration, tmp_path / day, change, day=day)

    return make


def faults(release):
    return Fault.objects.filter(release=release, column="URN")


def test_time_a_reused_urn_is_held_back_as_a_fault_and_nothing_is_overwritten(reused, urn):
    before = School.objects.filter(urn=urn).values().get()
    release = load(reused(), at=LATER)["gias_register"].release
    assert School.objects.filter(urn=urn).values().get() == before
    fault = faults(release).get()
    assert (fault.urn, fault.serious, fault.settled) == (urn, True, "")
    assert f"URN {urn} is {before['name']}" in fault.words and "Far Away Academy" in fault.words
    assert release.counts["missing"] == 0 and release.counts["changed"] == 0


@pytest.mark.parametrize("take", [True, False])
def test_time_an_officer_decides_which_school_it_is(reused, urn, take):
    before = School.objects.get(urn=urn).name
    release = load(reused(), at=LATER)["gias_register"].release
    officer = view_as("data-officer")
    settle_reused_urn(release=release, urn=urn, take=take, viewer=officer, at=AT)
    assert faults(release).get().settled.startswith("Decided")
    assert School.objects.get(urn=urn).name == before
    assert Event.objects.filter(action="settle_reused_urn").count() == 1
    with pytest.raises(Refused, match="decided this already"):
        settle_reused_urn(release=release, urn=urn, take=take, viewer=officer, at=AT)
    again = load(reused(day="20261101"), at=LATER)["gias_register"].release
    assert not faults(again).filter(settled="").exists()
    now = School.objects.get(urn=urn)
    assert now.name == ("Far Away Academy" if take else before)
    assert (now.opened_on == date(2025, 9, 1)) is take


def test_time_only_who_may_change_the_register_decides(reused, urn):
    release = load(reused(), at=LATER)["gias_register"].release
    with pytest.raises(Refused):
        settle_reused_urn(release=release, urn=urn, take=True, viewer=view_as("adviser"), at=AT)
    assert not faults(release).filter(settled__gt="").exists()


def test_time_a_school_that_only_changed_its_name_is_changed(reused, urn):
    held = School.objects.get(urn=urn)
    folder = reused(EstablishmentNumber=held.establishment_number)
    release = load(folder, at=LATER)["gias_register"].release
    assert not faults(release).exists() and School.objects.get(urn=urn).name == "Far Away Academy"


def test_time_another_school_under_the_same_urn_is_decided_anew(reused, urn):
    release = load(reused(), at=LATER)["gias_register"].release
    settle_reused_urn(release=release, urn=urn, take=False, viewer=view_as("data-officer"), at=AT)
    other = load(reused(day="20261101", EstablishmentName="A Third School"), at=LATER)[
        "gias_register"
    ].release
    assert faults(other).get().settled == ""

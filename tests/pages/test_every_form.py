"""Every form, every box, every kind of fault: a clear answer each time, and nothing typed lost or run."""

import pytest
from tests.pages.forms import (
    NAMES,
    World,
    faults_of_files,
    faults_of_form,
    forms_of_page,
    plant_breaking,
    plant_forgetting,
    what_is_lost,
)
from tests.pages.matrix import rolled_back

from headway.features.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """One world for all forms; undone at the end."""
    with django_db_blocker.unblock(), rolled_back():
        yield World()


@pytest.mark.parametrize("name", NAMES)
def test_every_box_of_every_form_answers_every_fault(world, name):
    for form in forms_of_page(world, name):
        assert faults_of_form(world.client, form)[1] == []
        assert faults_of_files(world.client, form)[1] == []
        assert what_is_lost(world.client, form) == [], form.action


def test_the_walk_meets_the_forms_of_the_product(world):
    met = set()
    for name in NAMES:
        met |= {form.action for form in forms_of_page(world, name) if form.boxes}
    assert len(met) >= 25, sorted(met)


def test_a_planted_form_that_forgets_what_was_typed_is_found(world, monkeypatch):
    plant_forgetting(monkeypatch)
    (form,) = (one for one in forms_of_page(world, "access_invite") if one.worded)
    assert what_is_lost(world.client, form) != []


def test_a_planted_form_that_breaks_is_found(world, monkeypatch):
    plant_breaking(monkeypatch)
    (form,) = (one for one in forms_of_page(world, "access_edit") if one.boxes)
    _, found = faults_of_form(world.client, form)
    assert any("status 500" in fault for fault in found)
    assert Person.objects.exists()

"""Every form, box and file of the product counted, with every pair of neighbouring boxes wrong at once."""

import itertools

import pytest
from tests.pages.forms import (
    FAULTS,
    NAMES,
    World,
    faults_of_answer,
    faults_of_files,
    faults_of_form,
    forms_of_page,
    plant_breaking,
    plant_forgetting,
    what_is_lost,
)
from tests.pages.matrix import rolled_back

pytestmark = pytest.mark.django_db
PAIRED = ("empty", "hostile", "above")


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), rolled_back():
        yield World()


def forms(world):
    """Every form of every page somebody who holds every office can open, each once."""
    met = {}
    for name in NAMES:
        for form in forms_of_page(world, name):
            met.setdefault((form.action, form.boxes), form)
    return list(met.values())


def pairs(client, form):
    """Two neighbouring boxes wrong at once."""
    asked, found = 0, []
    for first, second in itertools.pairwise(form.boxes):
        for one, other in itertools.product(PAIRED, repeat=2):
            asked += 1
            with rolled_back():
                answer = client.post(form.action, form.values | {first: FAULTS[one], second: FAULTS[other]})
                found += [
                    f"{form.action} {first} {second}: {fault}" for fault in faults_of_answer(answer, "")
                ]
    return asked, found


@pytest.mark.control
def test_a_form_that_breaks_and_one_that_forgets_are_found(world, monkeypatch, proven):
    """Control."""
    caught = 0
    for plant, page, look in (
        (plant_breaking, "access_edit", lambda form: faults_of_form(world.client, form)[1]),
        (plant_forgetting, "access_invite", lambda form: what_is_lost(world.client, form)),
    ):
        with monkeypatch.context() as patch:
            plant(patch)
            caught += any(look(form) for form in forms_of_page(world, page) if form.worded)
    proven("forms that break or forget (control)", planted=2, caught=caught)
    assert caught == 2


@pytest.mark.proof
def test_no_form_gives_way(world, proven):
    payloads, failures = 0, []
    all_forms = forms(world)
    for form in all_forms:
        for look in (faults_of_form, faults_of_files, pairs):
            asked, found = look(world.client, form)
            payloads, failures = payloads + asked, failures + found
        failures += what_is_lost(world.client, form)
    boxes = sum(len(form.boxes) + len(form.files) for form in all_forms)
    proven("forms", forms=len(all_forms), boxes=boxes, payloads=payloads, failures=len(failures))
    assert len(all_forms) >= 25 and failures == []

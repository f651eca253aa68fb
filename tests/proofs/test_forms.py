"""Every form, box and file of the product counted, with every pair of neighbouring boxes wrong at once."""

import itertools

import pytest
from tests.pages.form_saves import (
    faults_of_stale,
    faults_of_taken,
    names_taken,
    plant_bare_writing,
    plant_looking_away,
)
from tests.pages.form_world import PAGES, World
from tests.pages.forms import (
    FAULTS,
    faults_of_answer,
    faults_of_files,
    faults_of_form,
    forms_of_page,
    plant_breaking,
    plant_forgetting,
    send,
    what_is_lost,
)
from tests.pages.matrix import rolled_back
from tests.pages.test_every_form import FORMS

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("forms")]
PAIRED = ("empty", "hostile", "above")


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), rolled_back():
        yield World()


def forms(world):
    """Every form of every page of the walk, each once."""
    met = {}
    for name in PAGES:
        for form in forms_of_page(world, name):
            met.setdefault((form.route, form.boxes), form)
    return list(met.values())


def pairs(world, form):
    """Two neighbouring boxes wrong at once."""
    asked, found = 0, []
    for first, second in itertools.pairwise(form.boxes):
        for one, other in itertools.product(PAIRED, repeat=2):
            asked += 1
            with rolled_back():
                answer = send(world, form, form.values | {first: FAULTS[one], second: FAULTS[other]})
                found += [
                    f"{form.action} {first} {second}: {fault}" for fault in faults_of_answer(answer, "")
                ]
    return asked, found


@pytest.mark.control
def test_what_breaks_forgets_or_writes_over_is_found(world, monkeypatch, proven):
    """Control."""
    taken, caught = names_taken(), 0
    plants = (
        (plant_breaking, "access_edit", lambda form: faults_of_form(world, form)[1]),
        (plant_forgetting, "access_invite", lambda form: what_is_lost(world, form)),
        (plant_looking_away, "plan_risk", lambda form: faults_of_stale(world, "plan_risk")[1]),
        (plant_bare_writing, "forum_new", lambda form: faults_of_taken(world, form, taken)[1]),
    )
    for plant, page, look in plants:
        (form,) = (one for one in forms_of_page(world, page) if one.worded)
        with monkeypatch.context() as patch:
            plant(patch)
            caught += bool(look(form))
    proven("forms that break, forget or write over (control)", planted=len(plants), caught=caught)
    assert caught == len(plants)


@pytest.mark.proof
def test_no_form_gives_way(world, proven):
    payloads, failures = 0, []
    all_forms = forms(world)
    taken = names_taken()
    looks = (faults_of_form, faults_of_files, pairs, lambda world, form: faults_of_taken(world, form, taken))
    for form in all_forms:
        for look in looks:
            asked, found = look(world, form)
            payloads, failures = payloads + asked, failures + found
        failures += what_is_lost(world, form)
    stale = [faults_of_stale(world, name) for name in PAGES]
    failures += [fault for _, found in stale for fault in found]
    boxes = sum(len(form.boxes) + len(form.files) + len(form.hidden) for form in all_forms)
    saved_between = sum(asked for asked, _ in stale)
    proven(
        "forms",
        forms=len(all_forms),
        boxes=boxes,
        payloads=payloads,
        saved_between=saved_between,
        failures=len(failures),
    )
    assert sum(bool(form.boxes) for form in all_forms) >= FORMS and failures == []

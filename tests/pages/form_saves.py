"""What becomes of a form whose name somebody else has, that is sent twice, or that was saved by somebody else meanwhile."""

from collections.abc import Iterator

from django.apps import apps
from django.db.models import CharField, Model, UniqueConstraint
from pytest import MonkeyPatch
from tests.pages.form_world import World
from tests.pages.forms import FoundForm, faults_of_answer, forms_of_page, send
from tests.pages.matrix import rolled_back

SAVED = {302, 303}
MOST_TAKEN = 3


def faults_of_taken(world: World, form: FoundForm, taken: dict[str, list[str]]) -> tuple[int, list[str]]:
    """How often a name that is taken, or the whole form again, was sent, and what was wrong with the answers."""
    tries = [(box, words) for box in form.worded for words in taken.get(box, ())]
    found = []
    for box, words in tries:
        with rolled_back():
            answer = send(world, form, form.filled | {box: words})
            found += [f"{form.action} {box} taken: {fault}" for fault in faults_of_answer(answer, words)]
    with rolled_back():
        if send(world, form, form.filled).status_code not in SAVED:
            return len(tries), found
        answer = send(world, form, form.filled)
        found += [f"{form.action} sent twice: {fault}" for fault in faults_of_answer(answer, "")]
    return len(tries) + 1, found


def names_taken() -> dict[str, list[str]]:
    """Names of columns that hold no text twice, and some texts that stand in them."""
    found: dict[str, list[str]] = {}
    for model in apps.get_models():
        if model.__module__.startswith("headway."):
            for name in _unique_texts(model):
                texts = model._base_manager.exclude(**{name: ""}).values_list(name, flat=True)
                found.setdefault(name, []).extend(texts.order_by("pk")[:MOST_TAKEN])
    return found


def _unique_texts(model: type[Model]) -> set[str]:
    within = {
        name for one in model._meta.constraints if isinstance(one, UniqueConstraint) for name in one.fields
    }
    return {
        one.name
        for one in model._meta.concrete_fields
        if isinstance(one, CharField) and one.name != "public_id" and (one.unique or one.name in within)
    }


def faults_of_stale(world: World, name: str) -> tuple[int, list[str]]:
    """How many forms of a page were saved by somebody else between, and those that wrote over it or lost what was typed."""
    tried = [_saved_over(world, name, form) for form in forms_of_page(world, name)]
    found = [one for one in tried if one is not None]
    return len(found), [fault for one in found for fault in one]


def _saved_over(world: World, name: str, form: FoundForm) -> list[str] | None:
    """What is wrong with a form saved twice as it was first seen; None where it shows nothing that a save changes."""
    for box in form.worded:
        shown = form.values.get(box, "")
        with rolled_back():
            first, second = form.filled | {box: f"{shown} now"}, form.filled | {box: f"{shown} too"}
            if not shown or send(world, form, first).status_code not in SAVED:
                continue
            if first[box] not in _shown(world, name, form, box):
                continue
            answer = send(world, form, second)
            return list(_faults_of_second(world, name, form, box, second[box], answer))
    return None


def _faults_of_second(world, name, form, box, typed, answer) -> Iterator[str]:
    if typed in _shown(world, name, form, box):
        yield f"{form.action} {box}: what somebody else saved is written over"
    elif typed not in answer.content.decode(errors="replace"):
        yield f"{form.action} {box}: refused, and what was typed is lost"
    yield from (f"{form.action} {box} stale: {fault}" for fault in faults_of_answer(answer, typed))


def _shown(world: World, name: str, form: FoundForm, box: str) -> list[str]:
    """What stands in the box, opened afresh."""
    return [one.values.get(box, "") for one in forms_of_page(world, name) if one.action == form.action]


def plant_looking_away(monkeypatch: MonkeyPatch) -> None:
    """A planted fault: nobody looks whether what a form showed still stands."""
    monkeypatch.setattr("headway.pages.answering.stamp", lambda form: "")


def plant_bare_writing(monkeypatch: MonkeyPatch) -> None:
    """A planted fault: a name that is taken is found by the database alone."""
    monkeypatch.setattr("headway.features.committees.actions.unless_taken", lambda write, sentence: write())

"""The same world with and without something confidential: who may not see it meets the same bytes everywhere.

Not the words alone: no count, order, number of pages, file or form may differ, so that nobody can tell that it is there.
"""

import re

import pytest
from tests.pages import canaries, matrix
from tests.pages import canaries_of_work as work
from tests.pages.canaries import CLEARED, ROLES, Clearance
from tests.pages.matrix import rolled_back
from tests.pages.people import AT, make_person

from headway.features.allocation.models import Conflict
from headway.features.categories.models import Judgement
from headway.features.deployment.models import Assignment, Draft, Lock
from headway.features.letters.models import Letter
from headway.features.people.models import Adviser, Person

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("non-interference")]
ENTRIES = matrix.read_matrix()["routes"]
WRITTEN_AT = re.compile(r"<dcterms:\w+[^>]*>[^<]*")
JUDGE = "Judge 01"
HEAD = "head-of-service"
# Each kind is open to one of them, to the last for the own school.
SEEING = (HEAD, "hr", "safeguarding", "headteacher")
SAMPLE = ("headteacher", "member", "finance", "adviser")


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), rolled_back():
        made = matrix.build_world(ROLES)
        Conflict.objects.all().delete()
        make_person("head-of-service", name=JUDGE)
        for side in made.sides:
            work.lay_ground(side)
            made.pages.extend(work.pages_of_ground(side))
        yield made


def add_waiting(world, side):
    """A judgement that waits to be agreed."""
    judge = Person.objects.get(name=JUDGE)
    asked = canaries.make_request(side, "categories", "judgement", "hidden", "open", judge)
    Judgement.objects.filter(school=side.school, state="waiting").delete()
    Judgement.objects.create(
        school=side.school, category="4", label="Intensive", direction="down", state="waiting", request=asked,
        judged_by=judge, judged_at=AT, valid_from=AT.date(), reason="hidden",
    )  # fmt: skip


def add_conflict(world, side):
    """An adviser kept from a school."""
    public_id = world.made["conflict", side.name]["public_id"]
    adviser = Adviser.objects.get(person__public_id=public_id)
    by = Person.objects.get(name=JUDGE)
    Conflict.objects.create(
        adviser=adviser, school=side.school, reason="hidden", valid_from=AT.date(), declared_by=by
    )


def add_lock(world, side):
    """An adviser fixed by hand in a draft."""
    draft = Draft.objects.get(name=f"Draft {side.name}")
    row = Assignment.objects.get(draft=draft, school=side.school)
    by = Person.objects.get(name=JUDGE)
    Lock.objects.create(draft=draft, school=side.school, adviser=row.adviser, reason="hidden", by=by, at=AT)


def add_prepared_letter(world, side):
    """A letter that did not go out yet."""
    Letter.objects.create(
        kind="categories", school=side.school, template="category-change", subject="Hidden", context={},
        recipients=[], key=f"hidden {side.name}", state="prepared", prepared_at=AT,
    )  # fmt: skip


def add_work(kind):
    """A row or a figure of the newer features; who wrote it has left, and so is nobody to choose from."""

    def add(world, side):
        newest = Person.objects.order_by("-pk").values_list("pk", flat=True)[0]
        work.add(kind, side, Person.objects.get(name=JUDGE))
        Person.objects.filter(pk__gt=newest).update(is_active=False)

    return add


HIDDEN = {
    "waiting": (add_waiting, CLEARED["waiting"]),
    "conflict": (add_conflict, CLEARED["conflict"]),
    "lock": (add_lock, CLEARED["lock"]),
    "prepared": (add_prepared_letter, CLEARED["waiting"]),
    **{kind: (add_work(kind), Clearance(*roles)) for kind, roles in work.CLEARED.items()},
}


def answers(world, role, paths):
    """Status, bytes and headers of every address, without one-time tokens."""
    return {path: told(matrix.ask(world, role, "GET", path)) for path in paths}


def told(answer):
    """What somebody who asks is told; a file by its parts, whose moment of writing is no news."""
    if answer.streaming or "attachment" in answer.headers.get("Content-Disposition", ""):
        return answer.status_code, WRITTEN_AT.sub("", canaries.text_of(answer))
    return answer.status_code, *matrix.without_tokens(answer)


def paths_of(world):
    return list(dict.fromkeys([*canaries.addresses(world, ENTRIES), *world.pages]))


def hide(world, role, kind):
    """One of the kind on each side on which the role may not see it."""
    add, clearance = HIDDEN[kind]
    for side in world.sides:
        if not clearance.covers(role, side.name):
            add(world, side)


def differing(world, role, groups):
    """Kinds of hidden things to the addresses at which this role, who may not see them, is told something else."""
    paths = paths_of(world)
    without, found = answers(world, role, paths), {}
    for kinds in groups:
        with matrix.rolled_back():
            for kind in kinds:
                hide(world, role, kind)
            with_it = answers(world, role, paths)
        found[" ".join(kinds)] = [path for path in paths if with_it[path] != without[path]]
    return {kinds: paths for kinds, paths in found.items() if paths}


@pytest.mark.parametrize("role", SAMPLE)
def test_who_may_not_see_it_cannot_tell_that_it_is_there(world, role):
    """Everything hidden at once."""
    assert differing(world, role, [list(HIDDEN)]) == {}


@pytest.mark.control
def test_who_may_see_it_is_told(world, proven):
    """Control: the same walk sees each of them for who is cleared."""
    paths, noticed = paths_of(world), []
    before = {role: answers(world, role, paths) for role in SEEING}
    for kind, (add, clearance) in HIDDEN.items():
        role = next((one for one in SEEING if clearance.covers(one, "other")), SEEING[-1])
        with matrix.rolled_back():
            for side in world.sides:
                add(world, side)
            told_now = ((path, told(matrix.ask(world, role, "GET", path))) for path in reversed(paths))
            noticed += [kind] if any(now != before[role][path] for path, now in told_now) else []
    proven("something hidden, who may see it asks (control)", planted=len(HIDDEN), caught=len(noticed))
    assert noticed == list(HIDDEN)


@pytest.mark.proof
def test_no_role_can_tell_of_anything_hidden(world, proven):
    """Every role of the walk."""
    found = {role: differing(world, role, [[kind] for kind in HIDDEN]) for role in ROLES}
    told_apart = sum(len(paths) for kinds in found.values() for paths in kinds.values())
    looked = len(ROLES) * len(HIDDEN) * len(paths_of(world))
    proven("pages with and without something hidden", pages=looked, told_apart=told_apart)
    assert {role: kinds for role, kinds in found.items() if kinds} == {}

"""What is found is what may be opened: of every kind, by every role, what is one's own and what is not."""

import random
import re
from html import unescape

import pytest
from tests.pages import matrix
from tests.pages.appraisal_objects import make_appraisal, make_out
from tests.pages.consultation_objects import make_consultation, make_open
from tests.pages.decision_objects import make_laid, make_report
from tests.pages.governance_objects import make_board
from tests.pages.group_objects import make_forum, make_function, make_protocol, make_request
from tests.pages.impact_objects import make_support
from tests.pages.matrix import rolled_back
from tests.pages.money_objects import make_fund, make_project, make_scenario
from tests.pages.people import AT, make_person
from tests.pages.performance_report_objects import make_report as make_performance
from tests.pages.performance_report_objects import published as published_performance
from tests.pages.practice_objects import make_approved, make_example
from tests.pages.recruitment_objects import make_recruitment
from tests.pages.review_objects import make_review, make_written
from tests.pages.school_review_objects import make_review as make_joint_review
from tests.pages.service_objects import make_service, make_team
from tests.pages.sides import Side
from tests.pages.staff_objects import make_allowance, make_setting
from tests.pages.standing_objects import make_group, make_member
from tests.pages.structural_objects import make_case
from tests.pages.test_matrix import ACCESS
from tests.pages.workforce_objects import make_structure, structure_out
from tests.plan_world import approved_plan, make_indicator, make_plan, seen
from tests.records_world import RecordsWorld

from headway.features.decisions.actions.reviewing import complete_review
from headway.features.people.models import Person
from headway.features.plans.actions.evaluating import begin_evaluation
from headway.features.plans.actions.settling import publish_plan
from headway.features.plans.actions.writing import restrict_action
from headway.features.policies.queries import typed
from headway.features.records.models import RecordOfVisit, SafeguardingNote
from headway.features.schools.models import Authority, School
from headway.features.search.models import Entry, Kind
from headway.flows.find_anything import find_anything, scope_of
from headway.flows.index_everything import index_everything
from headway.flows.searched import SEARCHED
from headway.pages.search.page import ADDRESSES

pytestmark = pytest.mark.django_db
WORD = "Quorum"
# Of each kind so many things are opened by everybody; what is planted here always is.
SAMPLE = 4
SECRET = "cupboard"  # stands in a restricted note alone
# What tests make without the deeds that write of it.
MADE_BARE = {
    Kind.SCHOOL,
    Kind.GROUP,
    Kind.PARTNERSHIP,
    Kind.ADVISER,
    Kind.PERSON,
    Kind.RELEASE,
    Kind.PLAN,
} | {
    Kind.NOTE,
    Kind.AGREEMENT,
}
ROLES = tuple(ACCESS["roles"])


def third_school(urn=900003, name="Sycamore School"):
    """One nobody there is tied to and no board governs."""
    told = {"name": name, "status": "Open", "phase": "primary"}
    return School.objects.create(urn=urn, authority=Authority.objects.get(own=True), **told)


def plant_visits():
    """Records in their states beside a restricted note, a support and a joint review, at a school of nobody's."""
    school = third_school(900004, f"{WORD} visited school")
    world = RecordsWorld(school, ties=False)
    world.draft(), world.with_head()
    record = world.issued()
    told = {"words": f"{WORD} {SECRET}", "written_by": record.author, "written_at": AT}
    SafeguardingNote.objects.create(visit=record.visit, **told)
    make_support(school, programme=f"{WORD} programme")
    make_joint_review(school, focus=f"{WORD} focus")


def plant():
    """One thing of each kind that some may see: a draft, and one that more may see."""
    make_function(f"{WORD} function")
    make_request(make_forum(f"{WORD} forum"), "How many?")
    make_protocol(f"{WORD} protocol")
    make_case(f"{WORD} case")
    make_member(make_group(f"{WORD} standing group"), make_person("adviser"))
    plant_visits()
    make_board(third_school(), name=f"{WORD} board")
    (
        make_performance(title=f"{WORD} performance"),
        published_performance(make_performance(title=f"{WORD} out")),
    )
    plan = approved_plan(f"{WORD} published plan")
    by = seen(make_person("head-of-service"))
    publish_plan(plan=plan, published=True, by=by, at=AT)
    restrict_action(action=plan.actions.first(), restricted=True, by=by, at=AT)
    told = {"title": f"{WORD} evaluation", "question": "Did it help?", "due_on": None}
    begin_evaluation(plan=plan, told=told, by=by, at=AT)
    make_indicator(make_plan(), name=f"{WORD} indicator")
    make_example(f"{WORD} example"), make_approved(f"{WORD} example approved")
    make_structure(f"{WORD} structure")
    structure_out(Side(f"{WORD} out", None))
    make_recruitment(f"{WORD} recruitment")
    make_setting(f"{WORD} setting")
    make_allowance(title=f"{WORD} allowance")
    make_team(make_service(f"{WORD} service"), f"{WORD} team")
    make_appraisal(f"{WORD} appraisal"), make_out(f"{WORD} appraisal out")
    make_review(f"{WORD} review")
    complete_review(
        review=make_written(f"{WORD} review complete"),
        evidence={},
        policy=typed("service_review"),
        by=by,
        at=AT,
    )
    make_report(f"{WORD} report"), make_laid(f"{WORD} report laid")
    make_consultation(title=f"{WORD} consultation"), make_open(title=f"{WORD} consultation open")
    make_project(f"{WORD} project"), make_fund(f"{WORD} fund"), make_scenario(f"{WORD} scenario")


@pytest.fixture(scope="module")
def unlike():
    """What the index made anew knows and did not know before, or the other way round."""
    return set()


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, unlike):
    """The world of the matrix, with what is planted here; undone at the end."""
    with django_db_blocker.unblock(), rolled_back():
        made = matrix.build_world(list(ROLES))
        plant()
        before = everything()
        index_everything()
        unlike |= before ^ everything()
        yield made


@pytest.fixture(scope="module")
def sample(world):
    """Things of every kind; of records one of each state and side."""
    told = RecordOfVisit.objects.values_list("visit__school", "state", "public_id")
    of_each_state = set({(school, state): key for school, state, key in told}.values())
    picked = []
    for kind in Kind:
        rows = list(Entry.objects.filter(kind=kind).order_by("pk"))
        planted = [row for row in rows if WORD in f"{row.title} {row.detail}"]
        planted += [row for row in rows if row.key in of_each_state and row not in planted]
        others = [row for row in rows if row not in planted]
        picked += planted + random.Random(1).sample(others, min(SAMPLE, len(others)))
    return picked


@pytest.fixture(scope="module")
def opened(world, sample):
    """Role to the primary keys of those whose page it is shown."""
    return {role: {row.pk for row in sample if status(world, role, address(row)) == 200} for role in ROLES}


def address(row):
    return ADDRESSES[Kind(row.kind)].format(row.key)


def status(world, role, path):
    return matrix.ask(world, role, "GET", path).status_code


def viewer_in(world, role):
    """The person of that role as the page sees them."""
    matrix.ask(world, role, "GET", "/")
    return seen(Person.objects.get(pk=world.client.session["_auth_user_id"]))


def within(scope, rows):
    """The primary keys of the rows a scope lets through."""
    told = {
        kind: keys if keys is None else {str(key) for key in keys().values_list("search_key", flat=True)}
        for kind, keys in scope.items()
    }
    return {row.pk for row in rows if _is_in(told.get(Kind(row.kind), ()), row.key)}


def _is_in(keys, key):
    return keys is None or key in keys


def test_every_kind_is_searched_and_has_an_address_and_something_to_find(world):
    assert {one.source.kind for one in SEARCHED} == set(ADDRESSES) == set(Kind)
    assert set(Entry.objects.values_list("kind", flat=True)) == set(Kind)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_find_what_it_may_open_and_nothing_else(world, sample, opened, role):
    may_find = within(scope_of(viewer_in(world, role)), sample)
    unlike = {
        (row.kind, row.title, row.pk in may_find) for row in sample if row.pk in may_find ^ opened[role]
    }
    assert unlike == set()


@pytest.mark.parametrize("kind", list(Kind))
def test_a_kind_that_were_not_narrowed_would_be_seen(world, sample, opened, kind):
    """Control: let through for everybody, each kind is found by somebody who may not open it."""
    rows = [row for row in sample if row.kind == kind]
    wide = [role for role in ROLES if within({kind: None}, rows) - opened[role]]
    assert wide


@pytest.mark.parametrize("role", ROLES)
def test_the_page_of_hits_shows_no_title_of_what_may_not_be_opened(world, sample, opened, role):
    planted = {row for row in sample if WORD in row.title}
    shown = unescape(matrix.ask(world, role, "GET", f"/search/?q={WORD.lower()}").content.decode())
    titles = set(re.findall(r'href="/[^"]+">([^<]+)</a>', shown))
    assert {row.title for row in planted} & titles == {row.title for row in planted if row.pk in opened[role]}


def test_an_action_kept_from_councillors_is_not_found_by_them(world, opened):
    rows = Entry.objects.filter(kind=Kind.ACTION, detail=f"{WORD} published plan")
    hidden = [row for row in rows if row.pk in opened["head-of-service"] - opened["member"]]
    assert len(hidden) == 1 and len(rows) == 3
    found = {hit.key for hit in find_anything(viewer_in(world, "member"), hidden[0].title)}
    assert hidden[0].key not in found
    assert {row.key for row in rows} & {
        hit.key for row in rows for hit in find_anything(viewer_in(world, "member"), row.title)
    }


def test_what_stands_in_a_restricted_note_is_found_by_nobody(world):
    """Control: the record beside it is found by its school, by the same person."""
    for role in ROLES:
        viewer = viewer_in(world, role)
        assert not [hit for hit in find_anything(viewer, SECRET) if hit.kind == Kind.RECORD]
    assert not Entry.objects.filter(words__contains=SECRET).exists()
    hits = find_anything(viewer_in(world, "head-of-service"), f"{WORD} visited")
    assert sum(hit.kind == Kind.RECORD for hit in hits) == 3


def test_a_school_finds_no_draft_and_the_officer_does(world, sample):
    """The head finds what waits for an answer and what was sent, the chair what was sent."""
    states = dict(RecordOfVisit.objects.values_list("public_id", "state"))
    rows = [row for row in sample if row.kind == Kind.RECORD]
    found = {}
    for role in ("adviser", "headteacher", "chair"):
        keys = within(scope_of(viewer_in(world, role)), rows)
        found[role] = {states[row.key] for row in rows if row.pk in keys}
    assert found == {
        "adviser": {"draft", "checking", "with-head", "final", "issued"},
        "headteacher": {"with-head", "final", "issued"},
        "chair": {"issued"},
    }


def test_what_is_written_is_found_at_once(world, unlike):
    """Without the index made anew, save where tests write rows without the deeds that write of them."""
    assert {kind for kind, *_ in unlike} <= MADE_BARE, unlike


def everything():
    """What can be found, in its words."""
    return set(Entry.objects.values_list("kind", "key", "title", "detail", "words"))

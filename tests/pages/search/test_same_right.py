"""What is found is what may be opened: plans' indicators, joint working, structures, decisions and consultations."""

import re

import pytest
from tests.pages.appraisal_objects import make_appraisal, make_out
from tests.pages.consultation_objects import make_consultation, make_open
from tests.pages.decision_objects import make_laid, make_report
from tests.pages.group_objects import make_forum, make_protocol
from tests.pages.people import adopt_current_policies, make_person, sign_in
from tests.pages.sides import Side
from tests.pages.workforce_objects import make_structure, structure_out
from tests.plan_world import make_indicator, make_plan, seen

from headway.features.committees.actions import change_forum
from headway.features.policies.queries import typed
from headway.features.search.models import Entry, Kind
from headway.features.workforce.models import Structure
from headway.flows import find_anything
from headway.flows.index_everything import index_everything
from headway.pages.search.page import ADDRESSES

pytestmark = pytest.mark.django_db
WORD = "Quorum"


def put_out():
    return Structure.objects.get(public_id=structure_out(Side(WORD, None))["key"])


@pytest.fixture
def things():
    """Addresses of one thing of each kind, a draft and one that more may see."""
    adopt_current_policies()
    kinds = {
        Kind.FORUM: [make_forum(f"{WORD} forum")],
        Kind.PROTOCOL: [make_protocol(f"{WORD} protocol")],
        Kind.INDICATOR: [make_indicator(make_plan(), name=f"{WORD} indicator")],
        Kind.STRUCTURE: [make_structure(f"{WORD} structure"), put_out()],
        Kind.APPRAISAL: [make_appraisal(f"{WORD} appraisal"), make_out(f"{WORD} appraisal out")[0]],
        Kind.REPORT: [make_report(f"{WORD} report"), make_laid(f"{WORD} report laid")],
        Kind.CONSULTATION: [make_consultation(title=f"{WORD} draft"), make_open(title=f"{WORD} open")],
    }
    return {ADDRESSES[kind].format(one.public_id) for kind, held in kinds.items() for one in held}


def found(client):
    answer = client.get("/search/", {"q": WORD.lower()})
    return set(re.findall(r'href="(/[^"?]+/)"', answer.content.decode()))


def differing(things):
    """Role to the things that it finds and may not open, or may open and does not find."""
    wrong = {}
    for role in typed("access").roles:
        client = sign_in(make_person(role))
        opened = {path for path in things if client.get(path).status_code == 200}
        if unlike := (found(client) & things) ^ opened:
            wrong[role] = unlike
    return wrong


def test_every_role_finds_what_it_may_open_and_nothing_else(things):
    assert differing(things) == {}


def test_a_kind_that_is_not_narrowed_would_be_seen(things, monkeypatch):
    """Control: where drafts of structures are let through, who may see only published ones is told."""
    scope_of = find_anything.scope_of
    monkeypatch.setattr(find_anything, "scope_of", lambda viewer: scope_of(viewer) | {Kind.STRUCTURE: None})
    assert "member" in differing(things)


def test_what_is_written_is_found_at_once_and_by_its_new_name(things):
    before = sorted(Entry.objects.values_list("kind", "key", "title", "detail", "words"))
    index_everything()
    assert sorted(Entry.objects.values_list("kind", "key", "title", "detail", "words")) == before
    forum = make_forum("Governors' panel")
    by = seen(make_person("business-support"))
    change_forum(forum=forum, told={"name": f"{WORD} panel"}, by=by, at=forum.made_at)
    assert ADDRESSES[Kind.FORUM].format(forum.public_id) in found(sign_in(make_person("business-support")))

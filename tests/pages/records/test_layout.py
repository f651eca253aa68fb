"""The layout of a record's document: drafted, looked at, approved, used; a fault is named and nothing is half done."""

import io
from datetime import timedelta

import docx
import pytest
from django.utils import timezone
from pypdf import PdfReader
from tests.factories import make_school
from tests.pages.pages import assert_good_page, parse_page, shown_words
from tests.pages.people import make_person, sign_in
from tests.records_world import RecordsWorld

from headway.features.policies.models import Policy
from headway.features.policies.queries import policy_in_use

pytestmark = pytest.mark.django_db
TITLE = "Our visit to {place} on {day}"


@pytest.fixture
def world(policies):
    return RecordsWorld(make_school(name="Teasel Primary School"))


def words(response) -> str:
    """What the page says."""
    return shown_words(parse_page(response))


def drafted(client) -> Policy:
    """A draft of the layout in use."""
    client.post(f"/policies/{policy_in_use('record_document').public_id}/draft/", {"start": ""})
    return Policy.objects.get(kind="record_document", state="draft")


def boxes_of(client, policy: Policy, **more) -> dict[str, str]:
    """What the form of the draft holds; `more`: values by the first value that stands in a box now."""
    page = parse_page(client.get(f"/policies/{policy.public_id}/edit/"))
    values = {
        one.attrib["name"]: one.attrib.get("value", "") for one in page.iter("input") if "name" in one.attrib
    }
    values |= {one.attrib["name"]: "".join(one.itertext()).strip("\n") for one in page.iter("textarea")}
    values.pop("csrfmiddlewaretoken", None)
    changed = {
        name: more["title"] for name, value in values.items() if value.startswith("Record of visit: {")
    }
    assert len(changed) == 1
    return values | changed | {"mark_of_changes": "D"}


def text_of(content: bytes) -> str:
    """All words of a Word file."""
    document = docx.Document(io.BytesIO(content))
    return "\n".join(one.text for one in document.paragraphs)


def test_an_officer_drafts_it_looks_at_it_and_another_approves_it(world):
    record = world.issued()
    officer, other = sign_in(make_person("data-officer")), sign_in(make_person("head-of-service"))
    policy = drafted(officer)
    saved = officer.post(
        f"/policies/{policy.public_id}/edit/", boxes_of(officer, policy, title=TITLE), follow=True
    )
    assert_good_page(saved)
    assert "An example laid out by this version" in words(saved)
    looked = officer.get(f"/policies/{policy.public_id}/document/word/").content
    assert "Our visit to Example Primary School on 15 September 2026" in text_of(looked)
    assert "It tells of no school" in text_of(looked)
    pdf = officer.get(f"/policies/{policy.public_id}/document/pdf/").content
    assert "Our visit to Example" in PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    officer.post(f"/policies/{policy.public_id}/submit/")
    other.post(f"/policies/{policy.public_id}/decide/", {"decision": "yes", "reason": "Read"})
    policy.refresh_from_db()
    assert policy.state == "approved"
    today = timezone.localdate()
    Policy.objects.filter(pk=policy.pk).update(in_use_from=today)
    draft = world.draft(world.visit(on=today - timedelta(days=1), half="pm"))
    here = f"/records/{draft.public_id}/as/word/"
    said = text_of(sign_in(world.person("adviser")).get(here).content)
    assert "Our visit to Teasel Primary School on" in said and "This is a draft." in said
    former = text_of(sign_in(world.person("adviser")).get(f"/records/{record.public_id}/as/word/").content)
    assert "Record of visit: Teasel Primary School" in former


@pytest.mark.parametrize(
    ("title", "sentence"),
    (
        ("Our visit to {place}", "The field “day” is missing"),
        ("{place}, {day}, {place.__class__}", "It names the field “place.__class__”"),
    ),
)
def test_a_missing_field_is_named_and_nothing_is_saved(world, title, sentence):
    officer = sign_in(make_person("data-officer"))
    policy = drafted(officer)
    before = policy.body
    answer = officer.post(f"/policies/{policy.public_id}/edit/", boxes_of(officer, policy, title=title))
    assert answer.status_code == 422 and sentence in words(answer)
    policy.refresh_from_db()
    assert policy.body == before


def test_a_draft_with_a_fault_is_not_shown_as_a_document(world):
    officer = sign_in(make_person("data-officer"))
    policy = drafted(officer)
    Policy.objects.filter(pk=policy.pk).update(body=policy.body | {"title": "{place}"})
    answer = officer.get(f"/policies/{policy.public_id}/document/word/")
    assert answer.status_code == 403 and "The field “day” is missing" in words(answer)


def test_other_policies_have_no_document(world):
    officer = sign_in(make_person("data-officer"))
    other = policy_in_use("records_of_visit").public_id
    assert officer.get(f"/policies/{other}/document/word/").status_code == 404
    layout = policy_in_use("record_document").public_id
    assert officer.get(f"/policies/{layout}/document/odt/").status_code == 404


def test_what_a_school_wrote_in_braces_stays_as_written(world):
    record = world.draft(category_words="{author} {place.__class__} {{ 7 }}")
    said = text_of(sign_in(world.person("adviser")).get(f"/records/{record.public_id}/as/word/").content)
    assert "{author} {place.__class__} {{ 7 }}" in said


def test_a_record_locked_before_there_was_a_layout_is_laid_out_as_today(world):
    record = world.issued()
    Policy.objects.filter(kind="record_document").update(in_use_from=timezone.localdate())
    said = text_of(sign_in(world.person("adviser")).get(f"/records/{record.public_id}/as/word/").content)
    assert "Record of visit: Teasel Primary School" in said

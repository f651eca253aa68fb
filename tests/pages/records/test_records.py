"""A record of visit in pages: begun, written and saved by itself, checked, answered, sent, read as a file."""

import io
import json
from datetime import timedelta

import docx
import pytest
from django.utils import timezone
from tests.factories import make_school
from tests.gateways.documents.hostile import HOSTILE
from tests.pages.pages import assert_good_page, parse_page, shown_words
from tests.pages.people import sign_in
from tests.records_world import ON, RecordsWorld

from headway.features.records.models import RecordOfVisit, SafeguardingNote

pytestmark = pytest.mark.django_db
HOME = "/records/"


def words(response) -> str:
    """What the page says."""
    return shown_words(parse_page(response))


@pytest.fixture
def world(policies):
    return RecordsWorld(make_school(name="Teasel Primary School"))


def enter(world, role):
    """Their browser."""
    return sign_in(world.person(role))


def boxes(record, **more):
    """What the draft's form holds."""
    told = {f"section-{key}": said for key, said in record.sections.items()}
    told |= {f"item-{key}": said for key, said in record.items.items()}
    names = ("progress", "category_view", "category_words", "version")
    return told | {name: getattr(record, name) for name in names} | more


def test_a_visit_that_was_gets_its_record_in_two_steps(world):
    visit, client = world.visit(), enter(world, "adviser")
    listed = client.get(HOME)
    assert_good_page(listed)
    assert "Visits without a record" in words(listed) and "Teasel Primary School" in words(listed)
    here = f"{HOME}visits/{visit.public_id}/begin/"
    assert_good_page(client.get(here))
    written = client.post(here, follow=True)
    assert_good_page(written)
    assert "not returned" in written.content.decode() and "Saved" in words(written)
    assert RecordOfVisit.objects.get().author == world.person("adviser")


@pytest.mark.parametrize(
    ("role", "to"), [("adviser", "/records/visits/{}/begin/"), ("head-of-service", "/diary/visits/{}/")]
)
def test_who_goes_is_led_to_the_record_and_who_looks_on_to_the_visit(world, role, to):
    visit, client = world.visit(), enter(world, role)
    found = {link.get("href") for link in parse_page(client.get(HOME)).iter("a")}
    wanted = to.format(visit.public_id)
    assert wanted in found and client.get(wanted).status_code == 200


def test_a_visit_to_come_is_refused_with_a_sentence(world):
    visit = world.visit(on=timezone.localdate() + timedelta(days=3))
    here = f"{HOME}visits/{visit.public_id}/begin/"
    client = enter(world, "adviser")
    assert "A record is written once it was held" in words(client.get(here))
    answer = client.post(here)
    assert answer.status_code == 403 and "once it was held" in words(answer)


def test_a_save_by_the_script_says_when_and_a_stale_one_writes_nothing(world):
    record, client = world.draft(), enter(world, "adviser")
    here = f"{HOME}{record.public_id}/write/"
    by_script = {"headers": {"accept": "application/json"}}
    first = client.post(here, boxes(record, **{"section-purpose": "Reading"}), **by_script)
    told = json.loads(first.content)
    assert told["version"] == record.version + 1 and told["words"].startswith("Saved ")
    stale = client.post(here, boxes(record, **{"section-purpose": "Maths"}), **by_script)
    assert stale.status_code == 422 and "Somebody else changed" in json.loads(stale.content)["words"]
    assert world.fresh(record).sections["purpose"] == "Reading"
    page = client.post(here, boxes(record, **{"section-purpose": "Maths"}))
    assert page.status_code == 422 and "Maths" in page.content.decode()


def test_a_pupils_name_is_pointed_out_when_saved_and_when_handed_in(world):
    record, client = world.draft(), enter(world, "adviser")
    told = boxes(record, **{"section-evidence": "A pupil called Zed Orange read well"})
    saved = client.post(f"{HOME}{record.public_id}/write/", told, follow=True)
    assert "reads like a pupil's name: pupil called Zed Orange" in words(saved).replace("\u2019", "'")
    here = f"{HOME}{record.public_id}/hand-in/"
    assert client.post(here, {}).status_code == 422
    assert client.post(here, {"confirmed": "on"}).status_code == 302
    assert world.fresh(record).state == "checking"


@pytest.mark.parametrize(
    ("then", "to"),
    [("hand in", "hand-in/"), ("agree", "agreed/new/"), ("", "write/"), ("//elsewhere", "write/")],
)
def test_a_draft_is_saved_and_leads_on_to_what_comes_next(world, then, to):
    record, client = world.draft(), enter(world, "adviser")
    here = f"{HOME}{record.public_id}/"
    done = client.post(f"{here}write/", boxes(record, **{"section-purpose": "Anew", "then": then}))
    assert done.url == f"{here}{to}" and world.fresh(record).sections["purpose"] == "Anew"


def test_what_a_draft_lacks_is_listed_before_it_is_handed_in_with_the_way_to_each_box(world):
    record, client = world.draft(progress=""), enter(world, "adviser")
    here = f"{HOME}{record.public_id}/"
    page = client.get(f"{here}hand-in/")
    assert_good_page(page)
    assert "Not everything is written yet." in words(page)
    assert [one.href for one in page.context["page"].links] == [f"{here}write/#id_progress"]
    assert 'id="id_progress"' in client.get(f"{here}write/").content.decode()
    whole = client.get(f"{HOME}{world.draft(world.visit(half='pm')).public_id}/hand-in/")
    assert whole.context["page"].links == () and "Not everything" not in words(whole)


def test_m5_07_a_heads_home_leads_to_the_part_to_write_until_it_is_written(world):
    visit = world.visit(on=timezone.localdate() + timedelta(days=3))
    here = f"{HOME}visits/{visit.public_id}/before/"
    head, chair = enter(world, "headteacher"), enter(world, "chair")
    assert here in head.get("/").content.decode() and here not in chair.get("/").content.decode()
    assert head.post(here, {"before-changed": "A new deputy", "version": 0}).status_code == 302
    assert here not in head.get("/").content.decode()


def test_the_schools_page_leads_a_head_to_the_answer_and_both_to_what_was_issued(world):
    waits, sent = world.with_head(), world.issued(world.draft(world.visit(half="pm")))
    here = f"{HOME}schools/{world.school.urn}/"
    head, chair = (enter(world, one).get(here).content.decode() for one in ("headteacher", "chair"))
    assert f"{HOME}{waits.public_id}/answer/" in head and waits.public_id not in chair
    assert f'href="{HOME}{sent.public_id}/"' in head and f'href="{HOME}{sent.public_id}/"' in chair


def test_m5_02_a_blank_attendance_item_is_refused_with_its_name(world):
    record, client = world.draft(items={"attendance": "", "equality": "None"}), enter(world, "adviser")
    answer = client.post(f"{HOME}{record.public_id}/hand-in/", {})
    assert answer.status_code == 422 and "Every record of this visit answers" in words(answer)


def test_the_check_stands_beside_the_text_and_its_author_may_not(world):
    record = world.checking()
    client = enter(world, "chief-adviser")
    here = f"{HOME}{record.public_id}/check/"
    page = client.get(here)
    assert_good_page(page)
    assert "Words on strengths." in words(page) and "It names no pupil" in words(page)
    marks = {f"mark-{key}": "3" for key in world.policy.rubric}
    assert client.post(here, marks | {"mark-confidentiality": "0"}).status_code == 422
    back = client.post(here, marks | {"mark-confidentiality": "0", "words": "Take the name out"}, follow=True)
    assert "goes back to its author" in words(back)
    for page in ("", "write/"):
        told = words(enter(world, "adviser").get(f"{HOME}{record.public_id}/{page}"))
        assert "Sent back: Take the name out" in told, page


def test_the_head_has_two_buttons_and_sees_nothing_before(world):
    record, client = world.checking(), enter(world, "headteacher")
    here = f"{HOME}{record.public_id}/"
    assert client.get(here).status_code == 404
    record = world.with_head(world.draft(world.visit(half="pm")))
    here = f"{HOME}{record.public_id}/answer/"
    page = client.get(here)
    assert_good_page(page)
    assert "It is accurate" in words(page) and "Something is not right" in words(page)
    assert client.post(here, {"answer": "wrong", "comment": " "}).status_code == 422
    done = client.post(here, {"answer": "accurate", "comment": "Fair"}, follow=True)
    assert "The record is locked" in words(done)
    assert world.fresh(record).content["head"].endswith("Fair")


def test_it_is_sent_and_read_by_the_chair_as_a_page_and_a_file(world):
    chair = enter(world, "chair")
    record = world.final()
    here = f"{HOME}{record.public_id}/"
    assert chair.get(here).status_code == 404
    sent = enter(world, "adviser").post(f"{here}send/", follow=True)
    assert "Issued to head and chair" in words(sent)
    assert_good_page(chair.get(here))
    word = chair.get(f"{here}as/word/")
    text = "\n".join(one.text for one in docx.Document(io.BytesIO(word.content)).paragraphs)
    assert "Words on strengths." in text and record.seal in text
    assert chair.get(f"{here}as/pdf/").content.startswith(b"%PDF")
    assert chair.get(f"{here}as/csv/").status_code == 404


@pytest.mark.parametrize("form", ["word", "pdf"])
def test_hostile_words_come_out_as_words(world, form):
    told = {
        "sections": dict(zip(world.policy.sections, HOSTILE, strict=False)),
        "category_words": HOSTILE[-1],
    }
    record = world.draft(**told)
    answer = enter(world, "adviser").get(f"{HOME}{record.public_id}/as/{form}/")
    assert answer.status_code == 200 and len(answer.content) > 1000


def test_a_restricted_note_is_in_no_record_and_opened_by_few(world):
    visit, adviser = world.visit(), enter(world, "adviser")
    adviser.post(f"{HOME}visits/{visit.public_id}/note/", {"words": "Secret42"})
    note = SafeguardingNote.objects.get()
    record = world.issued(world.draft(visit))
    here = f"{HOME}notes/{note.public_id}/"
    assert "Secret42" in words(adviser.get(here))
    assert "That you opened it is on record" in words(enter(world, "safeguarding").get(here))
    for role in ("chief-adviser", "headteacher", "chair", "quadrant-lead"):
        client = enter(world, role)
        assert client.get(here).status_code == 404, role
        assert "Secret42" not in words(client.get(f"{HOME}{record.public_id}/")), role
    assert "Secret42" not in str(record.content)


@pytest.mark.parametrize("number", [1, 30])
def test_these_pages_ask_few_questions(world, number, django_assert_max_num_queries):
    record = world.issued()
    RecordOfVisit.objects.bulk_create(
        RecordOfVisit(
            visit=world.visit(), author=record.author, begun_at=record.begun_at, saved_at=record.begun_at
        )
        for _ in range(number)
    )
    client = enter(world, "head-of-service")
    for page in (HOME, f"{HOME}late/", f"{HOME}on-time/", f"{HOME}boards/", f"{HOME}comments/"):
        client.get(page)
        with django_assert_max_num_queries(12):
            assert client.get(page).status_code == 200
    assert record.visit.on == ON


def test_the_visit_leads_to_its_record_and_before_it_to_what_is_to_be_written(world):
    visit, adviser = world.visit(), enter(world, "adviser")
    here = f"/diary/visits/{visit.public_id}/"
    assert "Begin the record" in words(adviser.get(here))
    record = world.draft(visit)
    assert f"{HOME}{record.public_id}/" in adviser.get(here).content.decode()
    assert f"{HOME}{record.public_id}/" not in enter(world, "headteacher").get(here).content.decode()

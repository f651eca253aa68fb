"""What devices ask and send, as answers: the key, may it be kept, a draft that counts once, the worker."""

import base64

import pytest
from tests.factories import make_school
from tests.pages.pages import assert_good_page, parse_page, shown_words
from tests.pages.people import make_person, sign_in
from tests.records_world import RecordsWorld

from headway.features.device_drafts.queries import who_of
from headway.features.records.models import RecordOfVisit

pytestmark = pytest.mark.django_db
KEY = "k" * 32


@pytest.fixture
def world(policies):
    return RecordsWorld(make_school(name="Teasel Primary School"))


def boxes(record, **more):
    """What the draft's form holds, with the key of a device."""
    told = {f"section-{key}": said for key, said in record.sections.items()}
    told |= {f"item-{key}": said for key, said in record.items.items()}
    names = ("progress", "category_view", "category_words", "version")
    return told | {name: getattr(record, name) for name in names} | {"key": KEY} | more


def here(record):
    return f"/records/{record.public_id}/device/"


def test_the_worker_is_a_script_for_the_whole_service_that_holds_nothing(client):
    answer = client.get("/records/device/worker.js")
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/javascript")
    assert answer["Service-Worker-Allowed"] == "/"
    assert b"headway-device" in answer.content


def test_the_key_is_told_to_whoever_is_signed_in_and_kept_by_no_cache(world, client):
    adviser, head = sign_in(world.person("adviser")), sign_in(world.person("headteacher"))
    told = adviser.get("/records/device/key/")
    assert len(base64.b64decode(told.json()["key"])) == 32 and told.json()["hours"] == 12
    assert told.json()["csrf"] and "no-store" in told["Cache-Control"]
    assert told.json()["key"] != head.get("/records/device/key/").json()["key"]
    assert client.get("/records/device/key/").status_code == 302


def test_a_draft_of_a_routine_visit_is_offered_and_a_concern_is_not_and_tells_no_key(world):
    client = sign_in(world.person("adviser"))
    told = client.get(here(world.draft())).json()
    assert told["may"] is True and told["version"] == 2 and told["key"]
    refused = client.get(here(world.draft(world.visit(half="pm", kind="concern")))).json()
    assert refused["may"] is False and "never kept" in refused["words"] and "key" not in refused


def test_a_draft_sent_twice_is_saved_once(world):
    record, client = world.draft(), sign_in(world.person("adviser"))
    sent = boxes(record, **{"section-purpose": "Reading"})
    first, second = client.post(here(record), sent), client.post(here(record), sent)
    assert first.json()["again"] is False and second.json()["again"] is True
    assert first.json()["version"] == second.json()["version"] == world.fresh(record).version
    assert world.fresh(record).sections["purpose"] == "Reading"


def test_what_somebody_else_saved_meanwhile_comes_back_with_its_version(world):
    record, client = world.draft(), sign_in(world.person("adviser"))
    client.post(here(record), boxes(record, **{"section-purpose": "Reading"}))
    answer = client.post(here(record), boxes(record, key="x" * 32, **{"section-purpose": "Maths"}))
    assert answer.status_code == 409 and answer.json()["now"]["section-purpose"] == "Reading"
    assert answer.json()["version"] == record.version + 1
    assert world.fresh(record).sections["purpose"] == "Reading"


def test_what_cannot_be_saved_is_refused_with_a_sentence(world):
    record, client = world.draft(), sign_in(world.person("adviser"))
    for change, status in (
        ({"key": "short"}, 422),
        ({"key": "k" * 65}, 422),
        ({"section-purpose": "x" * 9000}, 422),
        ({"who": "somebody else"}, 403),
    ):
        answer = client.post(here(record), boxes(record, **change))
        assert answer.status_code == status and answer.json()["words"], change
    assert world.fresh(record).version == record.version
    told = boxes(record, who=who_of(world.viewer("adviser")))
    assert client.post(here(record), told).status_code == 200


def test_a_pupils_name_is_pointed_out_and_the_page_is_no_longer_offered(world):
    record, client = world.draft(), sign_in(world.person("adviser"))
    told = boxes(record, **{"section-evidence": "A pupil called Zed Orange read well"})
    assert "Zed Orange" in client.post(here(record), told).json()["warning"]
    assert client.get(here(record)).json()["may"] is False


def test_another_adviser_and_a_head_reach_nothing_of_it(world):
    record = world.draft()
    for person in (make_person("adviser"), world.person("headteacher")):
        client = sign_in(person)
        assert client.get(here(record)).status_code == 404
        assert client.post(here(record), boxes(record)).status_code == 404
    RecordOfVisit.objects.filter(pk=record.pk).update(state="with-head")
    assert sign_in(world.person("adviser")).post(here(record), boxes(record)).status_code == 403


def test_the_page_of_this_device_says_what_is_kept_and_how_long(world):
    page = sign_in(world.person("adviser")).get("/records/device/")
    assert_good_page(page)
    assert "after 12 hours" in shown_words(parse_page(page))


def test_the_page_of_writing_has_the_choice_hidden_until_a_script_shows_it(world):
    record = world.draft()
    page = sign_in(world.person("adviser")).get(f"/records/{record.public_id}/write/")
    assert_good_page(page)
    text = page.content.decode()
    assert f'data-keep="/records/{record.public_id}/device/"' in text
    assert "never on one that others use" in text

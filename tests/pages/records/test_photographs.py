"""Photographs on a record's pages: taken with a telephone, shown to who reads the record, in its documents."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader
from tests.factories import make_school
from tests.gateways.pictures import HEIC, PHONE, bomb, planted_photograph
from tests.pages.pages import assert_good_page, parse_page, shown_words
from tests.pages.people import sign_in
from tests.records_world import RecordsWorld

from headway.features.photographs.models import Photograph

pytestmark = pytest.mark.django_db
HOME = "/records/"
SEEN = "A wall of words"


@pytest.fixture
def world(policies):
    return RecordsWorld(make_school(name="Teasel Primary School"))


def enter(world, role):
    """Their browser."""
    return sign_in(world.person(role))


def words(response) -> str:
    """What the page says."""
    return shown_words(parse_page(response))


def chosen(content: bytes, name: str = "IMG_0001.jpg") -> dict:
    """What the form sends."""
    return {"caption": SEEN, "photograph": SimpleUploadedFile(name, content, "image/jpeg")}


def test_a_telephone_takes_it_and_the_page_shows_it_with_its_caption(world):
    record, client = world.draft(), enter(world, "adviser")
    here = f"{HOME}{record.public_id}/photographs/new/"
    page = client.get(here)
    assert_good_page(page)
    box = next(one for one in parse_page(page).iter("input") if one.attrib.get("type") == "file")
    assert (box.attrib["accept"], box.attrib["capture"]) == ("image/*", "environment")
    assert "Do not photograph pupils" in words(page)
    shown = client.post(here, chosen(planted_photograph()), follow=True)
    assert_good_page(shown)
    assert "without place and time" in words(shown)
    (picture,) = (one for one in parse_page(shown).iter("img") if one.attrib.get("alt") == SEEN)
    sent = client.get(picture.attrib["src"])
    assert (sent["Content-Type"], sent["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert sent["Cache-Control"] == "private, no-store" and "inline" in sent["Content-Disposition"]
    assert sent.content.startswith(b"\xff\xd8") and PHONE.encode() not in sent.content


@pytest.mark.parametrize(
    ("content", "sentence"),
    (
        (b"Only words", "not a photograph, whatever its name says"),
        (b"", "The file chosen is empty"),
        (HEIC, "Most Compatible"),
        (bomb(), "million points"),
    ),
)
def test_what_is_not_what_it_claims_gets_a_clear_sentence_and_nothing_is_kept(world, content, sentence):
    record, client = world.draft(), enter(world, "adviser")
    answer = client.post(f"{HOME}{record.public_id}/photographs/new/", chosen(content))
    assert answer.status_code == 422 and sentence in words(answer)
    assert not Photograph.objects.exists()


def test_a_photograph_without_a_caption_is_asked_for_one(world):
    record, client = world.draft(), enter(world, "adviser")
    told = chosen(planted_photograph()) | {"caption": ""}
    answer = client.post(f"{HOME}{record.public_id}/photographs/new/", told)
    assert answer.status_code == 422 and "for people who cannot see it" in words(answer)


def test_only_who_reads_the_record_sees_it(world):
    record = world.draft()
    made = world.photograph(record)
    here = f"{HOME}{record.public_id}/photographs/{made.public_id}/"
    head, stranger = enter(world, "headteacher"), sign_in(RecordsWorld(make_school()).person("headteacher"))
    assert head.get(here).status_code == 404
    world.issued(record)
    assert head.get(here).status_code == 200 and stranger.get(here).status_code == 404
    page = head.get(f"{HOME}{record.public_id}/")
    assert_good_page(page)
    assert SEEN in words(page) and "Take photograph" not in words(page)


def test_a_photograph_of_one_record_is_not_opened_by_another(world):
    record, other = world.draft(), world.draft(world.visit(half="pm"))
    made = world.photograph(record)
    client = enter(world, "adviser")
    assert client.get(f"{HOME}{other.public_id}/photographs/{made.public_id}/").status_code == 404
    assert client.post(f"{HOME}{other.public_id}/photographs/{made.public_id}/out/").status_code == 404


def test_checker_and_head_see_it_beside_the_text(world):
    record = world.draft()
    world.photograph(record)
    record = world.checking(record)
    assert SEEN in words(enter(world, "chief-adviser").get(f"{HOME}{record.public_id}/check/"))
    marks = {f"mark-{key}": "3" for key in world.policy.rubric}
    enter(world, "chief-adviser").post(f"{HOME}{record.public_id}/check/", marks)
    assert SEEN in words(enter(world, "headteacher").get(f"{HOME}{record.public_id}/answer/"))


def test_taken_out_it_is_gone(world):
    record, client = world.draft(), enter(world, "adviser")
    made = world.photograph(record)
    here = f"{HOME}{record.public_id}/"
    assert "Take photograph 1 out" in words(client.get(here))
    gone = client.post(f"{here}photographs/{made.public_id}/out/", follow=True)
    assert "no longer kept" in words(gone) and SEEN not in words(gone)


def test_twelve_take_no_more_questions_than_one(world, django_assert_max_num_queries):
    record, client = world.draft(), enter(world, "adviser")
    world.photograph(record)
    here = f"{HOME}{record.public_id}/"
    client.get(here)
    with django_assert_max_num_queries(30) as first:
        client.get(here)
    for number in range(1, 12):
        world.photograph(record, planted_photograph((400, 300 + number)))
    with django_assert_max_num_queries(len(first)):
        client.get(here)


def test_word_and_pdf_hold_it_with_its_caption(world):
    record = world.draft()
    made = world.photograph(record)
    record, client = world.issued(record), enter(world, "headteacher")
    word = client.get(f"{HOME}{record.public_id}/as/word/").content
    with zipfile.ZipFile(io.BytesIO(word)) as parts:
        (inside,) = (name for name in parts.namelist() if name.startswith("word/media/"))
        assert (
            parts.read(inside)
            == client.get(f"{HOME}{record.public_id}/photographs/{made.public_id}/").content
        )
        assert f'descr="{SEEN}"' in parts.read("word/document.xml").decode()
    pdf = client.get(f"{HOME}{record.public_id}/as/pdf/").content
    pages = PdfReader(io.BytesIO(pdf)).pages
    assert sum(len(page.images) for page in pages) == 1 and PHONE.encode() not in pdf
    assert SEEN in " ".join(page.extract_text() for page in pages)


def test_a_photograph_the_data_folder_lost_is_said_to_be_lost(world):
    record = world.draft()
    made = world.photograph(record)
    record, client = world.issued(record), enter(world, "headteacher")
    made.file.sha256, record.content["photographs"][0][1] = "0" * 64, "0" * 64
    made.file.save()
    record.save(update_fields=["content"])
    assert client.get(f"{HOME}{record.public_id}/photographs/{made.public_id}/").status_code == 404
    pdf = client.get(f"{HOME}{record.public_id}/as/pdf/").content
    said = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    assert f"This photograph is lost: {SEEN}" in said

"""Help: every word of the glossary, found by typing, and said on the pages that use it."""

import re
from pathlib import Path

import pytest
from tests.factories import make_school
from tests.pages.pages import assert_good_page, shown_words

from headway.kit.glossary import FILE, chapters, term
from headway.pages.places import PLACES

PAGES = Path(__file__).resolve().parents[3] / "src" / "headway" / "pages"
USED = re.compile(r"{% words_here ([^%]+) %}")


def says(client, path):
    return shown_words(assert_good_page(client.get(path)))


def test_help_holds_every_word_of_the_field_and_the_keys(client_as):
    said = says(client_as("headteacher"), "/help/")
    for chapter in chapters():
        assert all(one.words in said for one in chapter.terms)
    assert "goes to the search from any page" in said
    assert len([one for chapter in chapters() for one in chapter.terms]) > 80


def test_a_word_is_found_by_what_it_means(client_as):
    said = says(client_as("adviser"), "/help/?q=three hours")
    assert "half-day" in said
    assert "moderation" not in said


@pytest.mark.parametrize("typed", ["zzzz", "<script>alert(1)</script>", "%00"])
def test_no_word_says_so(client_as, typed):
    answer = client_as("adviser").get("/help/", {"q": typed})
    assert "No word holds" in shown_words(assert_good_page(answer))
    assert "<script>alert" not in answer.content.decode()


def test_every_word_a_page_explains_is_in_the_glossary_and_most_places_explain_some():
    named = [
        words
        for template in PAGES.rglob("*.html")
        for call in USED.findall(template.read_text(encoding="utf-8"))
        for words in re.findall(r'"([^"]+)"', call)
    ]
    assert all(term(words).meaning for words in named)
    assert len({words.casefold() for words in named}) > 25


def test_a_word_that_is_in_no_glossary_is_a_mistake():
    with pytest.raises(KeyError):
        term("no such word")


def test_a_page_says_its_words_as_the_glossary_does(client_as):
    said = says(client_as("head-of-service"), "/days/")
    assert "Words on this page" in said
    assert term("half-day").plain in said
    assert term("half-day").plain in FILE.read_text(encoding="utf-8")


WORDS = "Words on this page"
# Who opens a place that the head of service does not.
OPENED_BY = {"Access": "admin", "Policies": "data-officer"}
EXCUSED: dict[str, str] = {}
EXCUSED_AREAS = {
    "help": "it is every word itself",
    "components": "it shows components to who builds pages, and no word of the field is first met there",
    "search": "its hits are names, and each hit's page explains its own words",
}


def explained(page):
    """The words that a page explains, as it shows them."""
    lists = [part for part in page.iter("details") if "app-words" in part.attrib.get("class", "")]
    return [word.text for part in lists for word in part.iter("dt")]


@pytest.mark.parametrize("place", PLACES, ids=lambda one: one.label)
def test_each_place_explains_a_word_on_its_main_page(client_as, place):
    client = client_as(OPENED_BY.get(place.label, "head-of-service"))
    shown = explained(assert_good_page(client.get(place.path)))
    if place.label in EXCUSED:
        assert shown == [], f"{place.label} is excused no longer"
        return
    assert shown, f"{place.label} explains no word"
    assert all(term(words).meaning for words in shown)


@pytest.mark.parametrize("role", ["adviser", "headteacher", "member", "business-support", "admin", "hr"])
def test_each_home_page_explains_the_words_of_its_own_sections(client_as, role):
    assert explained(assert_good_page(client_as(role, make_school()).get("/")))


def test_each_area_explains_words_somewhere_or_says_why_not():
    areas = {one.relative_to(PAGES).parts[0] for one in PAGES.rglob("*.html")}
    explaining = {
        one.relative_to(PAGES).parts[0]
        for one in PAGES.rglob("*.html")
        if "words_here" in one.read_text(encoding="utf-8") or "words_of" in one.read_text(encoding="utf-8")
    }
    assert areas - explaining == set(EXCUSED_AREAS)
    assert all(EXCUSED_AREAS.values())


def test_a_page_without_words_would_be_seen(client_as):
    """Control: the search explains none."""
    assert explained(assert_good_page(client_as("adviser").get("/search/"))) == []

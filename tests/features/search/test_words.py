"""Words made plain, and how well typed words fit what a thing is called."""

import pytest

from headway.features.search.words import LONGEST_TYPED, fit, grams_of, plain_words, telling_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("St Mary’s C of E Primary", ["st", "marys", "c", "of", "e", "primary"]),
        ("Saint Mary's", ["st", "marys"]),
        ("Élan & Co.", ["elan", "and", "co"]),
        ("AB1  2CD", ["ab1", "2cd"]),
        ("'); drop table", ["drop", "table"]),
        ("\ud800💥", []),
    ],
)
def test_words_lose_case_accents_and_signs(text, words):
    assert plain_words(text) == words


def test_the_beginning_of_a_word_is_a_trigram_of_its_own():
    assert grams_of("elm") == {" el", "elm"}
    assert grams_of("el") == {" el"}
    assert grams_of("el") <= grams_of("elmwood")


def test_common_words_tell_nothing_beside_others():
    assert telling_words("elm primary scho") == ["elm"]
    assert telling_words("primary school") == ["primary", "school"]
    assert telling_words("e") == []


def test_no_more_is_read_than_a_name_is_long():
    assert len(" ".join(telling_words("abcdefghi " * 10_000))) <= LONGEST_TYPED


@pytest.mark.parametrize(
    ("typed", "better", "worse"),
    [
        ("elm", "elm primary school", "elmwood primary school"),
        ("elmw", "elmwood primary school", "elm primary school"),
        ("elmwod", "elmwood primary school", "oakwood primary school"),
        ("norhtgate", "northgate infant school", "southgate infant school"),
        ("st mary", "st marys school", "st martins school"),
    ],
)
def test_what_is_meant_fits_better(typed, better, worse):
    assert fit(telling_words(typed), better.split()) > fit(telling_words(typed), worse.split())


def test_a_whole_name_fits_wholly_and_nothing_fits_not_at_all():
    assert fit(["elm"], ["elm"]) == 1.0
    assert fit([], ["elm"]) == 0.0
    assert fit(["elm"], []) == 0.0
    assert fit(["zzz"], ["elm"]) == 0.0

"""The layout of a record's document: its words and parts, what it cannot do without, and what a template could try."""

import pytest
from tests.rules.policies import load_policy

from headway.rules.policyfile import PolicyFault
from headway.rules.record_layout import FIELDS, PARTS, filled_in, read_record_layout

FILE = load_policy("current/record_document")
KNOWN = dict.fromkeys(FIELDS, "x")


def read(**changed):
    return read_record_layout(FILE | changed)


def test_the_layout_of_today_has_every_part_once_in_its_order():
    layout = read()
    assert tuple(layout.parts) == PARTS and layout.parts["agreed"] == "Agreed at this visit"
    assert (
        filled_in(layout.title, KNOWN | {"place": "Oak", "day": "1 May 2026"})
        == "Record of visit: Oak, 1 May 2026"
    )


def test_parts_stand_in_the_order_of_the_file():
    turned = read(
        parts=[row | ({} if row.get("title") else {"title": "T"}) for row in reversed(FILE["parts"])]
    )
    assert tuple(turned.parts) == PARTS[::-1] and turned.parts["items"] == "T"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    (
        ({"title": "Record of visit: {place}"}, "title: The field “day” is missing"),
        ({"opening": "Version {number}."}, "opening: The field “author” is missing"),
        ({"letterhead": "Our county"}, "letterhead: The field “authority” is missing"),
        ({"closing": "Ask {adviser}."}, "closing: It names the field “adviser”, which there is not"),
        ({"parts": FILE["parts"][1:]}, "The part “carried” is missing"),
        ({"parts": [*FILE["parts"], FILE["parts"][0]]}, "stands twice"),
        ({"parts": [{"part": "notes", "title": "Notes"}]}, "is not known here"),
        ({"parts": [{"part": "agreed"}]}, "title: This key is missing"),
        ({"parts": [{"part": "agreed", "title": "{place}"}]}, "takes no field"),
    ),
)
def test_a_missing_or_unknown_field_is_named(changed, sentence):
    with pytest.raises(PolicyFault) as fault:
        read(**changed)
    assert sentence in str(fault.value)


@pytest.mark.parametrize(
    "attack",
    (
        "{place.__class__}",
        "{place[0]}",
        "{place!r}",
        "{place:>99999999}",
        "{0}",
        "{}",
        "{{place}}",
        "{{ place.__class__.__mro__ }}",
        "{% for x in ().__class__.__base__.__subclasses__() %}",
        "{ place }",
        "place}",
        "{place",
    ),
)
def test_nothing_but_a_field_is_taken(attack):
    with pytest.raises(PolicyFault):
        read(closing=f"Ask {attack}")


@pytest.mark.control
def test_the_same_words_with_a_proper_field_are_taken():
    assert read(closing="Ask {place}").closing == "Ask {place}"


def test_what_is_filled_in_is_not_read_again():
    assert filled_in("{place}, {day}", KNOWN | {"place": "{day}{author.__class__}", "day": "today"}) == (
        "{day}{author.__class__}, today"
    )

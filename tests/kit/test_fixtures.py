"""The house's components are those of GOV.UK: held against the examples the frontend package brings along.

Trees are compared, not texts: tags, attributes, classes and words, whatever the order of attributes and the white space.
"""

import json
import re
from functools import cache
from pathlib import Path

import html5lib
import pytest
from markupsafe import Markup

from headway.kit import components
from headway.kit.components import render_component
from tests.kit.gallery import pages, state_pages

ROOT = Path(__file__).resolve().parents[2]
COMPONENTS = ROOT / "node_modules" / "govuk-frontend" / "dist" / "govuk" / "components"
# What the kit renders by the package's own macros.
RENDERED = (
    "checkboxes", "error-message", "fieldset", "file-upload", "hint", "input", "label", "radios", "select", "textarea",
    "warning-text",
)  # fmt: skip
# Classes that only say how a text looks, whatever it stands on.
STYLES = (
    "govuk-!",
    "govuk-heading",
    "govuk-body",
    "govuk-link",
    "govuk-visually-hidden",
    "govuk-grid",
    "govuk-list",
)
# Where the house differs, and why.
LINK = "a link that looks like a button says that it is a link"
NO_REVEAL = "no box of a filter opens another"
INTENDED = {
    "govuk-button without data-module": f"{LINK}, and a refused button does nothing",
    "govuk-button--secondary on <a>": LINK,
    "govuk-button--secondary without data-module": LINK,
    "govuk-button--secondary without type": LINK,
    "govuk-button--warning without data-module": LINK,
    "govuk-checkboxes without data-module": NO_REVEAL,
    "govuk-checkboxes--small without data-module": NO_REVEAL,
}
NAMES = sorted(path.parent.name for path in COMPONENTS.glob("*/fixtures.json"))


def fixtures(component):
    """Name, options and HTML of each example of a component."""
    found = json.loads((COMPONENTS / component / "fixtures.json").read_text(encoding="utf-8"))
    return [(one["name"], one["options"], one["html"]) for one in found["fixtures"]]


def tree(html):
    """The HTML as nested tuples: tag, attributes, and what is in it."""
    return tuple(
        _node(one) for one in html5lib.parseFragment(html, namespaceHTMLElements=False, treebuilder="etree")
    )


def _node(element):
    attributes = {name: _value(name, value) for name, value in element.attrib.items()}
    inside = [_words(element.text)]
    for one in element:
        inside += [_node(one), _words(one.tail)]
    return element.tag, tuple(sorted(attributes.items())), tuple(part for part in inside if part)


def _value(name, value):
    return " ".join(sorted(value.split())) if name == "class" else re.sub(r"\s+", " ", value).strip()


def _words(text):
    return re.sub(r"\s+", " ", text or "").strip()


def trusted(options):
    """Options whose names end in html are the package's own HTML."""
    if isinstance(options, dict):
        return {
            name: Markup(value)
            if isinstance(value, str) and name.lower().endswith("html")
            else trusted(value)
            for name, value in options.items()
        }
    return [trusted(one) for one in options] if isinstance(options, list) else options


def differing(component):
    """The examples in which our component is another tree than the package's."""
    return [
        name
        for name, options, html in fixtures(component)
        if tree(render_component(component, trusted(options))) != tree(html)
    ]


@pytest.mark.parametrize("component", RENDERED)
def test_a_component_is_what_its_package_says_in_every_example(component):
    assert len(fixtures(component)) >= 3
    assert differing(component) == []


def test_a_component_without_its_error_wiring_would_be_seen(monkeypatch):
    plain = components.render_component
    monkeypatch.setattr(
        f"{__name__}.render_component",
        lambda component, options: plain(component, options).replace(" govuk-input--error", ""),
    )
    assert differing("input") != []


def parts(html):
    """Class of the package to every element that has it, with the classes of all that is around it."""
    document = html5lib.parse(html, namespaceHTMLElements=False, treebuilder="etree")
    found = {}

    def walk(element, around):
        given = element.attrib.get("class", "").split()
        classes = {one for one in given if one.startswith("govuk-") and not one.startswith(STYLES)}
        for one in classes:
            found.setdefault(one, []).append((element, around | classes))
        for inner in element:
            walk(inner, around | classes)

    walk(document, frozenset())
    return found


@cache
def learned():
    """What the package's examples show of each class: the tags it stands on, and the attributes it never goes without."""
    tags, always = {}, {}
    examples = (html for component in NAMES for _, _, html in fixtures(component))
    met = ((name, element) for html in examples for name, held in parts(html).items() for element, _ in held)
    for name, element in met:
        held = set(element.attrib) - {"class", "id"}
        tags.setdefault(name, set()).add(element.tag)
        always[name] = always.get(name, held) & held
    return tags, always


def strange(html):
    """Classes of the package that stand where none of its examples has them, in words."""
    tags, always = learned()
    found = set()
    for name, met in parts(html).items():
        block = name.partition("__")[0]
        for element, around in met:
            if "__" in name and block not in around:
                found.add(f"{name} outside of {block}")
            if name in tags and element.tag not in tags[name]:
                found.add(f"{name} on <{element.tag}>")
            missing = always.get(name, set()) - set(element.attrib)
            found |= {f"{name} without {one}" for one in missing}
    return found - set(INTENDED)


PAGES = pages() | state_pages()


@pytest.mark.parametrize("name", sorted(PAGES))
def test_what_the_house_writes_itself_stands_as_the_package_has_it(name):
    assert strange(PAGES[name]) == set()


def test_every_intended_difference_is_still_there():
    everything = "".join(PAGES.values())
    found = INTENDED.copy()
    INTENDED.clear()
    try:
        assert set(found) <= strange(everything)
    finally:
        INTENDED.update(found)


@pytest.mark.parametrize(
    ("planted", "seen"),
    [
        ('<p class="govuk-error-summary__title">There is a problem</p>', "outside of govuk-error-summary"),
        ('<div class="govuk-button">Save</div>', "govuk-button on <div>"),
        (
            '<table class="govuk-table"><td class="govuk-table__header">x</td></table>',
            "govuk-table__header on <td>",
        ),
        ('<div class="govuk-error-summary"></div>', "govuk-error-summary without data-module"),
    ],
)
def test_a_planted_part_out_of_place_is_seen(planted, seen):
    assert any(seen in words for words in strange(planted))

"""What every HTML page must be: `assert_good_page(response)`."""

import re
from collections import Counter
from xml.etree.ElementTree import Element

import html5lib
from django.http import HttpResponse

SERVICE = "Headway"
# Sentences of the framework and of the sign-in library that none of our pages may say.
NOT_OURS = (
    "This field is required",
    "Enter a valid",
    "Select a valid choice",
    "Ensure this value",
    "Please correct",
    "Successfully signed in",
    "You have signed out",
    "Incorrect code",
    "two-factor authentication",
    "Two-Factor",
)
ISO_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


def parse_page(response: HttpResponse) -> Element:
    """The document of a response; fails with the place where it is not HTML5."""
    assert response.headers["Content-Type"].startswith("text/html"), response.headers["Content-Type"]
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(response.content.decode())


def words_of(element: Element) -> str:
    """Its text with single spaces."""
    return " ".join("".join(element.itertext()).split())


def shown_words(document: Element) -> str:
    """The words a person reads on the page: no script, style or attribute."""
    body = document.find("body")
    for parent in list(body.iter()):
        for child in [c for c in parent if c.tag in ("script", "style")]:
            parent.remove(child)
    return " ".join(" ".join(body.itertext()).split())


def assert_good_page(response: HttpResponse) -> Element:
    """HTML5 (strictly parsed), lang, one h1, title = h1 – service, unique ids, a skip link that leads somewhere,
    a name for every button and box, none of the framework's own sentences, dates in words. Returns the document."""
    document = parse_page(response)
    assert document.attrib.get("lang", "").startswith("en"), "the page names no language"
    ids = Counter(e.attrib["id"] for e in document.iter() if "id" in e.attrib)
    assert [name for name, times in ids.items() if times > 1] == [], "ids stand twice"
    _assert_heading_and_title(document)
    skips = [a for a in document.iter("a") if a.attrib.get("href") == "#main-content"]
    assert len(skips) == 1 and "main-content" in ids, "no skip link to the main content"
    _assert_fields_have_labels(document, set(ids))
    words = shown_words(document)
    assert [said for said in NOT_OURS if said in words] == [], "the framework speaks"
    assert ISO_DATE.findall(words) == [], "a date is not in words"
    return document


def _assert_heading_and_title(document: Element) -> None:
    headings = list(document.iter("h1"))
    assert len(headings) == 1, f"{len(headings)} h1"
    caption = "".join(words_of(e) for e in headings[0] if "caption" in e.attrib.get("class", ""))
    heading = words_of(headings[0]).removeprefix(caption).strip()
    title = words_of(document.find("head/title")).removeprefix("Error: ")
    assert title == f"{heading} – {SERVICE}", f"title “{title}”, heading “{heading}”"


def _assert_fields_have_labels(document: Element, ids: set[str]) -> None:
    labelled = {e.attrib.get("for") for e in document.iter("label")}
    assert labelled <= ids, f"labels for nothing: {labelled - ids}"
    boxes = [e for tag in ("input", "select", "textarea") for e in document.iter(tag)]
    shown = [e for e in boxes if e.attrib.get("type") not in ("hidden", "submit")]
    nameless = [
        e.attrib for e in shown if e.attrib.get("id") not in labelled and "aria-label" not in e.attrib
    ]
    assert nameless == [], "boxes without a label"

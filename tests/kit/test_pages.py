"""Layout, pages of faults, stale saves and confirmations, as HTML."""

import re

import html5lib
import pytest

from headway.kit.figures import NavigationItem
from tests.kit.gallery import confirm_page, message, pages, render_page, stale_page

NAMES = ["gallery", "errors", "stale", "confirm", "403", "404", "500", "csrf"]


@pytest.fixture(scope="module")
def html_pages() -> dict[str, str]:
    return pages()


def parsed(html: str):
    return html5lib.parse(html, namespaceHTMLElements=False)


def words_of(element) -> str:
    return " ".join("".join(element.itertext()).split())


@pytest.mark.parametrize("name", NAMES)
def test_every_page_is_sound_html(html_pages: dict[str, str], name: str) -> None:
    html = html_pages[name]
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree = parser.parse(html)
    headings, ids = list(tree.iter("h1")), [e.get("id") for e in tree.iter() if e.get("id")]
    assert tree.get("lang") == "en-GB"
    assert len(headings) == 1
    assert len(ids) == len(set(ids))
    assert (
        len(list(tree.iter("footer"))) == len(list(tree.iter("main"))) == len(list(tree.iter("header"))) == 1
    )
    assert next(tree.iter("a")).get("href") == "#main-content" in html
    heading = words_of(headings[0]).removeprefix("Autumn term 2026 ")
    prefix = "Error: " if name == "errors" else ""
    assert words_of(next(tree.iter("title"))) == f"{prefix}{heading} – Headway"


@pytest.mark.parametrize("name", NAMES)
def test_no_page_holds_inline_script_style_or_handlers(html_pages: dict[str, str], name: str) -> None:
    tree = parsed(html_pages[name])
    for element in tree.iter():
        assert element.get("style") is None
        assert not [name for name, _ in element.items() if name.startswith("on")]
    for script in tree.iter("script"):
        assert script.get("src") and not (script.text or "").strip() and script.get("nonce") == "bm9uY2U"
    assert [e.get("nonce") for e in tree.iter("style")] == ["bm9uY2U"]


@pytest.mark.parametrize("name", NAMES)
def test_no_page_shows_a_crown_a_machine_s_date_or_the_template_s_own_signs(
    html_pages: dict[str, str], name: str
) -> None:
    html = html_pages[name]
    assert "crown" not in html.lower() and "GOV.UK" not in html
    assert not re.search(r"\d{4}-\d\d-\d\d", html)
    assert "None" not in html
    assert not re.search(r"{#|#}|{%|%}|{{|}}", html)


def test_the_header_names_the_authority_then_headway_and_the_person() -> None:
    header = words_of(next(parsed(render_page("kit/404.html")).iter("header")))
    assert header.startswith("Southfield County Council Headway")
    assert "Head of service 1, Head of service Sign out" in header
    assert "Demonstration The authority, its schools and its people are invented." in header


def test_sign_out_is_a_post() -> None:
    forms = list(parsed(render_page("kit/404.html")).iter("form"))
    out = next(f for f in forms if f.get("action") == "/sign-out/")
    assert out.get("method") == "post"
    assert [e.get("name") for e in out.iter("input")] == ["csrfmiddlewaretoken"]


def test_the_present_place_is_marked_and_links_are_only_words() -> None:
    items = [NavigationItem("<b>Home</b>", "/", current=True), NavigationItem("Plans", "/plans/")]
    html = render_page("kit/404.html", navigation=items, navigation_more=[])
    nav = next(parsed(html).iter("nav"))
    assert [(e.text, e.get("aria-current")) for e in nav.iter("a")] == [
        ("<b>Home</b>", "true"),
        ("Plans", None),
    ]
    assert [words_of(e) for e in nav.iter("summary")] == ["Menu: <b>Home</b>"]


def test_the_present_place_under_more_is_marked_on_more_itself_too() -> None:
    items = [NavigationItem("Home", "/"), NavigationItem("Plans", "/plans/")]
    more = [NavigationItem("Data", "/data/", current=True), NavigationItem("Access", "/access/")]
    nav = next(parsed(render_page("kit/404.html", navigation=items, navigation_more=more)).iter("nav"))
    assert [e.text for e in nav.iter("a") if e.get("aria-current")] == ["Data"]
    assert [words_of(e) for e in nav.iter("summary")] == ["Menu: Data", "More: Data"]


def test_a_stranger_sees_no_navigation_no_search_and_no_sign_out() -> None:
    tree = parsed(render_page("kit/404.html", navigation=[], signed_in=None, search_href=""))
    assert not list(tree.iter("nav")) and not list(tree.iter("form"))


def test_a_page_stands_even_where_the_site_hands_it_nothing() -> None:
    empty = dict.fromkeys(("installation", "navigation", "signed_in", "search_href", "csp_nonce"))
    tree = parsed(render_page("kit/500.html", **empty))
    assert words_of(next(tree.iter("title"))) == "Something of ours went wrong – Headway"


def test_messages_stand_above_the_heading() -> None:
    html = render_page("kit/404.html", messages=[message("Saved <b>", "success"), message("Look", "warning")])
    assert html.index("Saved &lt;b&gt;") < html.index("<h1")
    assert [words_of(e) for e in parsed(html).iter("h2")] == ["Done", "Important"]


def test_sources_stand_in_the_foot_with_their_licence(html_pages: dict[str, str]) -> None:
    foot = words_of(next(parsed(html_pages["gallery"]).iter("footer")))
    assert "Get Information about Schools, Department for Education, 3 March 2026" in foot
    assert "Open Government Licence v3.0" in foot


def test_a_refusal_shows_the_sentence_of_the_verdict() -> None:
    reason = "Only the head of service may publish a year plan."
    assert reason in words_of(parsed(render_page("kit/403.html", reason=reason)))


def test_what_is_not_there_is_the_same_page_whatever_was_asked() -> None:
    assert render_page("kit/404.html") == render_page(
        "kit/404.html", request_path="/schools/1/", exception="School 1"
    )


def test_a_late_save_shows_both_texts_and_loses_nothing_typed() -> None:
    tree = parsed(render_page("kit/stale.html", page=stale_page()))
    assert [e.text for e in tree.iter("textarea")] == ["Reading has moved on a long way."]
    assert "Reading has moved on. See the books." in words_of(tree).replace("on.See", "on. See")
    form = next(f for f in tree.iter("form") if f.get("action") == "/save/")
    hidden = {e.get("name"): e.get("value") for e in form.iter("input")}
    assert hidden["version"] == "4" and hidden["title"] == "Autumn visit"


def test_a_confirmation_says_what_follows_and_posts_what_it_was_given() -> None:
    tree = parsed(render_page("kit/confirm.html", page=confirm_page()))
    form = next(f for f in tree.iter("form") if f.get("action") == "/plan/publish/")
    assert form.get("method") == "post"
    assert {e.get("name"): e.get("value") for e in form.iter("input")}["version"] == "3"
    assert "561 letters are prepared." in words_of(tree)

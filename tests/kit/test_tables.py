"""Dense tables."""

import html5lib
import pytest
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from headway.kit.tables import Cell, Column, Row, Table, cell_html, plain_table, tag_html
from tests.kit.gallery import list_query, school_table


def parsed(table: Table):
    return html5lib.parse(render_to_string("kit/table.html", {"table": table}), namespaceHTMLElements=False)


def test_the_order_in_force_is_said_and_every_sortable_head_leads_to_its_order() -> None:
    heads = list(parsed(school_table(list_query("sort=-days&phase=P"))).iter("th"))[:5]
    assert [h.get("aria-sort") for h in heads] == ["none", "none", None, "descending", None]
    links = [h.find("a").get("href") if h.find("a") is not None else "" for h in heads]
    assert links == [
        "/schools/?phase=P",
        "/schools/?phase=P&sort=phase",
        "",
        "/schools/?phase=P&sort=days",
        "",
    ]


def test_rows_scroll_in_a_named_region_that_takes_the_focus() -> None:
    region = next(e for e in parsed(school_table(list_query(""))).iter("div") if e.get("role") == "region")
    assert (region.get("tabindex"), region.get("aria-label")) == ("0", "Schools of the authority")


def test_the_filter_form_carries_the_order_along_and_starts_at_the_first_page() -> None:
    form = next(parsed(school_table(list_query("sort=-days&page=3&phase=P"))).iter("form"))
    hidden = [(e.get("name"), e.get("value")) for e in form.iter("input") if e.get("type") == "hidden"]
    chosen = [e.get("value") for e in form.iter("option") if e.get("selected") is not None]
    assert form.get("method") == "get" and hidden == [("sort", "-days")] and chosen == ["P"]


def test_every_filter_has_its_label() -> None:
    tree = parsed(school_table(list_query("")))
    labelled = {e.get("for") for e in tree.iter("label")}
    boxes = [e for kind in ("input", "select") for e in tree.iter(kind) if e.get("type") != "hidden"]
    assert boxes and {e.get("id") for e in boxes} == labelled


def test_each_row_has_one_heading_and_numbers_stand_to_the_right() -> None:
    assert cell_html("Ash Lane", numeric=False, is_header=True) == (
        '<th scope="row" class="govuk-table__header">Ash Lane</th>'
    )
    assert 'govuk-table__cell--numeric">1,204</td>' in cell_html(1204, numeric=True, is_header=False)


def test_a_number_that_is_a_name_keeps_its_digits_together() -> None:
    assert ">100123</td>" in cell_html(100123, numeric=False, is_header=False)


def test_missing_is_said_and_nought_is_a_number() -> None:
    assert '<span class="app-missing">not known</span>' in cell_html(None, numeric=True, is_header=False)
    published = Cell(None, missing="not published")
    assert "not published" in cell_html(published, numeric=True, is_header=False)
    assert ">0</td>" in cell_html(0, numeric=True, is_header=False)


def test_words_are_only_words_wherever_they_stand() -> None:
    evil = "<script>alert('x')</script>"
    html = cell_html(Cell(evil, href=f'"><{evil}', note=evil), numeric=False, is_header=False)
    html += tag_html(evil, "red") + cell_html(evil, numeric=False, is_header=True)
    assert "<script" not in html
    assert html.count("&lt;script&gt;") == 5


def test_what_the_kit_itself_made_is_kept() -> None:
    assert "<em>so</em>" in cell_html(Cell(mark_safe("<em>so</em>")), numeric=False, is_header=False)


def test_every_status_has_a_word_and_a_shape_and_an_unknown_colour_has_neither() -> None:
    assert "■" in tag_html("Late", "red") and "Late" in tag_html("Late", "red")
    with pytest.raises(KeyError):
        tag_html("Late", "beige")


def test_an_empty_list_says_what_will_be_here() -> None:
    text = "".join(parsed(school_table(list_query(""), count=0, total=0)).itertext())
    assert "No school is known yet. Load the register to start." in text
    assert "Download" not in text


def test_an_empty_list_under_filters_says_how_to_see_the_rest() -> None:
    tree = parsed(school_table(list_query("phase=S"), count=0, total=0))
    text = " ".join("".join(tree.itertext()).split())
    assert "Nothing matches these filters. Clear all filters to see the whole list." in text


def test_a_row_of_the_wrong_length_is_refused() -> None:
    table = Table("Visits", (Column("Day"), Column("School")), (Row(("3 March 2026",)),))
    with pytest.raises(ValueError, match='A row of the table "Visits" has 1 cells for 2 columns'):
        _ = table.body


def test_a_plain_table_has_no_filters_pages_or_sorting() -> None:
    tree = parsed(
        plain_table("Terms", ["Term", Column("Weight", numeric=True)], [["Travel", 3], ["Change", None]])
    )
    assert [e.text for e in tree.iter("th")] == ["Term", "Weight", "Travel", "Change"]
    assert not list(tree.iter("form")) and not list(tree.iter("nav"))

"""The council's colour."""

import pytest

from headway.kit.colours import DEFAULT_BRAND_COLOUR, brand_css, brand_fault, contrast_ratio, tint


def test_contrast_is_what_wcag_says_it_is() -> None:
    assert contrast_ratio("#000000", "#ffffff") == pytest.approx(21)
    assert contrast_ratio("#ffffff", "#ffffff") == pytest.approx(1)
    assert contrast_ratio("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_a_dark_colour_is_taken() -> None:
    assert brand_fault("#1d4f60") is None
    assert brand_css("#1d4f60").startswith(":root{--govuk-brand-colour:#1d4f60;")


def test_a_pale_colour_is_refused_with_its_contrast() -> None:
    assert brand_fault("#ffdd00") == (
        "The brand colour #ffdd00 has a contrast of 1.3 to 1 with white. Choose a darker one: text needs 4.5 to 1."
    )


@pytest.mark.parametrize("colour", ["", "teal", "#12", "#1d4f60;}body{display:none", "1d4f60"])
def test_what_is_no_colour_is_refused_and_never_reaches_the_page(colour: str) -> None:
    assert "six digits" in (brand_fault(colour) or "")
    assert brand_css(colour) == brand_css(DEFAULT_BRAND_COLOUR)


def test_a_tint_lies_between_the_colour_and_white() -> None:
    assert tint("#000000", 0) == "#ffffff"
    assert tint("#1d4f60", 1) == "#1d4f60"
    assert tint("#000000", 0.5) == "#808080"

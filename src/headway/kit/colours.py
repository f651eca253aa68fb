"""The council's own colour: whether it can be read, and the custom properties made from it."""

import re

DEFAULT_BRAND_COLOUR = "#1f4e5f"
HEX_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
# WCAG 2.2, success criterion 1.4.3: text needs 4.5 to 1.
LEAST_CONTRAST = 4.5
WHITE = "#ffffff"
# How much of the brand is left in the pale surfaces and their borders.
SURFACE_SHARE = 0.05
BORDER_SHARE = 0.45


def channels_of(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, 0 to 255, of a colour like "#1f4e5f"."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance_of(colour: str) -> float:
    """Relative luminance, 0 to 1, as WCAG 2.2 defines it."""
    linear = []
    for channel in channels_of(colour):
        share = channel / 255
        linear.append(share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4)
    red, green, blue = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_ratio(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21, as WCAG 2.2 defines it."""
    darker, lighter = sorted((luminance_of(one), luminance_of(other)))
    return (lighter + 0.05) / (darker + 0.05)


def brand_fault(colour: str) -> str | None:
    """Why this cannot be the brand colour, as a sentence for whoever sets it; None when it can."""
    if not HEX_COLOUR.fullmatch(colour or ""):
        return f'The brand colour is "{colour}". Give it as # and six digits, like {DEFAULT_BRAND_COLOUR}.'
    ratio = contrast_ratio(colour, WHITE)
    if ratio < LEAST_CONTRAST:
        return (
            f"The brand colour {colour} has a contrast of {ratio:.1f} to 1 with white. "
            f"Choose a darker one: text needs {LEAST_CONTRAST} to 1."
        )
    return None


def tint(colour: str, share: float) -> str:
    """The colour thinned with white; `share` of it is left, 0 to 1."""
    return "#" + "".join(f"{round(255 + (channel - 255) * share):02x}" for channel in channels_of(colour))


def brand_properties(colour: str) -> dict[str, str]:
    """CSS custom properties for a brand colour; the house's own colour stands in for one that cannot be read."""
    if brand_fault(colour):
        colour = DEFAULT_BRAND_COLOUR
    surface, border = tint(colour, SURFACE_SHARE), tint(colour, BORDER_SHARE)
    return {
        "--govuk-brand-colour": colour,
        "--govuk-surface-background-colour": surface,
        "--govuk-template-background-colour": surface,
        "--govuk-surface-border-colour": border,
    }


def brand_css(colour: str) -> str:
    """One `:root` rule; only colours checked above reach it, so nothing in it needs escaping."""
    return ":root{" + ";".join(f"{name}:{value}" for name, value in brand_properties(colour).items()) + "}"

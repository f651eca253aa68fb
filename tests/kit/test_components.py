"""GOV.UK components by name."""

import pytest
from django.utils.safestring import mark_safe
from jinja2 import TemplateNotFound

from headway.kit.components import nest_options, render_component


def test_flat_arguments_become_nested_options() -> None:
    assert nest_options({"error_message__text": "No", "label__classes": "big", "rows": 3}) == {
        "errorMessage": {"text": "No"},
        "label": {"classes": "big"},
        "rows": 3,
    }


def test_only_html_options_may_hold_html_and_only_safe_ones() -> None:
    safe, text = mark_safe("<b>so</b>"), "<b>so</b>"
    assert "<b>so</b>" in render_component("inset-text", nest_options({"html": safe}))
    assert "<b>" not in render_component("inset-text", nest_options({"text": safe}))
    assert "<b>" not in render_component("inset-text", nest_options({"text": text}))


def test_a_component_that_does_not_exist_is_named() -> None:
    with pytest.raises(TemplateNotFound, match="wheel"):
        render_component("wheel", {})

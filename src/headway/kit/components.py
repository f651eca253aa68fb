"""GOV.UK components by name, from the macros of govuk-frontend-jinja. About half a millisecond each:
for fields and banners, never for a table's rows."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from jinja2 import Environment, PackageLoader, PrefixLoader
from markupsafe import Markup

PACKAGE = "govuk_frontend_jinja"


@cache
def _environment() -> Environment:
    loader = PrefixLoader({PACKAGE: PackageLoader(PACKAGE)})
    return Environment(loader=loader, autoescape=True, auto_reload=False)


@cache
def _macro(component: str) -> Callable[[Mapping[str, Any]], str]:
    name = "govuk" + "".join(part.title() for part in component.split("-"))
    template = _environment().get_template(f"{PACKAGE}/components/{component}/macro.html")
    return getattr(template.module, name)


def camel_case(name: str) -> str:
    """An option's name as the macros write it: "error_message" is "errorMessage"."""
    first, *rest = name.split("_")
    return first + "".join(part.title() for part in rest)


def plain_text(words: object) -> str:
    """Words without any claim to be safe HTML, so that the macro escapes them."""
    return str.__add__(str(words), "")


def nest_options(flat: Mapping[str, Any]) -> dict[str, Any]:
    """Keyword arguments of a tag as nested options: `label__text="Name"` is {"label": {"text": "Name"}}.

    Only options called `html` or ending in `_html` may hold HTML, and only from a safe string.
    """
    options: dict[str, Any] = {}
    for path, value in flat.items():
        *outer, last = (camel_case(name) for name in path.split("__"))
        inner = options
        for name in outer:
            inner = inner.setdefault(name, {})
        if isinstance(value, str):
            is_safe_html = last.lower().endswith("html") and hasattr(value, "__html__")
            value = Markup(value) if is_safe_html else plain_text(value)
        inner[last] = value
    return options


def render_component(component: str, options: Mapping[str, Any]) -> SafeString:
    """A component ("file-upload") as HTML. Raises jinja2.TemplateNotFound for a name that does not exist."""
    return mark_safe(str(_macro(component)(options)))

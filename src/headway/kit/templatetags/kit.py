"""Tags and filters of the kit: `{% load kit %}`."""

from collections.abc import Iterable
from typing import Any

from django import forms, template
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from headway.kit.charts import Chart, Drawing, draw
from headway.kit.colours import DEFAULT_BRAND_COLOUR, brand_css
from headway.kit.components import nest_options, render_component
from headway.kit.fields import render_field
from headway.kit.figures import Figure, Progress, SummaryRow
from headway.kit.forms import Problem, problems_of
from headway.kit.glossary import Term, term
from headway.kit.grid import Grid
from headway.kit.lying_bars import draw_lying
from headway.kit.maps import Map, MapDrawing, draw_map
from headway.kit.tables import Table, missing_html, tag_html
from headway.kit.trees import Tree, TreeDrawing, draw_tree
from headway.kit.words import NOT_PUBLISHED, day_words, days_words, is_missing, minutes_words, moment_words

register = template.Library()
UNDO = ("href", "deed", "seconds")
FORMS = (template.Variable("page.form"), template.Variable("form"))
BRAND_COLOUR = template.Variable("installation.brand_colour")

register.filter("day", day_words)
register.filter("moment", moment_words)
register.filter("days", days_words)
register.filter("minutes", minutes_words)


@register.filter
def known(value: object) -> object:
    """The value, or a muted "not known"; zero is a value."""
    return missing_html() if is_missing(value) else value


@register.filter
def published(value: object) -> object:
    """The value, or a muted "not published"; zero is a value."""
    return missing_html(NOT_PUBLISHED) if is_missing(value) else value


@register.simple_tag
def govuk(component: str, **options: Any) -> SafeString:
    """A GOV.UK component: `{% govuk "warning-text" text="…" icon_fallback_text="Warning" %}`."""
    return render_component(component, nest_options(options))


@register.simple_tag
def govuk_field(bound: forms.BoundField, **more: Any) -> SafeString:
    """A form field: `{% govuk_field page.form.title width=20 %}`; see kit.fields.render_field."""
    return render_field(bound, **more)


@register.simple_tag(takes_context=True)
def find_form(context: Context) -> forms.BaseForm | None:
    """The page's form, whose faults lead the page and its title: `page.form`, else `form`."""
    for place in FORMS:
        try:
            return place.resolve(context)
        except template.VariableDoesNotExist:
            continue
    return None


@register.inclusion_tag("kit/error_summary.html")
def problems(found: Iterable[Problem]) -> dict[str, Any]:
    """What is wrong with what was sent, where it is not one form: `{% problems page.problems %}`."""
    return {"problems": list(found)}


@register.inclusion_tag("kit/error_summary.html")
def error_summary(form: object) -> dict[str, Any]:
    """What is wrong with a form, linked to its fields; nothing where nothing is wrong."""
    return {"problems": problems_of(form) if isinstance(form, forms.BaseForm) else []}


@register.inclusion_tag("kit/table.html", takes_context=True)
def table(context: Context, table: Table) -> dict[str, Any]:
    """A list with its filters, order, pages and export: `{% table page.table %}`."""
    return {"table": table, "csrf_token": context.get("csrf_token", "")}


@register.inclusion_tag("kit/grid.html")
def grid(grid: Grid) -> dict[str, Grid]:
    """Boxes to fill in with their faults, inside a form: `{% grid page.grid %}`."""
    return {"grid": grid}


@register.inclusion_tag("kit/chart.html")
def chart(chart: Chart) -> dict[str, Drawing]:
    """A chart with its sentence, its table and its file."""
    return {"drawing": draw_lying(chart) if chart.lying else draw(chart)}


@register.inclusion_tag("kit/tree.html")
def tree_of(tree: Tree) -> dict[str, TreeDrawing]:
    """A tree as a drawing with its outline: `{% tree_of page.tree %}`."""
    return {"drawing": draw_tree(tree)}


@register.inclusion_tag("kit/map.html")
def map_of(shown: Map) -> dict[str, MapDrawing]:
    """A map with its sentence and legend; a list of the same places belongs beside it."""
    return {"drawing": draw_map(shown)}


@register.simple_tag
def tag(words: object, colour: str) -> SafeString:
    """A status as word, shape and colour: `{% tag "At risk" "yellow" %}`."""
    return tag_html(words, colour)


@register.inclusion_tag("kit/summary.html")
def summary(rows: Iterable[SummaryRow]) -> dict[str, Any]:
    """A summary list: `{% summary page.facts %}`."""
    return {"rows": rows}


@register.inclusion_tag("kit/strip.html")
def strip(figures: Iterable[Figure]) -> dict[str, Any]:
    """A row of numbers that leads a page: `{% strip page.figures %}`."""
    return {"figures": figures}


@register.inclusion_tag("kit/progress.html")
def progress(progress: Progress) -> dict[str, Progress]:
    """Long work, how far it is and where it will be found: `{% progress page.progress %}`."""
    return {"progress": progress}


@register.simple_tag
def source_line(item: Figure | SummaryRow) -> SafeString:
    """The small line that says where a value came from and of when it is."""
    return _source_html(item.source, item.dated_on)


@register.simple_tag
def figure(value: object, unit: str = "", source: str = "", date: object = None) -> SafeString:
    """One figure with its source: `{% figure 62 "%" "Key stage 2 results" page.published_on %}`."""
    unit_html = format_html(" {}", unit) if unit and not is_missing(value) else ""
    return format_html(
        '<span class="app-figure"><span class="app-figure__value">{}</span>{}{}</span>',
        known(value),
        unit_html,
        _source_html(source, date),
    )


def _source_html(source: str, dated_on: Any) -> SafeString:
    words = [source] if source else []
    words += [day_words(dated_on)] if dated_on else []
    return format_html('<span class="app-source">{}</span>', ", ".join(words)) if words else SafeString()


@register.simple_tag
def button(
    words: str, verdict: Any = None, *, href: str = "", kind: str = "", **attributes: str
) -> SafeString:
    """A button, or a link that looks like one where `href` is given. `kind` is "", "secondary" or "warning".

    With a refused verdict it does nothing and says why: the reason stands beside it and in its name.
    Other arguments become attributes: `{% button "Publish" page.may_publish name="step" value="publish" %}`.
    """
    classes = f"govuk-button govuk-button--{kind}" if kind else "govuk-button"
    if verdict is not None and verdict != "" and not verdict:
        return format_html(
            '<div class="app-refused"><button type="button" aria-disabled="true" class="{} app-refused__button">{}'
            '<span class="govuk-visually-hidden">: not possible. {}</span></button>'
            '<p class="app-refused__reason" aria-hidden="true">{}</p></div>',
            classes,
            words,
            verdict.reason,
            verdict.reason,
        )
    more = format_html_join("", ' {}="{}"', attributes.items())
    if href:
        return format_html('<a class="{}" href="{}"{}>{}</a>', classes, href, more, words)
    return format_html(
        '<button type="submit" class="{}" data-module="govuk-button" data-prevent-double-click="true"{}>{}</button>',
        classes,
        more,
        words,
    )


@register.inclusion_tag("kit/undo.html", takes_context=True)
def undo_button(context: Context, tags: str) -> dict[str, Any]:
    """The button of a message that can be taken back; its tags are "undo", the address, the deed and the seconds."""
    what, *rest = (tags or "").split(" ")
    if what != "undo" or len(rest) != len(UNDO):
        return {}
    return dict(zip(UNDO, rest, strict=True)) | {"csrf_token": context.get("csrf_token", "")}


@register.inclusion_tag("kit/words.html")
def words_here(*words: str) -> dict[str, list[Term]]:
    """What the words of a page mean, as the glossary says: `{% words_here "category" "proposal" %}`."""
    return words_of(words)


@register.inclusion_tag("kit/words.html")
def words_of(words: Iterable[str]) -> dict[str, list[Term]]:
    """The same of the words that a page puts together: `{% words_of page.explains %}`."""
    return {"terms": [term(one) for one in words]}


@register.simple_block_tag(end_name="enddetails")
def details(content: SafeString, words: str) -> SafeString:
    """What opens when asked: `{% details "Why this adviser" %}…{% enddetails %}`."""
    return format_html(
        '<details class="govuk-details"><summary class="govuk-details__summary">'
        '<span class="govuk-details__summary-text">{}</span></summary>'
        '<div class="govuk-details__text">{}</div></details>',
        words,
        content,
    )


@register.simple_block_tag(end_name="endinset")
def inset(content: SafeString) -> SafeString:
    """Words set apart: `{% inset %}…{% endinset %}`."""
    return format_html('<div class="govuk-inset-text">{}</div>', content)


@register.simple_tag(takes_context=True)
def brand_style(context: Context) -> SafeString:
    """The council's colour as custom properties, in a style element that carries the page's nonce."""
    nonce = context.get("csp_nonce")
    try:
        colour = BRAND_COLOUR.resolve(context)
    except template.VariableDoesNotExist:
        colour = DEFAULT_BRAND_COLOUR
    attribute = format_html(' nonce="{}"', nonce) if nonce is not None else ""
    return format_html("<style{}>{}</style>", attribute, SafeString(brand_css(colour)))

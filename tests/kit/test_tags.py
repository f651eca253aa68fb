"""The tags and filters as templates use them."""

import datetime

from django.template import Context, Template

from headway.kit.figures import Figure, Link, Progress
from headway.rules.verdict import ALLOWED, refuse


def rendered(source: str, **context: object) -> str:
    return " ".join(Template("{% load kit %}" + source).render(Context(context)).split())


def test_filters_put_values_in_words() -> None:
    day = datetime.date(2026, 3, 3)
    source = "{{ day|day }} {{ half_days|days }} {{ 80|minutes }}"
    assert rendered(source, day=day, half_days=5) == "3 March 2026 2½ days 1 hour 20 minutes"


def test_missing_values_are_muted_words_and_nought_is_a_value() -> None:
    assert rendered("{{ a|known }}", a=None) == '<span class="app-missing">not known</span>'
    assert rendered("{{ a|published }}", a=None) == '<span class="app-missing">not published</span>'
    assert rendered("{{ a|known }} {{ a|published }}", a=0) == "0 0"
    assert "&lt;b&gt;" in rendered("{{ a|known }}", a="<b>")


def test_a_refused_button_does_nothing_and_says_why() -> None:
    html = rendered(
        '{% button "Publish" verdict %}', verdict=refuse("14 half-days are unmet & no pool is named.")
    )
    assert 'type="button" aria-disabled="true"' in html
    assert "14 half-days are unmet &amp; no pool is named." in html
    assert "submit" not in html


def test_an_allowed_button_sends_and_carries_its_attributes() -> None:
    for html in (
        rendered(
            '{% button "Publish" verdict name="step" value=value kind="warning" %}',
            value="<go>",
            verdict=ALLOWED,
        ),
        rendered('{% button "Publish" name="step" value=value kind="warning" %}', value="<go>"),
    ):
        assert 'type="submit"' in html and 'name="step" value="&lt;go&gt;"' in html
        assert "govuk-button--warning" in html


def test_a_refused_link_leads_nowhere() -> None:
    assert 'href="/plan/"' in rendered('{% button "Compare" href="/plan/" %}')
    assert "/plan/" not in rendered(
        '{% button "Compare" verdict href="/plan/" %}', verdict=refuse("No draft.")
    )


def test_a_figure_has_its_unit_source_and_date() -> None:
    html = rendered('{% figure 62 "%" "Key stage 2 results" day %}', day=datetime.date(2026, 3, 3))
    assert "62</span> %" in html and "Key stage 2 results, 3 March 2026" in html
    missing = rendered('{% figure value "%" "Key stage 2 results" %}', value=None)
    assert "not known" in missing and "%" not in missing


def test_a_strip_leads_from_each_number_to_what_is_behind_it() -> None:
    html = rendered("{% strip figures %}", figures=[Figure("Unmet", 0, "half-days", href="/unmet/")])
    assert '<a class="govuk-link" href="/unmet/"><span class="app-strip__number">0</span>' in html


def test_blocks_keep_their_content() -> None:
    html = rendered(
        "{% details words %}<p>{{ a }}</p>{% enddetails %}{% inset %}{{ a }}{% endinset %}",
        words="<w>",
        a="<a>",
    )
    assert "&lt;w&gt;" in html and "<p>&lt;a&gt;</p>" in html


def test_progress_stops_asking_when_the_work_is_done() -> None:
    running = Progress("Planning", "searching", 3, None, "/jobs/1/", "/jobs/1/part/")
    done = Progress(
        "Planning", "done", 5, 5, "/jobs/1/", "/jobs/1/part/", finished=True, result=Link("See it", "/p/")
    )
    html = rendered("{% progress p %}", p=running)
    assert (
        'data-poll="/jobs/1/part/"' in html
        and "<progress" in html
        and " of " not in html.partition("role")[2][:60]
    )
    html = rendered("{% progress p %}", p=done)
    assert 'data-poll=""' in html and "<progress" not in html and 'href="/p/"' in html


def test_the_brand_s_style_carries_the_nonce_only_where_there_is_one() -> None:
    installation = {"brand_colour": "#123456"}
    assert rendered("{% brand_style %}", installation=installation, csp_nonce="n").startswith(
        '<style nonce="n">:root{'
    )
    assert rendered("{% brand_style %}").startswith("<style>:root{")
    assert "#123456" in rendered("{% brand_style %}", installation=installation)


def test_a_component_can_be_had_by_name() -> None:
    assert "govuk-warning-text" in rendered(
        '{% govuk "warning-text" text="Mind" icon_fallback_text="Warning" %}'
    )

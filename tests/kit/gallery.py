"""Every component once, in an invented authority: looked at, measured and read by the tests of the kit."""

import datetime
from dataclasses import dataclass
from pathlib import Path

from django.template import Context, Engine
from django.template.loader import render_to_string

from headway.kit.figures import (
    ConfirmPage,
    Figure,
    Installation,
    Link,
    NavigationItem,
    Progress,
    SignedIn,
    Source,
    StaleField,
    StalePage,
    SummaryRow,
)
from headway.kit.forms import KitForm
from headway.kit.tables import Column, Table
from headway.pages.components.samples import (
    PUBLISHED_ON,
    VisitForm,
    list_query,
    message,
    school_table,
    wrong_form,
)
from headway.pages.components.states import parts
from headway.pages.components.views import components_page
from headway.rules.verdict import refuse

TEMPLATES = Path(__file__).parent / "templates"
PLACES = [
    "Home",
    "Schools",
    "Partnerships",
    "Year-plan",
    "Diary",
    "Concerns",
    "Plans",
    "Services",
    "Training",
    "Workforce",
    "Decisions",
]


@dataclass(frozen=True, slots=True)
class GalleryPage:
    """What a page of the product would hand to its template."""

    title: str
    table: Table
    empty_table: Table
    figures: tuple[Figure, ...]
    facts: tuple[SummaryRow, ...]
    progress: Progress
    may_publish: object
    form: KitForm
    published_on: datetime.date = PUBLISHED_ON
    caption: str = "Autumn term 2026"
    breadcrumbs: tuple[Link, ...] = (Link("Home", "/"), Link("Year plan", "/plan/"))
    sources: tuple[Source, ...] = (
        Source("Get Information about Schools", "Department for Education", PUBLISHED_ON),
    )


def gallery_page(form: KitForm | None = None) -> GalleryPage:
    """The page of all components."""
    return GalleryPage(
        title="Components of Headway",
        table=school_table(list_query()),
        empty_table=Table("Letters", (Column("To"),), (), "No letter is prepared yet.", hide_caption=True),
        figures=(
            Figure("Demand", "1,480", "half-days", href="/demand/"),
            Figure("Capacity", "1,598", "half-days", note="8 % more than the demand"),
            Figure("Unmet", 0, "half-days"),
            Figure("Travel", "212", "hours", note="11 hours less than last year"),
            Figure("Attendance", None, "%", source="Pupil absence", dated_on=PUBLISHED_ON),
        ),
        facts=(
            SummaryRow(
                "Trust", "Southfield Learning Trust", href="/trusts/1/", action=Link("Change", "/change/")
            ),
            SummaryRow(
                "Standing", "Watch", colour="yellow", source="Judged by the officer", dated_on=PUBLISHED_ON
            ),
            SummaryRow("Head", None),
        ),
        progress=Progress(
            "Planning the year", "improving the plan", 40, 100, "/jobs/1/", "/jobs/1/part/", unit="rounds"
        ),
        may_publish=refuse("14 half-days are unmet and no pool is named for them."),
        form=form or VisitForm(),
    )


def surroundings(role: str = "Head of service") -> dict[str, object]:
    """What the site hands to every template."""
    return {
        "installation": Installation(
            "Southfield County Council", "#1d4f60", strapline="School improvement service", demonstration=True
        ),
        "navigation": [NavigationItem(p.replace("-", " "), f"/{p.lower()}/", p == "Schools") for p in PLACES],
        "navigation_more": [NavigationItem("Data", "/data/"), NavigationItem("Policies", "/policies/")],
        "signed_in": SignedIn("Head of service 1", role, "/sign-out/"),
        "search_href": "/search/",
        "csrf_token": "token",
        "csp_nonce": "bm9uY2U",
    }


def render_gallery(form: KitForm | None = None) -> str:
    """The gallery as HTML."""
    template = Engine.get_default().from_string((TEMPLATES / "gallery.html").read_text())
    saved = [message("The draft was saved.", "success"), message("The register is 40 days old.", "warning")]
    messages = [] if form else saved
    return template.render(Context({**surroundings(), "page": gallery_page(form), "messages": messages}))


def render_page(name: str, **context: object) -> str:
    """One template of the kit in its surroundings."""
    return render_to_string(name, {**surroundings(), "messages": [], **context})


def stale_page() -> StalePage:
    """A save that came too late."""
    fields = (
        StaleField(
            "note", "Note", "Reading has moved on.\nSee the books.", "Reading has moved on a long way."
        ),
        StaleField("title", "Title", "Autumn visit", "Autumn visit"),
    )
    return StalePage(
        "Somebody else changed this", "Adviser 3", "at 10:42 today", fields, 4, "/save/", "/visits/1/"
    )


def confirm_page() -> ConfirmPage:
    """A question before publishing."""
    return ConfirmPage(
        title="Publish the year plan?",
        consequences=("561 letters are prepared.", "30 advisers see their schools."),
        confirm_label="Publish the year plan",
        action_href="/plan/publish/",
        cancel_href="/plan/",
        kept=(("version", "3"),),
    )


def pages() -> dict[str, str]:
    """Every page of the kit by name, in its states."""
    return {
        "gallery": render_gallery(),
        "errors": render_gallery(wrong_form()),
        "stale": render_page("kit/stale.html", page=stale_page()),
        "confirm": render_page("kit/confirm.html", page=confirm_page()),
        "400": render_page("kit/400.html"),
        "400-too-much": render_page("kit/400.html", too_much=True),
        "403": render_page("kit/403.html", reason="Only the head of service may publish a year plan."),
        "429": render_page(
            "kit/429.html", reason="More than 60 files were asked for within a minute.", seconds=23
        ),
        "404": render_page("kit/404.html"),
        "500": render_page("kit/500.html"),
        "csrf": render_page("kit/csrf.html"),
    }


def state_pages() -> dict[str, str]:
    """The pages that show every component in every state, as the product shows them."""
    shown = [
        render_page("components/components.html", page=components_page(number))
        for number in range(1, len(parts()) + 1)
    ]
    return {f"states-{number}": html for number, html in enumerate(shown, 1)}

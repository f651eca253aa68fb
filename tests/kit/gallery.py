"""Every component once, in an invented authority: looked at, measured and read by the tests of the kit."""

import datetime
from dataclasses import dataclass, replace
from pathlib import Path

from django import forms
from django.http import QueryDict
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
from headway.kit.listing import ListQuery
from headway.kit.memorable_dates import MemorableDateField
from headway.kit.tables import Cell, Column, Row, Table
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
    "More",
]
PUBLISHED_ON = datetime.date(2026, 3, 3)
NAMES = ("Ash Lane Primary School", "Beacon Hill Academy", "St Peter & St Paul CE Primary School")
STATES = (("On course", "green"), ("Watch", "yellow"), ("Concern", "red"), ("Not judged", "grey"))


class VisitForm(KitForm):
    """One field of each kind."""

    missing = {
        "title": "Enter what the visit is for",
        "email": "Enter the headteacher's e-mail address",
        "half_days": "Enter the number of half-days",
        "reason": "Enter why the visit is needed",
        "phase": "Select a phase",
        "manner": "Select how the visit takes place",
        "themes": "Select at least one theme",
        "visit_on": "Enter the date of the visit",
        "paper": "Choose the paper to send before the visit",
    }
    title = forms.CharField(max_length=20, label="Purpose")
    email = forms.EmailField(label="E-mail address", help_text="The note of visit goes here.")
    half_days = forms.IntegerField(min_value=1, max_value=6, label="Half-days")
    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), label="Reason")
    phase = forms.ChoiceField(choices=[("", "Choose"), ("P", "Primary"), ("S", "Secondary")], label="Phase")
    manner = forms.ChoiceField(
        choices=[("school", "At the school"), ("call", "By telephone")],
        widget=forms.RadioSelect,
        label="Manner",
    )
    themes = forms.MultipleChoiceField(
        choices=[("read", "Reading"), ("attend", "Attendance")],
        widget=forms.CheckboxSelectMultiple,
        label="Themes",
    )
    visit_on = MemorableDateField(label="Date of visit", help_text="For example, 27 3 2026")
    paper = forms.FileField(label="Paper")
    alone = forms.BooleanField(required=False, label="The adviser comes alone")


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


def list_query(address: str = "phase=P&page=3&sort=-days") -> ListQuery:
    """The gallery's list as an address asks for it."""
    sorts = ("name", "phase", "days")
    return ListQuery.read(QueryDict(address), "/schools/", filters=("q", "phase", "flag"), sorts=sorts)


def school_rows(count: int) -> tuple[Row, ...]:
    """Rows with a link, a tag, a number, a missing value and a long name."""
    return tuple(
        Row(
            (
                Cell(NAMES[n % 3], href=f"/schools/{n}/", note="Voluntary aided, Southfield"),
                "Primary",
                Cell(STATES[n % 4][0], colour=STATES[n % 4][1]),
                None if n % 5 == 4 else n * 1204,
                Cell(None, missing="not published"),
            )
        )
        for n in range(count)
    )


def school_table(query: ListQuery, count: int = 12, total: int = 561) -> Table:
    """A list as the schools page shows it."""
    table = query.table(
        caption="Schools of the authority",
        columns=(
            Column("Name", "name", sortable=True),
            Column("Phase", "phase", sortable=True),
            Column("Standing"),
            Column("Half-days", "days", numeric=True, sortable=True),
            Column("Reading, writing and mathematics", numeric=True, unit="% of pupils"),
        ),
        rows=school_rows(count),
        total=total,
        noun=("school", "schools"),
        empty_words="No school is known yet. Load the register to start.",
        filters=(
            query.text_filter("q", "Name or URN", hint="Part of it is enough"),
            query.choice_filter("phase", "Phase", (("P", "Primary"), ("S", "Secondary"))),
            query.choice_filter("flag", "Flags", (("new", "New head"), ("due", "Inspection due")), many=True),
        ),
    )
    return replace(table, export_href=query.href("/schools/export/"))


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
        "signed_in": SignedIn("Head of service 1", role, "/sign-out/"),
        "search_href": "/search/",
        "csrf_token": "token",
        "csp_nonce": "bm9uY2U",
    }


def message(words: str, level_tag: str) -> object:
    """A message as Django's own framework would hand it over."""
    return type("Message", (), {"level_tag": level_tag, "__str__": lambda self: words})()


def render_gallery(form: KitForm | None = None) -> str:
    """The gallery as HTML."""
    template = Engine.get_default().from_string((TEMPLATES / "gallery.html").read_text())
    saved = [message("The draft was saved.", "success"), message("The register is 40 days old.", "warning")]
    messages = [] if form else saved
    return template.render(Context({**surroundings(), "page": gallery_page(form), "messages": messages}))


def render_page(name: str, **context: object) -> str:
    """One template of the kit in its surroundings."""
    return render_to_string(name, {**surroundings(), "messages": [], **context})


def wrong_form() -> VisitForm:
    """A form that was sent with every field wrong."""
    data = {"title": "x" * 30, "email": "nobody", "half_days": "nine", "phase": "Z", "visit_on-day": "31"}
    form = VisitForm(data | {"visit_on-month": "February", "visit_on-year": "2026"})
    form.is_valid()
    form.add_error(None, "The school is closed on that day. Choose another day or another school.")
    return form


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

"""Views of what posts in settings learn: who has no record, and one post's plan of a year (M2-14)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from headway.features.workforce.actions import staff as deeds
from headway.features.workforce.models import DevelopmentEntry, DevelopmentPlan, SettingPost
from headway.features.workforce.queries import KIND
from headway.features.workforce.staffed import development_of, setting_posts_visible_to, standing_on
from headway.kit.figures import Figure, Link
from headway.kit.tables import Cell, Column, Table, day_cell, plain_table
from headway.kit.words import day_words
from headway.pages.answering import FormPage, answer, refuse_unless, sent
from headway.pages.workforce.finding import CRUMB
from headway.pages.workforce.settings import HOME as SETTINGS
from headway.pages.workforce.settings import found_setting_post
from headway.pages.workforce.staff_forms import DevelopmentForm, HoursForm
from headway.pages.years import asked_year
from headway.rules.calendars import AcademicYear, academic_year_of
from headway.rules.intervening import number_words
from headway.rules.setting_posts import coverage_of, day_of_report, year_beginning

HOME = Link("Development", "/workforce/development/")
ALL_HAVE = "Every post has a development record for this year."
NOBODY = "No post has a development record for this year yet."


@dataclass(frozen=True, slots=True)
class ReportPage:
    """Who has no development record in a year, and who has."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    figures: tuple[Figure, ...]
    without: Table
    planned: Table
    years: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class DevelopmentPage:
    """One post's plan of a year, with the hours completed."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    words: str
    figures: tuple[Figure, ...]
    entries: Table | None
    plan_href: str
    plan_label: str
    log_href: str


def show_report(request: HttpRequest) -> HttpResponse:
    """Posts without a development record this year, and how many have one in per cent."""
    if refused := refuse_unless(request, request.viewer.may(KIND)):
        return refused
    first = asked_year(request.GET.get("year", ""))
    year = academic_year_of(request.viewer.on) if first is None else year_beginning(first)
    on = day_of_report(year, request.viewer.on)
    posts = list(standing_on(setting_posts_visible_to(request.viewer), on))
    plans = development_of(posts, year.first_on.year)
    coverage = coverage_of(
        [one.public_id for one in posts], {one.public_id for one in posts if one.pk in plans}
    )
    missing = [one for one in posts if one.public_id in set(coverage.without)]
    percent = None if coverage.percent is None else number_words(coverage.percent)
    page = ReportPage(
        heading="Development of staff of settings",
        caption=f"{year.label}, posts of {day_words(on)}",
        breadcrumbs=(CRUMB, SETTINGS),
        figures=(
            Figure("Posts", coverage.posts),
            Figure("Without a record", len(missing)),
            Figure("With a record", percent, unit="%" if percent else ""),
        ),
        without=_without(missing, year, has_posts=bool(posts)),
        planned=_planned([one for one in posts if one.pk in plans], plans, year),
        years=_years(year),
    )
    return render(request, "workforce/development.html", {"page": page})


def show_development(request: HttpRequest, key: str, post: str, year: int) -> HttpResponse:
    """What one post is to learn in a year, and the hours completed."""
    found, of = found_setting_post(request, key, post), _year(year)
    plan = development_of([found], year).get(found.pk)
    keeps = bool(deeds.may_keep_settings(request.viewer))
    keys = [key, post, year]
    page = DevelopmentPage(
        heading=f"Development of {found}",
        caption=f"{found.setting.name}, {of.label}",
        breadcrumbs=(CRUMB, SETTINGS, Link(found.setting.name, reverse("setting", args=[key]))),
        words=plan.words if plan else "",
        figures=_hours(plan) if plan else (),
        entries=_entries(plan, keys, keeps=keeps) if plan else None,
        plan_href=reverse("development_plan", args=keys) if keeps else "",
        plan_label="Change the plan" if plan else "Write the plan",
        log_href=reverse("development_hours_new", args=keys) if keeps and plan else "",
    )
    return render(request, "workforce/one_development.html", {"page": page})


def write_plan(request: HttpRequest, key: str, post: str, year: int) -> HttpResponse:
    """What a post is to learn in a year."""
    found, of = found_setting_post(request, key, post, "change"), _year(year)
    plan = found.development.filter(year=year).first()
    initial = {"words": plan.words, "hours_planned": plan.hours_planned} if plan else {}
    form = DevelopmentForm(sent(request), initial=initial)

    def act() -> None:
        deeds.plan_development(
            post=found, year=year, **form.cleaned_data, by=request.viewer, at=timezone.now()
        )

    page = _page(found, of, f"Development planned for {of.label}", form, "Save")
    return answer(request, page, act, "The plan is saved.")


def log(request: HttpRequest, key: str, post: str, year: int) -> HttpResponse:
    """Hours completed on a day."""
    found, of = found_setting_post(request, key, post, "change"), _year(year)
    plan = _plan(found, year)
    form = HoursForm(sent(request), initial={"on": request.viewer.on})

    def act() -> None:
        deeds.log_development(plan=plan, **form.cleaned_data, by=request.viewer, at=timezone.now())

    return answer(
        request,
        _page(found, of, "Record hours completed", form, "Record them"),
        act,
        "The hours are recorded.",
    )


def change_hours(request: HttpRequest, key: str, post: str, year: int, entry: str) -> HttpResponse:
    """Hours as they were, or out of the record."""
    found, of = found_setting_post(request, key, post, "change"), _year(year)
    row = _entry(_plan(found, year), entry)
    form = HoursForm(sent(request), initial={"on": row.on, "hours": row.hours, "words": row.words})

    def act() -> None:
        deeds.change_development(entry=row, **form.cleaned_data, by=request.viewer, at=timezone.now())

    def remove() -> None:
        deeds.remove_development(entry=row, by=request.viewer, at=timezone.now())

    page = _page(found, of, "Change hours completed", form, "Save", "Take these hours out")
    return answer(request, page, act, "Saved.", remove)


def _year(first: int) -> AcademicYear:
    if asked_year(str(first)) is None:
        raise Http404
    return year_beginning(first)


def _plan(post: SettingPost, year: int) -> DevelopmentPlan:
    row = post.development.select_related("post__setting").filter(year=year).first()
    if row is None:
        raise Http404
    return row


def _entry(plan: DevelopmentPlan, key: str) -> DevelopmentEntry:
    row = plan.entries.select_related("plan__post__setting").filter(public_id=key).first()
    if row is None:
        raise Http404
    return row


def _page(
    post: SettingPost,
    year: AcademicYear,
    heading: str,
    form: DevelopmentForm | HoursForm,
    label: str,
    remove_label: str = "",
) -> FormPage:
    href = _href(post, year)
    crumbs = (CRUMB, SETTINGS, Link(f"Development of {post}", href))
    return FormPage(
        heading, f"{post}, {post.setting.name}", crumbs, form, label, href, remove_label=remove_label
    )


def _href(post: SettingPost, year: AcademicYear) -> str:
    return reverse("setting_development", args=[post.setting.public_id, post.public_id, year.first_on.year])


def _hours(plan: DevelopmentPlan) -> tuple[Figure, ...]:
    return (
        Figure("Hours planned", number_words(plan.hours_planned)),
        Figure("Hours completed", _done(plan)),
    )


def _done(plan: DevelopmentPlan) -> str:
    return number_words(plan.hours_done) if plan.hours_done else "0"


def _entries(plan: DevelopmentPlan, keys: list[str | int], *, keeps: bool) -> Table:
    rows = [
        (
            day_cell(one.on),
            Cell(one.words, href=reverse("development_hours", args=[*keys, one.public_id]) if keeps else ""),
            number_words(one.hours),
        )
        for one in plan.entries.all()
    ]
    heads = ("On", "What it was", Column("Hours", numeric=True))
    return plain_table("Hours completed", heads, rows, empty_words="No hours are completed yet.")


def _without(posts: Sequence[SettingPost], year: AcademicYear, *, has_posts: bool) -> Table:
    rows = [
        (Cell(str(one), href=_href(one, year)), one.setting.name, one.get_group_display()) for one in posts
    ]
    words = ALL_HAVE if has_posts else "No post stands in any setting on this day."
    return plain_table("Without a development record", ("Post", "Setting", "Group"), rows, empty_words=words)


def _planned(posts: Sequence[SettingPost], plans: dict[int, DevelopmentPlan], year: AcademicYear) -> Table:
    rows = [
        (
            Cell(str(one), href=_href(one, year)),
            one.setting.name,
            number_words(plans[one.pk].hours_planned),
            _done(plans[one.pk]),
        )
        for one in posts
    ]
    heads = (
        "Post",
        "Setting",
        Column("Hours planned", numeric=True),
        Column("Hours completed", numeric=True),
    )
    return plain_table("With a development record", heads, rows, empty_words=NOBODY)


def _years(year: AcademicYear) -> tuple[Link, ...]:
    """The years before and after."""
    first = year.first_on.year
    around = [one for one in (first - 1, first + 1) if asked_year(str(one))]
    return tuple(Link(year_beginning(one).label, f"{HOME.href}?year={one}") for one in around)

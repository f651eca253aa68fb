"""Views of settings, such as referral units, and the posts in them."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from headway.features.schools.queries import open_schools
from headway.features.workforce.actions import staff as deeds
from headway.features.workforce.models import DevelopmentPlan, Setting, SettingPost
from headway.features.workforce.queries import KIND, PAY
from headway.features.workforce.staffed import development_of, setting_posts_visible_to, settings_visible_to
from headway.kit.figures import Link, SummaryRow
from headway.kit.forms import KitForm
from headway.kit.tables import Cell, Column, Table, day_cell, plain_table
from headway.kit.words import day_words
from headway.pages.answering import FormPage, answer, refuse_unless, sent
from headway.pages.workforce.finding import CRUMB, workforce_policy
from headway.pages.workforce.staff_forms import SettingForm, SettingPayForm, SettingPostForm
from headway.rules.calendars import academic_year_of
from headway.rules.intervening import number_words
from headway.rules.money import money_words, to_pounds

HOME = Link("Settings", "/workforce/settings/")
FACTS = ("name", "kind", "opened_on", "closed_on")
POST_FACTS = ("role", "number", "group", "fte", "valid_from", "valid_until")
NONE_YET = "No setting is written down yet. Begin with referral units and the tuition service."
NO_POST = "No post in this setting yet. Add the first one."


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """Every setting, and what can be done."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    table: Table
    new_href: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SettingPage:
    """One setting with its posts."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    facts: tuple[SummaryRow, ...]
    posts: Table
    add_href: str
    edit_href: str


def list_settings(request: HttpRequest) -> HttpResponse:
    """Every setting by name, with its posts of today."""
    if refused := refuse_unless(request, request.viewer.may(KIND)):
        return refused
    kinds = workforce_policy(request).setting_kinds
    rows = [
        (
            Cell(
                one.name,
                href=reverse("setting", args=[one.public_id]),
                note=f"Closed on {day_words(one.closed_on)}" if one.closed_on else "",
            ),
            kinds.get(one.kind, one.kind),
            Cell(one.school.name if one.school else None, missing="at no school"),
            one.number,
            number_words(one.fte) if one.number else "0",
        )
        for one in settings_visible_to(request.viewer)
    ]
    heads = (
        "Setting",
        "Kind",
        "School",
        Column("Posts", numeric=True),
        Column("Time", numeric=True, unit="FTE"),
    )
    page = SettingsPage(
        heading="Settings and their staff",
        breadcrumbs=(CRUMB,),
        table=plain_table("Settings", heads, rows, empty_words=NONE_YET),
        new_href=reverse("setting_new") if deeds.may_keep_settings(request.viewer) else "",
        links=(
            Link("Allowances for staff of settings", reverse("allowances")),
            Link("Development of staff of settings", reverse("development")),
        ),
    )
    return render(request, "workforce/settings.html", {"page": page})


def show_setting(request: HttpRequest, key: str) -> HttpResponse:
    """One setting with its posts, their development of the year and, for who may see it, their pay."""
    setting, keeps = found_setting(request, key), deeds.may_keep_settings(request.viewer)
    page = SettingPage(
        heading=setting.name,
        caption=workforce_policy(request).setting_kinds.get(setting.kind, setting.kind),
        breadcrumbs=(CRUMB, HOME),
        facts=_facts(setting),
        posts=_posts(request, setting, keeps=bool(keeps)),
        add_href=reverse("setting_post_new", args=[key]) if keeps else "",
        edit_href=reverse("setting_edit", args=[key]) if keeps else "",
    )
    return render(request, "workforce/setting.html", {"page": page})


def begin(request: HttpRequest) -> HttpResponse:
    """A new setting."""
    form = _setting_form(request, {"opened_on": request.viewer.on})

    def act() -> None:
        deeds.open_setting(told=form.cleaned_data, by=request.viewer, at=timezone.now())

    page = FormPage("Add a setting", "", (CRUMB, HOME), form, "Add it", HOME.href)
    return answer(request, page, act, "The setting is added. Add its posts.")


def edit(request: HttpRequest, key: str) -> HttpResponse:
    """A setting as it is now."""
    setting = found_setting(request, key, "change")
    initial = {name: getattr(setting, name) for name in FACTS} | {"school": setting.school_id}
    initial |= {"version": setting.version}
    form = _setting_form(request, initial)

    def act() -> None:
        deeds.change_setting(
            setting=setting,
            seen_version=form.seen_version,
            told=form.cleaned_data,
            by=request.viewer,
            at=timezone.now(),
        )

    page = page_of(setting, "Change this setting", form, "Save")
    return answer(request, page, act, "Saved.", thing="setting")


def add_post(request: HttpRequest, key: str) -> HttpResponse:
    """One more post."""
    setting = found_setting(request, key, "change")
    first = max(setting.opened_on, academic_year_of(request.viewer.on).first_on)
    form = SettingPostForm(sent(request), initial={"number": 1, "fte": 1, "valid_from": first})

    def act() -> None:
        deeds.add_setting_post(setting=setting, told=form.cleaned_data, by=request.viewer, at=timezone.now())

    return answer(request, page_of(setting, "Add a post", form, "Add it"), act, "The post is added.")


def edit_post(request: HttpRequest, key: str, post: str) -> HttpResponse:
    """A post as it is now, or out of the setting."""
    found = found_setting_post(request, key, post, "change")
    form = SettingPostForm(
        sent(request), initial={name: getattr(found, name) for name in (*POST_FACTS, "version")}
    )

    def act() -> None:
        deeds.change_setting_post(
            post=found,
            seen_version=form.seen_version,
            told=form.cleaned_data,
            by=request.viewer,
            at=timezone.now(),
        )

    def remove() -> None:
        deeds.remove_setting_post(post=found, by=request.viewer, at=timezone.now())

    page = page_of(found.setting, str(found), form, "Save")
    if deeds.may_remove_post(request.viewer, found):
        page = replace(page, remove_label="Take this post out")
    return answer(request, page, act, "Saved.", remove, thing="post")


def pay_post(request: HttpRequest, key: str, post: str) -> HttpResponse:
    """What a post is paid."""
    found = found_setting_post(request, key, post, "change", PAY)
    pay = None if found.pay_pence is None else to_pounds(found.pay_pence)
    form = SettingPayForm(sent(request), initial={"pay": pay})

    def act() -> None:
        deeds.pay_setting_post(post=found, pay_pence=form.pay_pence, by=request.viewer, at=timezone.now())

    return answer(request, page_of(found.setting, f"Pay of {found}", form, "Save"), act, "Saved.")


def found_setting(request: HttpRequest, key: str, act: str = "see") -> Setting:
    """The setting, or 404 where the viewer may not do the act to it."""
    row = settings_visible_to(request.viewer, act).filter(public_id=key).first()
    if row is None:
        raise Http404
    return row


def found_setting_post(
    request: HttpRequest, key: str, post: str, act: str = "see", kind: str = KIND
) -> SettingPost:
    """The post of the setting, or 404 where the viewer may not do the act to it."""
    rows = setting_posts_visible_to(request.viewer, act, kind)
    row = rows.filter(setting__public_id=key, public_id=post).first()
    if row is None:
        raise Http404
    return row


def page_of(setting: Setting, heading: str, form: KitForm, label: str, **more: Any) -> FormPage:
    """The page of a form about a setting, with the way back to it."""
    href = reverse("setting", args=[setting.public_id])
    crumbs = (CRUMB, HOME, Link(setting.name, href))
    return FormPage(heading, setting.name, crumbs, form, label, href, **more)


def _setting_form(request: HttpRequest, initial: dict[str, Any]) -> SettingForm:
    schools = open_schools().order_by("name", "pk")
    kinds = dict(workforce_policy(request).setting_kinds)
    return SettingForm(sent(request), kinds=kinds, schools=schools, initial=initial)


def _facts(setting: Setting) -> tuple[SummaryRow, ...]:
    facts = [
        SummaryRow("School", setting.school.name if setting.school else "at no school"),
        SummaryRow("Opened on", day_words(setting.opened_on)),
    ]
    if setting.closed_on:
        facts.append(SummaryRow("Closed on", day_words(setting.closed_on)))
    return tuple(facts)


def _posts(request: HttpRequest, setting: Setting, *, keeps: bool) -> Table:
    posts = list(setting_posts_visible_to(request.viewer).filter(setting=setting))
    year = academic_year_of(request.viewer.on)
    plans = development_of(posts, year.first_on.year)
    money, pays = bool(request.viewer.may(PAY)), bool(deeds.may_keep_pay(request.viewer))
    rows = []
    for one in posts:
        keys = [setting.public_id, one.public_id]
        cells: list[Cell | str | int | None] = [
            Cell(str(one), href=reverse("setting_post", args=keys) if keeps else ""),
            one.get_group_display(),
            number_words(one.fte),
            day_cell(one.valid_from),
            day_cell(one.valid_until, missing="no end set"),
            _development(plans.get(one.pk), reverse("setting_development", args=[*keys, year.first_on.year])),
        ]
        if money:
            pay = None if one.pay_pence is None else money_words(one.pay_pence)
            href = reverse("setting_post_pay", args=keys) if pays else ""
            cells.append(Cell(pay or ("set it" if pays else None), href=href))
        rows.append(tuple(cells))
    heads: list[str | Column] = [
        "Post",
        "Group",
        Column("Time", numeric=True, unit="FTE"),
        "First day",
        "First day without it",
        f"Development {year.label}",
    ]
    heads += [Column("Pay a year at full time", numeric=True)] if money else []
    return plain_table("Posts", heads, rows, empty_words=NO_POST)


def _development(plan: DevelopmentPlan | None, href: str) -> Cell:
    if plan is None:
        return Cell("no record", href=href)
    done = number_words(plan.hours_done) if plan.hours_done else "0"
    return Cell(f"{done} of {number_words(plan.hours_planned)} hours", href=href)

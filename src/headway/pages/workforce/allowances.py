"""Views of allowance schemes: who is in scope on a day, and what it costs a year (M2-13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from headway.features.workforce.actions import allowances as deeds
from headway.features.workforce.models import AllowanceScheme, SettingPost
from headway.features.workforce.queries import KIND, PAY
from headway.features.workforce.staffed import (
    as_staff,
    schemes_visible_to,
    setting_posts_visible_to,
    standing_on,
    terms_of,
)
from headway.kit.figures import Figure, Link, SummaryRow
from headway.kit.tables import Cell, Column, Table, day_cell, plain_table
from headway.kit.words import count_words, day_words, list_words
from headway.pages.answering import FormPage, answer, refuse_unless, sent
from headway.pages.workforce.finding import CRUMB, workforce_policy
from headway.pages.workforce.settings import HOME as SETTINGS
from headway.pages.workforce.staff_forms import AllowanceForm, DayForm
from headway.rules.allowances import GROUPS, Payment, cost_of, payments_of
from headway.rules.intervening import number_words
from headway.rules.money import money_words, to_pounds
from headway.rules.structures import NO_POST

HOME = Link("Allowances", "/workforce/allowances/")
FACTS = ("title", "percent", "valid_from", "valid_until")
NONE_YET = "No allowance is written down yet."
NOBODY = "Nobody is in scope on this day."
NOT_KNOWN = "pay not known"


@dataclass(frozen=True, slots=True)
class AllowancesPage:
    """Every scheme, and what can be done."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    table: Table
    new_href: str


@dataclass(frozen=True, slots=True)
class AllowancePage:
    """One scheme as on a day."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    facts: tuple[SummaryRow, ...]
    figures: tuple[Figure, ...]
    unknown: str
    table: Table
    form: DayForm
    edit_href: str


def list_allowances(request: HttpRequest) -> HttpResponse:
    """Every scheme, the newest first."""
    if refused := refuse_unless(request, request.viewer.may(KIND)):
        return refused
    kinds, money = workforce_policy(request).setting_kinds, bool(request.viewer.may(PAY))
    rows = []
    for one in schemes_visible_to(request.viewer):
        cells = (
            Cell(one.title, href=reverse("allowance", args=[one.public_id])),
            _labels(one.setting_kinds, kinds),
            _labels(one.groups, GROUPS),
            day_cell(one.valid_from),
            day_cell(one.valid_until, missing="no end set"),
        )
        rows.append((*cells, _amount(one)) if money else cells)
    heads = ["Allowance", "Kinds of setting", "Staff", "From", "First day without it"]
    page = AllowancesPage(
        heading="Allowances for staff of settings",
        breadcrumbs=(CRUMB, SETTINGS),
        table=plain_table("Allowances", heads + (["A year"] if money else []), rows, empty_words=NONE_YET),
        new_href=reverse("allowance_new") if deeds.may_keep_schemes(request.viewer) else "",
    )
    return render(request, "workforce/allowances.html", {"page": page})


def show_allowance(request: HttpRequest, key: str) -> HttpResponse:
    """Who is in scope on a day, today unless another is asked for, and what that costs a year."""
    scheme, today = _found(request, key), request.viewer.on
    form = DayForm(request.GET or None, initial={"on": today})
    on = form.cleaned_data["on"] if form.is_valid() else today
    posts = _in_force(request, scheme, on)
    payments = payments_of(terms_of(scheme), as_staff(posts))
    money = bool(request.viewer.may(PAY))
    inside = {one.key: one for one in payments}
    shown = [one for one in posts if one.public_id in inside]
    page = AllowancePage(
        heading=scheme.title,
        caption="Allowance",
        breadcrumbs=(CRUMB, SETTINGS, HOME),
        facts=_facts(request, scheme, money=money),
        figures=_figures(shown, payments, money=money),
        unknown=_unknown(payments) if money else "",
        table=_table(shown, inside, on, money=money),
        form=form,
        edit_href=reverse("allowance_edit", args=[key]) if deeds.may_keep_schemes(request.viewer) else "",
    )
    return render(request, "workforce/allowance.html", {"page": page})


def begin(request: HttpRequest) -> HttpResponse:
    """A new scheme."""
    form = _form(request, {"valid_from": request.viewer.on})

    def act() -> None:
        deeds.offer_allowance(told=form.told, by=request.viewer, at=timezone.now())

    page = FormPage("Add an allowance", "", (CRUMB, SETTINGS, HOME), form, "Add it", HOME.href)
    return answer(request, page, act, "The allowance is added.")


def edit(request: HttpRequest, key: str) -> HttpResponse:
    """A scheme as it is now."""
    scheme = _found(request, key, "change", PAY)
    initial: dict[str, Any] = {name: getattr(scheme, name) for name in FACTS}
    initial |= {
        "setting_kinds": scheme.setting_kinds.split(),
        "groups": scheme.groups.split(),
        "version": scheme.version,
        "amount": None if scheme.amount_pence is None else to_pounds(scheme.amount_pence),
    }
    form = _form(request, initial)

    def act() -> None:
        deeds.change_allowance(
            scheme=scheme,
            seen_version=form.seen_version,
            told=form.told,
            by=request.viewer,
            at=timezone.now(),
        )

    href = reverse("allowance", args=[key])
    crumbs = (CRUMB, SETTINGS, HOME, Link(scheme.title, href))
    page = FormPage("Change this allowance", scheme.title, crumbs, form, "Save", href)
    return answer(request, page, act, "Saved.", thing="allowance")


def _found(request: HttpRequest, key: str, act: str = "see", kind: str = KIND) -> AllowanceScheme:
    row = schemes_visible_to(request.viewer, act, kind).filter(public_id=key).first()
    if row is None:
        raise Http404
    return row


def _form(request: HttpRequest, initial: dict[str, Any]) -> AllowanceForm:
    kinds = dict(workforce_policy(request).setting_kinds)
    return AllowanceForm(sent(request), kinds=kinds, initial=initial)


def _in_force(request: HttpRequest, scheme: AllowanceScheme, on: date) -> list[SettingPost]:
    """Every post that stands on a day on which the scheme holds."""
    if on < scheme.valid_from or (scheme.valid_until and on >= scheme.valid_until):
        return []
    return list(standing_on(setting_posts_visible_to(request.viewer), on))


def _facts(request: HttpRequest, scheme: AllowanceScheme, *, money: bool) -> tuple[SummaryRow, ...]:
    until = day_words(scheme.valid_until) if scheme.valid_until else "no end set"
    facts = [
        SummaryRow(
            "Kinds of setting", _labels(scheme.setting_kinds, workforce_policy(request).setting_kinds)
        ),
        SummaryRow("Staff", _labels(scheme.groups, GROUPS)),
        SummaryRow("From", day_words(scheme.valid_from)),
        SummaryRow("First day without it", until),
    ]
    return (*facts, SummaryRow("A year at full time", _amount(scheme))) if money else tuple(facts)


def _figures(posts: Sequence[SettingPost], payments: Sequence[Payment], *, money: bool) -> tuple[Figure, ...]:
    fte = sum((one.fte for one in posts), NO_POST)
    figures = [Figure("In scope", len(payments)), Figure("Full-time equivalent", number_words(fte))]
    if money:
        cost = cost_of(payments)
        unknown = sum(one.pence is None for one in payments)
        note = f"{unknown} not known" if unknown else ""
        figures.append(Figure("Cost a year", None if cost is None else money_words(cost), note=note))
    return tuple(figures)


def _unknown(payments: Sequence[Payment]) -> str:
    count = sum(one.pence is None for one in payments)
    if not count:
        return ""
    return f"The pay of {count_words(count, 'post')} is not known, so what they are paid is in no sum."


def _table(posts: Sequence[SettingPost], payments: dict[str, Payment], on: date, *, money: bool) -> Table:
    rows = []
    for one in posts:
        cells = (
            Cell(str(one), href=reverse("setting", args=[one.setting.public_id])),
            one.setting.name,
            one.get_group_display(),
            number_words(one.fte),
        )
        pence = payments[one.public_id].pence
        paid = Cell(None if pence is None else money_words(pence), missing=NOT_KNOWN)
        rows.append((*cells, paid) if money else cells)
    heads: list[str | Column] = ["Post", "Setting", "Group", Column("Time", numeric=True, unit="FTE")]
    heads += [Column("A year", numeric=True)] if money else []
    return plain_table(f"In scope on {day_words(on)}", heads, rows, empty_words=NOBODY)


def _amount(scheme: AllowanceScheme) -> str:
    if scheme.amount_pence is not None:
        return money_words(scheme.amount_pence)
    return f"{number_words(scheme.percent)} % of pay"


def _labels(slugs: str, labels: Any) -> str:
    return list_words(labels.get(slug, slug) for slug in slugs.split())

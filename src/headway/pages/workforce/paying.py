"""Views of pay: how a post is paid and from what money, and a post costed without keeping it."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from headway.features.policies.queries import typed
from headway.features.workforce.actions import structures as deeds
from headway.features.workforce.models import Post
from headway.features.workforce.queries import PAY
from headway.flows.cost_post import CostedPost, cost_post
from headway.kit.figures import Figure, Link
from headway.kit.tables import Column, Table, plain_table
from headway.pages.answering import answer, refuse_unless, sent
from headway.pages.workforce.finding import CRUMB, found_post, found_structure
from headway.pages.workforce.forms import CostForm, PayForm
from headway.pages.workforce.writing import page_of
from headway.rules.funding import BUYBACK, CORE, SOURCES
from headway.rules.money import money_words
from headway.rules.pay_policy import PayPolicy
from headway.rules.staffing_cost import Terms, advice_on_scale
from headway.rules.verdict import Refused


@dataclass(frozen=True, slots=True)
class CostPage:
    """The form, and what the post costs once it was sent."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    form: CostForm
    figures: tuple[Figure, ...]
    table: Table | None
    notes: tuple[str, ...]


def pay(request: HttpRequest, key: str, post: str) -> HttpResponse:
    """Spine, points, pension, allowance and shares of money."""
    structure = found_structure(request, key, "change", PAY)
    found = found_post(structure, post)
    if refused := refuse_unless(request, deeds.may_price(request.viewer, structure)):
        return refused
    policy = typed("pay", request.viewer.on)
    names = ("spine", "first_point", "last_point", "assessed_points", "pension")
    initial = {name: getattr(found, name) for name in names}
    initial |= found.shares
    form = PayForm(
        sent(request), initial=initial | {"allowance": found.allowance_pence / 100}, **_choices(policy)
    )

    def act() -> None:
        deeds.pay_post(
            post=found,
            told=form.told,
            shares=form.shares,
            policy=policy,
            by=request.viewer,
            at=timezone.now(),
        )

    page = page_of(structure, f"Pay of {found.title}", form, "Save", words=_advice(found, policy))
    return answer(request, page, act, "Saved.")


def show_cost(request: HttpRequest) -> HttpResponse:
    """What a post costs a year, by source of money, and how many days must be sold."""
    policy = typed("pay", request.viewer.on)
    first = {"fte": 1, "core": 100, "buyback": 0, "on": request.viewer.on}
    form = CostForm(request.GET or None, initial=first, **_choices(policy))
    costed = None
    if form.is_valid():
        try:
            costed = _costed(form, policy)
        except Refused as refused:
            form.add_error(None, refused.verdict.reason)
    page = CostPage(
        heading="What a post costs",
        breadcrumbs=(CRUMB,),
        form=form,
        figures=_figures(costed) if costed else (),
        table=_table(costed) if costed else None,
        notes=_notes(policy) if costed else (),
    )
    return render(request, "workforce/cost.html", {"page": page})


def _choices(policy: PayPolicy) -> dict[str, dict[str, str]]:
    return {
        "spines": {slug: one.label for slug, one in policy.spines.items()},
        "pensions": {slug: one.label for slug, one in policy.pensions.items()},
    }


def _advice(post: Post, policy: PayPolicy) -> tuple[str, ...]:
    """What is said of the scale that stands; nothing where it keeps to the rule."""
    if post.first_point is None or post.last_point is None:
        return ()
    found = advice_on_scale(post.first_point, post.last_point, post.assessed_points, policy)
    return (found.words,) if found else ()


def _costed(form: CostForm, policy: PayPolicy) -> CostedPost:
    data = form.cleaned_data
    return cost_post(
        terms=Terms(data["spine"], data["point"], data["pension"], data["fte"]),
        on=data["on"],
        shares={CORE: data["core"], BUYBACK: data["buyback"]},
        day_rate=data["day_rate"],
        policy=policy,
    )


def _figures(costed: CostedPost) -> tuple[Figure, ...]:
    rate = money_words(costed.day_rate_pence)
    return (
        Figure("Cost a year", money_words(costed.cost.total)),
        Figure("Days to sell", str(costed.days_to_sell), note=f"at {rate} a day"),
        Figure("A day that covers the post", money_words(costed.full_cost_day_rate_pence)),
    )


def _table(costed: CostedPost) -> Table:
    cost = costed.cost
    parts = {
        "Pay": cost.salary,
        "Employer's national insurance": cost.national_insurance,
        "Pension": cost.pension,
        "Apprenticeship levy": cost.levy,
        "Together": cost.total,
    } | {f"From {SOURCES[source].casefold()}": pence for source, pence in costed.parts.items()}
    rows = [(label, money_words(pence)) for label, pence in parts.items()]
    return plain_table("What it is made of", ("Part", Column("A year", numeric=True)), rows)


def _notes(policy: PayPolicy) -> tuple[str, ...]:
    """Where the figures come from, and how far they can be trusted."""
    marks = policy.marks
    days = marks.get("days.deliverable")
    return (
        f"Source: {policy.header.source}.",
        f"{policy.deliverable_days} days of a year reach schools: {days.words}." if days else "",
    )

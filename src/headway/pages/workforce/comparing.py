"""Two structures beside each other: posts created, deleted and changed, and what each must earn (M2-06)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from headway.features.workforce.facts import as_rules
from headway.features.workforce.models import Secondment, Structure
from headway.features.workforce.queries import (
    PAY,
    posts_of,
    recharge_of,
    seconded_by_background,
    secondments_of,
    structures_visible_to,
)
from headway.kit.figures import Link
from headway.kit.tables import Cell, Column, Table, plain_table
from headway.pages.workforce.finding import CRUMB, both_policies
from headway.rules.intervening import Capacity, capacity_of, capacity_warnings, number_words
from headway.rules.money import money_words
from headway.rules.pay_policy import PayPolicy
from headway.rules.structures import NO_POST, Comparison, Post, PostChange, by_subject, compare
from headway.rules.workforce_policy import WorkforcePolicy

COLOURS = {"created": "green", "deleted": "red", "changed": "yellow"}
SAME = "The two structures have the same posts on the same terms."


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: its posts, who is lent, and who can intervene."""

    posts: list[Post]
    lent: list[Secondment]
    capacity: list[Capacity]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """The choice of two, and how they differ once both are chosen."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    structures: tuple[tuple[str, str], ...]
    before: str
    after: str
    totals: Table | None
    changes: Table | None
    subjects: Table | None
    capacity: Table | None
    warnings: tuple[str, ...]
    uncosted: str


def show_comparison(request: HttpRequest) -> HttpResponse:
    """How the second structure differs from the first."""
    known = {one.public_id: one for one in structures_visible_to(request.viewer)}
    before, after = (known.get(request.GET.get(name, "")) for name in ("before", "after"))
    both = _sides(request, before, after) if before and after else None
    found = compare(both[0].posts, both[1].posts) if both else None
    money = bool(request.viewer.may(PAY))
    page = ComparisonPage(
        heading="Compare two structures",
        breadcrumbs=(CRUMB,),
        structures=tuple((key, f"{one.title}, {one.year}") for key, one in known.items()),
        before=before.public_id if before else "",
        after=after.public_id if after else "",
        totals=_totals(found, both, money=money) if found and both else None,
        changes=_changes(found, money=money) if found else None,
        subjects=_subjects(both[0].posts, both[1].posts) if both else None,
        capacity=_capacity(*both) if both else None,
        warnings=both[1].warnings if both else (),
        uncosted=_uncosted(found) if found and money else "",
    )
    return render(request, "workforce/compare.html", {"page": page})


def _sides(request: HttpRequest, before: Structure, after: Structure) -> tuple[Side, Side]:
    pay, policy = both_policies(request)
    was, now = (_side(one, pay, policy) for one in (before, after))
    return was, now


def _side(structure: Structure, pay: PayPolicy | None, policy: WorkforcePolicy) -> Side:
    posts = as_rules(posts_of(structure), structure.priced_on, pay)
    lent = secondments_of(structure)
    seconded = seconded_by_background(lent, policy)
    return Side(
        posts=posts,
        lent=lent,
        capacity=capacity_of(posts, seconded, policy.backgrounds),
        warnings=tuple(capacity_warnings(posts, seconded, policy.backgrounds)),
    )


def _capacity(before: Side, after: Side) -> Table:
    """Who can intervene by background in each, against the least there must be (M2-16)."""
    rows = [
        (
            now.label,
            number_words(was.can_fte),
            number_words(now.can_fte),
            number_words(now.can_fte - was.can_fte),
            Cell(
                number_words(now.least_fte),
                note="too few after" if now.warning else "",
            ),
        )
        for was, now in zip(before.capacity, after.capacity, strict=True)
    ]
    heads = ("Before", "After", "Change", "At the least")
    columns = ("Background", *(Column(head, numeric=True) for head in heads))
    return plain_table("Full-time equivalent that can intervene", columns, rows)


def _subjects(before: Sequence[Post], after: Sequence[Post]) -> Table | None:
    """Time by subject in each, against each other (M2-09); nothing where no post has one."""
    was, now = by_subject(before), by_subject(after)
    rows = [
        (
            subject.capitalize(),
            *(number_words(side.get(subject, NO_POST)) for side in (was, now)),
            number_words(now.get(subject, NO_POST) - was.get(subject, NO_POST)),
        )
        for subject in dict.fromkeys([*was, *now])
    ]
    heads = ("Subject", *(Column(head, numeric=True) for head in ("Before", "After", "Change")))
    return plain_table("Full-time equivalent by subject", heads, rows) if rows else None


def _totals(found: Comparison, sides: tuple[Side, Side], *, money: bool) -> Table:
    rows = [
        (
            "Full-time equivalent",
            number_words(found.fte_before),
            number_words(found.fte_after),
            _signed(found),
        )
    ]
    if money:
        rows += [
            ("Cost of posts a year", *_money(found.cost_before, found.cost_after)),
            ("Paid for secondments a year", *_money(*(recharge_of(one.lent) for one in sides))),
            (
                "To be earned a year",
                *_money(found.income_before, found.income_after, found.income_change_percent),
            ),
        ]
    heads = (
        "Together",
        Column("Before", numeric=True),
        Column("After", numeric=True),
        Column("Change", numeric=True),
    )
    return plain_table("In sum", heads, rows)


def _changes(found: Comparison, *, money: bool) -> Table:
    rows = [_change(one, money=money) for one in found.changes]
    heads = ["Post", "What", Column("Time before", numeric=True), Column("Time after", numeric=True)]
    if money:
        heads += [Column("Earns before", numeric=True), Column("Earns after", numeric=True)]
    return plain_table("Posts that differ", heads, rows, empty_words=SAME)


def _change(one: PostChange, *, money: bool) -> tuple[Cell | str | None, ...]:
    post = one.after or one.before
    title = post.title if post else ""
    cells: list[Cell | str | None] = [title, Cell(one.kind.capitalize(), colour=COLOURS[one.kind])]
    cells += [_time(side) for side in (one.before, one.after)]
    if money:
        cells += [_earned(side) for side in (one.before, one.after)]
    return tuple(cells)


def _time(post: Post | None) -> Cell:
    return Cell(number_words(post.fte) if post else None, missing="no such post")


def _earned(post: Post | None) -> Cell:
    if post is None:
        return Cell(None, missing="no such post")
    return Cell(money_words(post.income_pence) if post.cost_pence is not None else None)


def _money(before: int, after: int, percent: Decimal | None = None) -> tuple[str, str, str]:
    change = money_words(after - before)
    return (
        money_words(before),
        money_words(after),
        change if percent is None else f"{change} ({percent} %)",
    )


def _signed(found: Comparison) -> str:
    return number_words(found.fte_after - found.fte_before)


def _uncosted(found: Comparison) -> str:
    if not found.uncosted:
        return ""
    return f"Not costed, for their pay is not known: {', '.join(found.uncosted)}."

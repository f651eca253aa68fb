"""What a rule set of entitlement would change in every school, as a list."""

from dataclasses import dataclass

from headway.features.policies.models import Policy
from headway.flows.compare_entitlement import Change, Effect
from headway.kit.figures import Figure, Link
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Column, Row, Table
from headway.kit.words import days_words
from headway.pages.exports import with_export
from headway.pages.policies.listing import address
from headway.pages.policies.page import CRUMB, crumb
from headway.pages.policies.words import kind_words, version_words

SORTS = ("change", "name")
COLUMNS = (
    Column("School or partnership", "name", sortable=True),
    Column("By the version in use", numeric=True, unit="half-days"),
    Column("By this version", numeric=True, unit="half-days"),
    Column("Change", "change", numeric=True, sortable=True, unit="half-days"),
)
LEAD = "the lead's share"


@dataclass(frozen=True, slots=True)
class EffectPage:
    """Demand before and after, and everybody whose days differ."""

    title: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    words: str
    figures: tuple[Figure, ...]
    table: Table


def effect_page(query: ListQuery, policy: Policy, effect: Effect) -> EffectPage:
    """One page of the list; the figures are of the whole authority."""
    ordered = _ordered(query, effect.changes)
    total = len(ordered)
    table = query.table(
        caption="Days that would differ",
        columns=COLUMNS,
        rows=[_row(one) for one in ordered[query.bounds(total)]],
        total=total,
        noun=("school or partnership", "schools and partnerships"),
        empty_words=f"No school's or partnership's days differ from {version_words(effect.in_use)}.",
    )
    return EffectPage(
        title="What it would change in every school",
        caption=f"{kind_words(policy.kind)}, {version_words(policy)}",
        breadcrumbs=(CRUMB, crumb(policy)),
        words=f"A whole year's days by this version against {version_words(effect.in_use)}, which is in use, for schools, "
        "partnerships and categories as they stand today. Nothing is given or taken by looking.",
        figures=_figures(effect),
        table=with_export(table, query),
    )


def effect_href(policy: Policy) -> str:
    """Where the effect of a version is shown; nothing for policies other than entitlement."""
    return address("policy_effect", policy) if policy.kind == "entitlement" else ""


def _figures(effect: Effect) -> tuple[Figure, ...]:
    before, after = effect.before, effect.after
    sides = (
        ("Schools", before.school_half_days, after.school_half_days),
        ("Leads of partnerships", before.lead_half_days, after.lead_half_days),
        ("Together", before.half_days, after.half_days),
    )
    return tuple(Figure(label, days_words(now), note=_note(was, now)) for label, was, now in sides)


def _note(was: int, now: int) -> str:
    if was == now:
        return "unchanged"
    return f"{days_words(abs(now - was))} {'more' if now > was else 'fewer'} than {days_words(was)}"


def _ordered(query: ListQuery, changes: tuple[Change, ...]) -> list[Change]:
    """By the size of the change, or by name; the changes come largest first."""
    if query.sort_key == "name":
        return sorted(changes, key=lambda one: one.name.casefold(), reverse=query.descending)
    return list(changes) if query.descending else list(reversed(changes))


def _row(one: Change) -> Row:
    if one.subject_kind == "school":
        name = Cell(one.name, href=f"/schools/{one.subject_id}/")
    else:
        name = Cell(one.name, href=f"/partnerships/{one.subject_id}/", note=LEAD)
    sign = "+" if one.half_days > 0 else "−"
    return Row((name, one.before_half_days, one.after_half_days, f"{sign}{abs(one.half_days)}"))

"""Why this adviser, and why not another: the alternatives, what each would cost, which rule forbids."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from headway.features.deployment.models import Assignment, Draft, Lead, Lock
from headway.flows.weigh_advisers import Alternative
from headway.kit.figures import Link, SummaryRow
from headway.kit.tables import Cell, Column, Table, plain_table
from headway.kit.words import days_words, moment_words
from headway.pages.yearplan.addresses import HOME, partnership_href, plan_href, school_href
from headway.pages.yearplan.forms import FixForm
from headway.planner.deployment.explain import TERM_WORDS
from headway.rules.verdict import Verdict


@dataclass(frozen=True, slots=True)
class WhyPage:
    """One school, or one partnership's lead, of a draft. `stale_words`: why alternatives cannot be told."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    facts: tuple[SummaryRow, ...]
    reasons: tuple[str, ...]
    alternatives: Table | None
    stale_words: str
    form: FixForm
    may_fix: Verdict
    fix_href: str
    may_release: bool
    release_href: str
    version: int
    held_elsewhere: tuple[str, ...] = ()


def school_page(
    draft: Draft,
    row: Assignment,
    lock: Lock | None,
    alternatives: Iterable[Alternative],
    stale_words: str,
    form: FixForm,
    may_fix: Verdict,
    sees_category: bool,
    held_elsewhere: tuple[str, ...] = (),
) -> WhyPage:
    """Why a school has its adviser; `held_elsewhere`: functions that another body carries out there, in words."""
    partnership = row.partnership.name if row.partnership else None
    facts = (
        SummaryRow("Adviser", str(row.adviser)),
        SummaryRow("Last year's adviser", str(row.last_adviser) if row.last_adviser else None),
        SummaryRow("Partnership", partnership or "none"),
        SummaryRow("Days", days_words(row.half_days)),
        SummaryRow("Days not met", days_words(row.unmet_half_days)),
        *([SummaryRow("Category planned with", row.category or None)] if sees_category else []),
        *_of_lock(lock),
    )
    return WhyPage(
        heading=f"Why {row.adviser} for {row.school.name}",
        caption=draft.name,
        breadcrumbs=_crumbs(draft),
        facts=facts,
        reasons=tuple(row.reasons),
        alternatives=_table(alternatives) if not stale_words else None,
        stale_words=stale_words,
        form=form,
        may_fix=may_fix,
        fix_href=school_href(draft, row.school_id),
        may_release=lock is not None and bool(may_fix),
        release_href=school_href(draft, row.school_id, "release"),
        version=draft.version,
        held_elsewhere=held_elsewhere,
    )


def lead_page(draft: Draft, lead: Lead, lock: Lock | None, form: FixForm, may_fix: Verdict) -> WhyPage:
    """A partnership's lead, to fix by hand."""
    one = lead.partnership
    return WhyPage(
        heading=f"{lead.adviser} leads {one.name}",
        caption=draft.name,
        breadcrumbs=_crumbs(draft),
        facts=(
            SummaryRow("Lead adviser", str(lead.adviser)),
            SummaryRow("Last year's lead", str(lead.last_adviser) if lead.last_adviser else None),
            SummaryRow("Lead's days", days_words(lead.half_days)),
            *_of_lock(lock),
        ),
        reasons=(),
        alternatives=None,
        stale_words="",
        form=form,
        may_fix=may_fix,
        fix_href=partnership_href(draft, one.public_id),
        may_release=lock is not None and bool(may_fix),
        release_href=partnership_href(draft, one.public_id, "release"),
        version=draft.version,
    )


def _of_lock(lock: Lock | None) -> tuple[SummaryRow, ...]:
    if lock is None:
        return ()
    who = f" by {lock.by}" if lock.by else ""
    return (SummaryRow("Fixed by hand", f"{lock.reason} ({moment_words(lock.at)}{who})"),)


def _crumbs(draft: Draft) -> tuple[Link, ...]:
    return (Link("Year plan", HOME), Link(draft.name, plan_href(draft)))


UNTOLD = "not told to your role"


def _table(alternatives: Iterable[Alternative]) -> Table:
    columns = (
        "Adviser",
        Column("Costs more than now", numeric=True, unit="minutes a year"),
        "Where from",
        "Rule that forbids",
    )
    rows = [
        (
            Cell(one.name, note="the adviser in this plan" if one.is_chosen else ""),
            Cell(_signed(one.extra_minutes), missing="not possible" if one.told else UNTOLD),
            Cell(
                _terms(one.terms),
                missing=("not weighed" if one.rule_words else "nothing") if one.told else UNTOLD,
            ),
            Cell(one.rule_words or None, missing="none" if one.told else UNTOLD),
        )
        for one in alternatives
    ]
    return plain_table("Every adviser weighed for this school", columns, rows)


def _signed(minutes: float | None) -> str | None:
    if minutes is None:
        return None
    return f"{minutes:+,.0f}".replace("-", "−") if round(minutes) else "0"


def _terms(terms: Mapping[str, float]) -> str | None:
    told = sorted(((n, m) for n, m in terms.items() if round(m)), key=lambda pair: -abs(pair[1]))
    return "; ".join(f"{_signed(minutes)} {TERM_WORDS[name]}" for name, minutes in told) or None

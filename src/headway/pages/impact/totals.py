"""Days, money and judgements by adviser, partnership, programme or theme. Every figure leads to what is behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from headway.features.appointments.viewer import Viewer
from headway.features.impact.queries import supports_visible_to
from headway.features.impact.totals import BY, Line, all_of, lines_by
from headway.kit.figures import Link
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Column, Row, Table
from headway.kit.words import days_words
from headway.pages.exports import with_export
from headway.pages.impact.listing import CRUMBS, HOME, in_year, years_to_choose
from headway.rules.impact import JUDGED, STOPPED
from headway.rules.impact_policy import ImpactPolicy
from headway.rules.money import money_words

TOTAL_FILTERS = ("by", "year", "theme")
WAYS = {
    "adviser": "By adviser",
    "partnership": "By partnership",
    "programme": "By programme",
    "theme": "By theme",
}
HEADS = {"adviser": "Adviser", "partnership": "Partnership", "programme": "Programme", "theme": "About"}
NOBODY = {"partnership": "In no partnership", "programme": "In no programme"}
EMPTY = "No support is entered for what you ask."
WHOLE = 100


@dataclass(frozen=True, slots=True)
class Way:
    """One way to add up, and its address."""

    label: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class TotalsPage:
    """The totals; `least`: so many must be judged before a share is told."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    ways: tuple[Way, ...]
    table: Table
    least: int


def totals_page(viewer: Viewer, query: ListQuery, policy: ImpactPolicy) -> TotalsPage:
    """The totals of what the viewer may see; one query beside those of the page."""
    by = query.text("by") if query.text("by") in BY else "adviser"
    rows = in_year(supports_visible_to(viewer), query.text("year"))
    if theme := query.text("theme"):
        rows = rows.filter(theme=theme)
    lines = lines_by(rows, by)
    kept = {name: query.text(name) for name in ("year", "theme") if query.text(name)}
    made = [Row(_cells(one, by, kept, policy)) for one in lines]
    if lines:
        made.append(Row(_cells(all_of(lines, "All"), "", kept, policy), marked=True))
    table = Table(
        caption=f"Support {WAYS[by][:1].lower()}{WAYS[by][1:]}",
        columns=_columns(by, policy),
        rows=tuple(made),
        empty_words=EMPTY,
        kept=(("by", by),),
        filters=(
            query.choice_filter("year", "Begun in", years_to_choose(viewer.on)),
            query.choice_filter("theme", "About", policy.themes.items()),
        ),
    )
    ways = tuple(
        Way(words, f"{query.path}?{urlencode({'by': name, **kept})}", name == by)
        for name, words in WAYS.items()
    )
    return TotalsPage(
        "Days, money and judgements", CRUMBS, ways, with_export(table, query), policy.least_for_share
    )


def _columns(by: str, policy: ImpactPolicy) -> tuple[Column, ...]:
    return (
        Column(HEADS[by]),
        Column("Supports", numeric=True),
        Column("Days", numeric=True),
        Column("Cost", numeric=True),
        *(Column(one.words, numeric=True) for one in policy.judgements),
        Column("Not judged yet", numeric=True),
        Column("Stopped", numeric=True),
        Column("Share that made a difference", numeric=True),
        Column("Cost for each that did", numeric=True),
    )


def _cells(line: Line, by: str, kept: Mapping[str, str], policy: ImpactPolicy) -> tuple:
    named = _narrowed(line, by)
    label = line.label or NOBODY.get(by, "")
    if by == "theme":
        label = policy.themes.get(line.key, line.key)

    here = f"{HOME}?{urlencode({**kept, **named})}"

    def count(number: int, **more: str) -> Cell:
        return Cell(number, href=f"{HOME}?{urlencode({**kept, **named, **more})}" if number else "")

    return (
        Cell(label),
        count(line.supports),
        Cell(days_words(line.half_days), href=here, plain=line.half_days / 2),
        _cost(line, here),
        *(count(line.judged.get(one.key, 0), judgement=one.key) for one in policy.judgements),
        count(line.open, open="yes"),
        count(line.stopped, state=STOPPED),
        _share(line, policy),
        _each(line, policy),
    )


def _narrowed(line: Line, by: str) -> dict[str, str]:
    """What narrows the list to this line."""
    if not by:
        return {}
    return {by: line.key} if line.key else {"none": by}


def _cost(line: Line, here: str) -> Cell:
    """What is known of the cost, and of how many it is known."""
    if not line.costs_known:
        return Cell(None, missing="not known of any")
    note = "" if line.costs_known == line.supports else f"of {line.costs_known} of {line.supports}"
    return Cell(money_words(line.cost_pence), href=here, note=note, plain=line.cost_pence / 100)


def _share(line: Line, policy: ImpactPolicy) -> Cell:
    if line.judged_count < policy.least_for_share:
        return Cell(None, missing=f"only {line.judged_count} {JUDGED}")
    share = round(WHOLE * line.helped(policy.helped) / line.judged_count)
    return Cell(f"{share}%", plain=share)


def _each(line: Line, policy: ImpactPolicy) -> Cell:
    pence = line.pence_a_helped(policy.helped, policy.least_for_share)
    if pence is not None:
        return Cell(money_words(pence), plain=pence / 100)
    if line.judged_count < policy.least_for_share:
        return Cell(None, missing=f"only {line.judged_count} {JUDGED}")
    return Cell(None, missing="a cost is not known" if line.helped(policy.helped) else "none did")

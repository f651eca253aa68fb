"""The comparison in words, a chart and tables. It describes; it judges no support and proves no cause."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from headway.kit.charts import Chart, Series, Value
from headway.kit.figures import Link
from headway.kit.tables import Cell, Column, Row, Table, plain_table
from headway.kit.words import count_words, day_words, list_words
from headway.pages.impact.asked import Asked, AskedForm
from headway.rules.impact_policy import ComparisonPolicy, ImpactPolicy
from headway.rules.matched_effect import Compared, Interval, change, difference_of
from headway.rules.matching import Candidate, Pair
from headway.rules.measures import Measure

CAUSE = (
    "A difference beside similar schools does not prove that the support caused it. Schools are chosen for support for "
    "reasons, and may differ in ways that no published figure shows. Read it beside what was judged, not in its place."
)
SAID = "Both intervals lie on the same side of nought: chance alone seldom makes such a difference."
NOT_SAID = (
    "The two intervals do not both lie on the same side of nought: the difference can well be chance, or come from how schools "
    "were chosen."
)
NO_PAIR = "No supported school could be matched with a similar one, so nothing can be compared."
NOT_ALL = "not all schools of the pairs have a figure"
BETTER = {"high": "Of this measure more is better.", "low": "Of this measure less is better."}


@dataclass(frozen=True, slots=True)
class ComparedPage:
    """The comparison; `names` are who could not be matched."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    form: AskedForm
    question: str
    findings: tuple[str, ...]
    warnings: tuple[str, ...]
    cause: str
    chart: Chart | None
    method: tuple[str, ...]
    pairs: Table
    balance: Table
    unmatched: str
    left_out: Table
    summary_href: str


@dataclass(frozen=True, slots=True)
class SummaryPage:
    """What can be laid before a decision: no school is named."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    table: Table


def question_words(asked: Asked, policy: ImpactPolicy) -> str:
    """What is compared, in a sentence."""
    about = f" about {policy.themes[asked.theme].lower()}" if asked.theme else ""
    part = f" in the programme {asked.programme}" if asked.programme else ""
    return (
        f"{asked.measure.label}, from {asked.before} to {asked.after}: schools whose support{about}{part} began from "
        f"{day_words(asked.begun_from)} up to the end of August {asked.begun_until.year}, beside similar schools without."
    )


def finding_words(found: Compared, measure: Measure) -> tuple[str, ...]:
    """What came out, in sentences; without a pair only that."""
    if found.changed is None or found.beside_changed is None or found.difference is None:
        return (NO_PAIR,)
    pairs = count_words(len(found.matched.pairs), "pair")
    said = [
        f"In {pairs} of schools the supported ones moved by {points(found.changed, measure)}, the similar ones by "
        f"{points(found.beside_changed, measure)}: a difference of {points(found.difference, measure)}."
    ]
    if found.interval:
        ends = _interval_words(found.interval, measure)
        said.append(f"The interval ({found.interval.level_percent} in 100) is {ends}.")
    if found.interval and found.context_interval and found.by_context is not None:
        said.append(
            f"Matched by size and free school meals alone the difference is {points(found.by_context, measure)}, and its "
            f"interval {_interval_words(found.context_interval, measure)}. {SAID if found.tells else NOT_SAID}"
        )
    if measure.polarity in BETTER:
        said.append(BETTER[measure.polarity])
    return tuple(said)


def method_words(asked: Asked, policy: ComparisonPolicy) -> tuple[str, ...]:
    """How it was done, so that somebody else could do it again."""
    years = list_words(asked.baseline)
    return (
        f"Supported schools are matched with schools of the same phase that had no support in these years, by pupils (by "
        f"ratio, weight {policy.pupils_weight}), free school meals (weight {policy.fsm_weight}) and the measure in {years} "
        f"(weight {policy.baseline_weight}), each set against how much such schools differ in it.",
        f"Schools further apart than {policy.caliper:g} standard deviations are no pair, and each similar school is used at "
        "most once. Of all ways to make pairs the one with the most pairs is taken, then the one with the nearest pairs.",
        "The difference is the change of the supported school less the change of the similar one, and its mean over all pairs. "
        "Matching on the years before is what keeps a school that only comes back from a bad year from counting as helped.",
        "A second comparison matches by size and free school meals alone. The first guards against schools that only come "
        "back, and errs downwards where schools are chosen by what officers know of them; the second errs the other way. "
        "Something is said only where both say it.",
        f"The interval holds every effect that the pairs do not speak against: take it off, and which of the two was supported "
        f"could as well be the other way round. It comes from {policy.draws:,} random parts of the pairs, drawn with a fixed "
        f"seed ({policy.seed}); with fewer than {policy.least_pairs} pairs there is none.",
        "Schools without a figure are left out, and named where the pairs are. They are not counted as nought.",
    )


def chart_of(asked: Asked, found: Compared, source: str, csv_href: str) -> Chart | None:
    """The mean of each side of the pairs by year."""
    pairs = found.matched.pairs
    if not pairs:
        return None
    sides = (
        ("Supported", [one.supported for one in pairs]),
        ("Similar, not supported", [one.beside for one in pairs]),
    )
    return Chart(
        caption=f"{asked.measure.label}: mean of {count_words(len(pairs), 'pair')}",
        labels=asked.held,
        series=tuple(
            Series(name, tuple(_mean_in(side, year, asked.measure) for year in asked.held))
            for name, side in sides
        ),
        lines=True,
        unit=asked.measure.unit if asked.measure.unit == "%" else "",
        source=source,
        csv_href=csv_href,
    )


def pairs_table(asked: Asked, found: Compared, here: str) -> Table:
    """Every pair with its changes."""
    rows = tuple(_pair_row(one, asked) for one in found.matched.pairs)
    change_words = f"Change {asked.before} to {asked.after}"
    return Table(
        caption="The pairs",
        columns=(
            Column("Supported"),
            Column(change_words, "supported-change", numeric=True),
            Column("Similar, not supported"),
            Column(change_words, "similar-change", numeric=True),
            Column("Difference", numeric=True),
            Column("Apart", numeric=True, unit="standard deviations"),
        ),
        rows=rows,
        empty_words="There is no pair. Choose another measure, other years, or all support.",
        export_href=f"{here}&export=xlsx",
        csv_href=f"{here}&export=csv",
    )


def balance_table(found: Compared) -> Table:
    """How alike both sides are, before and after matching."""
    rows = [
        (
            one.words,
            *(_figure(value) for value in (one.supported, one.pool, one.apart_before)),
            *(_figure(value) for value in (one.paired, one.beside, one.apart_after)),
        )
        for one in found.balance
    ]
    heads = (
        "Matched on",
        *(
            Column(words, numeric=True)
            for words in ("All supported", "All without support", "Apart before matching")
        ),
        *(
            Column(words, numeric=True)
            for words in ("Supported in pairs", "Similar in pairs", "Apart after matching")
        ),
    )
    return plain_table("How alike they are (means; apart in standard deviations)", heads, rows)


def left_out_table(found: Compared) -> Table:
    """Who could not be compared, and why."""
    rows = [
        (Cell(one.candidate.name, href=f"/schools/{one.candidate.urn}/"), one.why)
        for one in found.matched.left_out
    ]
    return plain_table("Left out", ("School", "Why"), rows, empty_words="No school is left out.")


def unmatched_words(found: Compared) -> str:
    """The supported schools for which none is near enough, named."""
    names = [one.name for one in found.matched.unmatched]
    return f"No similar school is near enough for {list_words(names)}." if names else ""


def summary_table(asked: Asked, found: Compared, policy: ImpactPolicy, source: str, here: str) -> Table:
    """The same for a decision: nobody is named, and with too few pairs no figure is told."""
    told = len(found.matched.pairs) >= policy.comparison.least_pairs
    rows = [("What is compared", question_words(asked, policy)), *_counts(found)]
    if told:
        rows += [("What came out", words) for words in finding_words(found, asked.measure)]
    else:
        rows.append(
            (
                "What came out",
                "The pairs are too few: no figure is told here, for it would tell of single schools.",
            )
        )
    rows += [("Mind", words) for words in (*found.warnings, CAUSE)]
    rows += [("Method", words) for words in method_words(asked, policy.comparison)]
    rows.append(("Source", source))
    return Table(
        caption="Support beside similar schools",
        columns=(Column("What"), Column("Said")),
        rows=tuple(Row(pair) for pair in rows),
        export_href=f"{here}&export=xlsx",
        csv_href=f"{here}&export=csv",
    )


def _interval_words(interval: Interval, measure: Measure) -> str:
    return f"{points(interval.low, measure)} to {points(interval.high, measure)}"


def points(amount: float, measure: Measure) -> str:
    """A change with its sign; of per cent it is points."""
    places = max(measure.decimals, 1)
    rounded = round(amount, places) + 0.0
    sign = "+" if rounded > 0 else "−" if rounded < 0 else ""
    unit = "points" if measure.unit == "%" else ""
    money = "£" if measure.unit == "£" else ""
    return f"{sign}{money}{abs(rounded):,.{places}f} {unit}".strip()


def _counts(found: Compared) -> list[tuple[str, str]]:
    matched = found.matched
    return [
        ("Supported schools with figures", str(len(matched.supported))),
        ("Pairs", str(len(matched.pairs))),
        ("Supported schools without a similar one", str(len(matched.unmatched))),
        ("Schools without support to choose from", str(len(matched.pool))),
        ("Schools left out", str(len(matched.left_out))),
    ]


def _pair_row(one: Pair, asked: Asked) -> Row:
    before, after, measure = asked.before, asked.after, asked.measure
    return Row(
        (
            Cell(one.supported.name, href=f"/schools/{one.supported.urn}/"),
            _points(change(one.supported, before, after), measure),
            Cell(one.beside.name, href=f"/schools/{one.beside.urn}/"),
            _points(change(one.beside, before, after), measure),
            _points(difference_of(one, before, after), measure),
            Cell(f"{one.distance:.2f}", plain=round(one.distance, 4)),
        )
    )


def _points(amount: float, measure: Measure) -> Cell:
    return Cell(points(amount, measure), plain=round(amount, 4))


def _figure(value: float | None) -> Cell:
    if value is None:
        return Cell(None, missing="nobody")
    return Cell(f"{round(value, 2) + 0.0:,.2f}".replace("-", "−"), plain=round(value, 4))


def _mean_in(side: Sequence[Candidate], year: str, measure: Measure) -> Value:
    if not all(year in one.values for one in side):
        return Value(None, why=NOT_ALL)
    mean = fmean(one.values[year] for one in side)
    places = max(measure.decimals, 1)
    return Value(mean, f"{mean:,.{places}f}{measure.unit if measure.unit == '%' else ''}".replace("-", "−"))

"""A school's results beside its authority's and England's, and its inspections, each under its own regime."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from headway.features.evidence.models import Inspection, Observation
from headway.features.evidence.queries import ENGLAND
from headway.features.releases.models import Release
from headway.kit.figures import Source, SummaryRow
from headway.kit.tables import Cell, Column, Table, day_cell, plain_table
from headway.kit.words import day_words
from headway.pages.schools.gather import Known
from headway.pages.schools.words import area_words, grade_words, regime_words
from headway.publicdata import ks2, lait, ofsted
from headway.rules.inspections import InspectionPolicy
from headway.rules.measures import RESULTS, Measure, value_words

# Academic years shown of each measure.
YEARS_SHOWN = 3
WHY_MISSING = {**lait.WHY_MISSING, **ks2.WHY_MISSING}
HISTORY, PAST = "ofsted_history", "Inspections of the past, in the words of their time"
NOT_LOADED = "no figure in the files loaded"
EMPTY_RESULTS = (
    "No results of this school are in the files loaded. The school file of key stage 2 is read so far; its figures stand "
    "here by measure and year, with the authority and England beside them."
)


# Whose figure beside a school's: by measure and year.
Others = Mapping[str, Callable[[Measure, str], Cell]]
NOBODY: Others = {}
TOPIC_WORDS = {
    "more results": "Further results of all pupils",
    "pupils": "Pupils",
    "attendance": "Attendance, suspensions and exclusions",
    "staff": "Staff",
    "money": "Money",
}


def results_table(known: Known, caption: str = "Results of all pupils", means: Others = NOBODY) -> Table:
    """Measure by year: the school, its authority, England, then `means` of others; each with its source, and with why where
    it is missing."""
    measures = [measure for measure in known.measures if measure.topic == RESULTS]
    keys = {measure.key for measure in measures}
    held = {(row.measure, row.period): row for row in known.results if row.measure in keys}
    areas = [row for row in known.areas if row.measure in keys]
    england = {(row.measure, row.period): row for row in areas if row.area_name == ENGLAND}
    local = {(row.measure, row.period): row for row in areas if row.area_name != ENGLAND}
    rows = [
        (
            measure.short_label if number else Cell(measure.short_label, note=_full_label(measure)),
            period,
            *(figure_cell(by.get((measure.key, period)), measure, period) for by in (held, local, england)),
            *(mean(measure, period) for mean in means.values()),
        )
        for measure in measures
        for number, period in enumerate(periods_of(measure, held))
    ]
    columns = (
        Column("Measure"),
        Column("Year"),
        Column("School", unit=sources_words(held.values())),
        Column(known.school.authority.name, unit=sources_words(local.values())),
        Column(ENGLAND, unit=sources_words(england.values())),
        *(Column(name, unit="mean of their figures") for name in means),
    )
    return plain_table(caption, columns, rows, empty_words=EMPTY_RESULTS)


def topic_tables(known: Known, means: Others = NOBODY) -> tuple[Table, ...]:
    """What is no result, a table a topic: measures down, the school's newest years across, then its authority, England and
    `means` of others in the newest of them; only topics of which the school has a row, only others that have a figure."""
    areas = {(row.area_name == ENGLAND, row.measure, row.period): row for row in known.areas}
    others = {
        known.school.authority.name: lambda measure, period: figure_cell(
            areas.get((False, measure.key, period)), measure, period
        ),
        ENGLAND: lambda measure, period: figure_cell(areas.get((True, measure.key, period)), measure, period),
        **means,
    }
    held = {row.measure for row in known.results}
    topics = {measure.topic for measure in known.measures if measure.key in held}
    return tuple(
        _wide_table(known, topic, caption, others)
        for topic, caption in TOPIC_WORDS.items()
        if topic in topics
    )


def _wide_table(known: Known, topic: str, caption: str, others: Others) -> Table:
    own = {(row.measure, row.period): row for row in known.results}
    measures = [one for one in known.measures if one.topic == topic and periods_of(one, own)]
    held = [row for row in known.results if row.measure in {measure.key for measure in measures}]
    years = sorted({row.period for row in held})[-YEARS_SHOWN:]
    beside = {
        name: [figure(measure, periods_of(measure, own)[0]) for measure in measures]
        for name, figure in others.items()
    }
    beside = {name: cells for name, cells in beside.items() if any(cell.words is not None for cell in cells)}
    rows = [
        (
            Cell(measure.short_label, note=_full_label(measure)),
            *(figure_cell(own.get((measure.key, year)), measure, year) for year in years),
            *(cells[at] for cells in beside.values()),
        )
        for at, measure in enumerate(measures)
    ]
    columns = (
        Column("Measure", unit=sources_words(held)),
        *(Column(f"School, {year}") for year in years),
        *(Column(name, unit="the newest of these years") for name in beside),
    )
    return plain_table(caption, columns, rows)


def sources_words(rows: Iterable[Observation]) -> str:
    """The releases a column's figures come from, each once."""
    return "; ".join(dict.fromkeys(source_words(row.release) for row in rows))


def _full_label(measure: Measure) -> str:
    better = {"high": "; higher is better", "low": "; lower is better"}.get(measure.polarity, "")
    return f"{measure.label}{better}"


def periods_of(measure: Measure, held: dict[tuple[str, str], Observation]) -> list[str]:
    """The newest years in which the school has a row of the measure, missing figures among them."""
    return sorted((period for key, period in held if key == measure.key), reverse=True)[:YEARS_SHOWN]


def figure_cell(row: Observation | None, measure: Measure, period: str) -> Cell:
    """A figure, or why there is none."""
    told = measure.not_published.get(period, "")
    if row is None:
        return Cell(None, missing=told or NOT_LOADED)
    if row.value is None:
        why = told or WHY_MISSING.get(row.why_missing, row.why_missing)
        return Cell(None, missing=why)
    return Cell(value_words(row.value, measure))


def source_words(release: Release) -> str:
    """Where a figure comes from and of when it is."""
    return f"{release.title}, {day_words(release.published_on)}"


def inspection_tables(known: Known) -> tuple[Table, ...]:
    """One table an inspection, newest first, in the areas and words of its own regime; last what a history of the past
    tells, a line an inspection."""
    policy = known.policies.get("inspections")
    past = [one for one in known.inspections if one.release.kind == HISTORY]
    own = tuple(_inspection_table(one, policy) for one in known.inspections if one.release.kind != HISTORY)
    return (*own, _past_table(past, policy)) if past else own


def _past_table(past: Sequence[Inspection], policy: InspectionPolicy | None) -> Table:
    """Grades as they were published then; a word that is not used any more stands as it was."""
    rows = [
        (
            day_cell(one.started_on),
            regime_words(one.regime, policy),
            *(_grade(one, area, policy) for area in one.grades),
            source_words(one.release),
        )
        for one in past
    ]
    return plain_table(PAST, ("On", "Kind", "Overall effectiveness", "Source"), rows)


def _inspection_table(one: Inspection, policy: InspectionPolicy | None) -> Table:
    order = list(policy.regimes[one.regime].areas) if policy and one.regime in policy.regimes else []
    areas = sorted(
        {*one.grades, *one.missing},
        key=lambda area: (order.index(area) if area in order else len(order), area),
    )
    rows = [(area_words(one.regime, area, policy).capitalize(), _grade(one, area, policy)) for area in areas]
    if one.safeguarding:
        rows.append(("Safeguarding", one.safeguarding))
    if one.category_of_concern:
        rows.append(("Category of concern", one.category_of_concern))
    caption = f"{regime_words(one.regime, policy)}: {one.kind or 'inspection'}, {day_words(one.started_on)}"
    return plain_table(
        caption,
        ("Area", "Grade"),
        [*rows, ("Source", source_words(one.release))],
        empty_words="No grade was published.",
    )


def _grade(one: Inspection, area: str, policy: InspectionPolicy | None) -> Cell:
    entry = one.grades.get(area)
    if entry is None:
        why = one.missing[area]
        return Cell(None, missing=ofsted.WHY_MISSING.get(why, why))
    graded_on = date.fromisoformat(entry["on"]) if entry.get("on") else None
    later = f"graded on {day_words(graded_on)}" if graded_on and graded_on != one.started_on else ""
    return Cell(grade_words(one.regime, entry["grade"], policy), note=later)


def context_rows(known: Known) -> tuple[SummaryRow, ...]:
    """What the register says of the school; each figure with the release it comes from."""
    school = known.school
    release = school.release
    source = {"source": release.title, "dated_on": release.published_on} if release else {}
    ages = (
        f"{school.low_age} to {school.high_age}"
        if school.low_age is not None and school.high_age is not None
        else None
    )
    assumed = " (assumed from the nearest school, to be settled)" if school.district_assumed else ""
    return (
        SummaryRow("Pupils", _number(school.pupils), **source),
        SummaryRow("Capacity", _number(school.capacity), **source),
        SummaryRow(
            "Free school meals",
            f"{school.fsm_percent.normalize():f}%" if school.fsm_percent is not None else None,
            **source,
        ),
        SummaryRow("Ages", ages, **source),
        SummaryRow("Gender of entry", school.gender or None),
        SummaryRow("Religious character", school.religious_character or None),
        SummaryRow("Admissions", school.admissions or None),
        SummaryRow("District", f"{school.district}{assumed}" if school.district else None),
        SummaryRow("Ward", school.ward or None),
        SummaryRow(
            "Town and postcode", ", ".join(part for part in (school.town, school.postcode) if part) or None
        ),
        SummaryRow("Telephone", school.phone or None),
        SummaryRow("Status in the register", school.status),
    )


def _number(count: int | None) -> str | None:
    return f"{count:,}" if count is not None else None


def sources(known: Known) -> tuple[Source, ...]:
    """The releases behind the page, each once, for its foot."""
    rows: Iterable[Release | None] = (
        known.school.release,
        *(one.release for one in known.inspections),
        *(row.release for row in (*known.results, *known.areas)),
    )
    once = {release.pk: release for release in rows if release}
    return tuple(
        Source(r.title, r.source.partition(",")[0], r.published_on, r.licence) for r in once.values()
    )

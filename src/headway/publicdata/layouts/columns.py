"""Column lists of the published layouts, in the publishers' order and spelling."""

from functools import cache
from importlib.resources import files

KINDS: tuple[str, ...] = (
    "gias_register",  # the daily extract since October 2025, 135 columns
    "gias_register_2024",  # the same extract in January 2024, 140 columns
    "gias_search_download",  # what the search page gives, 111 columns, names without codes
    "gias_links",  # predecessors and successors
    "gias_groups",  # trusts and federations with their members
    "ofsted_latest",  # most recent inspections since November 2025, 85 columns
    "ofsted_2022",  # most recent inspections in 2022, 74 columns
    "ofsted_history",  # inspections of the past, one a row, to 2020
    "ks2_schools",  # key stage 2 by school, Explore Education Statistics
    "ks4_schools",  # key stage 4 by school since 2024/25, Explore Education Statistics
    "ks4_schools_2024",  # the same until 2023/24, under other names
    "lait",  # the local authority interactive tool, one row a figure
    "lait_dictionary",
    "statistical_neighbours",
    "term_dates",
    "la_codes",
    "ofsted_in_year",  # report cards of this school year, 42 columns
    "absence",  # by school over three terms, Explore Education Statistics
    "exclusions",  # suspensions and permanent exclusions by school
    "pupil_teacher_ratios",  # by school since 2010
    "census_2023",  # pupils by school, as the benchmarking service lays it out
    "sen_2023",  # special educational needs by school
    "workforce_2022",  # staff of maintained schools
    "cfr_2023",  # money of maintained schools, April to March
    "aar_2023",  # money of academies, September to August
    "aar_trusts_2023",  # the same of trusts' central services
    "ks2_cohorts",  # who was at the end of key stage 2
    "ks2_areas",  # key stage 2 by authority
    "ks2_tables_2023",  # performance tables, a layout a year
    "ks2_tables_2019",
    "ks4_tables_2023",
    "ks4_tables_2019",
    "ks4_tables_2018",
    "risk_ratings",  # the department's view of an authority's schools
)


@cache
def columns(kind: str) -> tuple[str, ...]:
    """The column names of one layout, in order and exactly as published.

    Raises KeyError for a kind without a layout of columns.
    """
    if kind not in KINDS:
        raise KeyError(f"no layout called {kind!r}; known are {', '.join(KINDS)}")
    text = files(__package__).joinpath(f"{kind}.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line)

"""What stands in a published file of schools' figures: a declarative map, one file of TOML a source and year.

A map names the column of the URN, how rows about schools are told from those about areas, where the year comes from
and which column is which measure. Source of every column list: the publisher's own file, Open Government Licence v3.0.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from headway.publicdata.tables import Layout

# In the order of their weight: where two files give one figure, the earlier of them is the one that is shown.
MAPPED: tuple[str, ...] = (
    "absence",
    "exclusions",
    "pupil_teacher_ratios",
    "census_2023",
    "sen_2023",
    "workforce_2022",
    "cfr_2023",
    "aar_2023",
    "ks2_cohorts",
    "ks2_tables_2023",
    "ks2_tables_2019",
    "ks4_tables_2023",
    "ks4_tables_2019",
    "ks4_tables_2018",
)
# What a figure may be: 0 to 100; any number; 0 or more; whole pupils or posts; pounds; one column as per cent of another.
KINDS = frozenset({"percent", "number", "rate", "count", "money", "share"})
PHASE_MARK = "{phase}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One column: the measure it gives, for which group, and of which year where that is an earlier one."""

    measure: str
    kind: str
    column: str
    group: str
    period: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class FileMap:
    """One published file. Where `period` is empty the year stands in `period_column`.

    `level` is a column whose cell is one of `schools` in rows about schools. `year_marks` are columns without which the
    header is another year's. `whole_year` is a column that names the part of the year. `months` and `not_supplied` are
    columns of returns of money. `phases` are the cells of `phase` to our words.
    """

    kind: str
    title: str
    publisher: str
    words: str
    urn: str
    figures: tuple[Figure, ...]
    level: str = ""
    schools: frozenset[str] = frozenset()
    period: str = ""
    period_column: str = ""
    begins_in: bool = False
    whole_year: str = ""
    year_marks: tuple[str, ...] = ()
    short_rows: bool = False
    months: str = ""
    not_supplied: str = ""
    phase: str = ""
    phases: tuple[tuple[str, str], ...] = ()

    @property
    def facts(self) -> tuple[str, ...]:
        """The columns that say what a row is about."""
        named = (self.urn, self.level, self.period_column, self.whole_year, self.months, self.not_supplied)
        return tuple(name for name in (*named, self.phase) if name)

    @property
    def layout(self) -> Layout:
        """What the table must have: what says whose and when a row is, the marks of its year, and one figure."""
        needed = [
            self.urn,
            self.level,
            self.period_column,
            self.phase,
            *self.year_marks,
            self.figures[0].column,
        ]
        once = tuple(dict.fromkeys(name for name in needed if name))
        others = (name for figure in self.figures for name in (figure.column, figure.of))
        used = dict.fromkeys(name for name in (*self.facts, *others) if name and name not in once)
        return Layout(self.words, once, tuple(used), short_rows=self.short_rows)


@cache
def file_map(kind: str) -> FileMap:
    """The map of one kind of file. Raises KeyError for a kind without one, ValueError where the map itself is wrong."""
    if kind not in MAPPED:
        raise KeyError(f"no map called {kind!r}; known are {', '.join(MAPPED)}")
    place = files("headway.publicdata.layouts").joinpath("maps", f"{kind}.toml")
    return read_map(kind, tomllib.loads(place.read_text(encoding="utf-8")))


def read_map(kind: str, table: Mapping[str, Any]) -> FileMap:
    """A map from its TOML. Raises ValueError for a kind of figure that is not known, TypeError for an unknown key."""
    given = dict(table)
    figures = tuple(figure for name, one in given.pop("figures").items() for figure in _figures(name, one))
    wrong = sorted({figure.kind for figure in figures} - KINDS)
    if wrong or bool(given.get("period")) == bool(given.get("period_column")):
        raise ValueError(f"The map {kind} names no year, two of them, or no known kind of figure: {wrong}")
    return FileMap(
        **{
            **given,
            "kind": kind,
            "figures": figures,
            "schools": frozenset(given.get("schools", ())),
            "year_marks": tuple(given.get("year_marks", ())),
            "phases": tuple((was.casefold(), ours) for was, ours in given.get("phases", {}).items()),
        }
    )


def _figures(measure: str, one: Mapping[str, Any]) -> list[Figure]:
    """The figure of all pupils, then those of groups, then those of earlier years."""
    kind, of = one["kind"], one.get("of", "")
    groups = [Figure(measure, kind, column, group) for group, column in one.get("groups", {}).items()]
    earlier = [Figure(measure, kind, column, "", year) for year, column in one.get("earlier", {}).items()]
    return [Figure(measure, kind, one["column"], "", "", of), *groups, *earlier]

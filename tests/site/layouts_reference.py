"""The page of docs/reference/ that lists every published file known and what it gives, from the maps themselves."""

from __future__ import annotations

import tomllib
from pathlib import Path

from headway.flows.publications.kinds import DECIDERS
from headway.publicdata.ks2 import WHY_MISSING
from headway.publicdata.layouts import KINDS, columns
from headway.publicdata.maps import MAPPED, PHASE_MARK, FileMap, file_map
from headway.publicdata.recognise import KIND_FACTS, NOT_TAKEN, FileKind
from headway.rules.measures import MeasurePolicy, read_measures

POLICY = Path(__file__).resolve().parents[2] / "policies" / "england" / "measures.toml"
OTHERWISE = {
    "gias_register_2024": "gias_register",
    "gias_search_download": "gias_register",
    "ks4_schools_2024": "ks4_schools",
}
GIVES = {
    "gias_register": "schools, their type, phase, district, trust, pupils and place",
    "gias_links": "predecessors and successors",
    "gias_groups": "trusts and federations with their members",
    "ofsted_latest": "the latest report card and the latest graded inspection of each school",
    "ofsted_in_year": "every report card of the school year; visits that grade nothing are told and left out",
    "ofsted_2022": "the inspections of 2022 and before, as history",
    "ofsted_history": "inspections of the past with their overall grade, in the words of their time",
    "ks2_schools": "key stage 2 results by year",
    "ks4_schools": "key stage 4 results by year",
    "lait": "series of the authority, its neighbours, its region and England",
    "lait_dictionary": "what the years of those series are",
    "statistical_neighbours": "who the authority is compared with",
    "term_dates": "school days",
    "risk_ratings": "the department's view of risk in its own words, beside our own and never part of it",
}


def layouts_rows() -> tuple[list[tuple[str, ...]], list[tuple[str, ...]], list[tuple[str, ...]]]:
    """Every layout with what it gives; every mapped measure with its files; every sign of a missing figure."""
    policy = read_measures(tomllib.loads(POLICY.read_text(encoding="utf-8")))
    layouts = [_layout(name, policy) for name in KINDS]
    measures = [
        (f"`{measure.key}`", measure.label, measure.unit, _better(measure.polarity), ", ".join(files))
        for measure in policy.measures
        if (files := [f"`{kind}`" for kind in MAPPED if measure.key in measures_of(file_map(kind))])
    ]
    return layouts, measures, [(f"`{key}`", words) for key, words in WHY_MISSING.items()]


def measures_of(file: FileMap) -> tuple[str, ...]:
    """The measures a map gives, each once, in its order."""
    phases = tuple(dict.fromkeys(dict(file.phases).values())) or ("",)
    named = (figure.measure.replace(PHASE_MARK, phase) for figure in file.figures for phase in phases)
    return tuple(dict.fromkeys(named))


def _layout(name: str, policy: MeasurePolicy) -> tuple[str, ...]:
    kind = FileKind(OTHERWISE.get(name, name))
    facts = KIND_FACTS[kind]
    year, gives = "", GIVES.get(kind.value, "")
    if name in MAPPED:
        year, gives = _year(file_map(name)), _given(file_map(name), policy)
    if kind in NOT_TAKEN or kind not in DECIDERS:
        gives = f"Not taken. {NOT_TAKEN.get(kind, '')}"
    return f"`{name}`", f"{facts.title} ({facts.publisher})", str(len(columns(name))), year, gives


def _given(file: FileMap, policy: MeasurePolicy) -> str:
    labels = [measure.short_label for key in measures_of(file) if (measure := policy.get(key))]
    groups = {figure.group.partition(":")[0].casefold() for figure in file.figures if figure.group}
    by = f"; by {', '.join(sorted(groups))}" if groups else ""
    return ", ".join(dict.fromkeys(labels)) + by


def _year(file: FileMap) -> str:
    if file.period_column:
        return f"in `{file.period_column}`"
    told = f", told by `{file.year_marks[0]}`" if file.year_marks else ", the year of this layout"
    return file.period + told


def _better(polarity: str) -> str:
    return {"high": "higher is better", "low": "lower is better"}.get(polarity, "neither")

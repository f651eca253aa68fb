"""Which published files are applied, in the order they need each other, and by what."""

from collections.abc import Callable
from pathlib import Path

from headway.flows.publications.decided import Decided, Scope
from headway.flows.publications.dictionary import decide_dictionary
from headway.flows.publications.groups import decide_groups
from headway.flows.publications.inspections import (
    decide_history,
    decide_in_year,
    decide_inspections,
    decide_past_inspections,
)
from headway.flows.publications.reference import (
    decide_bank_holidays,
    decide_links,
    decide_neighbours,
    decide_term_dates,
)
from headway.flows.publications.register import decide_register
from headway.flows.publications.results import (
    decide_figures,
    decide_key_stage_4,
    decide_school_results,
    decide_series,
)
from headway.flows.publications.risk import decide_risk
from headway.publicdata.maps import MAPPED
from headway.publicdata.recognise import FileKind

DECIDERS: dict[FileKind, Callable[[Path, Scope], Decided]] = {
    FileKind.GIAS_REGISTER: decide_register,
    FileKind.GIAS_LINKS: decide_links,
    FileKind.STATISTICAL_NEIGHBOURS: decide_neighbours,
    FileKind.BANK_HOLIDAYS: decide_bank_holidays,
    FileKind.TERM_DATES: decide_term_dates,
    FileKind.OFSTED_LATEST: decide_inspections,
    FileKind.OFSTED_IN_YEAR: decide_in_year,
    FileKind.OFSTED_2022: decide_past_inspections,
    FileKind.OFSTED_HISTORY: decide_history,
    FileKind.KS2_SCHOOLS: decide_school_results,
    FileKind.KS4_SCHOOLS: decide_key_stage_4,
    **{FileKind(kind): decide_figures(kind) for kind in MAPPED},
    FileKind.RISK_RATINGS: decide_risk,
    FileKind.GIAS_GROUPS: decide_groups,
    FileKind.LAIT_DICTIONARY: decide_dictionary,
    FileKind.LAIT: decide_series,
}
# They hold nothing of single schools and can be read before anything else.
NEED_NO_REGISTER = frozenset(
    {FileKind.GIAS_REGISTER, FileKind.BANK_HOLIDAYS, FileKind.TERM_DATES, FileKind.LAIT_DICTIONARY}
)
# Of these an older file may be asked for: only what is held of no year is taken from it.
HAVE_HISTORY = frozenset({FileKind.KS2_SCHOOLS, FileKind.KS4_SCHOOLS, *(FileKind(kind) for kind in MAPPED)})

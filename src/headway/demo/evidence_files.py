"""Writes key stage 2 by school, the interactive tool's series, statistical neighbours and authority codes."""

from collections.abc import Iterator, Mapping
from itertools import chain
from random import Random

from headway.demo.area_series import MORE_SERIES, NONE
from headway.demo.county import AUTHORITY_CODE, AUTHORITY_NAME, REGION_CODE, REGION_NAME, County, stream
from headway.demo.ks4_results import Key4Result, invent_key_stage_4
from headway.demo.pupil_groups import Groups, cohorts_sheet, group_cells, invent_groups
from headway.demo.results import NOT_APPLICABLE, PERIODS, SUBJECTS, Result, invent_results
from headway.demo.sheets import Row, Sheet, plain_csv
from headway.demo.words import NEIGHBOURS
from headway.publicdata.layouts import columns

_FIRST_NEIGHBOUR_CODE = 951  # above the register's highest authority code, below the tool's regions
_ENGLAND_CODE, _ENGLAND = 970, "England"
_YEARS = range(2016, 2026)
_NO_TESTS = frozenset({2020, 2021})
_CLOSENESS = ("Extremely close", "Very close", "Very close", "Very close", "Close", "Close", "Somewhat close")
# England 2016 to 2025 by the tool's short name, without 2020 and 2021. Source: DfE, key stage 2 attainment.
_SERIES = {
    "KS2RWM_Expected_STD": ("Percentage reaching the expected standard in reading, writing and mathematics",
                            (54, 62, 65, 65, 59, 60, 61, 63)),
    "KS2RWM_Higher_STD": ("Percentage reaching the higher standard in reading, writing and mathematics",
                          (5, 9, 10, 11, 7, 8, 8, 8)),
    "KS2R_Expected_STD": ("Percentage reaching the expected standard in reading",
                          (66, 72, 76, 74, 75, 73, 75, 76)),
    "KS2R_Higher_STD": ("Percentage reaching the higher standard in reading",
                        (19, 25, 28, 27, 28, 29, 29, 34)),
    "KS2R_AVG_Scaled_Score": ("Average scaled score in reading",
                              (103, 104, 105, 104, 105, 105, 105, 106)),
    "KS2M_Expected_STD": ("Percentage reaching the expected standard in mathematics",
                          (70, 75, 76, 79, 72, 73, 74, 75)),
    "KS2M_Higher_STD": ("Percentage reaching the higher standard in mathematics",
                        (17, 23, 24, 27, 23, 24, 24, 27)),
    "KS2M_AVG_Scaled_Score": ("Average scaled score in mathematics",
                              (103, 104, 104, 105, 104, 104, 104, 105)),
    "KS2W_Teacher_Assess": ("Percentage reaching the expected standard in writing",
                            (75, 77, 79, 79, 70, 72, 72, 73)),
    "KS2GDW_Teacher_Assess": ("Percentage working at greater depth in writing",
                              (15, 18, 20, 20, 13, 13, 13, 13)),
    "KS2GPS_Expected_STD": ("Percentage reaching the expected standard in grammar, punctuation and spelling",
                            (73, 77, 78, 79, 73, 73, 73, 73)),
    "KS2GPS_Higher_STD": ("Percentage reaching the higher standard in grammar, punctuation and spelling",
                          (23, 31, 35, 36, 28, 30, 32, 30)),
    "KS2GPS_AVG_Scaled_Score": ("Average scaled score in grammar, punctuation and spelling",
                                (104, 106, 106, 106, 105, 105, 105, 105)),
    "KS2Sci_Teacher_Assess": ("Percentage reaching the expected standard in science",
                              (81, 82, 83, 83, 79, 81, 81, 82)),
}  # fmt: skip


_TOTALS = (
    *("breakdown_topic", "breakdown", "sex", "disadvantage_status", "first_language", "prior_attainment"),
    "mobility",
)


def results_sheet(county: County) -> Sheet:
    """Key stage 2 by school, as Explore Education Statistics lays it out."""
    results = invent_results(stream(county.seed, "results"), county.schools)
    groups = {one.urn: one for one in invent_groups(county, results)}
    rows = (row for result in results for row in _result_rows(county, result, groups))
    content, number = plain_csv(columns("ks2_schools"), rows, encoding="utf-8", line_end="\r\n")
    return Sheet("performance/ks2_school_attainment_data.csv", content, number)


def key_stage_4_sheet(county: County) -> Sheet:
    """Key stage 4 by school, as Explore Education Statistics lays it out since 2024/25."""
    results = invent_key_stage_4(stream(county.seed, "key stage 4"), county.schools)
    rows = (_key_stage_4_row(county, result) for result in results)
    content, number = plain_csv(columns("ks4_schools"), rows, encoding="utf-8", line_end="\r\n")
    return Sheet("performance/202425_performance_tables_schools.csv", content, number)


def _key_stage_4_row(county: County, result: Key4Result) -> Row:
    school = county.by_urn[result.urn]
    return {
        "time_period": result.period,
        "time_identifier": "Academic year",
        "geographic_level": "School",
        "country_code": "E92000001",
        "country_name": _ENGLAND,
        "version": "Final",
        "school_urn": school.urn,
        "school_laestab": AUTHORITY_CODE + school.establishment_number,
        "school_name": school.name,
        **dict.fromkeys(_TOTALS, "Total"),
        "attainment8_average": result.attainment,
        "engmath_95_percent": result.basics_95,
        "engmath_94_percent": result.basics_94,
        "progress8_average": result.progress,
        "ebacc_aps_average": NOT_APPLICABLE,
    }


def _result_rows(county: County, result: Result, groups: Mapping[int, Groups]) -> Iterator[Row]:
    """The row of all pupils, and behind that of the newest year in all three subjects those of the groups."""
    row = _result_row(county, result)
    yield row
    if (result.period, result.subject) == (PERIODS[-1], SUBJECTS[0]) and result.urn in groups:
        yield from ({**row, **cells} for cells in group_cells(groups[result.urn]))


def ks2_cohorts_sheet(county: County) -> Sheet:
    """Who was at the end of key stage 2."""
    results = invent_results(stream(county.seed, "results"), county.schools)
    return cohorts_sheet(county, invent_groups(county, results))


def _result_row(county: County, result: Result) -> Row:
    school = county.by_urn[result.urn]
    return {
        "time_period": result.period,
        "time_identifier": "Academic year",
        "geographic_level": "School",
        "country_code": "E92000001",
        "country_name": _ENGLAND,
        "version": "Final",
        "school_urn": school.urn,
        "school_laestab": AUTHORITY_CODE + school.establishment_number,
        "school_name": school.name,
        "breakdown_topic": "All pupils",
        "breakdown": "Total",
        "subject": result.subject,
        "expected_standard_pupil_percent": result.expected,
        "higher_standard_pupil_percent": result.higher,
        "average_scaled_score": result.score,
        "progress_measure_score": result.progress,
        "progress_measure_lower_conf_interval": result.progress_low,
        "progress_measure_upper_conf_interval": result.progress_high,
        "absent_or_not_able_to_access_percent": ":",
        "working_towards_expected_standard_pupil_percent": ":",
        "absent_or_disapplied_percent": ":",
        "progress_measure_unadjusted": "z",
        "progress_measure_description": "z",
    }


def series_sheet(county: County) -> Sheet:
    """The interactive tool's series for the authority, its neighbours, its region and England."""
    rows = chain(_series_rows(county), _more_rows(county))
    content, number = plain_csv(columns("lait"), rows, encoding="utf-8", line_end="\n")
    return Sheet("reference/lait_long.csv", content, number)


def _areas() -> tuple[tuple[int, str, str], ...]:
    """Number, name and region of every area in the series; regions and England have the region NA."""
    neighbours = (
        (_FIRST_NEIGHBOUR_CODE + number, name, REGION_NAME) for number, name in enumerate(NEIGHBOURS)
    )
    return (
        (int(AUTHORITY_CODE), AUTHORITY_NAME, REGION_NAME),
        *neighbours,
        (REGION_CODE, REGION_NAME, "NA"),
        (_ENGLAND_CODE, _ENGLAND, "NA"),
    )


def _series_rows(county: County) -> Iterator[Row]:
    """The measure's words stand in the first year only, and years without tests hold a dash."""
    random = stream(county.seed, "series")
    for measure, (words, national) in _SERIES.items():
        figures = iter(national)
        by_year = {year: None if year in _NO_TESTS else next(figures) for year in _YEARS}
        narrow = measure.endswith("Score")
        for number, name, region in _areas():
            level = _level(random, name, narrow)
            for year, figure in by_year.items():
                drift = 0.0 if name == _ENGLAND else random.gauss(0, 0.3 if narrow else 0.8)
                yield {
                    "Short Desc": measure,
                    "Data item": words if year == _YEARS[0] else "",
                    "Years": str(year),
                    "LA and Regions": name,
                    "Values": NONE if figure is None else str(max(0, round(figure + level + drift))),
                    "LA Number": number,
                    "Region": region,
                }


def _more_rows(county: County) -> Iterator[Row]:
    """Attendance, exclusions and key stage 4, each area a share above or below England."""
    random = stream(county.seed, "more series")
    for series in MORE_SERIES:
        for number, name, region in _areas():
            share = 1.0 if name == _ENGLAND else random.gauss(1, series.spread)
            for year, figure in series.by_year():
                yield {
                    "Short Desc": series.name,
                    "Data item": series.words if year == series.years[0] else "",
                    "Years": year,
                    "LA and Regions": name,
                    "Values": NONE if figure is None else f"{figure * share:.{series.decimals}f}",
                    "LA Number": number,
                    "Region": region,
                }


def _level(random: Random, area: str, narrow: bool) -> float:
    """How far an area lies from England; the authority a little below, as its schools' results do."""
    if area == _ENGLAND:
        return 0.0
    if area == AUTHORITY_NAME:
        return -0.2 if narrow else -1.0
    return random.gauss(0, 0.6 if narrow else 2.5)


def neighbours_sheet() -> Sheet:
    """The authority's ten statistical neighbours, nearest first."""
    rows = (
        {
            "la_code": AUTHORITY_CODE,
            "la_name": AUTHORITY_NAME,
            "rank": rank,
            "neighbour_la_code": _FIRST_NEIGHBOUR_CODE + rank - 1,
            "neighbour_la_name": name,
            "closeness": _CLOSENESS[min(rank - 1, len(_CLOSENESS) - 1)],
        }
        for rank, name in enumerate(NEIGHBOURS, 1)
    )
    content, number = plain_csv(columns("statistical_neighbours"), rows, encoding="utf-8", line_end="\r\n")
    return Sheet("reference/la_statistical_neighbours.csv", content, number)


def codes_sheet() -> Sheet:
    """Codes and names of the areas in the series; regions and England have neither region nor type."""
    rows = (
        {
            "LA Number": number,
            "LA Name": name,
            "Region": "" if region == "NA" else region,
            "Type": "" if region == "NA" else "SC",
        }
        for number, name, region in _areas()
    )
    content, number = plain_csv(columns("la_codes"), rows, encoding="utf-8", line_end="\n")
    return Sheet("reference/la_code_list_lait.csv", content, number)

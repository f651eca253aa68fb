"""Writes the invented authority's attendance, conduct, staff, needs, money and risk, as their publishers lay them out."""

from collections.abc import Callable, Iterator, Mapping
from random import Random

from headway.demo.county import (
    AUTHORITY_CODE,
    AUTHORITY_GSS,
    AUTHORITY_NAME,
    REGION_NAME,
    County,
    School,
    stream,
)
from headway.demo.kinds import PRIMARY_PHASES, TYPES
from headway.demo.results import PERIODS, SUPPRESSED
from headway.demo.sheets import Row, Sheet, plain_csv
from headway.publicdata.layouts import columns

_ENGLAND = "England"
_SMALL = 0.05  # of special schools and pupil referral units, whose figures would tell about single pupils
_NEEDS = ("mld", "semh", "slcn", "asd", "spld")
_PHASE_WORDS = {
    "special": "Special",
    "secondary": "State-funded secondary",
    "primary": "State-funded primary",
}
# England's figures of a year by phase: sessions missed, persistent absence, suspensions a hundred pupils. Source: DfE.
_ABSENCE = {"primary": 5.5, "secondary": 9.0, "special": 13.0}
_PERSISTENT = {"primary": 15.0, "secondary": 26.0, "special": 36.0}
_SUSPENSIONS = {"primary": 1.8, "secondary": 19.0, "special": 11.0}
_RATIO = {"primary": 20.8, "secondary": 16.8, "special": 6.5}
_PER_PUPIL = {"primary": 5_600, "secondary": 7_200, "special": 27_000}


def figure_sheets(county: County) -> tuple[Sheet, ...]:
    """Every file of schools' figures but results."""
    return (
        _yearly(county, "absence", "absence/1a_absence_3term_school.csv", _absence),
        _yearly(county, "exclusions", "exclusions/exc_school.csv", _exclusions),
        _yearly(county, "pupil_teacher_ratios", "workforce/workforce_ptrs_sch.csv", _ratios),
        _once(county, "sen_2023", "sen/sen_by_school.csv", _needs),
        _once(county, "census_2023", "census/pupils_by_school.csv", _pupils),
        _once(county, "cfr_2023", "finance/cfr_maintained.csv", _maintained_money),
        _once(county, "aar_2023", "finance/aar_academies.csv", _academy_money),
        _once(county, "risk_ratings", "risk/risk_ratings.csv", _risk),
    )


def phase_of(school: School) -> str:
    """The phase that attendance, staff and money are counted in; pupil referral units count as special schools."""
    if school.phase in ("special", "pru"):
        return "special"
    return "primary" if school.phase in PRIMARY_PHASES or school.phase == "nursery" else "secondary"


def _yearly(
    county: County, kind: str, path: str, row_of: Callable[[Random, School, int], Row | None]
) -> Sheet:
    """A row a school and year, and one of the authority a year, as these files have among their schools."""
    random = stream(county.seed, kind)
    return _sheet(kind, path, _year_rows(county, random, row_of))


def _year_rows(
    county: County, random: Random, row_of: Callable[[Random, School, int], Row | None]
) -> Iterator[Row]:
    for place, period in enumerate(PERIODS):
        yield {**_head(period), "geographic_level": "Local authority"}
        for school in county.schools:
            late = school.opened_on is not None and school.opened_on.year >= 2000 + int(period[4:])
            given = None if late or not school.pupils else row_of(random, school, place)
            if given is not None:
                yield {**_head(period), **_named(school), **given}


def _once(county: County, kind: str, path: str, row_of: Callable[[Random, School], Row | None]) -> Sheet:
    random = stream(county.seed, kind)
    rows = (row_of(random, school) for school in county.schools if school.pupils)
    return _sheet(kind, path, (row for row in rows if row is not None))


def _sheet(kind: str, path: str, rows: Iterator[Row]) -> Sheet:
    content, number = plain_csv(columns(kind), rows, encoding="utf-8", line_end="\r\n")
    return Sheet(path, content, number)


def _head(period: str) -> dict[str, object]:
    return {
        "time_period": period,
        "time_identifier": "Academic year",
        "geographic_level": "School",
        "country_code": "E92000001",
        "country_name": _ENGLAND,
        "region_name": REGION_NAME,
        "old_la_code": AUTHORITY_CODE,
        "new_la_code": AUTHORITY_GSS,
        "la_name": AUTHORITY_NAME,
    }


def _named(school: School) -> dict[str, object]:
    return {
        "school_urn": school.urn,
        "school_laestab": AUTHORITY_CODE + school.establishment_number,
        "school_name": school.name,
    }


def _absence(random: Random, school: School, place: int) -> Row | None:
    if school.phase in ("nursery", "16-plus", "pru"):
        return None
    phase = phase_of(school)
    missed = _near(random, _ABSENCE[phase] - 0.2 * place - 0.5 * school.strength, 0.5)
    persistent = _near(random, _PERSISTENT[phase] - place - 2.5 * school.strength, 2)
    figures = {
        "sess_overall_percent": f"{missed:.5f}",
        "sess_unauthorised_percent": f"{missed * 0.3:.5f}",
        "enrolments_pa_10_exact_percent": f"{persistent:.5f}",
        "enrolments_pa_50_exact_percent": f"{persistent * 0.09:.5f}",
    }
    return {**_hidden(random, school, figures), "education_phase": _PHASE_WORDS[phase], "num_schools": 1}


def _exclusions(random: Random, school: School, place: int) -> Row | None:
    if school.phase in ("nursery", "16-plus", "pru"):
        return None
    phase, pupils = phase_of(school), school.pupils or 1
    suspended = round(pupils * _near(random, _SUSPENSIONS[phase] + place - 2 * school.strength, 1.5) / 100)
    excluded = int(random.random() < (0.5 if phase == "secondary" else 0.05))
    figures = {
        "perm_excl": excluded,
        "perm_excl_rate": f"{100 * excluded / pupils:.2f}",
        "suspension": suspended,
        "susp_rate": f"{100 * suspended / pupils:.2f}",
        "one_plus_susp": round(suspended * 0.6),
        "one_plus_susp_rate": f"{60 * suspended / pupils:.2f}",
    }
    return {
        **_hidden(random, school, figures),
        "headcount": pupils,
        "education_phase": _PHASE_WORDS[phase],
    }


def _ratios(random: Random, school: School, place: int) -> Row | None:
    pupils, ratio = school.pupils or 1, max(3.0, random.gauss(_RATIO[phase_of(school)], 1.2))
    return {
        "pupils_fte": pupils,
        "teachers_fte": f"{pupils / ratio:.1f}",
        "qualified_teachers_fte": f"{pupils / ratio * 0.96:.1f}",
        "pupil_to_qual_teacher_ratio": f"{ratio / 0.96:.1f}",
        "pupil_to_qual_unqual_teacher_ratio": f"{ratio:.1f}",
        "pupil_to_adult_ratio": f"{ratio * 0.55:.1f}",
    }


def _needs(random: Random, school: School) -> Row:
    pupils = school.pupils or 1
    apart = phase_of(school) == "special"
    plans = pupils if apart else round(pupils * _near(random, 3, 1) / 100)
    support = 0 if apart else round(pupils * _near(random, 13 - 1.5 * school.strength, 2) / 100)
    parts = {"EHC": plans, "SUP": support}
    return {
        **_head("202223"),
        "URN": school.urn,
        "school_name": school.name,
        "laestab": AUTHORITY_CODE + school.establishment_number,
        "Total pupils": pupils,
        "SEN support": support,
        "EHC plan": plans,
        **{
            f"{part}_Primary_need_{need}": number // len(_NEEDS)
            for part, number in parts.items()
            for need in _NEEDS
        },
    }


def _pupils(random: Random, school: School) -> Row:
    pupils = school.pupils or 1
    of_age = round(pupils * 0.95)
    eal = round(of_age * _near(random, 8 + 12 * school.place.need, 3) / 100)
    return {
        **_head("202223"),
        "URN": school.urn,
        "LAEstab": AUTHORITY_CODE + school.establishment_number,
        "school_name": school.name,
        "headcount of pupils": pupils,
        "% of pupils known to be eligible for and claiming free school me": school.fsm_percent,
        "number of pupils of compulsory school age and above": of_age,
        "number of pupils whose first language is known or believed to be other than English": eal,
        "number of pupils whose first language is known or believed to be English": of_age - eal,
    }


def _money(random: Random, school: School) -> Mapping[str, int]:
    """Pounds: income, spending, their difference, what is kept, and what goes to staff."""
    income = round((school.pupils or 1) * random.gauss(_PER_PUPIL[phase_of(school)], 350))
    spending = round(income * random.gauss(1.0, 0.03))
    return {
        "income": income,
        "spending": spending,
        "balance": income - spending,
        "reserve": round(income * random.gauss(0.06, 0.06)),
        "staff": round(spending * random.gauss(0.79, 0.03)),
    }


def _maintained_money(random: Random, school: School) -> Row | None:
    if TYPES[school.type_code].is_academy:
        return None
    money = _money(random, school)
    return {
        "LA": AUTHORITY_CODE,
        "LA Name": AUTHORITY_NAME,
        "URN": school.urn,
        "LAEstab": AUTHORITY_CODE + school.establishment_number,
        "School Name": school.name,
        "No Pupils": school.pupils,
        "Period covered by return (months)": 12,
        "Total Income   I01 to I18": money["income"],
        "Total Expenditure  E01 to E32": money["spending"],
        "In-year Balance   Total Income (I01 to I18) minus Total Expenditure (E01 to E32)": money["balance"],
        "Revenue Reserve   B01 plus B02 plus B06": money["reserve"],
        "Staff Total ": money["staff"],
    }


def _academy_money(random: Random, school: School) -> Row | None:
    """An academy that joined its trust within the year returns fewer months."""
    if not TYPES[school.type_code].is_academy:
        return None
    money = _money(random, school)
    return {
        "LA": AUTHORITY_CODE,
        "URN": school.urn,
        "LAEstab": AUTHORITY_CODE + school.establishment_number,
        "School Name": school.name,
        "Period covered by return": 5 if random.random() < _SMALL else 12,
        "Total Income": money["income"],
        "Total Expenditure": money["spending"],
        "In year balance": money["balance"],
        "Revenue reserve": money["reserve"],
        "Total Staff Costs": money["staff"],
    }


def _risk(random: Random, school: School) -> Row:
    """Ratings of the department in words of its own; the demonstration's are invented, as all else."""
    level = "High" if school.strength < -1 else "Medium" if school.strength < 0 else "Low"
    return {
        "SchoolName": school.name,
        "Urn": school.urn,
        "Overall": level,
        "Financial": random.choice(("Low", "Low", "Medium")),
        "Pupil/Workforce": random.choice(("Low", "Medium")),
        "Educational performance": level,
    }


def _hidden(random: Random, school: School, figures: Mapping[str, object]) -> dict[str, object]:
    """The figures, or the publisher's sign of suppression in each for some of the smallest schools."""
    if phase_of(school) == "special" and random.random() < _SMALL:
        return dict.fromkeys(figures, SUPPRESSED)
    return dict(figures)


def _near(random: Random, level: float, spread: float) -> float:
    return max(0.0, min(99.0, random.gauss(level, spread)))

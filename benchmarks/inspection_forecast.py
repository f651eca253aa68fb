"""How well the chance of a full inspection is told, on inspections the counts have not seen.

Three trials, each with the Brier score and the calibration by tenths of our counts and, beside them, the Brier score
of the naive rule (1 where the expected day, four years on, falls in the academic year, else 0), of the years since alone,
and of one rate for all.

The naive rule comes in three shapes: the expected day falls in the year; in it or before; or a monitored grade stands too.

- before_report_cards: years 2013-14 to 2017-18 are counted, 2018-19 is told. Published history to February 2020.
- report_cards_other_schools: November 2025 to June 2026, each fifth of the schools told from the other four.
- report_cards_later_months: what came to the end of February 2026 is counted, March to June told, the level carried over
  by inspecting days alone.
- old_counts_on_report_cards: what was counted of 2013-14 to 2017-18, told of November 2025 to June 2026.

The files hold the latest graded inspection before September 2025 only, so 2020-21 to 2024-25 cannot be tried: who was
inspected twice in them shows once. Ungraded inspections are in none of the files. Schools that closed or changed their
number since are left out. Nothing is drawn by lot. Needs HEADWAY_PUBLISHED.

    HEADWAY_PUBLISHED=../shared/data python benchmarks/inspection_forecast.py
"""

import argparse
import csv
import json
import os
import sys
import tomllib
import zlib
from collections import defaultdict
from datetime import date
from pathlib import Path
from statistics import mean

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "scripts")]

from fit_inspection_chances import LEAST_SCHOOLS, SEEN_FROM, SEEN_UNTIL, read_cases, regimes_in_force  # noqa: E402

from headway.rules.calendars import academic_year_of  # noqa: E402
from headway.rules.inspection_chances import (  # noqa: E402
    Group,
    band_of,
    fit_bands,
    half_years_between,
    inspecting_share,
    read_inspection_chances,
    smoothed,
)
from headway.rules.inspections import forecast_inspection  # noqa: E402
from headway.rules.schools import add_months  # noqa: E402

HISTORY = "ofsted/inspection_history_to_2018.csv"
FOLDS = 5
MID_SPAN = date(2026, 3, 1)
COUNTED, TOLD = range(2013, 2018), 2018
EXPECTED_MONTHS = 48


def main() -> None:
    """Read, count, tell, and print one JSON object."""
    argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0]).parse_args()
    published = os.environ.get("HEADWAY_PUBLISHED", "")
    if not published:
        sys.exit("Set HEADWAY_PUBLISHED to the folder of published files.")
    with (ROOT / "policies/current/inspection_chances.toml").open("rb") as file:
        policy = read_inspection_chances(tomllib.load(file))
    regimes = regimes_in_force()
    cases = list(read_cases(Path(published), regimes))
    history = read_history(Path(published) / HISTORY, {case.urn for case in cases})
    old = [row for year in COUNTED for row in rows_of_year(history, year)]
    cards = [row_of(case, SEEN_FROM, SEEN_UNTIL, regimes) for case in cases]
    result = {
        "schools": {"with_history": len(history), "at_the_first_report_card": len(cases)},
        "not_tried": "2020-21 to 2024-25: the files hold only the latest graded inspection of those years",
        "before_report_cards": told(old, rows_of_year(history, TOLD), policy.weight),
        "report_cards_other_schools": folded(cards, policy.weight),
        "report_cards_later_months": later_months(cases, regimes, policy),
        "old_counts_on_report_cards": carried_over(old, cards, policy.weight),
    }
    print(json.dumps(result, indent=1))


def read_history(path: Path, urns: set[int]) -> dict[int, list[tuple[date, str]]]:
    """URN to its graded inspections, oldest first, each with the grade as published."""
    found = defaultdict(list)
    with path.open(encoding="cp1252", newline="") as file:
        for row in csv.DictReader(file):
            on = row["Inspection Date"]
            if int(row["URN"]) in urns:
                found[int(row["URN"])].append((date(int(on[:4]), int(on[4:6]), int(on[6:])), row["Rating"]))
    return {urn: sorted(rows) for urn, rows in found.items()}


def rows_of_year(history, starts: int) -> list[dict]:
    """A row for each school inspected before the year: its last outcome, its age, whether it was inspected in it."""
    year, rows = academic_year_of(date(starts, 9, 1)), []
    for urn, inspections in sorted(history.items()):
        before = [one for one in inspections if one[0] < year.first_on]
        if not before:
            continue
        last_on, grade = before[-1]
        expected = add_months(last_on, EXPECTED_MONTHS)
        came = any(year.holds(on) for on, _ in inspections)
        age = half_years_between(last_on, year.first_on)
        rows.append(
            {
                "urn": urn,
                "key": grade,
                "age": age,
                "came": came,
                "naive": year.holds(expected),
                "overdue": expected < year.until,
                "window": expected < year.until,
            }
        )
    return rows


def row_of(case, begins: date, until: date, regimes) -> dict:
    """The same of a school before its report card, over a stretch of days."""
    expected = add_months(case.last.inspected_on, EXPECTED_MONTHS)
    window = forecast_inspection([case.last], regimes, begins)
    return {
        "urn": case.urn,
        "key": case.key,
        "age": case.half_years(begins),
        "came": case.next_on is not None and begins <= case.next_on < until,
        "naive": academic_year_of(begins).holds(expected),
        "overdue": expected < academic_year_of(begins).until,
        "window": bool(window.likely_this_year),
    }


def counted(rows, by) -> dict[str, Group]:
    """A group for each key."""
    cases = defaultdict(list)
    for row in rows:
        cases[by(row)].append((row["age"], row["came"]))
    groups = {}
    for key, held in cases.items():
        bands, until = fit_bands(held, LEAST_SCHOOLS)
        groups[key] = Group(key, key, "", "", bands, until)
    return groups


def chances(rows, groups, by, weight: int, rate: float, power: float = 1.0) -> list[float]:
    """The chance of each row; the rate of all where its group or age was never seen."""
    found = []
    for row in rows:
        group = groups.get(by(row))
        band = band_of(group, row["age"]) if group else None
        chance = smoothed(band, group.rate, weight) if band else rate
        found.append(1 - (1 - chance) ** power)
    return found


def models(before, after, weight: int, power: float = 1.0) -> dict[str, list[float]]:
    """The chances by each model."""
    rate = mean(row["came"] for row in before)
    outcome, alone = (lambda row: row["key"]), (lambda row: "all")
    return {
        "ours": chances(after, counted(before, outcome), outcome, weight, rate, power),
        "years_since_alone": chances(after, counted(before, alone), alone, weight, rate, power),
        "base_rate": [1 - (1 - rate) ** power] * len(after),
        "naive_expected_in_the_year": [float(row["naive"]) for row in after],
        "naive_in_the_year_or_before": [float(row["overdue"]) for row in after],
        "naive_with_monitored_grades": [float(row["window"]) for row in after],
    }


def told(before, after, weight: int, power: float = 1.0) -> dict:
    """Brier scores, the share each model orders rightly, and the calibration of ours."""
    return scored(models(before, after, weight, power), [row["came"] for row in after])


def folded(rows, weight: int) -> dict:
    """Each fifth of the schools, by its number, told from the other four."""
    every, came = defaultdict(list), []
    for fold in range(FOLDS):
        inside = [row for row in rows if zlib.crc32(str(row["urn"]).encode()) % FOLDS == fold]
        outside = [row for row in rows if zlib.crc32(str(row["urn"]).encode()) % FOLDS != fold]
        for name, found in models(outside, inside, weight).items():
            every[name] += found
        came += [row["came"] for row in inside]
    return scored(every, came)


def later_months(cases, regimes, policy) -> dict:
    """What came to the end of February tells what came from March on, of schools not inspected by then."""
    before = [row_of(case, SEEN_FROM, MID_SPAN, regimes) for case in cases]
    still = [case for case in cases if case.next_on is None or case.next_on >= MID_SPAN]
    after = [row_of(case, MID_SPAN, SEEN_UNTIL, regimes) for case in still]
    earlier, later = (
        inspecting_share(*span, policy) for span in ((SEEN_FROM, MID_SPAN), (MID_SPAN, SEEN_UNTIL))
    )
    return told(before, after, policy.weight, later / earlier)


def carried_over(old, cards, weight: int) -> dict:
    """Schools with an overall grade told by the counts of old years, which were of graded inspections only."""
    words = {"outstanding": "Outstanding", "good": "Good", "inadequate": "Inadequate"}
    words["requires-improvement"] = "Requires Improvement"
    after = [
        row | {"key": words[row["key"].split()[1]]} for row in cards if row["key"].startswith("overall ")
    ]
    return told(old, after, weight)


def scored(found: dict[str, list[float]], came: list[bool]) -> dict:
    """What is told of a trial."""
    return {
        "schools": len(came),
        "inspected": sum(came),
        "brier": {name: round(brier(chance, came), 4) for name, chance in found.items()},
        "ordered_rightly": {name: round(ordered(chance, came), 3) for name, chance in found.items()},
        "calibration_gap": round(gap(found["ours"], came), 4),
        "calibration_of_ours": tenths(found["ours"], came),
    }


def brier(chance, came) -> float:
    """The mean squared error of probabilities."""
    return mean((one - other) ** 2 for one, other in zip(chance, came, strict=True))


def ordered(chance, came) -> float:
    """The share of pairs of an inspected and another school in which the inspected one had the higher chance."""
    at, below = defaultdict(lambda: [0, 0]), 0
    for one, other in zip(chance, came, strict=True):
        at[one][other] += 1
    rightly = 0.0
    for one in sorted(at):
        without, with_one = at[one]
        rightly += with_one * (below + without / 2)
        below += without
    return rightly / (sum(came) * (len(came) - sum(came)))


def gap(chance, came) -> float:
    """How far told and came lie apart, the mean over schools of the gap of their tenth."""
    found = tenths(chance, came)
    return sum(one["schools"] * abs(one["told"] - one["came"]) for one in found) / len(came)


def tenths(chance, came) -> list[dict]:
    """By tenths of the chance told: how many schools, the mean chance told and the share that came."""
    held = defaultdict(list)
    for one, other in zip(chance, came, strict=True):
        held[min(int(one * 10), 9)].append((one, other))
    return [
        {
            "from": tenth / 10,
            "schools": len(pairs),
            "told": round(mean(one for one, _ in pairs), 3),
            "came": round(mean(other for _, other in pairs), 3),
        }
        for tenth, pairs in sorted(held.items())
    ]


if __name__ == "__main__":
    main()

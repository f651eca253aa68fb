"""How well short series of years are carried forward, on the published figures of authorities (LAIT).

Every series of an authority's measure is cut after each year from the fourth on and forecast one to three years ahead.
The peers, over the same cuts: the last value, a straight line (least squares), Theil and Sen's line, a damped trend and
smoothing. Half of the measures choose the model, the other half tell its error. Errors are scaled by the series' mean
yearly change up to the cut, so that measures can be pooled. The probability of a miss is asked of targets set from the
last value by -1, 0 and 1 such changes, against the share missed in the choosing half. Months are not published by
authority, so monthly series are simulated, and say nothing of real ones. Needs HEADWAY_PUBLISHED.

    HEADWAY_PUBLISHED=../shared/data python benchmarks/forecasts.py [--every 1]
"""

import argparse
import csv
import json
import os
import random
import re
import sys
import tomllib
import zlib
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from statistics import mean, median

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from headway.publicdata.lait import AUTHORITY, read_dictionary, read_series  # noqa: E402
from headway.rules.forecasts import forecast  # noqa: E402
from headway.rules.plan_policy import YEARLY, read_plans  # noqa: E402

SEED = 20260901
STEPS = (1, 2, 3)
LEAST_YEARS = 6
PERIOD = re.compile(r"(\d{4})(?:-\d\d|/\d\d)?(?: \((?:Rev|Final|prov|OT)\))?")


def last_value(values):
    """The last value goes on."""
    return lambda steps: values[-1]


def straight_line(values):
    """Least squares."""
    count, middle = len(values), mean(values)
    centre = (count - 1) / 2
    slope = sum((at - centre) * value for at, value in enumerate(values))
    slope /= sum((at - centre) ** 2 for at in range(count))
    return lambda steps: middle + slope * (count - 1 - centre + steps)


def theil_sen(values):
    """The median of all slopes."""
    count = len(values)
    slope = median((values[b] - values[a]) / (b - a) for a in range(count) for b in range(a + 1, count))
    start = median(value - slope * at for at, value in enumerate(values))
    return lambda steps: start + slope * (count - 1 + steps)


def damped_trend(values, weight=0.8, trend_weight=0.1, damping=0.9):
    """Exponential smoothing with a trend that fades."""
    level, slope = values[0], 0.0
    for value in values[1:]:
        expected = level + damping * slope
        level = expected + weight * (value - expected)
        slope = damping * slope + trend_weight * (value - expected)
    return lambda steps: level + slope * sum(damping**step for step in range(1, steps + 1))


def smoothing(values, weight=0.8):
    """Simple exponential smoothing."""
    level = values[0]
    for value in values[1:]:
        level += weight * (value - level)
    return lambda steps: level


PEERS = {
    "last_value": last_value,
    "straight_line": straight_line,
    "theil_sen": theil_sen,
    "damped_trend": damped_trend,
    "smoothing_0.8": smoothing,
}


def main() -> None:
    """Read, cut, forecast, and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--every", type=int, default=1, help="take one authority in so many")
    options = parser.parse_args()
    published = os.environ.get("HEADWAY_PUBLISHED", "")
    if not published:
        sys.exit("Set HEADWAY_PUBLISHED to the folder of published files.")
    with (ROOT / "policies" / "current" / "plans.toml").open("rb") as file:
        policy = read_plans(tomllib.load(file, parse_float=Decimal)).forecast
    series = read_yearly(Path(published) / "reference", options.every)
    halves = {"choosing": [], "telling": []}
    for (measure, _), values in sorted(series.items()):
        halves["telling" if zlib.crc32(measure.encode()) % 2 else "choosing"].append((measure, values))
    base = None
    result = {"series": len(series), "measures": len({measure for measure, _ in series})}
    for name, half in halves.items():
        cuts = [cut for measure, values in half for cut in cuts_of(measure, values)]
        told = tell(cuts, policy, base)
        base = base or told.pop("rates")
        told.pop("rates", None)
        result[name] = {"series": len(half), "cuts": len(cuts)} | told
    result["simulated_months"] = simulate(policy)
    print(json.dumps(result, indent=1))


def read_yearly(folder: Path, every: int) -> dict[tuple[str, str], list[float]]:
    """The longest unbroken run of years of each authority's measure, where it has six years and varies."""
    measures = frozenset(row.short for row in read_dictionary(folder / "lait_data_dictionary.csv").rows)
    with (folder / "la_code_list_lait.csv").open(encoding="utf-8-sig", newline="") as file:
        codes = sorted(row["LA Number"] for row in csv.DictReader(file))
    wanted = frozenset(code for code in codes[::every] if len(code) == 3 and int(code) < 980)
    by_year = defaultdict(dict)
    for row in read_series(folder / "lait_long.parquet", measures=measures, la_codes=wanted).rows:
        match = PERIOD.fullmatch(row.period)
        if match and row.area_kind == AUTHORITY and row.value is not None:
            by_year[row.measure, row.area_code][int(match[1])] = float(row.value)
    runs = {key: longest_run(years) for key, years in by_year.items()}
    return {key: run for key, run in runs.items() if len(run) >= LEAST_YEARS and len(set(run)) > 2}


def longest_run(years: dict[int, float]) -> list[float]:
    """The values of the longest run of years without a gap."""
    best, run = [], []
    for year in sorted(years):
        run = [*run, year] if run and run[-1] == year - 1 else [year]
        best = run if len(run) > len(best) else best
    return [years[year] for year in best]


def cuts_of(measure, values):
    """Each cut: measure, values so far, what came after, and the mean yearly change so far (never zero)."""
    for end in range(4, len(values)):
        so_far = values[:end]
        scale = mean(abs(b - a) for a, b in zip(so_far, so_far[1:], strict=False))
        if scale:
            yield measure, so_far, values[end : end + STEPS[-1]], scale


def tell(cuts, policy, base) -> dict[str, object]:
    """Errors of each model, and the interval's and the probabilities' quality of ours."""
    errors = {name: {steps: defaultdict(list) for steps in STEPS} for name in ("ours", *PEERS)}
    inside, asked = {steps: [] for steps in STEPS}, defaultdict(list)
    for measure, so_far, after, scale in cuts:
        models = {name: peer(so_far) for name, peer in PEERS.items()}
        for steps, actual in enumerate(after, 1):
            found = forecast(so_far, steps, YEARLY, policy)
            inside[steps].append(found.lower <= actual <= found.upper)
            for name, model in (*models.items(), ("ours", lambda _, value=found.value: value)):
                error = abs(actual - model(steps))
                errors[name][steps][measure].append((error, error / scale))
            for changes in (-1, 0, 1):
                target = so_far[-1] + changes * scale
                asked[steps, changes].append((found.probability_below(target), actual < target))
    rates = {key: mean(missed for _, missed in pairs) for key, pairs in asked.items()}
    return {
        "models": {
            name: {f"{steps}_ahead": summed(errors[name][steps]) for steps in STEPS} for name in errors
        },
        "coverage_of_80_percent": {f"{steps}_ahead": round(mean(inside[steps]), 3) for steps in STEPS},
        "brier_of_a_miss": {f"{steps}_ahead": brier(asked, base or rates, steps) for steps in STEPS},
        "rates": rates,
    }


def summed(by_measure) -> dict[str, float]:
    """Errors: the median over measures of the mean absolute error in the measure's unit, and scaled ones, pooled."""
    scaled = [error for pairs in by_measure.values() for _, error in pairs]
    plain = [mean(error for error, _ in pairs) for pairs in by_measure.values()]
    return {
        "mae_median_measure": round(median(plain), 3),
        "scaled_mean": round(mean(scaled), 3),
        "scaled_median": round(median(scaled), 3),
    }


def brier(asked, rates, steps) -> dict[str, float]:
    """Mean squared error of the probability, ours and the base rates': one for all targets, one for each kind."""
    pairs = [(key, *pair) for key in asked if key[0] == steps for pair in asked[key]]
    whole = mean(rates[key] for key in asked if key[0] == steps)
    return {
        "ours": round(mean((chance - missed) ** 2 for _, chance, missed in pairs), 4),
        "base_rate": round(mean((whole - missed) ** 2 for _, _, missed in pairs), 4),
        "base_rate_of_each_target": round(mean((rates[key] - missed) ** 2 for key, _, missed in pairs), 4),
    }


def simulate(policy) -> dict[str, dict[str, float]]:
    """Months one ahead after 24: a level with noise, a wandering level, and both; scaled by the noise of a month."""
    dice, found = random.Random(SEED), {}
    for name, wander, noise in (("level", 0.0, 1.0), ("wandering", 1.0, 0.0), ("both", 0.3, 1.0)):
        errors, inside = defaultdict(list), []
        for _ in range(2000):
            at, values = 50.0, []
            for _ in range(25):
                at += dice.gauss(0, wander)
                values.append(at + dice.gauss(0, noise))
            ours = forecast(values[:24], 1, "monthly", policy)
            inside.append(ours.lower <= values[24] <= ours.upper)
            errors["ours"].append(abs(values[24] - ours.value))
            for peer in ("last_value", "straight_line"):
                errors[peer].append(abs(values[24] - PEERS[peer](values[:24])(1)))
        found[name] = {peer: round(mean(them), 3) for peer, them in errors.items()}
        found[name]["coverage_of_80_percent"] = round(mean(inside), 3)
    return found


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Run the benchmarks and keep what they found: make bench, or python scripts/bench.py [NAME…] [--brief] [--page]

Each is run as its page says, one after another; what it printed is kept in benchmarks/record/ with the machine, the day,
the commit and whether its goals were met, and docs/reference/benchmarks.md is written from the records. A machine that was
busy with something else is recorded as shared: those figures are to be renewed on one that is not.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
RECORDS = ROOT / "benchmarks" / "record"
PAGE = ROOT / "docs" / "reference" / "benchmarks.md"
BUSY_PERCENT = (
    10  # of the processors just before or just after, when nothing of ours runs: something else was there
)
LOOK_SECONDS = 3
TOLD_ELSEWHERE = ("seed", "database", "processors")
LIMITS = ("most", "least", "most_of")


class BrokeOff(Exception):
    """A benchmark told no figures."""


def known() -> dict[str, dict[str, Any]]:
    """The benchmarks by name, as goals.toml describes them."""
    told = tomllib.loads((ROOT / "benchmarks" / "goals.toml").read_text(encoding="utf-8"))
    told.pop("not_measuring")
    return told


def figures_at(found: Any, way: str) -> list[float]:
    """Every figure that a way leads to; `*` takes all that are there."""
    at = [found]
    for step in way.split("."):
        at = [inside for one in at for inside in _inside(one, step)]
    return [one for one in at if one is not None]


def _inside(one: Any, step: str) -> list[Any]:
    if step == "*":
        return list(one.values()) if isinstance(one, dict) else list(one)
    return [one[step]]


def judge(goal: dict[str, Any], found: Any) -> dict[str, Any]:
    """The goal with the figure that counts, the limit, and whether it is met. Nothing there is no fault found."""
    (kind,) = (one for one in LIMITS if one in goal)
    there = figures_at(found, goal["figure"])
    limit = goal[kind] if kind != "most_of" else min(figures_at(found, goal[kind]), default=None)
    counts = (min if kind == "least" else max)(there, default=0 if limit == 0 else None)
    if counts is None or limit is None:
        is_met = False
    else:
        is_met = counts >= limit if kind == "least" else counts <= limit
    words, source = goal["words"], goal["source"]
    return {"words": words, "source": source, "figure": counts, kind.partition("_")[0]: limit, "met": is_met}


def machine() -> dict[str, Any]:
    """What kind of machine this is; no name of it."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    return {
        "cores": os.cpu_count(),
        "processor": _processor(),
        "memory_gb": round(memory),
        "system": platform.system(),
        "python": platform.python_version(),
    }


def busy_percent() -> int:
    """How much of the processors is taken while nothing of ours runs."""
    try:
        before, _, after = _processor_time(), time.sleep(LOOK_SECONDS), _processor_time()
    except OSError:
        return round(100 * os.getloadavg()[0] / (os.cpu_count() or 1))
    spent = [later - earlier for earlier, later in zip(before, after, strict=True)]
    return round(
        100 * (1 - (spent[3] + spent[4]) / max(1, sum(spent)))
    )  # the fourth is idle, the fifth waits for a disk


def _processor_time() -> list[int]:
    return [int(one) for one in Path("/proc/stat").read_text(encoding="utf-8").splitlines()[0].split()[1:]]


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def commit() -> str:
    """The commit measured; said where something stood changed beside it."""
    head = _git("rev-parse", "--short=10", "HEAD")
    return head + (
        " with changes" if _git("status", "--porcelain", "src", "policies", "benchmarks/*.py") else ""
    )


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def run(name: str, about: dict[str, Any], *, is_brief: bool) -> dict[str, Any]:
    """Run one benchmark; its record."""
    arguments = about["brief" if is_brief else "arguments"]
    script = about.get("script", name)
    busy = busy_percent()
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, f"benchmarks/{script}.py", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    # A benchmark that found a fault ends with 1 and says it in its figures.
    if done.returncode not in (0, 1) or not done.stdout.strip():
        raise BrokeOff(f"{name} broke off with {done.returncode}; nothing was recorded.")
    found, seconds = json.loads(done.stdout), round(time.monotonic() - began)
    busy = max(busy, busy_percent())
    return {
        "benchmark": name,
        "asks": about["asks"],
        "peer": about["peer"],
        "script": script,
        "arguments": arguments,
        "is_brief": arguments != about["arguments"],
        "database": database() if about.get("database") else None,
        "machine": machine(),
        "busy_percent": busy,
        "shared_machine": busy > BUSY_PERCENT,
        "date": datetime.now(UTC).date().isoformat(),
        "commit": commit(),
        "seconds": seconds,
        "not_told": about.get("not_told", []),
        "goals": [judge(goal, found) for goal in about["goal"]],
        "figures": found,
    }


def database() -> str:
    """What the benchmarks of this run ask."""
    return "PostgreSQL" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "SQLite"


def place_of(record: dict[str, Any]) -> Path:
    """Where a record is kept: what ran on PostgreSQL apart."""
    apart = "-postgresql" if record["database"] == "PostgreSQL" else ""
    return RECORDS / f"{record['benchmark']}{apart}.json"


def read_records() -> list[dict[str, Any]]:
    """Every record, by name."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(RECORDS.glob("*.json"))]


def page_of(records: list[dict[str, Any]]) -> str:
    """The page of figures."""
    lines = [
        "# Benchmarks",
        "",
        "What was measured last. `make bench` measures again and writes this page; it is not edited by hand. How each is run",
        "stands in [Measure](../for-developers/measure.md); every figure, the peers' too, is in `benchmarks/record/`.",
        "",
        "**Shared** means that others kept the machine busy just before or after: time taken is longer than on a quiet one.",
        "**Brief** means a smaller run than the goal is set for.",
        "",
        "| Benchmark | Asks | Peer | Measured | Goals met |",
        "|---|---|---|---|---|",
    ]
    for one in records:
        met = sum(goal["met"] for goal in one["goals"])
        told = f"{met} of {len(one['goals'])}"
        lines.append(
            f"| [{title_of(one)}](#{anchor_of(one)}) | {one['asks']} | {one['peer']} | {_measured(one)} | {told} |"
        )
    measured = {one["benchmark"] for one in records}
    missing = [
        f"{_spaced(name)} ({about['asks']})" for name, about in known().items() if name not in measured
    ]
    if missing:
        lines += ["", f"Not measured yet: {'; '.join(missing)}."]
    for one in records:
        lines += [
            "",
            f"## {title_of(one)}",
            "",
            _circumstances(one),
            "",
            *_goals(one["goals"]),
            "",
            *_figures(one),
        ]
    return "\n".join(lines) + "\n"


def title_of(record: dict[str, Any]) -> str:
    """The heading of a record."""
    name = record["benchmark"].replace("_", " ").capitalize()
    return f"{name} on {record['database']}" if record["database"] else name


def anchor_of(record: dict[str, Any]) -> str:
    """Where the heading is linked to."""
    return title_of(record).lower().replace(" ", "-")


def _measured(record: dict[str, Any]) -> str:
    marks = {"shared": record["shared_machine"], "brief": record["is_brief"]}
    return ", ".join([record["date"], *(mark for mark, holds in marks.items() if holds)])


def _circumstances(record: dict[str, Any]) -> str:
    on = record["machine"]
    words = " ".join([f"`python benchmarks/{record['script']}.py", *record["arguments"]]) + "`"
    told = [
        f"{words}, {record['date']}, commit {record['commit']}",
        f"{on['cores']} cores ({on['processor']}), {on['memory_gb']} GB, {on['system']}, Python {on['python']}",
        f"{record['seconds']} seconds in all",
    ]
    if record["is_brief"]:
        told.append("**brief**")
    if record["shared_machine"]:
        told.append(f"**shared** ({record['busy_percent']} per cent of the processors taken by others)")
    return "; ".join(told) + "."


def _goals(goals: list[dict[str, Any]]) -> list[str]:
    lines = ["| Goal | Measured | Limit | Met | Whose goal |", "|---|---|---|---|---|"]
    for one in goals:
        limit = f"at least {_said(one['least'])}" if "least" in one else f"at most {_said(one['most'])}"
        met = "yes" if one["met"] else "**no**"
        lines.append(f"| {one['words']} | {_said(one['figure'])} | {limit} | {met} | {one['source']} |")
    return lines


def _figures(record: dict[str, Any]) -> list[str]:
    """The figures: single ones in a line, then a table of each kind of group, ours and the peers beside each other."""
    found = record["figures"]
    single = [
        f"{_spaced(name)} {_said(one)}" for name, one in found.items() if not isinstance(one, dict | list)
    ]
    lines = [f"Figures: {'; '.join(single)}.", ""] if single else []
    tables: dict[tuple[str, ...], list[str]] = {}
    for title, one in _groups({name: one for name, one in found.items() if name not in record["not_told"]}):
        cells = " | ".join(_said(figure) for figure in one.values())
        tables.setdefault(tuple(one), []).append(f"| {title} | {cells} |")
    for names, rows in tables.items():
        heads = " | ".join(_spaced(name) for name in names)
        lines += [f"| | {heads} |", "|---" * (len(names) + 1) + "|", *rows, ""]
    return lines[:-1]


def _groups(found: dict[str, Any], before: str = "") -> list[tuple[str, dict[str, Any]]]:
    """The innermost groups of figures, each with the names of those around it."""
    groups: list[tuple[str, dict[str, Any]]] = []
    for name, one in found.items():
        if isinstance(one, dict) and one:
            plain = not any(isinstance(inside, dict | list) for inside in one.values())
            groups += [(before + _spaced(name), one)] if plain else _groups(one, f"{before}{_spaced(name)}, ")
    return groups


def _spaced(name: str) -> str:
    return name if name.startswith("/") else name.replace("_", " ")


def _said(figure: Any) -> str:
    if figure is None:
        return "—"
    return f"{figure:,}" if isinstance(figure, int | float) and not isinstance(figure, bool) else str(figure)


def main() -> None:
    """Run what is asked for, keep it, and write the page."""
    benchmarks = known()
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", choices=[[], *benchmarks], help="all unless told")
    parser.add_argument("--brief", action="store_true", help="smaller runs")
    parser.add_argument("--page", action="store_true", help="only write the page from the records")
    options = parser.parse_args()
    RECORDS.mkdir(exist_ok=True)
    broken: list[str] = []
    asked = [] if options.page else options.names or list(benchmarks)
    for name in asked:
        about = benchmarks[name]
        if about.get("published") and not os.environ.get("HEADWAY_PUBLISHED"):
            print(
                f"{name}: left out; it needs the published files. Set HEADWAY_PUBLISHED to their folder.",
                flush=True,
            )
            continue
        if options.brief and "brief" not in about:
            print(f"{name}: left out; it takes long.", flush=True)
            continue
        if database() == "PostgreSQL" and not about.get("database"):
            print(f"{name}: left out; it asks no database.", flush=True)
            continue
        try:
            record = run(name, about, is_brief=options.brief)
        except BrokeOff as fault:
            broken.append(str(fault))
            continue
        place_of(record).write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
        met = sum(goal["met"] for goal in record["goals"])
        print(f"{name}: {met} of {len(record['goals'])} goals met, {record['seconds']} seconds", flush=True)
    PAGE.write_text(page_of(read_records()), encoding="utf-8")
    if broken:
        raise SystemExit("\n".join(broken))


if __name__ == "__main__":
    main()

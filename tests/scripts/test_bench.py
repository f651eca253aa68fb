"""Every benchmark has a record with its goals, and the page of figures says what the records say."""

import importlib.util
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SPEC = importlib.util.spec_from_file_location("bench", ROOT / "scripts/bench.py")
bench = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(bench)
RECORDS = {bench.place_of(record).stem: record for record in bench.read_records()}


def test_every_benchmark_has_goals_or_measures_nothing():
    told = bench.tomllib.loads((ROOT / "benchmarks/goals.toml").read_text())
    files = {path.stem for path in (ROOT / "benchmarks").glob("*.py")}
    measured = {about.get("script", name) for name, about in bench.known().items()}
    assert measured | set(told["not_measuring"]) == files
    assert all(about["goal"] and about["asks"] and about["peer"] for about in bench.known().values())


@pytest.mark.parametrize("name", sorted(bench.known()))
def test_every_benchmark_has_a_record_or_is_said_to_have_none(name):
    if "brief" in bench.known()[name]:
        assert name in RECORDS, f"make bench ONLY={name}"
    elif name not in RECORDS:
        assert f"Not measured yet: {name.replace('_', ' ')} (" in bench.PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(RECORDS))
def test_a_record_names_its_goals_and_what_it_was_measured_on(name):
    record = RECORDS[name]
    about = bench.known()[record["benchmark"]]
    assert record["goals"] == [bench.judge(goal, record["figures"]) for goal in about["goal"]]
    assert {"cores", "processor", "memory_gb", "system", "python"} == set(record["machine"])
    assert record["date"] and record["commit"] and isinstance(record["shared_machine"], bool)
    assert record["shared_machine"] == (record["busy_percent"] > bench.BUSY_PERCENT)
    assert bool(record["database"]) == bool(about.get("database"))
    assert record["arguments"] in (about["arguments"], about.get("brief"))
    assert record["is_brief"] == (record["arguments"] != about["arguments"])
    assert record["script"] == about.get("script", record["benchmark"])
    assert record["asks"] == about["asks"] and record["peer"] == about["peer"]


def test_the_page_says_what_the_records_say():
    assert bench.PAGE.read_text(encoding="utf-8") == bench.page_of(list(RECORDS.values())), (
        ".venv/bin/python scripts/bench.py --page"
    )


def test_another_figure_makes_another_page():
    records = json.loads(json.dumps(list(RECORDS.values())))
    goal = records[0]["goals"][0]
    goal["figure"], goal["met"] = 987_654, not goal["met"]
    page = bench.page_of(records)
    assert page != bench.PAGE.read_text(encoding="utf-8") and "987,654" in page


FOUND = {
    "pages": {"/": {"ms": 10}, "/a/": {"ms": 30}},
    "peers": {"a": {"ms": 20}, "b": {"ms": 40}},
    "none": {},
}


@pytest.mark.parametrize(
    "goal, figure, met",
    [
        ({"figure": "pages.*.ms", "most": 30}, 30, True),
        ({"figure": "pages.*.ms", "most": 29}, 30, False),
        ({"figure": "pages.*.ms", "least": 10}, 10, True),
        ({"figure": "pages.*.ms", "least": 11}, 10, False),
        ({"figure": "pages./.ms", "most_of": "peers.*.ms"}, 10, True),
        ({"figure": "pages.*.ms", "most_of": "peers.*.ms"}, 30, False),
        ({"figure": "none.*", "most": 0}, 0, True),
        ({"figure": "none.*", "most": 5}, None, False),
        ({"figure": "pages./.ms", "most_of": "none.*"}, 10, False),
    ],
)
def test_the_worst_figure_counts_and_the_best_peer(goal, figure, met):
    judged = bench.judge({"words": "w", "source": "s"} | goal, FOUND)
    assert (judged["figure"], judged["met"]) == (figure, met)


def test_a_benchmark_that_breaks_off_records_nothing(monkeypatch, tmp_path):
    (tmp_path / "benchmarks").mkdir()
    (tmp_path / "benchmarks/broken.py").write_text("raise SystemExit(2)\n")
    monkeypatch.setattr(bench, "ROOT", tmp_path)
    monkeypatch.setattr(bench, "LOOK_SECONDS", 0)
    with pytest.raises(bench.BrokeOff, match="nothing was recorded"):
        bench.run("broken", {"arguments": [], "brief": []}, is_brief=False)

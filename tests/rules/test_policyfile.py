"""Reading policies: every kind of fault says what and where, and storing as JSON loses nothing."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.rules.policies import FOLDER, load_policy

from headway.rules.packs import READERS, read_policy
from headway.rules.policyfile import PolicyFault, Section, open_policy

HEADER = {
    "kind": "test",
    "name": "current",
    "version": 1,
    "from": date(2026, 9, 1),
    "review_by": date(2027, 7, 31),
    "author": "Chief adviser",
    "source": "invented",
}
EVERY = sorted(str(path.relative_to(FOLDER).with_suffix("")) for path in FOLDER.rglob("*.toml"))
ALL = [name for name in EVERY if "documents" not in name]  # those are examples of what a service writes


@pytest.mark.parametrize("name", ALL)
def test_every_policy_of_the_repository_reads(name: str) -> None:
    found = read_policy(load_policy(name))
    assert found.header.author
    assert found.header.source


@pytest.mark.parametrize("name", ALL)
def test_a_policy_stored_as_json_in_any_key_order_reads_the_same(name: str) -> None:
    table = load_policy(name)
    stored = json.loads(json.dumps(table, default=str, sort_keys=True), parse_float=Decimal)
    again = read_policy(_numbers(stored, table))
    assert again == read_policy(table)


def _numbers(stored: Any, table: Any) -> Any:
    # json.dumps(default=str) writes Decimal as text; a store keeps numbers as numbers.
    if isinstance(stored, dict):
        return {key: _numbers(value, table[key]) for key, value in stored.items()}
    if isinstance(stored, list):
        return [_numbers(value, table[place]) for place, value in enumerate(stored)]
    return Decimal(stored) if isinstance(table, Decimal) else stored


def figures_without_mark(table: Any, where: str = "") -> list[str]:
    """Every plain number in a policy that carries no mark, but for version and codes."""
    if isinstance(table, dict):
        if "value" in table:
            return [] if table.get("mark") in {"V", "S", "G", "D"} else [where]
        return [
            place for key, inner in table.items() for place in figures_without_mark(inner, f"{where}.{key}")
        ]
    if isinstance(table, list):
        return [
            place for n, inner in enumerate(table) for place in figures_without_mark(inner, f"{where}.{n}")
        ]
    plain = isinstance(table, int | float | Decimal) and not isinstance(table, bool)
    return [where] if plain and not where.endswith(".version") else []


@pytest.mark.parametrize("name", EVERY)
def test_every_figure_of_a_policy_says_how_far_it_can_be_trusted(name: str) -> None:
    assert figures_without_mark(load_policy(name)) == []


def test_a_figure_without_a_mark_would_be_found() -> None:
    table = load_policy("current/entitlement")
    table["own_half_days"]["pru"] = 6
    assert figures_without_mark(table) == [".own_half_days.pru"]


def test_an_unknown_kind_is_refused_by_name() -> None:
    with pytest.raises(PolicyFault, match="use one of: access, "):
        read_policy({**HEADER, "kind": "horoscope"})
    with pytest.raises(PolicyFault, match="missing"):
        read_policy({})
    assert "entitlement" in READERS


@pytest.mark.parametrize(
    ("change", "where", "words"),
    [
        ({"version": 0}, "version", "too small"),
        ({"version": True}, "version", "number is expected"),
        ({"version": "one"}, "version", "not “one”"),
        ({"from": "soon"}, "from", "like 2026-09-01"),
        ({"until": date(2026, 9, 1)}, "until", "not after it begins"),
        ({"review_by": date(2026, 8, 1)}, "review_by", "must come after"),
        ({"author": " "}, "author", "Text is expected"),
        ({"name": 5}, "name", "Text is expected, not 5"),
        ({"kind": "other"}, "kind", "one of kind “test” is expected"),
    ],
)
def test_a_broken_header_says_what_and_where(change: dict[str, Any], where: str, words: str) -> None:
    with pytest.raises(PolicyFault) as caught:
        open_policy({**HEADER, **change}, kind="test")
    assert caught.value.where == where
    assert words in caught.value.words


def test_a_policy_is_in_force_half_open() -> None:
    header, _ = open_policy({**HEADER, "until": date(2027, 9, 1)}, kind="test")
    assert not header.in_force(date(2026, 8, 31))
    assert header.in_force(date(2026, 9, 1))
    assert header.in_force(date(2027, 8, 31))
    assert not header.in_force(date(2027, 9, 1))


def test_wrapped_figures_give_their_value_and_keep_their_mark() -> None:
    section = Section({"days": {"value": 2.5, "mark": "S", "source": "a survey"}})
    assert section.number("days") == Decimal("2.5")
    assert section.marks["days"].source == "a survey"
    assert section.marks["days"].words == "verified against a secondary source"


@pytest.mark.parametrize(
    ("value", "where", "words"),
    [
        ({"value": 2, "mark": "X"}, "days.mark", "use one of: V, S, G, D"),
        ({"mark": "D"}, "days.value", "missing"),
        ({"value": 2, "mark": "D", "colour": "red"}, "days.colour", "not known here"),
        ({"value": 2.5, "mark": "D"}, "days", "whole number"),
        ({"value": float("nan"), "mark": "D"}, "days", "finite"),
        ("2", "days", "number is expected"),
    ],
)
def test_a_broken_figure_says_what_and_where(value: Any, where: str, words: str) -> None:
    with pytest.raises(PolicyFault) as caught:
        Section({"days": value}).whole("days")
    assert caught.value.where == where
    assert words in caught.value.words


def test_lists_and_tables_of_the_wrong_kind_are_faults() -> None:
    section = Section({"names": ["a", "a"], "rows": [], "table": 5, "mixed": ["a", 1]})
    for read in (
        lambda: section.texts("names"),
        lambda: section.rows("rows"),
        lambda: section.section("table"),
        lambda: section.texts("mixed"),
    ):
        with pytest.raises(PolicyFault):
            read()

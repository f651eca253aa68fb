"""The maps are whole: their columns stand in their layouts, their measures in the policy, and a wrong map is refused."""

from __future__ import annotations

import pytest
from tests.rules.policies import load_policy

from headway.publicdata.maps import MAPPED, PHASE_MARK, file_map, read_map
from headway.rules.measures import read_measures

POLICY = read_measures(load_policy("england/measures"))
ONE = {"title": "T", "publisher": "P", "words": "the file", "urn": "URN"}
FIGURES = {"x": {"kind": "count", "column": "X"}}


@pytest.mark.parametrize("kind", MAPPED)
def test_every_measure_of_a_map_is_in_the_policy_with_its_unit(kind: str) -> None:
    file = file_map(kind)
    phases = dict(file.phases).values() or ("",)
    for figure in file.figures:
        for phase in phases:
            measure = POLICY.get(figure.measure.replace(PHASE_MARK, phase))
            assert measure is not None, figure.measure
            assert (measure.unit == "%") == (figure.kind in ("percent", "share")), figure.measure
            assert (measure.unit == "£") == (figure.kind == "money"), figure.measure


@pytest.mark.parametrize("kind", MAPPED)
def test_no_map_gives_one_figure_twice(kind: str) -> None:
    said = [(figure.measure, figure.group, figure.period) for figure in file_map(kind).figures]
    assert len(said) == len(set(said))


@pytest.mark.parametrize(
    "table",
    [
        {**ONE, "figures": FIGURES},
        {**ONE, "figures": FIGURES, "period": "2022/23", "period_column": "year"},
        {**ONE, "figures": {"x": {"kind": "guess", "column": "X"}}, "period": "2022/23"},
    ],
)
def test_a_wrong_map_is_refused(table: dict) -> None:
    with pytest.raises(ValueError, match="names no year, two of them, or no known kind"):
        read_map("x", table)


def test_an_unknown_map_or_key_is_refused() -> None:
    with pytest.raises(KeyError, match="no map called"):
        file_map("../absence")
    with pytest.raises(TypeError):
        read_map("x", {**ONE, "figures": FIGURES, "period": "2022/23", "colour": "red"})

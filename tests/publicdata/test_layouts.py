"""The layouts are whole, and the readers' columns are theirs."""

import pytest

from headway.publicdata.gias_columns import GROUPS, LINKS, REGISTER, SEARCH
from headway.publicdata.layouts import KINDS, columns
from headway.publicdata.maps import MAPPED, file_map
from headway.publicdata.ofsted_columns import BLOCKS_2022, IN_YEAR, LATEST_BLOCKS
from headway.publicdata.tables import column_key


@pytest.mark.parametrize(
    ("kind", "width"),
    [
        ("gias_register", 135),
        ("gias_register_2024", 140),
        ("gias_search_download", 111),
        ("gias_links", 5),
        ("ofsted_latest", 85),
        ("ofsted_2022", 74),
        ("ofsted_history", 3),
        ("ks2_schools", 23),
        ("ks4_schools", 156),
        ("ks4_schools_2024", 157),
        ("lait", 7),
        ("term_dates", 6),
        ("ofsted_in_year", 42),
        ("absence", 74),
        ("exclusions", 25),
        ("pupil_teacher_ratios", 22),
        ("census_2023", 256),
        ("sen_2023", 75),
        ("workforce_2022", 58),
        ("cfr_2023", 125),
        ("aar_2023", 103),
        ("aar_trusts_2023", 81),
        ("ks2_cohorts", 68),
        ("ks2_areas", 24),
        ("ks2_tables_2019", 318),
        ("ks2_tables_2023", 306),
        ("ks4_tables_2018", 496),
        ("ks4_tables_2019", 507),
        ("ks4_tables_2023", 515),
        ("risk_ratings", 6),
    ],
)
def test_a_layout_has_its_columns_once_each(kind: str, width: int) -> None:
    assert len(columns(kind)) == width == len({column_key(name) for name in columns(kind)})


def test_every_kind_has_a_layout_and_no_other_name_has() -> None:
    assert all(columns(kind) for kind in KINDS)
    with pytest.raises(KeyError, match="no layout called"):
        columns("../gias_register")


@pytest.mark.parametrize(
    ("kind", "read"),
    [
        ("gias_register", (*REGISTER.needed, *REGISTER.used)),
        ("gias_register_2024", (*REGISTER.needed, *REGISTER.used)),
        ("gias_search_download", (*SEARCH.needed, *SEARCH.used)),
        ("gias_links", (*LINKS.needed, *LINKS.used)),
        ("gias_groups", (*GROUPS.needed, *GROUPS.used)),
        ("ofsted_latest", tuple(name for block in LATEST_BLOCKS for name in block.columns)),
        ("ofsted_2022", tuple(name for block in BLOCKS_2022 for name in block.columns)),
        ("ofsted_in_year", IN_YEAR.columns),
        *((kind, (*file_map(kind).layout.needed, *file_map(kind).layout.used)) for kind in MAPPED),
    ],
)
def test_every_column_a_reader_asks_for_stands_in_its_layout(kind: str, read: tuple[str, ...]) -> None:
    present = {column_key(name) for name in columns(kind)}
    assert [name for name in read if column_key(name) not in present] == []

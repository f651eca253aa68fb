"""The manner of each publisher, in small."""

import pytest

from headway.demo.sheets import plain_csv, register_csv


def test_the_register_quotes_all_but_numbers() -> None:
    content, rows = register_csv(
        ("URN", "Name", "Code"), [{"URN": 900001, "Name": 'The "Old" École', "Code": "02"}]
    )
    assert content == '"URN","Name","Code"\r\n900001,"The ""Old"" École","02"\r\n'.encode("cp1252")
    assert rows == 1


def test_a_blank_is_the_publishers_own() -> None:
    content, _ = plain_csv(
        ("a", "b", "c"), [{"a": "x,y", "b": ""}], encoding="utf-8", line_end="\n", blank="NULL"
    )
    assert content == b'a,b,c\n"x,y",NULL,NULL\n'


def test_an_unknown_column_is_refused() -> None:
    with pytest.raises(ValueError, match="Depth"):
        register_csv(("URN",), [{"Depth": 1}])
    with pytest.raises(ValueError, match="Depth"):
        plain_csv(("URN",), [{"Depth": 1}], encoding="utf-8", line_end="\n")

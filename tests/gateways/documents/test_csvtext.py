"""Comma-separated text: no formulas, and everything reads back."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.gateways.documents.hostile import DANGEROUS, HOSTILE, SHOWN

from headway.gateways.documents import csv_rows, csv_text, visible_text


@pytest.mark.parametrize("text", [*HOSTILE, *SHOWN])
def test_hostile_text_is_no_formula_and_reads_back(text):
    written = csv_text(["words"], [[text]])
    raw = list(csv.reader(io.StringIO(written, newline="")))[1][0]
    assert raw.lstrip(" \u200b\ufeff")[:1] not in tuple(DANGEROUS)
    assert csv_rows(written) == [["words"], [visible_text(text)]]


def test_a_plain_writer_would_be_caught():
    out = io.StringIO(newline="")
    csv.writer(out).writerow(["=1+1"])
    raw = next(csv.reader(io.StringIO(out.getvalue(), newline="")))[0]
    assert raw[:1] in tuple(DANGEROUS)


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), max_size=5))
def test_any_text_reads_back(rows):
    assert csv_rows(csv_text(["a", "=b"], rows)) == [
        ["a", "=b"],
        *[[visible_text(x) for x in r] for r in rows],
    ]


def test_numbers_dates_and_nothing_are_written_plain():
    row = [-1, 2.5, Decimal("-3.50"), date(2026, 9, 1), datetime(2026, 9, 1, 8, tzinfo=UTC), True, None]
    assert csv_text(["a"], [row]) == (
        '"a"\r\n-1,2.5,-3.50,"2026-09-01","2026-09-01T08:00:00+00:00","Yes",""\r\n'
    )

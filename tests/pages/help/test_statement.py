"""The accessibility statement: open to everybody, and built from what was recorded."""

import json
import runpy
from pathlib import Path

import pytest
from django.test import Client
from tests.pages.pages import assert_good_page, shown_words

from headway.pages.help.statement import last_results

pytestmark = pytest.mark.django_db
SCRIPT = Path(__file__).resolve().parents[3] / "scripts/accessibility.py"


def test_everybody_can_read_it_and_it_says_what_was_looked_at():
    said = shown_words(assert_good_page(Client().get("/accessibility/")))
    looked = last_results()
    assert f"opened {looked.pages} pages in a browser, {looked.looks} looks" in said
    assert "What is not as it should be" in said


def test_the_recorded_results_are_those_of_a_run():
    looked = last_results()
    assert looked.pages >= 60 and looked.looks > looked.pages and looked.widths == (320, 1280)


def test_the_script_counts_pages_of_ours_once_and_looks_each_time(tmp_path, monkeypatch, capsys):
    script = runpy.run_path(str(SCRIPT))
    record, statement = tmp_path / "looks.jsonl", tmp_path / "statement.json"
    looks = [("Home – Headway", 320), ("Home – Headway", 1280), ("Schools – Headway", 320), ("Planted", 320)]
    record.write_text("\n".join(json.dumps({"page": page, "width": width}) for page, width in looks))
    monkeypatch.setitem(script["main"].__globals__, "RECORD", record)
    monkeypatch.setitem(script["main"].__globals__, "STATEMENT", statement)
    script["main"]()
    kept = json.loads(statement.read_text())
    assert (kept["pages"], kept["looks"], kept["widths"]) == (2, 3, [320, 1280])


def test_without_a_record_the_script_says_what_to_do(tmp_path, monkeypatch):
    script = runpy.run_path(str(SCRIPT))
    monkeypatch.setitem(script["main"].__globals__, "RECORD", tmp_path / "none.jsonl")
    with pytest.raises(SystemExit, match="Run the tests"):
        script["main"]()

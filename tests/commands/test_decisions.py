"""The commands that cost a post, appraise options and write a report, as they are typed. No database."""

import io
import json

import docx
import pytest
from django.core.management import CommandError, call_command

POST = {"spine": "soulbury-eip", "point": "22", "on": "2025-09-01", "pension": "tps", "day-rate": "450"}


def run(name, *options):
    out = io.StringIO()
    call_command(name, *options, stdout=out)
    return out.getvalue()


def cost(**changed):
    told = {
        **POST,
        "core": "90",
        "buyback": "10",
        **{key.replace("_", "-"): one for key, one in changed.items()},
    }
    return run("cost_post", *(part for key, one in told.items() for part in (f"--{key}", one)))


def test_m2_04_a_post_is_costed_to_the_penny():
    assert json.loads(cost(json="-")) == {
        "salary": 72_250,
        "total_cost": 103_420.05,
        "core": 93_078.05,
        "buyback": 10_342.00,
        "days_to_sell": 23.0,
    }
    assert "Days to sell at £450: 23.0" in cost()


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"buyback": "15"}, "The shares 90 and 15 add up to 105, not to 100"),
        ({"point": "60"}, "had no point 60"),
        ({"on": "2002-09-01"}, "the first is from 1 September 2019"),
        ({"on": "yesterday"}, "--on takes a day like 2025-09-01"),
        ({"pension": "uss"}, "There is no pension scheme"),
        ({"spine": "burnham"}, "There is no spine"),
        ({"core": "ninety"}, "--core takes a number"),
        ({"core": "nan"}, "--core takes a number"),
        ({"day_rate": "1e999"}, "--day-rate takes a number up to 1,000,000"),
        ({"day_rate": "0"}, "The price of a day is above nought"),
        ({"fte": "1.2"}, "The share of full time is above 0 and at most 1"),
        ({"json": "/nowhere/x.json"}, "cannot be written"),
    ],
)
def test_what_cannot_be_costed_says_why(changed, says):
    with pytest.raises(CommandError, match=says):
        cost(**changed)


def test_m14_01_the_pack_of_2002_gives_both_appraisals_with_one_preferred_option_each():
    told = json.loads(run("appraise", "--pack", "luton-2002", "--json", "-"))
    improvement, behaviour = told["appraisals"]
    assert (improvement["preferred"], behaviour["preferred"]) == ("1", "4")
    option = improvement["options"][1]
    assert option["cost_by_year"]["2025/26"] == 642_822.06
    assert [one["title"] for one in option["posts"]][:2] == ["Head of school improvement", "Chief adviser"]
    assert option["gates"] == [{"words": "The budget allows it", "open": False}]
    assert improvement["options"][0]["not_in_source"]
    assert improvement["options"][0]["cost_by_year"] is None
    assert "option 4 is preferred" in run("appraise", "--pack", "luton-2002")


def test_a_pack_that_is_not_there_names_those_that_are():
    with pytest.raises(CommandError, match="Use one of: luton-2002"):
        run("appraise", "--pack", "bolton-1999")
    with pytest.raises(CommandError, match="Use one of: rochdale-2012"):
        run("write_report", "--pack", "luton-2002", "--out", "x.docx")


def test_m14_14_the_report_of_2012_is_refused_with_its_blanks_named(tmp_path):
    place = tmp_path / "report.docx"
    with pytest.raises(CommandError) as refused:
        run("write_report", "--pack", "rochdale-2012", "--out", str(place))
    said = str(refused.value)
    assert "8.1 Personnel implications" in said
    assert "12.1 Equalities impact" in said
    assert "Name at least one cost centre" in said
    assert not place.exists()


def test_the_report_is_written_as_a_pdf_and_another_ending_is_refused(tmp_path):
    place = tmp_path / "report.pdf"
    run("write_report", "--pack", "rochdale-2012", "--out", str(place), "--draft")
    assert place.read_bytes().startswith(b"%PDF-")
    with pytest.raises(CommandError, match=r"Let its name end in \.docx or \.pdf"):
        run("write_report", "--pack", "rochdale-2012", "--out", str(tmp_path / "report.txt"), "--draft")


def test_m14_04_a_draft_has_all_thirteen_sections_with_the_blanks_marked(tmp_path):
    place = tmp_path / "report.docx"
    run("write_report", "--pack", "rochdale-2012", "--out", str(place), "--draft")
    document = docx.Document(str(place))
    words = [one.text for one in document.paragraphs]
    heads = [one.text for one in document.paragraphs if one.style.name == "Heading 2"]
    assert [head.split(".")[0] for head in heads[:13]] == [str(number) for number in range(1, 14)]
    assert heads[13] == "Background papers"
    assert "8.1 [Blank: Write it]" in words
    assert "12.1 [Blank: Write it]" in words
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[-1] == ["Total savings less implementation costs", "130", "", "", "", "130", ""]

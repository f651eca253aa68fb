"""A school's profile: beside whom it stands, from where each figure is, and the same in Word and as a PDF."""

import io
from datetime import date
from decimal import Decimal

import docx
import pytest
from pypdf import PdfReader
from tests.factories import make_authority, make_inspection, make_observation, make_release, make_school
from tests.pages.pages import assert_good_page, shown_words

from headway.features.policies.queries import typed
from headway.features.schools.models import Neighbour, School

MEASURE = "ks2_rwm_expected"
YEARS = ("2022/23", "2023/24", "2024/25")


@pytest.fixture
def school(policies):
    """A school with three years of results, neighbours, England, and three schools like it."""
    authority = make_authority()
    made = make_school(name="Hill Primary", pupils=200, fsm_percent=Decimal(20), authority=authority)
    release = make_release("ks2")
    for year, value in zip(YEARS, (55, 58, 61), strict=True):
        make_observation(MEASURE, year, Decimal(value), school=made, release=release)
        for code, name, more in (
            (authority.code, authority.name, 2),
            ("970", "England", 1),
            ("951", "Greyshire", 4),
        ):
            make_observation(
                MEASURE, year, Decimal(value + more), area_code=code, area_name=name, release=release
            )
    Neighbour.objects.create(
        authority_code=authority.code,
        rank=1,
        neighbour_code="951",
        neighbour_name="Greyshire",
        release=release,
    )
    for number, value in enumerate((40, 60, None)):
        other = make_school(
            name=f"Alike {number}",
            pupils=200 + number,
            fsm_percent=Decimal(21),
            authority=authority,
            status_code="1",
        )
        why = "" if value else "suppressed"
        make_observation(
            MEASURE, YEARS[-1], value and Decimal(value), school=other, why_missing=why, release=release
        )
    make_inspection(made, "report-card", date(2026, 3, 1), {"inclusion": "expected-standard"})
    return made


def paper(content):
    """The pages of a PDF, as words."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


def test_m4_07_trend_england_neighbours_and_similar_schools_stand_side_by_side_with_source_and_date(
    school, client_as
):
    words = shown_words(assert_good_page(client_as("adviser").get(f"/schools/{school.urn}/profile/")))
    for year, value in zip(YEARS, (55, 58, 61), strict=True):
        assert f"{year} {value}% {value + 2}% {value + 1}% {value + 4}% 1 of 1" in words
    assert "50% 2 of 3" in words
    assert "Release of ks2, 5 March 2026" in words
    assert "nearest in pupils" in words
    assert "It is no judgement of a school." in words
    assert "Alike 2" in words
    assert "Suppressed by the publisher" in words


def test_m4_07_m4_10_the_profile_and_one_page_are_printed(school, client_as):
    client = client_as("adviser")
    whole = paper(client.get(f"/schools/{school.urn}/profile/profile/pdf/").content)
    assert "Hill Primary: data profile" in whole[0]
    assert "Sources" in " ".join(whole)
    sheet = paper(client.get(f"/schools/{school.urn}/profile/summary/pdf/").content)
    assert len(sheet) == 1
    assert "2024/25 61% 63% 62%" in sheet[0]
    assert "2022/23" not in sheet[0]
    word = client.get(f"/schools/{school.urn}/profile/profile/word/")
    assert word["Content-Disposition"].endswith('"Hill Primary, data profile.docx"')
    told = docx.Document(io.BytesIO(word.content))
    assert "Figures" in [one.text for one in told.paragraphs if one.style.name == "Heading 2"]
    for wrong in ("profile/rtf", "else/pdf"):
        assert client.get(f"/schools/{school.urn}/profile/{wrong}/").status_code == 404


def test_what_is_not_open_is_not_on_paper_either(school, client_as):
    seen, member = client_as("head-of-service"), client_as("member")
    address = f"/schools/{school.urn}/profile/profile/pdf/"
    assert "Category judged" in " ".join(paper(seen.get(address).content))
    assert "Category judged" not in " ".join(paper(member.get(address).content))


def test_a_school_without_figures_says_so(policies, client_as):
    bare = make_school(pupils=None, fsm_percent=None)
    words = shown_words(assert_good_page(client_as("adviser").get(f"/schools/{bare.urn}/profile/")))
    assert "No similar schools are known" in words
    assert paper(client_as("adviser").get(f"/schools/{bare.urn}/profile/summary/pdf/").content)


@pytest.mark.django_db(transaction=True)
def test_few_queries(school, client_as, django_assert_max_num_queries):
    client = client_as("adviser")
    client.get(f"/schools/{school.urn}/profile/")
    with django_assert_max_num_queries(12):
        client.get(f"/schools/{school.urn}/profile/")


def test_m4_10_a_school_with_everything_and_a_long_name_is_still_one_sheet(school, client_as):
    release = make_release("ks2")
    for measure in typed("measures").measures:
        for year in YEARS:
            if measure.key != MEASURE and "primary" in measure.phases:
                make_observation(measure.key, year, Decimal(50), school=school, release=release)
    areas = typed("inspections").regimes["report-card"].areas
    make_inspection(
        school, "report-card", date(2026, 6, 1), dict.fromkeys(areas, "expected-standard"), safeguarding="met"
    )
    School.objects.filter(pk=school.pk).update(
        name="The Very Reverend Somebody Memorial Church of England Voluntary Aided Junior and Infant School"
    )
    client = client_as("head-of-service")
    sheet = paper(client.get(f"/schools/{school.urn}/profile/summary/pdf/").content)
    assert len(sheet) == 1
    assert "Safeguarding met" in sheet[0]

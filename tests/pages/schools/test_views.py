"""The list, one school and its summary through the door."""

import io
import zipfile
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import adopt, make_inspection
from tests.pages.pages import assert_good_page
from tests.pages.schools.rows import make_adviser, make_judgement, make_letter, make_school

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _policies(policies):
    adopt("england")


def fill(number):
    """So many schools with something of each kind; the last."""
    for _ in range(number):
        school = make_school()
        make_judgement(school)
        make_adviser(school)
        make_letter(school)
        make_inspection(school, "overall", date(2023, 3, 1), {"overall_effectiveness": "2"})
    return school


@pytest.mark.parametrize("number", [1, 30])
def test_m1_01_the_list_takes_the_same_queries_for_one_school_and_for_thirty(client_as, number):
    fill(number)
    client = client_as("head-of-service")
    with CaptureQueriesContext(connection) as asked:
        response = client.get("/schools/")
    assert_good_page(response)
    assert len(asked) == 12
    assert response.context["page"].table.count_words == ("1 school" if number == 1 else "30 schools")


def test_the_list_pages_after_fifty_and_keeps_its_filters(client_as):
    for _ in range(51):
        make_school(town="Thrumstow")
    client = client_as("adviser")
    table = client.get("/schools/?q=thrum&page=2").context["page"].table
    assert (len(table.rows), table.pages.of) == (1, 2)
    assert table.pages.previous_href == "/schools/?q=thrum"


def test_the_filtered_list_comes_as_a_spreadsheet_and_as_text(client_as):
    make_school(900001, name="Elm")
    make_school(900002, name="=Oak")
    client = client_as("head-of-service")
    text = client.get("/schools/?sort=-name&export=csv")
    assert text.headers["Content-Disposition"] == 'attachment; filename="Schools.csv"'
    lines = text.content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[:2] for line in lines] == [
        ['"School"', '"URN"'],
        ['"Elm"', "900001"],
        ['"\'=Oak"', "900002"],
    ]
    book = zipfile.ZipFile(io.BytesIO(client.get("/schools/?q=elm&export=xlsx").content))
    words = book.read("xl/sharedStrings.xml").decode()
    assert "Elm" in words and "Oak" not in words


@pytest.mark.parametrize("path", ["/schools/{}/", "/schools/{}/?show=category", "/schools/{}/summary/"])
@pytest.mark.parametrize("role", ["head-of-service", "headteacher", "member"])
def test_one_school_is_a_good_page_for_everybody_who_knows_the_register(client_as, role, path):
    school = fill(1)
    assert_good_page(client_as(role, school).get(path.format(school.urn)))


def test_an_unknown_school_is_answered_like_an_unknown_address(client_as):
    assert client_as("adviser").get("/schools/999999/").status_code == 404


@pytest.mark.parametrize("number", [1, 12])
def test_one_school_takes_the_same_queries_however_much_is_known_of_it(client_as, number):
    school = fill(1)
    for month in range(number):
        make_inspection(school, "sub-judgements", date(2025, month + 1, 1), {"quality_of_education": "2"})
        make_letter(school, subject=f"Letter {month}")
    client = client_as("head-of-service")
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/schools/{school.urn}/")
    assert len(asked) == 36

"""A school's page and profile tell what it was before and what it became, each school under its own name."""

from datetime import date
from decimal import Decimal

import pytest
from tests.factories import (
    adopt,
    make_authority,
    make_inspection,
    make_membership,
    make_observation,
    make_partnership,
    view_as,
)
from tests.pages.pages import assert_good_page, shown_words
from tests.pages.schools.rows import make_judgement, make_school

from headway.features.schools.models import Link
from headway.features.schools.queries import school_for
from headway.pages.schools.gather import gather
from headway.pages.schools.page import school_page

pytestmark = pytest.mark.django_db
DAY = date(2023, 9, 1)


@pytest.fixture(autouse=True)
def _policies():
    adopt()


def closed(name="Old Mill Primary School", on=DAY, **more):
    return make_school(name=name, status="Closed", status_code="2", closed_on=on, **more)


def follow(old, new, kind="Successor", on=DAY):
    Link.objects.create(school=old, other_urn=new.urn, other_name=new.name, kind=kind, on=on)


def page(school, role="head-of-service", tied=True):
    viewer = view_as(role, *([school] if tied else []))
    return school_page(viewer, gather(viewer, school_for(viewer, school.urn)))


def rows(shown):
    return [(row.label, str(row.value), row.href) for row in shown.line]


def test_time_a_school_shows_what_it_was_before_and_the_old_page_leads_on():
    old, new = closed(), make_school(name="New Mill Academy", opened_on=DAY)
    follow(old, new)
    assert rows(page(new)) == [
        (
            "Before",
            f"Until 1 September 2023 this school was Old Mill Primary School (URN {old.urn})",
            f"/schools/{old.urn}/",
        )
    ]
    shown = page(old)
    assert rows(shown) == [
        ("Became", f"New Mill Academy (URN {new.urn}), on 1 September 2023", f"/schools/{new.urn}/")
    ]
    assert shown.sentences[0] == (
        f"The school closed on 1 September 2023. It goes on as New Mill Academy (URN {new.urn}) from 1 September 2023."
    )


def test_time_results_inspections_categories_and_partnership_stay_the_former_schools():
    old, new = closed(), make_school(name="New Mill Academy", opened_on=DAY)
    follow(old, new)
    make_observation("ks2_rwm_expected", "2022/23", Decimal(55), school=old)
    make_inspection(old, "overall", date(2022, 5, 4), {"overall_effectiveness": "2"})
    make_judgement(old, "3", valid_from=date(2022, 9, 1), valid_until=DAY)
    make_membership(make_partnership("Vale"), old, date(2021, 1, 1), DAY)
    shown = page(new)
    (former,) = shown.formers
    assert former.heading == f"Old Mill Primary School (URN {old.urn})"
    assert [table.caption.partition(" of ")[0] for table in former.tables] == [
        "Figures",
        "Inspections",
        "Categories",
        "Partnerships",
    ]
    assert all("Old Mill Primary School" in table.caption for table in former.tables)
    assert shown.inspections == ()  # nothing of the old school stands in the new one's own series
    assert all(cell != "55%" for row in shown.results.rows for cell in row.cells)


def test_time_a_merged_school_names_each_and_a_split_one_says_it_is_shared():
    one, two, new = closed("One"), closed("Two"), make_school(name="Both Together")
    follow(one, new, "Successor - amalgamated")
    follow(two, new, "Successor - merged")
    assert [former.heading for former in page(new).formers] == [
        f"One (URN {one.urn})",
        f"Two (URN {two.urn})",
    ]
    assert [(label, value) for label, value, _ in rows(page(new))] == [
        ("Made of", f"One (URN {one.urn}), until 1 September 2023"),
        ("Made of", f"Two (URN {two.urn}), until 1 September 2023"),
    ]
    other = make_school(name="Apart")
    follow(two, other, "Successor - Split School")
    (former,) = page(other).formers
    assert "are not this school's alone" in former.words[1]
    assert [label for label, *_ in rows(page(two))] == ["Became", "Became"]


def test_time_a_chain_is_told_to_its_end_and_a_circle_once():
    first, second, third = closed("First", date(2018, 9, 1)), closed("Second"), make_school(name="Third")
    follow(first, second, on=date(2018, 9, 1))
    follow(second, third)
    assert [value.partition(" (")[0] for _, value, _ in rows(page(third))] == [
        "Until 1 September 2023 this school was Second",
        "Until 1 September 2018 Second",
    ]
    assert rows(page(first))[-1][0] == "Lives on today in"
    follow(third, first)
    assert any("round in a circle" in words for words in page(second).warnings)


def test_time_the_categories_of_a_former_school_are_for_who_may_see_them():
    old, new = closed(), make_school(name="New Mill Academy")
    follow(old, new)
    make_judgement(old, "3", valid_from=date(2022, 9, 1), valid_until=DAY)
    assert page(new).formers[0].tables
    assert page(new, "headteacher").formers[0].tables == ()  # tied to the new school alone
    assert page(new, "finance", tied=False).formers[0].tables == ()


def test_time_a_former_school_that_is_not_held_is_named_by_its_link():
    new = make_school(name="New Mill Academy")
    Link.objects.create(school=new, other_urn=123, other_name="Gone School", kind="Predecessor", on=DAY)
    assert rows(page(new)) == [("Before", "Until 1 September 2023 this school was Gone School (URN 123)", "")]
    assert "Nothing of it is held but the link" in page(new).formers[0].words[-1]


def test_time_the_profile_and_its_file_tell_it_too(client_as):
    old, new = closed(), make_school(name="New Mill Academy")
    follow(old, new)
    make_inspection(old, "overall", date(2022, 5, 4), {"overall_effectiveness": "2"})
    client = client_as("adviser")
    words = shown_words(assert_good_page(client.get(f"/schools/{new.urn}/profile/")))
    assert "Inspections of Old Mill Primary School" in words
    assert client.get(f"/schools/{new.urn}/profile/profile/word/").status_code == 200
    assert_good_page(client.get(f"/schools/{new.urn}/"))


def test_time_another_authoritys_school_has_no_page_here():
    far = make_school(name="Far School", authority=make_authority("Westmarch", "888", own=False))
    new = make_school(name="New Mill Academy")
    Link.objects.create(school=new, other_urn=far.urn, other_name=far.name, kind="Predecessor", on=DAY)
    assert rows(page(new))[0][2] == ""

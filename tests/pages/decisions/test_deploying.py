"""Options deployed from the page, and what one changes for each school (M14-01, M2-06)."""

from decimal import Decimal

import pytest
from tests.pages.appraisal_objects import make_appraisal, make_option, store
from tests.pages.decisions.test_appraisals import address, words
from tests.pages.pages import assert_good_page
from tests.pages.workforce_objects import make_post, make_structure
from tests.planned_year import make_year

from headway.features.decisions.models import Option
from headway.features.jobs.models import Job
from headway.worker.work import work

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(client_as):
    return client_as("head-of-service")


@pytest.fixture
def appraisal(policies):
    return make_appraisal()


def with_structure(option, **post):
    structure = make_structure(f"For {option.title}")
    made = make_post(structure, phases="", **post)
    Option.objects.filter(pk=option.pk).update(structure=structure)
    return made


def test_options_are_deployed_and_their_days_stand_beside_their_cost(boss, appraisal):
    year = make_year()
    quo, option = appraisal.options.get(status_quo=True), make_option(appraisal)
    with_structure(quo)
    post = with_structure(option, fte=Decimal("0.5"))
    page = boss.get(address(appraisal, "deploy"))
    assert_good_page(page)
    assert "120" in page.content.decode()
    answered = boss.post(address(appraisal, "deploy"), {"days": "12"})
    job = Job.objects.get(kind="deploy_options")
    assert answered.url == f"/jobs/{job.public_id}/"
    work.func(job.public_id)
    page = boss.get(address(appraisal))
    assert_good_page(page)
    said = words(page)
    assert "Days nobody has room for" in said
    assert "6 days" in said
    assert "Deployed on" in said
    href = address(appraisal, "options", option.public_id, "schools")
    assert href in page.content.decode()
    shown = boss.get(href)
    assert_good_page(shown)
    assert year.schools[0].name in words(shown)
    assert boss.get(f"{href}?show=worse").status_code == 200
    assert boss.get(f"{href}?export=csv").status_code == 200
    type(post).objects.update(fte=Decimal("0.6"))
    assert "its posts are others since" in words(boss.get(address(appraisal)))


def test_without_a_structure_nothing_can_be_deployed(boss, appraisal):
    page = boss.get(address(appraisal, "deploy"))
    assert page.status_code == 403
    assert "No option has a structure yet" in words(page)


@pytest.mark.parametrize("days", ["", "0", "many", "1000", "1e9"])
def test_days_that_no_post_gives_are_refused(boss, appraisal, days):
    with_structure(make_option(appraisal))
    assert boss.post(address(appraisal, "deploy"), {"days": days}).status_code == 422


def test_schools_are_shown_to_who_sees_drafts_of_the_year_plan_alone(client_as, boss, appraisal):
    option = make_option(appraisal)
    with_structure(option)
    store(option)
    href = address(appraisal, "options", option.public_id, "schools")
    assert boss.get(href).status_code == 200
    assert client_as("hr").get(href).status_code in (403, 404)
    assert "What each school gets" not in words(client_as("finance").get(address(appraisal)))


@pytest.mark.parametrize("number", [1, 30])
def test_the_pages_ask_at_most_twelve_questions(boss, appraisal, number, django_assert_max_num_queries):
    for n in range(number):
        option = make_option(appraisal, f"Option {n}")
        with_structure(option)
        store(option)
    for href in (address(appraisal), address(appraisal, "options", option.public_id, "schools")):
        boss.get(href)
        with django_assert_max_num_queries(12):
            boss.get(href)

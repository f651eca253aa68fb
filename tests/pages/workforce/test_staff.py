"""Settings with their staff, allowances and development (M2-13, M2-14)."""

from datetime import date

import pytest
from tests.factories import make_school
from tests.pages.pages import assert_good_page
from tests.pages.staff_objects import make_allowance, make_development, make_setting, make_setting_post
from tests.pages.workforce.test_structures import day, words

from headway.features.audit.models import Event
from headway.features.workforce.models import AllowanceScheme, DevelopmentEntry, Setting, SettingPost

pytestmark = pytest.mark.django_db
DAY = {"on-day": 15, "on-month": 9, "on-year": 2026}


@pytest.fixture
def finance(client_as):
    return client_as("finance")


@pytest.fixture
def boss(client_as):
    return client_as("head-of-service")


def address(scheme) -> str:
    """The page of an allowance."""
    return f"/workforce/allowances/{scheme.public_id}/"


def test_a_setting_is_written_down_with_its_posts_and_their_pay(finance, boss):
    make_school(urn=900_777, name="Hill School", status_code="1")
    sent = {"name": "Unit", "kind": "pru", "school": 900_777, **day("opened_on", date(2020, 9, 1))}
    assert boss.post("/workforce/settings/new/", sent).status_code == 302
    made = Setting.objects.get()
    href = f"/workforce/settings/{made.public_id}/"
    post = {"role": "Teacher", "number": 1, "group": "teaching", "fte": "0.6"}
    post |= day("valid_from", date(2020, 9, 1))
    assert boss.post(f"{href}posts/new/", post).status_code == 302
    assert boss.post(f"{href}posts/new/", post).status_code == 422
    key = SettingPost.objects.get().public_id
    assert boss.get(f"{href}posts/{key}/pay/").status_code == 404
    assert finance.post(f"{href}posts/{key}/pay/", {"pay": "41000"}).status_code == 302
    page = finance.get(href)
    assert_good_page(page)
    assert "Teacher 1 Teaching 0.6" in words(page)
    assert "£41,000" in words(page)
    assert "£" not in words(boss.get(href))
    listed = boss.get("/workforce/settings/")
    assert_good_page(listed)
    assert "Unit Pupil referral unit Hill School 1 0.6" in words(listed)
    assert boss.post(f"{href}posts/{key}/", {"remove": "yes"}).status_code == 302
    assert (
        boss.post(f"{href}edit/", sent | {"version": 1} | day("closed_on", date(2026, 9, 1))).status_code
        == 302
    )
    assert "Closed on 1 September 2026" in words(boss.get("/workforce/settings/"))
    actions = Event.objects.filter(subject_kind="setting").values_list("action", flat=True)
    assert list(actions) == [
        "open_setting", "add_setting_post", "pay_setting_post", "remove_setting_post", "change_setting",
    ]  # fmt: skip


def test_m2_13_a_new_base_brings_its_staff_into_scope_without_touching_the_scheme(finance):
    make_setting_post(make_setting(), 1)
    make_setting_post(make_setting("Tuition", "tuition"), 1)
    scheme = make_allowance()
    before = AllowanceScheme.objects.values().get()
    page = finance.get(address(scheme), DAY)
    assert_good_page(page)
    assert "In scope 1" in words(page)
    assert "Cost a year £1,200" in words(page)
    base = make_setting("New base", "behaviour-base", opened_on=date(2026, 9, 10))
    make_setting_post(base, 1, valid_from=date(2026, 9, 10), fte="0.5", group="support", role="Assistant")
    shown = words(finance.get(address(scheme), DAY))
    assert "In scope 2" in shown
    assert "Assistant 1 New base Support 0.5 £600" in shown
    assert "Cost a year £1,800" in shown
    assert "In scope 1" in words(finance.get(address(scheme), DAY | {"on-day": 9}))
    assert AllowanceScheme.objects.values().get() == before


def test_unknown_pay_is_told_and_money_only_shown_to_who_may_see_pay(finance, boss):
    setting = make_setting()
    make_setting_post(setting, 1, pay=4_000_000)
    make_setting_post(setting, 2)
    scheme = make_allowance(amount_pence=None, percent="2.5")
    shown = words(finance.get(address(scheme), DAY))
    assert "Cost a year £1,000 1 not known" in shown
    assert "pay not known" in shown
    assert "The pay of 1 post is not known" in shown
    assert "2.5 % of pay" in shown
    SettingPost.objects.update(pay_pence=None)
    assert "£0" not in words(finance.get(address(scheme), DAY))
    seen = words(boss.get(address(scheme), DAY))
    assert "In scope 2" in seen
    assert "£" not in seen
    assert "%" not in seen
    listed = boss.get("/workforce/allowances/")
    assert_good_page(listed)
    assert "Pupil referral unit and Behaviour base" in words(listed)
    assert "%" not in words(listed)
    assert "2.5 % of pay" in words(finance.get("/workforce/allowances/"))


def test_an_allowance_is_written_changed_and_ended(finance, boss):
    sent = {"title": "Incentive", "setting_kinds": ["pru"], "groups": ["teaching"], "amount": "900"}
    sent |= day("valid_from", date(2026, 9, 1))
    assert boss.get("/workforce/allowances/new/").status_code == 404
    both = finance.post("/workforce/allowances/new/", sent | {"percent": "3"})
    assert both.status_code == 422
    assert "an amount or a percentage of pay, not both" in words(both)
    assert finance.post("/workforce/allowances/new/", sent).status_code == 302
    scheme = AllowanceScheme.objects.get()
    ended = sent | {"version": 1, "amount": "", "percent": "3"} | day("valid_until", date(2026, 9, 15))
    assert finance.post(f"{address(scheme)}edit/", ended).status_code == 302
    make_setting_post(make_setting())
    assert "Nobody is in scope on this day." in words(finance.get(address(scheme), DAY))
    assert "In scope 1" in words(finance.get(address(scheme), DAY | {"on-day": 14}))
    assert "real date" in words(finance.get(address(scheme), DAY | {"on-day": 31}))


def test_m2_14_the_report_lists_posts_without_a_development_record_this_year(finance):
    setting = make_setting("Tuition", "tuition")
    posts = [make_setting_post(setting, number) for number in range(1, 5)]
    make_development(posts[0])
    make_development(posts[1], 2025)
    page = finance.get("/workforce/development/?year=2026")
    assert_good_page(page)
    shown = words(page)
    assert "With a record 25 %" in shown
    without, planned = shown.split("With a development record")
    assert "Teacher 2" in without
    assert "Teacher 4" in without
    assert "Teacher 1 Tuition 12 3" in planned
    assert "With a record 25 %" in words(finance.get("/workforce/development/?year=2025"))
    assert words(finance.get("/workforce/development/?year=20266")) == words(
        finance.get("/workforce/development/")
    )


def test_m2_14_a_plan_of_a_year_gathers_the_hours_completed(finance):
    post = make_setting_post(make_setting())
    href = f"/workforce/settings/{post.setting.public_id}/posts/{post.public_id}/development/2026/"
    assert "no development record for this year" in words(finance.get(href))
    assert finance.get(f"{href}hours/new/").status_code == 404
    told = {"words": "Restorative practice", "hours_planned": "12"}
    assert finance.post(f"{href}plan/", told).status_code == 302
    hours = {"hours": "2.5", "words": "Course", **day("on", date(2026, 9, 4))}
    assert finance.post(f"{href}hours/new/", hours).status_code == 302
    early = finance.post(f"{href}hours/new/", hours | day("on", date(2026, 8, 31)))
    assert early.status_code == 422
    assert "Record it in the plan of its own year" in words(early)
    page = finance.get(href)
    assert_good_page(page)
    assert "Hours completed 2.5" in words(page)
    entry = DevelopmentEntry.objects.get()
    assert finance.post(f"{href}hours/{entry.public_id}/", hours | {"hours": "4"}).status_code == 302
    assert "Hours completed 4" in words(finance.get(href))
    assert finance.post(f"{href}hours/{entry.public_id}/", {"remove": "yes"}).status_code == 302
    assert "No hours are completed yet." in words(finance.get(href))
    assert finance.post(f"{href}plan/", told | {"hours_planned": "10"}).status_code == 302
    assert "Hours planned 10" in words(finance.get(href))


def test_empty_pages_say_how_to_begin_and_others_are_told_why_not(finance, client_as):
    assert "Begin with referral units" in words(finance.get("/workforce/settings/"))
    assert "No allowance is written down yet." in words(finance.get("/workforce/allowances/"))
    report = words(finance.get("/workforce/development/"))
    assert "No post stands in any setting" in report
    assert "100" not in report
    adviser = client_as("adviser")
    for place in ("settings", "allowances", "development"):
        assert adviser.get(f"/workforce/{place}/").status_code == 403
    assert finance.get("/workforce/settings/none/posts/none/development/1999/").status_code == 404


@pytest.mark.parametrize("count", [1, 30])
def test_pages_ask_the_same_number_of_questions(finance, count, django_assert_max_num_queries):
    setting = make_setting()
    for number in range(1, count + 1):
        make_development(make_setting_post(setting, number, pay=3_000_000))
        make_setting(f"Base {number}", "behaviour-base")
    scheme = make_allowance(percent="3", amount_pence=None)
    places = ("settings", f"settings/{setting.public_id}", "development", "allowances")
    for place in (*places, f"allowances/{scheme.public_id}"):
        finance.get(f"/workforce/{place}/")
        with django_assert_max_num_queries(12):
            finance.get(f"/workforce/{place}/")

"""Data sharing agreements: recorded, ended, and what is not taken without one (M4-01)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.factories import make_school
from tests.pages.pages import assert_good_page, parse_page, shown_words
from tests.pages.sharing.gate import close_gate
from tests.pages.sharing_objects import make_agreement

from headway.features.policies.queries import typed
from headway.features.schools.models import Headship
from headway.features.sharing.models import Agreement, WithheldRow
from headway.features.undoing.models import Deed
from headway.flows.remind import digest_of
from headway.kit.words import day_words
from headway.rules.reminders import Asked
from headway.rules.schools import add_months

pytestmark = pytest.mark.django_db
HOME = "/schools/agreements/"
SHEET = "/data/sheets/headships/"
SIGNED = {"signed_as": "Headteacher", "signed_name": "A. Head"}


def words(response) -> str:
    """What the page says."""
    return shown_words(parse_page(response))


def day(name: str, on: date) -> dict[str, str]:
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}


def today() -> date:
    return timezone.localdate()


@pytest.fixture
def officer(client_as):
    return client_as("data-officer")


@pytest.fixture
def school(db):
    return make_school(status_code="1", name="Ash Primary School")


def test_m4_01_an_agreement_is_recorded_and_holds_as_long_as_the_protocol_says(officer, school):
    href = f"/schools/{school.urn}/agreement/"
    assert "No agreement" in words(officer.get(href))
    sent = SIGNED | day("signed_on", today()) | day("first_on", today())
    answer = officer.post(f"{href}record/", sent, follow=True)
    until = add_months(today(), typed("data_sharing").valid_months)
    shown = words(answer)
    assert "Live" in shown and f"It holds until {day_words(until - timedelta(days=1))}." in shown
    assert "A. Head" in shown and "protocol current 1" in shown
    assert "Live" in words(officer.get(HOME))


def test_a_second_one_beside_it_is_refused_and_one_ended_early_says_why(officer, school):
    made = make_agreement(school)
    href = f"/schools/{school.urn}/agreement/"
    sent = SIGNED | day("signed_on", today()) | day("first_on", today())
    refused = officer.post(f"{href}record/", sent)
    assert refused.status_code == 422 and "or end that one first" in words(refused)
    assert (
        officer.post(f"{href}{made.public_id}/end/", day("ended_on", today()) | {"reason": ""}).status_code
        == 422
    )
    ended = day("ended_on", today()) | {"reason": "It joins a trust"}
    shown = words(officer.post(f"{href}{made.public_id}/end/", ended, follow=True))
    assert "Ended early" in shown and "It joins a trust" in shown
    assert officer.post(f"{href}record/", sent).status_code == 302
    assert_good_page(officer.get(href))


def lapsed(school):
    return make_agreement(school, date(2022, 9, 1), date(2024, 9, 1))


def rows_for(*schools) -> dict[str, str]:
    lines = [f"{one.urn}\tacting\t1/9/2025\t" for one in schools]
    return {"paste": "\r\n".join(["urn\tkind\tfrom\tuntil", *lines]), "year": "2026"}


def give(client, *schools):
    return client.post(SHEET, rows_for(*schools))


def take(client, shown):
    page = shown.context["page"]
    sent = {"data": page.data, "year": page.year, "step": "take"}
    return words(client.post(SHEET, sent, follow=True))


@pytest.fixture
def other(db):
    return make_school(status_code="1", name="Oak Primary School")


def test_m4_01_rows_of_a_school_whose_agreement_lapsed_are_blocked_listed_and_kept_others_go_on(
    officer, school, other, tmp_path
):
    close_gate(tmp_path)
    lapsed(school)
    make_agreement(other)
    shown = give(officer, school, other)
    assert shown.status_code == 200
    said = words(shown)
    assert "1 line is not taken" in said and "Line 2" in said
    assert "Ash Primary School has no live data sharing agreement. It lapsed on 1 September 2024." in said
    assert "Have it signed, record it under Schools, Data sharing, then give the row again." in said
    assert "Taking it makes 1 row" in said
    assert not WithheldRow.objects.exists()
    take(officer, shown)
    assert [one.school_id for one in Headship.objects.all()] == [other.urn]
    kept = WithheldRow.objects.get()
    assert (kept.sheet, kept.row, kept.school) == ("headships", 2, school)
    for href in (HOME, f"/schools/{school.urn}/agreement/"):
        assert "headships, row 2" in words(officer.get(href))
    take(officer, give(officer, school))
    assert WithheldRow.objects.count() == 1
    make_agreement(school, date(2025, 9, 1))
    take(officer, give(officer, school))
    assert not WithheldRow.objects.exists()
    assert Headship.objects.filter(school=school).exists()


def test_m4_01_before_the_gate_nothing_is_blocked(officer, school, monkeypatch):
    monkeypatch.setattr("headway.rules.data_sharing.may_take", lambda *args: True)
    shown = give(officer, school)
    assert "not taken" not in words(shown)


def test_m4_01_published_files_are_never_gated_and_the_page_says_so(officer, school):
    said = words(officer.get(HOME))
    assert "are open data: they need no agreement, and nothing blocks them" in said
    assert "Lawful basis" in words(officer.get(f"{HOME}protocol/"))


def test_many_signatures_are_shown_then_recorded_and_taken_back(officer, school, other):
    make_agreement(other)
    picked = {"action": "sign", "school": [str(school.urn), str(other.urn)]}
    assert "Ash Primary School" in words(officer.get(f"{HOME}sign/", picked))
    sent = {"keys": f"{school.urn} {other.urn}"} | day("signed_on", today()) | day("first_on", today())
    none = officer.post(f"{HOME}sign/", sent)
    assert none.status_code == 422 and "Enter the name under one signature" in words(none)
    for one in (school, other):
        sent |= {f"name-{one.urn}": "A. Head", f"role-{one.urn}": "Headteacher"}
    shown = words(officer.post(f"{HOME}sign/", sent | {"step": "show"}))
    assert "Will be recorded" in shown and "Left out" in shown and "Record 1 signature" in shown
    assert Agreement.objects.count() == 1
    done = words(officer.post(f"{HOME}sign/", sent | {"step": "do"}, follow=True))
    assert "1 agreement is recorded." in done and "1 school was left out" in done
    assert Agreement.objects.filter(school=school).exists()
    back = words(officer.post("/undo/", {"deed": Deed.objects.get().public_id}, follow=True))
    assert "1 agreement is recorded no longer" in back
    assert not Agreement.objects.filter(school=school).exists()


def test_the_list_is_narrowed_warns_and_is_a_file(officer, school, other):
    make_agreement(school, date(2024, 9, 1), today() + timedelta(days=30))
    lapsed(other)
    assert "Lapses soon" in words(officer.get(HOME))
    soon = words(officer.get(f"{HOME}?show=soon"))
    assert "Ash Primary School" in soon and "Oak Primary School" not in soon
    missing = officer.get(f"{HOME}?state=lapsed&export=csv").content.decode("utf-8-sig")
    assert "Oak Primary School" in missing and "Ash Primary School" not in missing


def test_m4_01_who_records_agreements_is_reminded_of_those_that_lapse_soon(officer, client_as, school):
    make_agreement(school, date(2024, 9, 1), today() + timedelta(days=30))
    asked = Asked(overdue=False, soon=True, silent=False, soon_days=14)
    told = {"on": today(), "policy": typed("plans"), "address": "https://headway.example"}
    said = digest_of(officer.person, asked, **told)
    assert "1 data sharing agreement lapses within 60 days" in said and school.name not in said
    assert digest_of(client_as("adviser").person, asked, **told) == ""
    assert digest_of(officer.person, replace(asked, soon=False), **told) == ""


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_asks_the_same_however_long_it_is(officer, number, django_assert_max_num_queries):
    for _ in range(number):
        make_agreement(make_school(status_code="1"))
    officer.get(HOME)
    with django_assert_max_num_queries(12):
        officer.get(HOME)


def test_a_head_reads_the_own_agreement_and_the_schools_page_tells_of_it(client_as, school, other):
    make_agreement(school)
    head = client_as("headteacher", school)
    assert "A. Head" in words(head.get(f"/schools/{school.urn}/agreement/"))
    assert head.get(f"/schools/{other.urn}/agreement/").status_code == 404
    assert "Data sharing agreement" in words(head.get(f"/schools/{school.urn}/"))
    assert "Data sharing agreement" not in words(head.get(f"/schools/{other.urn}/"))

"""Values of indicators from a spreadsheet and from what was published; and the page of reminders."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories import make_release, make_school
from tests.pages.pages import assert_good_page, parse_page, shown_words
from tests.plan_world import approved_plan, make_indicator

from headway.features.evidence.models import Observation
from headway.features.plans.models import IndicatorValue, Reminder
from headway.gateways.documents import Sheet, spreadsheet

pytestmark = pytest.mark.django_db
HOME = "/plans/indicators/values/"
HEADS = "Indicator\tPeriod\tValue\tWhy missing\n"


def words(response) -> str:
    """What the page says."""
    return shown_words(parse_page(response))


@pytest.fixture
def officer(client_as):
    return client_as("data-officer")


@pytest.fixture
def row(policies):
    return make_indicator(baseline_on=date(2025, 8, 31))


def test_values_are_looked_through_and_then_kept_all_together(officer, row):
    text = HEADS + f"{row.name}\tSeptember 2025\t94.2\t\n{row.key}\t2025-10\t\tNot collected\n"
    answer = officer.post(HOME, {"paste": text})
    assert answer.status_code == 200 and not IndicatorValue.objects.exists()
    assert_good_page(answer)
    assert "2 lines were read. Nothing is kept yet" in words(answer)
    officer.post(HOME, {"paste": text, "keep": "on"})
    kept = IndicatorValue.objects.order_by("period_from")
    assert [(one.value, one.why_missing) for one in kept] == [(Decimal("94.2"), ""), (None, "Not collected")]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("Nothing\tSeptember 2025\t1\t", "is no indicator whose values you give"),
        ("{name}\tSometime\t1\t", "is no period of this indicator"),
        ("{name}\tJanuary 2099\t1\t", "Give its value when it has"),
        ("{name}\t2025/26\t1\t", "is no period of this indicator"),
        ("{name}\t2025-10\tnine\t", "is no number"),
        ("{name}\t2025-10\t\t", "or say why there is none"),
        ("{name}\t2025-10\t1\tbecause", "or say why there is none"),
        ("{name}\t2025-09\t94\t", "stand in another line too"),
        ("{name}\t2025-10\tNaN\t", "is no number"),
    ],
)
def test_one_faulty_line_is_named_and_nothing_is_kept(officer, row, line, sentence):
    good = f"{row.name}\tSeptember 2025\t94\t\n"
    answer = officer.post(HOME, {"paste": HEADS + good + line.format(name=row.name), "keep": "on"})
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert not IndicatorValue.objects.exists()


def test_an_odd_value_is_asked_about_before_it_is_kept(officer, row):
    officer.post(HOME, {"paste": HEADS + f"{row.name}\t2025-09\t9.4\t", "keep": "on"})
    answer = officer.post(HOME, {"paste": HEADS + f"{row.name}\t2025-10\t94\t"})
    assert "?" in words(answer) and IndicatorValue.objects.count() == 1


def test_a_workbook_is_read_and_what_is_no_table_is_refused(officer, row):
    sheet = Sheet("Values", ("Indicator", "Period", "Value"), ((row.name, "2025-09", 94),))
    given = SimpleUploadedFile("values.xlsx", spreadsheet([sheet]))
    assert "1 line was read" in words(officer.post(HOME, {"file": given}))
    assert "no line under the heads" in words(officer.post(HOME, {"paste": HEADS}))
    picture = SimpleUploadedFile("values.png", b"\x89PNG\r\n\x1a\n\x00\x00")
    assert officer.post(HOME, {"file": picture}).status_code == 422
    assert "must have the heads" in words(officer.post(HOME, {"paste": "a,b\n1,2"}))
    broken = SimpleUploadedFile("values.xlsx", b"PK\x03\x04 no workbook")
    assert officer.post(HOME, {"file": broken}).status_code == 422


def test_values_that_were_published_are_taken_over_with_their_release(officer, policies):
    school, release = make_school(), make_release()
    row = make_indicator(
        frequency="yearly", measure="ks2_rwm_expected", school=school, baseline_on=date(2020, 8, 31)
    )
    told = {"release": release, "school": school, "measure": "ks2_rwm_expected"}
    Observation.objects.create(row=1, period="2023/24", value=Decimal(61), **told)
    Observation.objects.create(row=2, period="2024/25", why_missing="suppressed", **told)
    assert "Take over what was published" in words(officer.get(f"/plans/indicators/{row.public_id}/"))
    Observation.objects.create(row=3, period="Sometime", value=Decimal(1), **told)
    here = f"/plans/indicators/{row.public_id}/take/"
    assert "2 values are taken over" in words(officer.post(here, follow=True))
    assert "Nothing was published that is not here already" in words(officer.post(here, follow=True))
    kept = [(one.period_from, one.value, one.why_missing) for one in IndicatorValue.objects.all()]
    assert kept == [(date(2023, 9, 1), Decimal(61), ""), (date(2024, 9, 1), None, "suppressed")]
    Observation.objects.filter(row=1).update(value=Decimal(62))
    officer.post(f"/plans/indicators/{row.public_id}/take/")
    assert IndicatorValue.objects.filter(ended_at=None, value=62).count() == 1


def test_reminders_are_set_with_a_preview_of_what_would_be_sent(client_as, policies):
    client = client_as("adviser")
    answer = client.get("/plans/reminders/")
    assert_good_page(answer)
    assert "No mail is sent then" in words(answer)
    owner = answer.wsgi_request.user
    approved_plan(owner=owner)
    sent = {"every_days": "7", "overdue": "on", "soon": "on", "soon_days": "90"}
    assert client.post("/plans/reminders/", sent | {"soon_days": "0"}).status_code == 422
    answer = client.post("/plans/reminders/", sent, follow=True)
    assert "Your reminders are set" in words(answer)
    row = Reminder.objects.get(person=owner)
    assert (row.every_days, row.silent) == (7, False)

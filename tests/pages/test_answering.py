"""A form that shows what stands: what somebody else saved meanwhile is never written over."""

from datetime import date
from typing import ClassVar

import pytest
import time_machine
from django import forms
from django.urls import reverse
from tests.pages.matrix import rolled_back
from tests.pages.objects import make_sides
from tests.pages.pages import assert_good_page, parse_page, shown_words
from tests.pages.plan_objects import plan_risk

from headway.features.plans.models import Risk
from headway.kit.forms import KitForm
from headway.pages.answering import STAMP, stamp

pytestmark = pytest.mark.django_db


class Named(KitForm):
    """A form of one box."""

    missing: ClassVar = {"name": "Enter a name"}
    name = forms.CharField()


def test_the_mark_tells_what_stood_and_not_what_is_typed():
    opened = stamp(Named(initial={"name": "Vale"}))
    assert opened == stamp(Named({"name": "Dale"}, initial={"name": "Vale"}))
    assert opened != stamp(Named(initial={"name": "Dale"}))


class Dated(KitForm):
    """A form of one day."""

    missing: ClassVar = {"on": "Enter a day"}
    on = forms.DateField()


def test_a_form_opened_before_midnight_is_not_taken_for_changed():
    with time_machine.travel("2026-11-05T23:59", tick=False):
        opened, kept = (
            stamp(Dated(initial={"on": date(2026, 11, 5)})),
            stamp(Dated(initial={"on": date(2026, 10, 1)})),
        )
    with time_machine.travel("2026-11-06T00:01", tick=False):
        assert opened == stamp(Dated(initial={"on": date(2026, 11, 6)}))
        assert opened != stamp(Dated(initial={"on": date(2026, 11, 5)}))
        assert kept == stamp(Dated(initial={"on": date(2026, 10, 1)}))


@pytest.fixture
def risk(client_as):
    """The page of a risk, what its form holds, and somebody who may change it."""
    client = client_as("head-of-service")
    path = reverse("plan_risk", kwargs=plan_risk(make_sides()[0]))
    boxes = list(parse_page(client.get(path)).iter("input"))
    held = {box.attrib["name"]: box.attrib.get("value", "") for box in boxes if "name" in box.attrib}
    return client, path, held | {"words": "A vacancy", "likelihood": "3", "impact": "4"}


def test_what_was_opened_before_somebody_else_saved_is_refused_and_keeps_what_was_typed(risk):
    client, path, held = risk
    assert client.post(path, held | {"words": "Two vacancies"}).status_code == 302
    late = client.post(path, held | {"words": "No vacancy"})
    assert late.status_code == 422
    document = assert_good_page(late)
    assert "Somebody else changed this page meanwhile." in shown_words(document)
    assert "No vacancy" in late.content.decode()
    assert Risk.objects.get().words == "Two vacancies"


def test_opened_again_it_is_saved(risk):
    client, path, held = risk
    with rolled_back():
        assert client.post(path, held | {STAMP: "of another day"}).status_code == 422
    assert client.post(path, held | {"words": "Two vacancies"}).status_code == 302
    assert Risk.objects.get().words == "Two vacancies"

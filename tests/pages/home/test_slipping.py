"""The head of service sees on the home page what slipped, and what looks on time only because its date was moved."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.pages.pages import parse_page, shown_words
from tests.plan_world import approved_plan

from headway.features.undertakings.models import Undertaking

pytestmark = pytest.mark.django_db


def test_what_is_late_and_what_was_moved_is_counted_apart(client_as):
    boss, today = client_as("head-of-service"), timezone.localdate()
    approved_plan()
    late, moved, possible = Undertaking.objects.order_by("pk")
    Undertaking.objects.update(baseline_due_on=today - timedelta(days=30), due_on=today + timedelta(days=30))
    Undertaking.objects.filter(pk=late.pk).update(due_on=today - timedelta(days=1))
    assert possible.possible
    said = shown_words(parse_page(boss.get("/")))
    assert "Actions late 1" in said and "1 more moved past the date first agreed" in said
    Undertaking.objects.filter(pk=late.pk).update(completed_on=today)
    assert "Actions late 0" in shown_words(parse_page(boss.get("/")))

"""The command that checks the audit says OK, or where it was tampered with."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from headway.features.audit.actions import record
from headway.features.audit.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def chain():
    at = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
    for urn in (900001, 900002, 900003):
        record(action="judge", subject_kind="school", subject_id=urn, at=at, by="x")


def verify():
    out = StringIO()
    call_command("verify_audit", stdout=out)
    return out.getvalue()


def test_a_chain_that_holds_is_ok_with_its_count():
    assert verify() == "OK: 3 events, and the chain holds.\n"


def test_a_changed_event_is_named_and_the_command_fails():
    Event.objects.filter(number=2).update(by="y")
    out = StringIO()
    with pytest.raises(CommandError, match=r"1 fault\(s\)"):
        call_command("verify_audit", stdout=out)
    assert out.getvalue() == "Event 2: was changed after it was written.\n"

"""Lines kept in memory and mended by a change of one school are the lines read anew."""

from datetime import UTC, date, datetime

import pytest
from tests.factories import ON, adopt, make_headship, view_as
from tests.pages.schools.rows import make_school

from headway.features.audit.memory import memory
from headway.features.policies.queries import typed
from headway.features.schools.headships import end_headship
from headway.features.schools.models import Provision
from headway.features.schools.provisions import end_provision, record_provision
from headway.pages.schools import lines as module
from headway.pages.schools.lines import school_lines

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
TOLD = {"by": "x", "at": AT}


@pytest.fixture
def lines(monkeypatch):
    """Lines by name, and how many schools each reading of the database asked for."""
    adopt()
    viewer, rules = (
        view_as("head-of-service"),
        {kind: typed(kind) for kind in ("entitlement", "partnerships")},
    )
    asked = []
    read = module._read
    monkeypatch.setattr(
        module, "_read", lambda schools, *more: asked.append(schools.count()) or read(schools, *more)
    )
    memory.forget()
    return lambda: school_lines(viewer, **rules).lines, asked


def test_lines_are_mended_to_what_reading_all_anew_finds(lines):
    now, asked = lines
    elm, oak = make_school(name="Elm"), make_school(name="Oak")
    head = make_headship(oak, valid_from=date(2026, 4, 1))
    provision = {"kind": "sen-unit", "places": 4, "need": "speech"}
    plain = now()
    made = record_provision(school=elm, valid_from=date(2025, 9, 1), **provision, **TOLD)
    assert [sorted(line.flags & {"provision", "new-head"}) for line in now()] == [["provision"], ["new-head"]]
    end_headship(headship=head, valid_until=ON, **TOLD)
    end_provision(provision=Provision.objects.get(pk=made.pk), valid_until=ON, **TOLD)
    mended = now()
    assert asked == [2, 1, 2], "all of them, then only those that changed"
    memory.forget()
    assert mended == now()
    assert [line.flags & {"provision", "new-head"} for line in mended] == [frozenset(), frozenset()]
    assert plain != mended

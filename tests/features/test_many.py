"""Many rows in one statement: new ones stored, known ones renewed, and nothing stays of a call that fails."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import Error, transaction
from tests.factories import make_school

from headway.features.many import store_many
from headway.features.schools.models import District, School

pytestmark = pytest.mark.django_db


def test_a_known_row_is_renewed_and_values_come_back_as_they_were():
    school = make_school()
    kept = {field.column: getattr(school, field.attname) for field in School._meta.concrete_fields}
    told = {"name": "New name", "opened_on": date(2001, 9, 1), "fsm_percent": Decimal("12.5"), "pupils": None}
    row = kept | told
    store_many(School, list(row), [tuple(row.values())], key="urn")
    school.refresh_from_db()
    assert {name: getattr(school, name) for name in told} == told
    assert School.objects.count() == 1


def test_new_rows_are_stored_and_none_is_no_harm():
    authority = make_school().authority
    rows = [(f"E{number}", f"District {number}", authority.pk) for number in range(2500)]
    store_many(District, ("code", "name", "authority_id"), rows, key="code")
    store_many(District, ("code", "name", "authority_id"), [], key="code")
    assert District.objects.filter(code__startswith="E", name__startswith="District").count() == 2500


def test_one_bad_row_and_none_is_stored():
    before = District.objects.count()
    authority = make_school().authority
    rows = [("E1", "A district", authority.pk), ("E2", None, authority.pk)]
    with pytest.raises(Error), transaction.atomic():
        store_many(District, ("code", "name", "authority_id"), rows, key="code")
    assert District.objects.count() == before
    with pytest.raises(ValueError, match="zip"):
        store_many(District, ("code", "name", "authority_id"), [("E1", "too few")], key="code")

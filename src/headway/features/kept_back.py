"""Rows as they stood before and after a write of many, so that they can be put back where nothing changed since."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, ProtectedError, QuerySet

from headway.features.audit.actions import record
from headway.rules.verdict import Refused, insist, refuse

CHANGED = refuse("Somebody has changed some of this since. Nothing was taken back; give a corrected sheet.")
Rows = Mapping[str, Mapping[str, Any]]


def rows_as_they_stand(rows: QuerySet) -> dict[str, dict[str, Any]]:
    """Primary key to the columns of each row, as JSON can hold them; one query."""
    return {str(row.pk): _columns(row) for row in rows}


def difference(before: Rows, after: Rows) -> dict[str, Any]:
    """What a write made and changed, and the mark of all that stood after it. Such a write removes no row."""
    return {
        "made": [key for key in after if key not in before],
        "changed": {key: before[key] for key in after if key in before and before[key] != after[key]},
        "mark": _mark(after),
    }


@transaction.atomic
def put_back(*, rows: QuerySet, facts: Mapping[str, Any], what: str, by: str, at: datetime) -> int:
    """Remove what was made and restore what was changed, all or nothing; how many rows that were.

    Refused where any of the rows is no longer as the write left it, and where a row made is in use already.
    """
    held = {str(row.pk): row for row in rows.select_for_update(of=("self",))}
    if _mark({key: _columns(row) for key, row in held.items()}) != facts["mark"]:
        insist(CHANGED)
    model = rows.model
    try:
        model._default_manager.filter(pk__in=facts["made"]).delete()
    except ProtectedError as used:
        raise Refused(CHANGED) from used
    # Ends first: what goes on again may need the place of what has its end again.
    for key, columns in sorted(facts["changed"].items(), key=lambda one: one[1].get("valid_until") is None):
        _restore(held[key], columns)
    number = len(facts["made"]) + len(facts["changed"])
    after = {"made": len(facts["made"]), "changed": len(facts["changed"])}
    record(action="put_back", subject_kind="own_facts", subject_id=what, at=at, by=by, before=after, after={})
    return number


def _columns(row: Model) -> dict[str, Any]:
    return {field.attname: _plain(getattr(row, field.attname)) for field in row._meta.concrete_fields}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _mark(rows: Rows) -> str:
    told = json.dumps(sorted((key, sorted(columns.items())) for key, columns in rows.items()), default=str)
    return hashlib.sha256(told.encode()).hexdigest()


def _restore(row: Model, columns: Mapping[str, Any]) -> None:
    for field in row._meta.concrete_fields:
        setattr(row, field.attname, field.to_python(columns[field.attname]))
    row.save()

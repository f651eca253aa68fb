"""Areas for improvement that an inspection or review named, and the actions that answer each (M7-09)."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from headway.features.appointments.viewer import Viewer
from headway.features.plans.actions.told import changed, insist_on_writing
from headway.features.plans.models import Action, Area, Plan
from headway.rules.verdict import ALLOWED, insist, refuse


@transaction.atomic
def write_area(*, plan: Plan, words: str, by: Viewer, at: datetime) -> Area:
    """A new area for improvement after the others, in the words of the report."""
    insist_on_writing(by, plan)
    insist(ALLOWED if words.strip() else refuse("Write the area for improvement as the report has it."))
    last = plan.areas.aggregate(last=Max("position"))["last"]
    made = Area.objects.create(plan=plan, words=words.strip(), position=0 if last is None else last + 1)
    changed(plan, "write_area", by, at, after={"area": made.public_id})
    return made


@transaction.atomic
def rewrite_area(*, area: Area, words: str, by: Viewer, at: datetime) -> None:
    """Other words for an area for improvement."""
    insist_on_writing(by, area.plan)
    insist(ALLOWED if words.strip() else refuse("Write the area for improvement as the report has it."))
    area.words = words.strip()
    area.save(update_fields=["words"])
    changed(area.plan, "rewrite_area", by, at, after={"area": area.public_id})


@transaction.atomic
def remove_area(*, area: Area, by: Viewer, at: datetime) -> None:
    """Take an area out; no action goes with it."""
    insist_on_writing(by, area.plan)
    told = {"area": area.public_id}
    area.delete()
    changed(area.plan, "remove_area", by, at, before=told)


@transaction.atomic
def answer_area(*, area: Area, actions: Collection[Action], by: Viewer, at: datetime) -> None:
    """Say which actions of the plan answer an area: these and no others."""
    insist_on_writing(by, area.plan)
    if any(one.plan_id != area.plan_id for one in actions):
        insist(refuse("An area is answered by actions of its own plan only."))
    area.actions.set(actions)
    after = {"area": area.public_id, "actions": len(actions)}
    changed(area.plan, "answer_area", by, at, after=after)

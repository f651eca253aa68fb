"""A plan as tests of plans begin one: two priorities, two quarters, three actions, one of them only possible."""

from datetime import date
from decimal import Decimal

from headway.features.appointments.queries import viewer_of
from headway.features.appointments.viewer import Viewer
from headway.features.people.models import Person
from headway.features.plans.actions.begin import Beginning, add_action, add_priority, start_plan
from headway.features.plans.actions.measuring import define_indicator
from headway.features.plans.actions.settling import approve_plan, check_plan
from headway.features.plans.models import Indicator, Plan
from headway.features.policies.queries import typed
from headway.rules.plan_periods import periods_from
from tests.pages.people import AT, make_person

FIRST = date(2026, 9, 1)


def seen(person: Person, on: date = date(2026, 9, 15)) -> Viewer:
    """The person as a viewer on a day."""
    return viewer_of(person, on=on, access=typed("access"))


def make_plan(
    title: str = "After the inspection",
    *,
    author: Person | None = None,
    owner: Person | None = None,
    school: object = None,
) -> Plan:
    """A draft of two quarters from September 2026."""
    by = seen(author or make_person("business-support"))
    plan = start_plan(
        told=Beginning(title, "post-inspection", owner=owner, school=school),
        periods=periods_from(FIRST, 3, 2),
        by=by,
        at=AT,
    )
    for number, title in enumerate(("Strategic planning", "Inclusion")):
        add_priority(plan=plan, title=title, position=number, by=by, at=AT)
    strategic, inclusion = plan.priorities.order_by("position")
    told = [
        (strategic, {"words": "Train those who write plans", "due_on": date(2026, 10, 30)}),
        (inclusion, {"words": "Agree the protocol", "due_on": date(2026, 12, 18)}),
        (inclusion, {"words": "Possible learning set", "due_on": date(2026, 12, 18), "possible": True}),
    ]
    for number, (priority, wanted) in enumerate(told):
        wanted = {"owner": owner, "owner_words": "" if owner else "Principal adviser", **wanted}
        add_action(plan=plan, priority=priority, wanted=wanted, position=number, by=by, at=AT)
    plan.refresh_from_db()
    return plan


def approved_plan(title: str = "After the inspection", **more: object) -> Plan:
    """The same, checked by one person and approved by another."""
    plan, policy = make_plan(title, **more), typed("plans", FIRST)
    answers = dict.fromkeys(policy.checklist, True)
    checker, approver = make_person("data-officer"), make_person("chief-adviser")
    check_plan(plan=plan, answers=answers, remarks="", policy=policy, by=seen(checker), at=AT)
    approve_plan(plan=plan, by=seen(approver), at=AT)
    plan.refresh_from_db()
    return plan


def make_indicator(plan: Plan | None = None, **more: object) -> Indicator:
    """Attendance in per cent, monthly, from 94 in August 2026."""
    wanted = {
        "name": "Attendance of the group",
        "definition": "Half days attended of those possible",
        "unit": "%",
        "polarity": "higher",
        "frequency": "monthly",
        "owner": make_person("attendance"),
        "plan": plan,
        "baseline": Decimal(94),
        "baseline_on": date(2026, 8, 31),
        "tolerance": Decimal("0.5"),
        "source": "",
        "formula": "",
        **more,
    }
    by = seen(make_person("data-officer"))
    return define_indicator(wanted=wanted, policy=typed("plans", FIRST), by=by, at=AT)

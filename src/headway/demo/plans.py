"""A plan for the demonstration: approved some weeks ago, partly done, partly late, one date moved, a round open."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from headway.features.appointments.queries import viewer_of
from headway.features.appointments.viewer import Viewer
from headway.features.people.queries import first_holder
from headway.features.plans.actions.begin import Beginning, add_action, add_priority, start_plan
from headway.features.plans.actions.evaluating import begin_evaluation, write_risk
from headway.features.plans.actions.measuring import (
    decide_target,
    define_indicator,
    give_value,
    propose_target,
)
from headway.features.plans.actions.monitoring import open_round
from headway.features.plans.actions.settling import approve_plan, check_plan
from headway.features.plans.models import Plan
from headway.features.plans.queries import actions_with_history
from headway.features.policies.queries import typed
from headway.features.undertakings import actions as deeds
from headway.rules.calendars import academic_year_of
from headway.rules.indicator_values import last_ended, period_of
from headway.rules.plan_periods import periods_from
from headway.rules.plan_policy import MONTHLY

WEEKS = timedelta(weeks=1)
# Priority to its actions: words, who does it, weeks from today to the day agreed, how far it is.
ACTIONS = {
    "Leadership and governance": (
        ("Train those who write plans", "chief-adviser", -5, deeds.DONE),
        ("Agree how governing boards are told of concerns", "governor-services", -2, ""),
        ("Publish what each school is entitled to", "business-support", 9, deeds.UNDER_WAY),
    ),
    "Inclusion and attendance": (
        ("Agree the protocol for attendance meetings", "attendance", -1, deeds.UNDER_WAY),
        ("Review the offer for pupils at risk of exclusion", "inclusion", 6, deeds.UNDER_WAY),
        ("Possible learning set with neighbouring authorities", "inclusion", 20, ""),
    ),
    "Quality of teaching": (
        ("Bring schools with similar pupils together", "quadrant-lead", 3, ""),
        ("Evaluate the reading pilot", "adviser", 16, ""),
    ),
}
CORPORATE = {"Inclusion and attendance": "inclusion", "Quality of teaching": "achieve"}
RISK = {
    "words": "A post stays vacant over the autumn",
    "likelihood": 3,
    "impact": 4,
    "response": "Another adviser covers the schools concerned",
    "owner_words": "Chief adviser",
}
PILOT = {
    "title": "Reading pilot",
    "question": "Do more pupils reach the expected standard where the pilot runs than in similar schools?",
    "method": "Results of the schools of the pilot beside those of five similar schools each",
}
LAST_WEEK = max(weeks for part in ACTIONS.values() for _, _, weeks, _ in part)
# In per cent, month by month: ordinary variation, then a change.
ATTENDANCE = [
    "91.0",
    "91.4",
    "91.1",
    "91.6",
    "91.2",
    "90.9",
    "91.3",
    "91.5",
    "91.1",
    "91.0",
    "91.4",
    "91.2",
    "91.3",
    "92.4",
    "92.6",
]
NEEDED = ("business-support", "chief-adviser", "data-officer", "head-of-service")


def plan_the_service(*, on: date, at: datetime) -> Plan | None:
    """Write, check, approve and monitor a plan as a service does; None where a post it needs is not there."""
    people = {
        role: _viewer(role, on) for role in {*NEEDED, *(one[1] for part in ACTIONS.values() for one in part)}
    }
    if any(people[role] is None for role in NEEDED):
        return None
    author, boss = people["business-support"], people["head-of-service"]
    plan = _written(people, author, on, at - 8 * WEEKS)
    policy = typed("plans", on)
    answers = dict.fromkeys(policy.checklist, True)
    check_plan(
        plan=plan, answers=answers, remarks="", policy=policy, by=people["data-officer"], at=at - 7 * WEEKS
    )
    approve_plan(plan=plan, by=boss, at=at - 7 * WEEKS)
    _reported(plan, author, boss, on, at)
    _measured(plan, author, boss, on, at)
    days = {"window_from": on - 7 * WEEKS, "due_on": on + 2 * WEEKS}
    open_round(plan=plan, **days, by=author, at=at)
    return plan


def _viewer(role: str, on: date) -> Viewer | None:
    person = first_holder(role, on=on)
    return viewer_of(person, on=on, access=typed("access")) if person else None


def _written(people: dict[str, Viewer | None], author: Viewer, on: date, at: datetime) -> Plan:
    year = academic_year_of(on - 8 * WEEKS)
    owner = people["chief-adviser"]
    plan = start_plan(
        told=Beginning(
            "School improvement plan of the service",
            "service",
            owner=owner.person if owner else None,
            source_words="Peer review of the service",
            aim="Every school is known, and support reaches those that need it first.",
        ),
        periods=next(
            found
            for found in (periods_from(year.first_on, 3, count) for count in range(2, 8))
            if found[-1].days.until > on + LAST_WEEK * WEEKS
        ),
        by=author,
        at=at,
    )
    place = 0
    for number, (title, actions) in enumerate(ACTIONS.items()):
        serves = CORPORATE.get(title, "")
        priority = add_priority(plan=plan, title=title, position=number, corporate=serves, by=author, at=at)
        for words, role, weeks, _ in actions:
            holder = people[role]
            wanted = {
                "words": words,
                "owner": holder.person if holder else None,
                "owner_words": "" if holder else "To be named",
                "due_on": on + weeks * WEEKS,
                "next_step": "Meet those concerned",
                "possible": words.startswith("Possible"),
            }
            place += 1
            add_action(plan=plan, priority=priority, wanted=wanted, position=place, by=author, at=at)
    plan.refresh_from_db()
    write_risk(plan=plan, told=RISK, by=author, at=at)
    begin_evaluation(plan=plan, told=PILOT, by=author, at=at)
    return plan


def _reported(plan: Plan, author: Viewer, boss: Viewer, on: date, at: datetime) -> None:
    """What owners said since, and one date that was moved."""
    told = {words: how for part in ACTIONS.values() for words, _, _, how in part}
    for action in actions_with_history(plan):
        row, how = action.undertaking, told[action.undertaking.words]
        if how:
            deeds.report(
                row=row,
                on=on - 6 * WEEKS if how == deeds.DONE else on - WEEKS,
                status=how,
                evidence="Minutes of the meeting of the service",
                next_step="" if how == deeds.DONE else "Consult heads",
                forecast_on=None,
                by=row.owner or author.person,
                at=at,
            )
        elif not row.possible and row.due_on < on:
            asked = deeds.ask_new_date(
                row=row,
                due_on=on + 4 * WEEKS,
                reason="Boards meet in the new term only",
                by=author.person,
                at=at,
            )
            deeds.decide_new_date(asked=asked, agreed=True, by=boss.person, at=at)


def _measured(plan: Plan, author: Viewer, boss: Viewer, on: date, at: datetime) -> None:
    """An indicator of the plan with a target and the values of the months that ended."""
    policy = typed("plans", on)
    months = [last_ended(on, MONTHLY, policy)]
    while len(months) < len(ATTENDANCE):
        months.insert(0, period_of(months[0].first_on - timedelta(days=1), MONTHLY, policy))
    wanted = {
        "name": "Attendance of pupils with a plan",
        "definition": "Half days attended of those possible, pupils with an education, health and care plan",
        "unit": "%",
        "polarity": "higher",
        "frequency": MONTHLY,
        "owner": author.person,
        "plan": plan,
        "baseline": Decimal(ATTENDANCE[0]),
        "baseline_on": months[0].first_on,
        "tolerance": Decimal("0.5"),
        "source": "Schools' own registers",
        "formula": "",
    }
    row = define_indicator(wanted=wanted, policy=policy, by=author, at=at - 7 * WEEKS)
    aim = {"value": Decimal(94), "due_on": on + 40 * WEEKS, "reason": "", "milestone": False}
    propose_target(row=row, **aim, policy=policy, by=author, at=at - 7 * WEEKS)
    decide_target(row=row, agreed=True, by=boss, at=at - 7 * WEEKS)
    for period, value in zip(months, ATTENDANCE, strict=True):
        told = {"value": Decimal(value), "why_missing": "", "source": ""}
        give_value(row=row, period=period, **told, policy=policy, by=author, at=at)

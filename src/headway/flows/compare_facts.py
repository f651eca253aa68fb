"""What changed in the year's facts since a draft was planned (M6-10, M6-11)."""

from collections.abc import Iterable, Mapping
from datetime import date

from headway.features.deployment.models import Draft, State
from headway.features.policies.queries import typed
from headway.flows.build_problem import MOST_NAMED, YearFacts, build_problem
from headway.kit.words import count_words, list_words
from headway.rules.verdict import Refused

OTHER_FACTS = (
    "Something else the plan rests on changed: where schools or advisers are, who may work in which phase or lead, "
    "conflicts of interest, last year's advisers or the weights of the policy."
)


def changed_facts(*, draft: Draft, on: date) -> tuple[str, ...]:
    """Sentences on what differs between the facts a draft was planned from and those of the day.

    Empty for a draft that rests on the facts of the day, and for one that is not planned yet or is published, when the
    past is no longer compared. A fixed number of queries.
    """
    if draft.state not in (State.PLANNED, State.APPROVED):
        return ()
    try:
        known = build_problem(year=draft.year, on=on, policy=typed("deployment"))
    except Refused as refused:
        return (str(refused),)
    if known.fingerprint == draft.problem:
        return ()
    return (*_of_schools(draft, known), *_of_leads(draft, known), *_of_team(draft, known)) or (OTHER_FACTS,)


def _of_schools(draft: Draft, known: YearFacts) -> list[str]:
    planned = {
        str(row.school_id): row for row in draft.assignments.select_related("school", "partnership").all()
    }
    now = {school.id: school for school in known.problem.schools}
    both = [name for name in planned if name in now]
    names = {name: row.school.name for name, row in planned.items()}
    names |= {name: school.name for name, school in known.schools.items()}

    def partnership(name: str) -> str | None:
        held = planned[name].partnership
        return held.public_id if held else None

    days = [name for name in both if planned[name].half_days != now[name].half_days]
    categories = [name for name in both if planned[name].category != now[name].category]
    moved = [name for name in both if partnership(name) != now[name].partnership]
    return [
        *_said(
            sorted(set(now) - set(planned)), names, "school has no place in it", "schools have no place in it"
        ),
        *_said(
            sorted(set(planned) - set(now)), names, "school is no longer open", "schools are no longer open"
        ),
        *_said(days, names, "school has other days", "schools have other days"),
        *_said(categories, names, "school has another category", "schools have another category"),
        *_said(moved, names, "school is in another partnership", "schools are in another partnership"),
    ]


def _of_leads(draft: Draft, known: YearFacts) -> list[str]:
    planned = {row.partnership.public_id: row for row in draft.leads.select_related("partnership")}
    now = {one.id: one.lead_half_days for one in known.problem.partnerships}
    names = {name: str(row.partnership) for name, row in planned.items()}
    names |= {name: str(one) for name, one in known.partnerships.items()}
    differ = [
        name for name in (*planned, *sorted(set(now) - set(planned))) if _days(planned, name) != now.get(name)
    ]
    return _said(differ, names, "partnership has other lead's days", "partnerships have other lead's days")


def _days(planned: Mapping[str, object], name: str) -> int | None:
    return getattr(planned.get(name), "half_days", None)


def _of_team(draft: Draft, known: YearFacts) -> list[str]:
    now = {one.id: one.capacity_half_days for one in known.problem.advisers}
    names = {name: str(one) for name, one in known.advisers.items()}
    differ = sorted(name for name in now if now[name] != draft.capacities.get(name))
    gone = len(set(draft.capacities) - set(now))
    said = _said(differ, names, "adviser has other days", "advisers have other days")
    if gone:
        said.append(f"{count_words(gone, 'adviser')} of the plan can no longer be deployed.")
    return said


def _said(found: Iterable[str], names: Mapping[str, str], one: str, many: str) -> list[str]:
    shown = [names[name] for name in found]
    if not shown:
        return []
    more = len(shown) - MOST_NAMED
    listed = list_words([*shown[:MOST_NAMED], f"{more} more"] if more > 0 else shown)
    return [f"{count_words(len(shown), one, many)}: {listed}."]

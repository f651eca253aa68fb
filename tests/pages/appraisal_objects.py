"""Makers of appraisals with their options and gates, for the matrix."""

from collections.abc import Callable
from datetime import date

from tests.pages.people import AT, make_person
from tests.pages.sides import Arguments, Side
from tests.pages.workforce_objects import make_structure
from tests.plan_world import seen

from headway.features.decisions.actions import appraising as deeds
from headway.features.decisions.actions.deploying import store_deployment
from headway.features.decisions.models import Appraisal, Gate, Option, OptionDeployment
from headway.features.policies.queries import policy_in_use

CRITERIA = [
    {"slug": "c1", "label": "Impact on pupils", "weight": "60"},
    {"slug": "c2", "label": "Cost", "weight": "40"},
]
NOTHING = {
    "words": "", "structure": None, "after": None, "one_off_pence": 0, "risks": [], "costs": [],
}  # fmt: skip


def make_appraisal(title: str = "How we support schools") -> Appraisal:
    """A draft with its status quo and two criteria."""
    by = seen(make_person("finance"))
    made = deeds.begin_appraisal(title=title, question="", by=by, at=AT)
    told = {"title": title, "question": "", "criteria": CRITERIA}
    deeds.edit_appraisal(appraisal=made, seen_version=1, told=told, by=by, at=AT)
    made.refresh_from_db()
    return made


def make_option(appraisal: Appraisal, title: str = "Option 1", **more: object) -> Option:
    """One more option."""
    by = seen(make_person("finance"))
    return deeds.add_option(appraisal=appraisal, told=NOTHING | {"title": title} | more, by=by, at=AT)


def make_gate(option: Option, words: str = "The budget allows it") -> Gate:
    """A gate that is shut."""
    return deeds.add_gate(option=option, words=words, by=seen(make_person("finance")), at=AT)


def make_whole(title: str = "Whole") -> tuple[Appraisal, Option]:
    """An appraisal that can go out, and its preferred option."""
    made = make_appraisal(title)
    option, by = make_option(made), seen(make_person("finance"))
    deeds.prefer_option(option=option, reason="It reaches more schools.", by=by, at=AT)
    option.refresh_from_db()
    return made, option


def make_out(title: str = "Out") -> tuple[Appraisal, Option]:
    """One that is out for consultation, and its preferred option."""
    made, option = make_whole(title)
    deeds.put_out(appraisal=made, by=seen(make_person("finance")), at=AT)
    made.refresh_from_db()
    return made, Option.objects.select_related("appraisal", "after").get(pk=option.pk)


def store(option: Option) -> OptionDeployment:
    """What came of deploying it: 4 half-days of 10 unmet, at a school that is on no register."""
    figures = {
        "year": 2026,
        "policy": policy_in_use("deployment"),
        "full_half_days": 240,
        "posts": [],
        "schools": [[999999, 10, 4, 90]],
        "demand_half_days": 10,
        "capacity_half_days": 6,
        "unmet_half_days": 4,
        "travel_minutes": 90,
        "gap": 0.004,
    }
    return store_deployment(option=option, figures=figures, by=make_person("finance"), at=AT)


def open_(gate: Gate) -> None:
    """Open it."""
    told = {"opened_by": "Vote of the forum", "opened_on": date(2026, 9, 1)}
    deeds.open_gate(gate=gate, **told, by=seen(make_person("finance")), at=AT)


def appraisal(side: Side) -> Arguments:
    """A draft."""
    return {"key": make_appraisal(f"Appraisal {side.name}").public_id}


def option(side: Side) -> Arguments:
    """An option of a draft."""
    made = make_appraisal(f"Options {side.name}")
    return {"key": made.public_id, "option": make_option(made).public_id}


def gate(side: Side) -> Arguments:
    """A gate of an option."""
    made = make_appraisal(f"Gates {side.name}")
    held = make_option(made)
    return {"key": made.public_id, "option": held.public_id, "gate": make_gate(held).pk}


def whole_appraisal(side: Side) -> Arguments:
    """One that can go out for consultation."""
    return {"key": make_whole(f"Whole {side.name}")[0].public_id}


def structured_appraisal(side: Side) -> Arguments:
    """A draft whose option has a structure."""
    made = make_appraisal(f"Structured {side.name}")
    make_option(made, structure=make_structure(f"For {side.name}"))
    return {"key": made.public_id}


def deployed_option(side: Side) -> Arguments:
    """An option that was deployed."""
    made = make_appraisal(f"Deployed {side.name}")
    held = make_option(made)
    store(held)
    return {"key": made.public_id, "option": held.public_id}


def option_out(side: Side) -> Arguments:
    """The preferred option of one that is out, without a gate."""
    made, held = make_out(f"Out {side.name}")
    return {"key": made.public_id, "option": held.public_id}


APPRAISAL_MAKERS: dict[str, Callable[[Side], Arguments]] = {
    "appraisal": appraisal,
    "option": option,
    "gate": gate,
    "whole_appraisal": whole_appraisal,
    "option_out": option_out,
    "structured_appraisal": structured_appraisal,
    "deployed_option": deployed_option,
}

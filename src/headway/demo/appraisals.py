"""An options appraisal for the demonstration, as far as the structures of the demonstration carry it."""

from datetime import date, datetime

from headway.features.appointments.queries import viewer_of
from headway.features.appointments.viewer import Viewer
from headway.features.decisions.actions import appraising as deeds
from headway.features.decisions.models import Appraisal, Option
from headway.features.people.queries import first_holder
from headway.features.policies.queries import typed
from headway.features.workforce.models import Structure
from headway.rules.structure_life import APPROVED, CONSULTING

WRITER = "head-of-service"
CRITERIA = [
    {"slug": "c1", "label": "Effect on schools of concern", "weight": "50"},
    {"slug": "c2", "label": "Cost", "weight": "30"},
    {"slug": "c3", "label": "Can be staffed", "weight": "20"},
]
SECONDED, SHARED = "Heads on secondment", "Days bought from a neighbour"
# Option to points on each criterion with by what they are seen.
SCORES = {
    SECONDED: (
        ("4", "Heads of last year's pilot"),
        ("3", "Recharge of two schools"),
        ("4", "Three heads asked"),
    ),
    SHARED: (
        ("2", "Days without local knowledge"),
        ("4", "Price of the neighbour's offer"),
        ("3", "Offer for one year"),
    ),
}


def appraise_the_options(*, on: date, at: datetime) -> None:
    """The status quo, the option of the second structure, and one that is costed by hand."""
    writer = first_holder(WRITER, on=on)
    structures = {one.state: one for one in Structure.objects.order_by("pk")}
    if writer is None or CONSULTING not in structures:
        return
    by = viewer_of(writer, on=on, access=typed("access"))
    question = "How do we reach schools of concern with one post that stays vacant?"
    made = deeds.begin_appraisal(title="Who intervenes", question=question, by=by, at=at)
    told = {"title": made.title, "question": question, "criteria": CRITERIA}
    deeds.edit_appraisal(appraisal=made, seen_version=1, told=told, by=by, at=at)
    made = Appraisal.objects.get(pk=made.pk)
    quo = made.options.get(status_quo=True)
    facts = {"words": "", "after": None, "one_off_pence": 0, "risks": [], "costs": []}
    deeds.edit_option(
        option=quo, told=facts | {"title": quo.title, "structure": structures.get(APPROVED)}, by=by, at=at
    )
    risks = ["A head is called back by the school", "Two half weeks are harder to plan than one whole"]
    seconded = {
        "title": SECONDED,
        "structure": structures[CONSULTING],
        "risks": risks,
        "one_off_pence": 400_000,
    }
    bought = {"title": SHARED, "structure": None, "costs": [70_400_000] * 5}
    for told in (seconded, bought):
        option = deeds.add_option(appraisal=made, told=facts | told, by=by, at=at)
        _score(option, by, at)
    preferred = made.options.get(title=SECONDED)
    deeds.add_gate(option=preferred, words="The governing boards of both schools agree", by=by, at=at)
    deeds.prefer_option(option=preferred, reason="It reaches most schools and can be staffed.", by=by, at=at)


def _score(option: Option, by: Viewer, at: datetime) -> None:
    scores = {
        one["slug"]: {"points": points, "evidence": evidence}
        for one, (points, evidence) in zip(CRITERIA, SCORES[option.title], strict=True)
    }
    deeds.score_option(option=option, scores=scores, by=by, at=at)

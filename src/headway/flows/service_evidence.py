"""What the service itself can show for a review, each with its value and where it comes from; read live."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import Q

from headway.features.appointments.viewer import Viewer
from headway.features.categories.models import Judgement, JudgementState
from headway.features.committees.queries import forums_visible_to
from headway.features.decisions.consulted import consultations_visible_to
from headway.features.deployment.queries import latest_published_plan
from headway.features.plans.overview import Standing, standings
from headway.features.policies.queries import typed
from headway.features.schools.queries import open_schools
from headway.kit.words import days_words
from headway.rules.calendars import academic_year_of
from headway.rules.consultations import PUBLISHED

AGREED = "Categories agreed and in force"


@dataclass(frozen=True, slots=True)
class Shown:
    """One piece of evidence; `value` empty: not known."""

    label: str
    value: str
    source: str


def evidence_of(viewer: Viewer, wanted: tuple[str, ...]) -> dict[str, Shown]:
    """Slug to what is shown today, each without a value where the viewer may not know it; what several show is read once."""
    read = _Reading(viewer)
    found = {slug: _WORKED_OUT[slug](read) for slug in wanted}
    return {
        slug: shown if _may_know(viewer, slug) else replace(shown, value="") for slug, shown in found.items()
    }


def _may_know(viewer: Viewer, slug: str) -> bool:
    """Numbers of categories and days are for who may count them; the others are read as far as the viewer sees."""
    kind = _KINDS.get(slug)
    return kind is None or viewer.reach(kind, "count") == "all"


class _Reading:
    """What the service holds today, each part read when it is first asked for."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer

    @cached_property
    def judgements(self) -> list[tuple[str, int, str]]:
        """State, school and category of each judgement that waits or is agreed and in force at an open school."""
        waits = Q(state=JudgementState.WAITING)
        holds = Q(state=JudgementState.AGREED, pk__in=Judgement.objects.as_at(self.viewer.on).values("pk"))
        rows = Judgement.objects.filter(waits | holds, school__in=open_schools())
        return list(rows.values_list("state", "school", "category"))

    @cached_property
    def standings(self) -> list[Standing]:
        """Approved plans with their open and late actions."""
        return standings(self.viewer)

    def agreed(self, categories: Collection[str] | None = None) -> int:
        """How many schools have an agreed category, of these where some are named."""
        chosen = [
            school
            for state, school, category in self.judgements
            if state == JudgementState.AGREED and (categories is None or category in categories)
        ]
        return len(set(chosen))


def _judged(read: _Reading) -> Shown:
    schools = open_schools().count()
    value = f"{read.agreed()} of {schools}" if schools else ""
    return Shown("Schools with an agreed category", value, AGREED)


def _waiting(read: _Reading) -> Shown:
    number = sum(state == JudgementState.WAITING for state, *_ in read.judgements)
    return Shown("Categories that wait for moderation", str(number), "Categories proposed by officers")


def _unmet(read: _Reading) -> Shown:
    plan = latest_published_plan(academic_year_of(read.viewer.on).first_on.year)
    label = "Days of the year plan nobody has room for"
    return Shown(label, days_words(plan.unmet_half_days) if plan else "", "The year plan published last")


def _intensive(read: _Reading) -> Shown:
    categories = typed("deployment", read.viewer.on).intensive_categories
    return Shown("Schools with intensive support", str(read.agreed(categories)), AGREED)


def _actions(read: _Reading) -> Shown:
    return Shown("Open actions of approved plans", str(sum(one.still for one in read.standings)), "Plans")


def _late(read: _Reading) -> Shown:
    return Shown("Of these late", str(sum(one.late for one in read.standings)), "Plans, by the dates agreed")


def _advice(read: _Reading) -> Shown:
    forums = list(forums_visible_to(read.viewer))
    asked, silent = sum(one.advised for one in forums), sum(one.unanswered for one in forums)
    value = f"{asked - silent} of {asked}" if asked else ""
    return Shown("Advice of forums that was answered", value, "Joint working")


def _consultations(read: _Reading) -> Shown:
    number = consultations_visible_to(read.viewer).filter(state=PUBLISHED).count()
    return Shown("Consultations with a published result", str(number), "Consultations")


_KINDS = dict.fromkeys(("judged", "waiting", "intensive"), "categories") | {"unmet": "drafts"}
_WORKED_OUT: dict[str, Callable[[_Reading], Shown]] = {
    "judged": _judged,
    "waiting": _waiting,
    "unmet": _unmet,
    "intensive": _intensive,
    "actions": _actions,
    "late": _late,
    "advice": _advice,
    "consultations": _consultations,
}

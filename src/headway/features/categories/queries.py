"""Reads of categories: the judgement in force, the latest proposal, what waits, and the history. None is another."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from headway.features.appointments.viewer import Viewer
from headway.features.categories.models import Judgement, JudgementState, Proposal
from headway.features.schools.models import School
from headway.features.schools.queries import own_schools, schools_visible_to, tied_to
from headway.rules.judgements import Judged, TimeInCategory, time_in_category
from headway.rules.verdict import Verdict

KIND = "categories"


@dataclass(frozen=True, slots=True)
class Standing:
    """A category in force, and the time it has stood."""

    judgement: Judgement
    time: TimeInCategory


def may_do(viewer: Viewer, act: str, school: School) -> Verdict:
    """Whether the viewer may see, change or approve the category of this school."""
    return viewer.may(KIND, act, relations_to(viewer, school))


def relations_to(viewer: Viewer, school: School) -> frozenset[str]:
    """The viewer's ties to a school, as the permission rules read them."""
    own = own_schools().filter(tied_to(viewer), pk=school.pk).exists()
    return frozenset({"own"} if own else ())


def category_of(urns: Iterable[int], on: date) -> dict[int, Judgement]:
    """URN to the judgement in force on the day; a school without one is absent, whatever is proposed."""
    rows = Judgement.objects.as_at(on).filter(school__in=urns, state=JudgementState.AGREED)
    return {row.school_id: row for row in rows}


def judged_and_waiting(urns: Iterable[int], on: date) -> tuple[dict[int, Judgement], dict[int, Judgement]]:
    """URN to the judgement in force on the day, and URN to the one that waits for moderation; one query."""
    held = Judgement.objects.as_at(on).filter(state=JudgementState.AGREED)
    rows = (held | Judgement.objects.filter(state=JudgementState.WAITING)).filter(school__in=urns)
    found: dict[str, dict[int, Judgement]] = {JudgementState.AGREED: {}, JudgementState.WAITING: {}}
    for row in rows:
        found[row.state][row.school_id] = row
    return found[JudgementState.AGREED], found[JudgementState.WAITING]


def latest_proposals(urns: Iterable[int]) -> dict[int, Proposal]:
    """URN to the latest proposal of the rules, without its indicators and reasons; a school never reviewed is absent."""
    rows = Proposal.objects.filter(school__in=urns, latest=True)
    return {row.school_id: row for row in rows.defer("indicators", "missing", "reasons")}


def waiting_judgements(urns: Iterable[int]) -> dict[int, Judgement]:
    """URN to the judgement that waits for moderation."""
    rows = Judgement.objects.filter(school__in=urns, state=JudgementState.WAITING)
    return {row.school_id: row for row in rows.select_related("judged_by", "request", "proposal")}


def judgements_to_decide(viewer: Viewer) -> QuerySet[Judgement]:
    """Judgements the viewer may approve now, oldest first: those of others, at schools within reach."""
    schools = schools_visible_to(viewer, KIND, "approve")
    rows = Judgement.objects.filter(state=JudgementState.WAITING, school__in=schools)
    return rows.exclude(judged_by=viewer.person).select_related("school", "judged_by").order_by("judged_at")


def judgements_of(school: School) -> QuerySet[Judgement]:
    """Every judgement of a school, newest first, with who judged and what came of it."""
    rows = Judgement.objects.filter(school=school).select_related("judged_by", "request", "proposal")
    return rows.prefetch_related("request__decisions__by").order_by("-judged_at", "-pk")


def proposals_of(school: School) -> QuerySet[Proposal]:
    """Every proposal for a school, newest first."""
    return Proposal.objects.filter(school=school).select_related("policy").order_by("-on", "-pk")


def standing_of(urns: Iterable[int], on: date) -> dict[int, Standing]:
    """URN to the judgement in force on the day and since when its category has stood without a break; one query."""
    history: dict[int, list[Judgement]] = {}
    for row in Judgement.objects.filter(school__in=urns, state=JudgementState.AGREED):
        history.setdefault(row.school_id, []).append(row)
    found = {urn: _standing(rows, on) for urn, rows in history.items()}
    return {urn: standing for urn, standing in found.items() if standing is not None}


def _standing(rows: list[Judgement], on: date) -> Standing | None:
    time = time_in_category([Judged(row.category, row.valid_from) for row in rows], on)
    held = (row for row in rows if row.valid_from <= on and (row.valid_until is None or on < row.valid_until))
    in_force = next(held, None)
    return Standing(in_force, time) if in_force and time else None

"""Views of targets: the list, a school's targets, and each step from proposed to reported (M4-03)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from headway.features.policies.queries import policy_in_use, read_policy, typed
from headway.features.schools.models import School
from headway.features.schools.queries import school_for
from headway.features.targets import actions as deeds
from headway.features.targets.evidence import Evidence, evidence_for
from headway.features.targets.models import TargetSet
from headway.features.targets.queries import KIND, set_of, targets_of
from headway.kit.figures import Link
from headway.kit.listing import ListQuery
from headway.pages.answering import FormPage, answer, press, refuse_unless, sent
from headway.pages.exports import asked_export
from headway.pages.lists.answer import answer_list
from headway.pages.targets.forms import COHORT, REASON, DiscussForm, OutcomesForm, TargetsForm, plain
from headway.pages.targets.listing import CRUMBS, FILTERS, HOME, SORTS, TargetsPage, targets_page
from headway.pages.targets.page import NO_PHASE, target_set_page
from headway.pages.years import asked_year
from headway.rules.calendars import AcademicYear, academic_year_of
from headway.rules.measures import Measure
from headway.rules.target_policy import TargetPolicy
from headway.rules.targets import may_discuss, may_propose, may_report
from headway.rules.verdict import ALLOWED, refuse

WRITE_WORDS = (
    "Type a target for each group, or the reason why there is none. A group of few pupils needs none.",
    "Leave empty what is not known; 0 is a number. What was held of a group before stands with its name.",
)
OUTCOME_WORDS = (
    "An outcome stands beside its target. It is no judgement of the school.",
    "Published figures are filled in; leave empty what is not known yet.",
)


def list_targets(request: HttpRequest) -> HttpResponse:
    """Schools by the state of their targets, or how many stand how; the list as a file too."""
    policy = typed("targets", request.viewer.on)
    query = ListQuery.read(request.GET, HOME, filters=FILTERS, sorts=SORTS)

    def build(asked: ListQuery) -> TargetsPage:
        return targets_page(request.viewer, asked, policy)

    if request.viewer.reach(KIND) == "none":
        if asked_export(request):
            raise Http404
        return render(request, "targets/targets.html", {"page": build(query)})
    return answer_list(request, query, build, "targets/targets.html")


def show_set(request: HttpRequest, urn: int, year: int) -> HttpResponse:
    """A school's targets of a year."""
    school = _school(request, urn, "see")
    held = set_of(request.viewer, school, _year(year).first_on.year)
    policy = read_policy(held.policy) if held else typed("targets", request.viewer.on)
    evidence = evidence_for(school, _year(year), policy)
    page = target_set_page(
        request.viewer, school, year, held, policy, _measures(school, policy, request), evidence
    )
    return render(request, "targets/set.html", {"page": page})


def write(request: HttpRequest, urn: int, year: int) -> HttpResponse:
    """The grid of targets."""
    school, period = _school(request, urn, "change"), _year(year)
    stored = policy_in_use("targets", request.viewer.on)
    policy: TargetPolicy = read_policy(stored)
    held = set_of(request.viewer, school, year, "change")
    phase = policy.for_phase(school.phase)
    verdict = refuse(NO_PHASE) if phase is None else may_propose(held.state) if held else ALLOWED
    if phase is None or not verdict:
        return refuse_unless(request, verdict)
    measures, evidence = _measures(school, policy, request), evidence_for(school, period, policy)
    form = TargetsForm(
        sent(request),
        policy=policy,
        phase=phase,
        measures=measures,
        evidence=evidence,
        initial=_initial(held, measures, evidence),
    )

    def act() -> None:
        deeds.write_targets(
            school=school,
            year=year,
            lines=form.lines,
            seen_version=form.seen_version or 0,
            policy=policy,
            stored=stored,
            evidence=evidence,
            by=request.viewer,
            at=timezone.now(),
        )

    page = _page(school, year, "Targets by group of pupils", form, "Save", words=WRITE_WORDS, grid=form.grid)
    return answer(request, page, act, "Saved. The targets are proposed.", thing="set of targets")


def discuss(request: HttpRequest, urn: int, year: int) -> HttpResponse:
    """What was said of the targets."""
    school, held = _held(request, urn, year, "approve")
    if refused := refuse_unless(request, may_discuss(held.state, request.viewer.on, request.viewer.on)):
        return refused
    form = DiscussForm(sent(request), initial={"on": request.viewer.on, "words": held.discussion})

    def act() -> None:
        deeds.discuss_targets(held=held, **form.cleaned_data, by=request.viewer, at=timezone.now())

    page = _page(school, year, "Record what was discussed", form, "Record it")
    return answer(request, page, act, "The discussion is recorded.", thing="set of targets")


def agree(request: HttpRequest, urn: int, year: int) -> HttpResponse:
    """Agree the targets as they were seen."""
    _, held = _held(request, urn, year, "approve")
    words = request.POST.get("version", "")
    seen = int(words) if words.isascii() and words.isdigit() and len(words) < len("1000000") else 0

    def act() -> None:
        policy = read_policy(held.policy)
        deeds.agree_targets(held=held, seen_version=seen, policy=policy, by=request.viewer, at=timezone.now())

    return press(request, act, "The targets are agreed and stay as they are.", _href(urn, year))


def report(request: HttpRequest, urn: int, year: int) -> HttpResponse:
    """What came of the targets."""
    school, held = _held(request, urn, year, "change")
    if refused := refuse_unless(request, may_report(held.state)):
        return refused
    policy = read_policy(held.policy)
    measures, evidence = _measures(school, policy, request), evidence_for(school, _year(year), policy)
    known = targets_of(held)
    targets = {key: one for key, one in known.items() if key[0] in policy.groups and key[1] in measures}
    initial: dict[str, Any] = {"version": held.version}
    for (slug, key), target in targets.items():
        published = evidence.during.get((slug, key))
        value = target.outcome if target.outcome is not None else published.value if published else None
        initial[f"{slug}-{key}"] = plain(value, measures[key])
    form = OutcomesForm(sent(request), policy=policy, measures=measures, targets=targets, initial=initial)

    def act() -> None:
        deeds.report_outcomes(
            held=held,
            outcomes=form.outcomes,
            evidence=evidence,
            seen_version=form.seen_version or 0,
            by=request.viewer,
            at=timezone.now(),
        )

    page = _page(school, year, "Outcomes", form, "Save", words=OUTCOME_WORDS, grid=form.grid)
    return answer(request, page, act, "The outcomes stand beside the targets.", thing="set of targets")


def _initial(held: TargetSet | None, measures: Mapping[str, Measure], evidence: Evidence) -> dict[str, Any]:
    """What stands in the boxes before anybody types: the targets held, else the cohorts as last published."""
    if held is None:
        read = {f"{slug}-{COHORT}": number for slug, (number, _) in evidence.cohorts.items()}
        return {"version": 0, **read}
    found: dict[str, Any] = {"version": held.version}
    for line in held.lines.all():
        found[f"{line.group}-{COHORT}"] = line.cohort
        found[f"{line.group}-{REASON}"] = line.reason
    for (group, key), target in targets_of(held).items():
        if key in measures:
            found[f"{group}-{key}"] = plain(target.value, measures[key])
    return found


def _measures(school: School, policy: TargetPolicy, request: HttpRequest) -> dict[str, Measure]:
    """The measures of the school's phase by key, those of which the service knows the words."""
    phase, known = policy.for_phase(school.phase), typed("measures", request.viewer.on)
    found = {key: known.get(key) for key in (phase.measures if phase else ())}
    return {key: one for key, one in found.items() if one is not None}


def _school(request: HttpRequest, urn: int, act: str) -> School:
    school = school_for(request.viewer, urn, KIND, act)
    if school is None:
        raise Http404
    return school


def _held(request: HttpRequest, urn: int, year: int, act: str) -> tuple[School, TargetSet]:
    school = _school(request, urn, act)
    held = set_of(request.viewer, school, year, act)
    if held is None:
        raise Http404
    return school, held


def _year(year: int) -> AcademicYear:
    if asked_year(str(year)) is None:
        raise Http404
    return academic_year_of(date(year, 9, 1))


def _href(urn: int, year: int) -> str:
    return reverse("target_set", args=[urn, year])


def _page(school: School, year: int, heading: str, form: Any, label: str, **more: Any) -> FormPage:
    href = _href(school.urn, year)
    crumbs = (*CRUMBS, Link(school.name, href))
    return FormPage(heading, school.name, crumbs, form, label, href, **more)

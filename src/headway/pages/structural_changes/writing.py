"""The forms of structural changes: open, schools, stages, log, decision, closing, correction (M1-11)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from headway.features.schools.queries import own_schools
from headway.features.structural_changes import actions as deeds
from headway.features.structural_changes.models import Case
from headway.flows.close_structural_case import close_structural_case
from headway.kit.forms import KitForm
from headway.pages.answering import FormPage, answer, press, refuse_unless, sent
from headway.pages.plans.finding import owners
from headway.pages.structural_changes.finding import (
    HOME,
    SCHOOLS,
    crumbs_of,
    found_case,
    kind_of,
    policy_of,
)
from headway.pages.structural_changes.forms import (
    NO,
    YES,
    CaseForm,
    ClosingForm,
    CorrectionForm,
    DecisionForm,
    EditForm,
    LogForm,
    NotGoingAheadForm,
    SchoolForm,
    StageForm,
)
from headway.rules.verdict import insist, refuse

SAVED = "Saved."
HOLDS_FROM = (
    "Each school that closes is recorded as closing on that day, and each that goes on as following it. The register stays "
    "as it is published: what differs is shown until it says the same.",
    "The partnership memberships of the schools that close end on that day.",
)
NOT_AHEAD = ("The change does not go ahead: the case is closed, and nothing of any school changes.",)
CORRECTS = (
    "What the closed case recorded holds until this one is closed. Memberships of partnerships that ended with it are "
    "offered back then.",
)


def begin(request: HttpRequest) -> HttpResponse:
    """A new case."""
    policy, viewer = policy_of(request), request.viewer
    form = CaseForm(
        sent(request), kinds=policy.labels, leads=owners(viewer), initial={"opened_on": viewer.on}
    )

    def act() -> HttpResponse:
        made = deeds.open_case(told=form.cleaned_data, policy=policy, by=viewer, at=timezone.now())
        return redirect(_href(made))

    page = FormPage("Open a case", "", (SCHOOLS, HOME), form, "Open it", HOME.href)
    return answer(request, page, act, "The case is open, with the stages of its kind. Name its schools.")


def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Another title, lead or deciding body."""
    case = found_case(request, key, "change")
    if refused := refuse_unless(request, deeds.may_write(request.viewer, case)):
        return refused
    names = ("title", "body", "version")
    initial = {name: getattr(case, name) for name in names} | {"lead": case.lead.public_id}
    form = EditForm(sent(request), leads=owners(request.viewer), initial=initial)

    def act() -> None:
        seen = form.seen_version or 0
        deeds.change_case(
            case=case, told=form.cleaned_data, seen_version=seen, by=request.viewer, at=timezone.now()
        )

    return answer(request, _page(case, "Change the case", form, "Save"), act, SAVED, thing="case")


def add_school(request: HttpRequest, key: str) -> HttpResponse:
    """A school that closes or goes on."""
    case = found_case(request, key, "change")
    if refused := refuse_unless(request, deeds.may_write(request.viewer, case)):
        return refused
    form = SchoolForm(sent(request), schools=own_schools().order_by("name", "pk"))

    def act() -> None:
        deeds.add_school(case=case, **form.cleaned_data, by=request.viewer, at=timezone.now())

    return answer(request, _page(case, "Add a school", form, "Add it"), act, "The school is in the case.")


def take_out(request: HttpRequest, key: str, urn: int) -> HttpResponse:
    """The school is not in the case after all."""
    case = found_case(request, key, "change")

    def act() -> None:
        deeds.take_school_out(case=case, urn=urn, by=request.viewer, at=timezone.now())

    return press(request, act, "The school is out of the case.", _href(case))


def keep_stage(request: HttpRequest, key: str, stage: str) -> HttpResponse:
    """When a stage is to be done, and when it was."""
    case = found_case(request, key, "change")
    found = next((one for one in case.stages.all() if one.slug == stage), None)
    if found is None:
        raise Http404
    if refused := refuse_unless(request, deeds.may_write(request.viewer, case)):
        return refused
    form = StageForm(sent(request), initial={"target_on": found.target_on, "done_on": found.done_on})

    def act() -> None:
        deeds.keep_stage(case=case, slug=stage, **form.cleaned_data, by=request.viewer, at=timezone.now())

    return answer(request, _page(case, found.label, form, "Save"), act, SAVED, thing="stage")


def log(request: HttpRequest, key: str) -> HttpResponse:
    """What happened."""
    case = found_case(request, key, "change")
    form = LogForm(sent(request), initial={"on": request.viewer.on})

    def act() -> None:
        deeds.log_line(case=case, **form.cleaned_data, by=request.viewer, at=timezone.now())

    return answer(request, _page(case, "Log what happened", form, "Log it"), act, "It stands in the log.")


def decide(request: HttpRequest, key: str) -> HttpResponse:
    """The decision."""
    case = found_case(request, key, "change")
    if refused := refuse_unless(request, deeds.may_write(request.viewer, case)):
        return refused
    known = {None: "", True: YES, False: NO}[case.goes_ahead]
    initial = {
        "goes_ahead": known,
        "decision": case.decision,
        "decided_on": case.decided_on or request.viewer.on,
        "version": case.version,
    }
    form = DecisionForm(sent(request), initial=initial)

    def act() -> None:
        seen = form.seen_version or 0
        deeds.decide_case(case=case, **form.told, seen_version=seen, by=request.viewer, at=timezone.now())

    page = _page(case, "Record the decision", form, "Record it")
    return answer(
        request, page, act, "The decision is recorded. Close the case when it is certain.", thing="case"
    )


def close(request: HttpRequest, key: str) -> HttpResponse:
    """The end of a case: schools close, others follow."""
    case, policy = found_case(request, key, "approve"), policy_of(request)
    kind = kind_of(case, policy)
    if refused := refuse_unless(request, deeds.may_close(request.viewer, case, kind)):
        return refused
    form = (ClosingForm if case.goes_ahead else NotGoingAheadForm)(sent(request))

    def act() -> None:
        day = form.cleaned_data.get("takes_effect_on")
        close_structural_case(case=case, kind=kind, takes_effect_on=day, by=request.viewer, at=timezone.now())

    page = _page(case, "Close the case", form, "Close it", HOLDS_FROM if case.goes_ahead else NOT_AHEAD)
    return answer(request, page, act, "The case is closed.")


def correct(request: HttpRequest, key: str) -> HttpResponse:
    """A case that puts a closed one right."""
    case = found_case(request, key, "change")
    if refused := refuse_unless(request, deeds.may_correct(request.viewer, case)):
        return refused
    policy, viewer = policy_of(request), request.viewer
    initial = {
        "title": f"Correction: {case.title}"[:200],
        "lead": case.lead.public_id,
        "opened_on": viewer.on,
    }
    form = CorrectionForm(sent(request), leads=owners(viewer), initial=initial | {"body": case.body})

    def act() -> HttpResponse:
        if case.kind not in policy.changes:
            insist(refuse("The policy knows this kind of case no longer. Open a new case instead."))
        told = form.cleaned_data | {"kind": case.kind}
        made = deeds.open_case(told=told, policy=policy, corrects=case, by=viewer, at=timezone.now())
        return redirect(_href(made))

    page = _page(case, "Open a case that corrects it", form, "Open it", CORRECTS)
    return answer(request, page, act, "The correcting case is open.")


def _href(case: Case) -> str:
    return reverse("structural_case", args=[case.public_id])


def _page(case: Case, heading: str, form: KitForm, label: str, words: tuple[str, ...] = ()) -> FormPage:
    return FormPage(heading, case.title, crumbs_of(case), form, label, _href(case), words)

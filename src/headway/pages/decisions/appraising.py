"""Views that write an appraisal: question and criteria, options, scores, gates, and out for consultation."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from headway.features.decisions.actions import appraising as deeds
from headway.features.decisions.appraised import appraisals_visible_to, criteria_of, options_of
from headway.features.decisions.models import Appraisal, Gate, Option
from headway.features.decisions.queries import KIND
from headway.features.policies.queries import typed
from headway.features.workforce.queries import structures_visible_to
from headway.kit.figures import Link
from headway.pages.answering import FormPage, answer, press, refuse_unless, sent
from headway.pages.decisions.appraisal_forms import (
    BeginAppraisalForm,
    CriteriaForm,
    GateForm,
    OpenGateForm,
    OptionForm,
    PreferForm,
    ScoresForm,
)
from headway.pages.decisions.finding import CRUMB


def found_appraisal(request: HttpRequest, key: str, act: str = "see") -> Appraisal:
    """The appraisal, or 404 where the viewer may not do the act to it."""
    row = appraisals_visible_to(request.viewer, act).filter(public_id=key).first()
    if row is None:
        raise Http404
    return row


def appraisal_href(appraisal: Appraisal, name: str = "appraisal", *more: object) -> str:
    """Where a page of the appraisal is."""
    return reverse(name, args=[appraisal.public_id, *more])


def begin(request: HttpRequest) -> HttpResponse:
    """A new appraisal, the status quo in it."""
    if refused := refuse_unless(request, request.viewer.may(KIND, "change")):
        return refused
    templates = typed("service_review", request.viewer.on).templates
    form = BeginAppraisalForm(sent(request), templates=templates)

    def act() -> None:
        deeds.begin_appraisal(**form.told, by=request.viewer, at=timezone.now())

    page = FormPage("Begin an appraisal", "", (CRUMB,), form, "Begin it", CRUMB.href)
    return answer(request, page, act, "The appraisal is begun. The service as it is stands in it already.")


def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Title, question and criteria."""
    appraisal = found_appraisal(request, key, "change")
    if refused := refuse_unless(request, deeds.may_write(request.viewer, appraisal)):
        return refused
    lines = "\n".join(f"{one['label']} {one['weight']}" for one in appraisal.criteria)
    initial = {name: getattr(appraisal, name) for name in ("title", "question", "version")}
    form = CriteriaForm(sent(request), initial=initial | {"criteria": lines})

    def act() -> None:
        told = dict(form.cleaned_data)
        version = told.pop("version")
        deeds.edit_appraisal(
            appraisal=appraisal, seen_version=version, told=told, by=request.viewer, at=timezone.now()
        )

    return answer(
        request, _page(appraisal, "Question and criteria", form, "Save"), act, "Saved.", thing="appraisal"
    )


def add_option(request: HttpRequest, key: str) -> HttpResponse:
    """One more option."""
    appraisal = found_appraisal(request, key, "change")
    if refused := refuse_unless(request, deeds.may_write(request.viewer, appraisal)):
        return refused
    form = _option_form(request, appraisal, None, {})

    def act() -> None:
        deeds.add_option(appraisal=appraisal, told=form.told, by=request.viewer, at=timezone.now())

    return answer(request, _page(appraisal, "Add an option", form, "Add it"), act, "The option is added.")


def edit_option(request: HttpRequest, key: str, option: str) -> HttpResponse:
    """An option as it is now, or out of the appraisal."""
    appraisal = found_appraisal(request, key, "change")
    found = _option(appraisal, option)
    if refused := refuse_unless(request, deeds.may_write(request.viewer, appraisal)):
        return refused
    initial: dict[str, Any] = {
        "title": found.title,
        "words": found.words,
        "structure": found.structure.public_id if found.structure else "",
        "after": found.after.public_id if found.after else "",
        "one_off": found.one_off_pence / 100 if found.one_off_pence else None,
        "risks": "\n".join(found.risks),
    }
    initial |= {f"year_{year}": pence / 100 for year, pence in enumerate(found.costs, 1)}
    form = _option_form(request, appraisal, found, initial)

    def act() -> None:
        deeds.edit_option(option=found, told=form.told, by=request.viewer, at=timezone.now())

    def remove() -> None:
        deeds.remove_option(option=found, by=request.viewer, at=timezone.now())

    label = "" if found.status_quo else "Take this option out"
    page = _page(appraisal, found.title, form, "Save", remove_label=label)
    return answer(request, page, act, "Saved.", remove)


def score(request: HttpRequest, key: str, option: str) -> HttpResponse:
    """Points with their evidence."""
    appraisal = found_appraisal(request, key, "change")
    found = _option(appraisal, option)
    if refused := refuse_unless(request, deeds.may_write(request.viewer, appraisal)):
        return refused
    criteria = criteria_of(appraisal)
    initial = {f"{slug}-{name}": value for slug, told in found.scores.items() for name, value in told.items()}
    form = ScoresForm(sent(request), criteria=criteria, initial=initial)

    def act() -> None:
        deeds.score_option(option=found, scores=form.scores, by=request.viewer, at=timezone.now())

    words = () if criteria else ("There is no criterion yet. Write some first.",)
    page = _page(appraisal, f"Score {found.title}", form, "Save", words=words)
    return answer(request, page, act, "Saved.")


def prefer(request: HttpRequest, key: str, option: str) -> HttpResponse:
    """Prefer this one, with the reason."""
    appraisal = found_appraisal(request, key, "change")
    found = _option(appraisal, option)
    if refused := refuse_unless(request, deeds.may_write(request.viewer, appraisal)):
        return refused
    form = PreferForm(sent(request))

    def act() -> None:
        deeds.prefer_option(option=found, **form.cleaned_data, by=request.viewer, at=timezone.now())

    page = _page(appraisal, f"Prefer {found.title}", form, "Prefer it")
    return answer(request, page, act, "It is preferred, and no other is.")


def add_gate(request: HttpRequest, key: str, option: str) -> HttpResponse:
    """What must have happened first."""
    appraisal = found_appraisal(request, key, "change")
    found = _option(appraisal, option)
    if refused := refuse_unless(request, deeds.may_write(request.viewer, appraisal)):
        return refused
    form = GateForm(sent(request))

    def act() -> None:
        deeds.add_gate(option=found, **form.cleaned_data, by=request.viewer, at=timezone.now())

    return answer(
        request, _page(appraisal, f"A gate of {found.title}", form, "Add it"), act, "The gate is added."
    )


def open_gate(request: HttpRequest, key: str, option: str, gate: int) -> HttpResponse:
    """By what it was opened."""
    appraisal = found_appraisal(request, key, "change")
    if refused := refuse_unless(request, request.viewer.may(KIND, "change")):
        return refused
    found = (
        Gate.objects.select_related("option__appraisal")
        .filter(option=_option(appraisal, option), pk=gate)
        .first()
    )
    if found is None:
        raise Http404
    form = OpenGateForm(sent(request), initial={"opened_on": request.viewer.on})

    def act() -> None:
        deeds.open_gate(gate=found, **form.cleaned_data, by=request.viewer, at=timezone.now())

    page = _page(appraisal, "Open a gate", form, "Open it", words=(found.words,))
    return answer(request, page, act, "The gate is open.")


def put_out(request: HttpRequest, key: str) -> HttpResponse:
    """Out for consultation."""
    appraisal = found_appraisal(request, key, "change")

    def act() -> None:
        deeds.put_out(appraisal=appraisal, by=request.viewer, at=timezone.now())

    return press(request, act, "The appraisal is out for consultation.", appraisal_href(appraisal))


def put_in_place(request: HttpRequest, key: str, option: str) -> HttpResponse:
    """Put an option in place."""
    appraisal = found_appraisal(request, key, "approve")
    found = _option(appraisal, option)

    def act() -> None:
        deeds.put_in_place(option=found, on=request.viewer.on, by=request.viewer, at=timezone.now())

    return press(request, act, "The option is in place.", appraisal_href(appraisal))


def _option(appraisal: Appraisal, key: str) -> Option:
    row = appraisal.options.select_related("appraisal", "structure", "after").filter(public_id=key).first()
    if row is None:
        raise Http404
    return row


def _option_form(
    request: HttpRequest, appraisal: Appraisal, option: Option | None, initial: dict[str, Any]
) -> OptionForm:
    others = [one for one in options_of(appraisal) if one != option]
    structures = list(structures_visible_to(request.viewer))
    return OptionForm(sent(request), structures=structures, others=others, initial=initial)


def _page(appraisal: Appraisal, heading: str, form: Any, label: str, **more: Any) -> FormPage:
    href = appraisal_href(appraisal)
    crumbs = (CRUMB, Link(appraisal.title, href))
    return FormPage(heading, appraisal.title, crumbs, form, label, href, **more)

"""Views that write funds and projects."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from headway.features.budgets.actions import projects as deeds
from headway.features.budgets.models import Project, ProjectGate
from headway.features.budgets.service_queries import MONEY, funds_visible_to, projects_visible_to
from headway.features.policies.queries import typed
from headway.kit.figures import Link
from headway.kit.forms import KitForm
from headway.pages.answering import FormPage, answer, press, refuse_unless, sent
from headway.pages.budgets.money import pounds
from headway.pages.budgets.project_forms import (
    ChangedProjectForm,
    CloseForm,
    ContributionForm,
    EntryForm,
    FundForm,
    ProjectForm,
)
from headway.pages.budgets.project_views import CRUMBS, HOME, found_project, project_href
from headway.pages.decisions.appraisal_forms import GateForm, OpenGateForm
from headway.rules.financial_years import financial_year_of


def set_up_fund(request: HttpRequest) -> HttpResponse:
    """Money for a purpose."""
    if refused := refuse_unless(request, request.viewer.may(MONEY, "change")):
        return refused
    form = FundForm(sent(request), initial={"year": financial_year_of(request.viewer.on).first_on.year})

    def act() -> None:
        deeds.set_up_fund(told=form.told, by=request.viewer, at=timezone.now())

    page = FormPage("Enter delegated money", "", CRUMBS, form, "Save", HOME)
    return answer(request, page, act, "The money is entered. Projects can use it now.")


def change_fund(request: HttpRequest, key: str) -> HttpResponse:
    """A fund as it is now."""
    fund = funds_visible_to(request.viewer, "change").filter(public_id=key).first()
    if fund is None:
        raise Http404
    if refused := refuse_unless(request, request.viewer.may(MONEY, "change")):
        return refused
    initial = {"purpose": fund.purpose, "phase": fund.phase, "year": fund.year}
    initial |= {"amount": pounds(fund.pence), "version": fund.version}
    form = FundForm(sent(request), initial=initial)

    def act() -> None:
        deeds.change_fund(
            fund=fund, seen_version=form.seen_version, told=form.told, by=request.viewer, at=timezone.now()
        )

    return answer(
        request, FormPage(fund.purpose, "", CRUMBS, form, "Save", HOME), act, "Saved.", thing="fund"
    )


def propose(request: HttpRequest) -> HttpResponse:
    """A new project."""
    if refused := refuse_unless(request, request.viewer.may(MONEY, "change")):
        return refused
    year = financial_year_of(request.viewer.on).first_on.year
    form = ProjectForm(sent(request), initial={"year": year}, **_choices(request, ""))

    def act() -> None:
        deeds.propose_project(told=form.told, by=request.viewer, at=timezone.now())

    page = FormPage("Propose a project", "", CRUMBS, form, "Propose it", HOME)
    return answer(request, page, act, "The project is proposed. Say who pays, then have it approved.")


def edit(request: HttpRequest, key: str) -> HttpResponse:
    """A project as it is now."""
    project = found_project(request, key, "change")
    if refused := refuse_unless(request, deeds.may_change(request.viewer, project)):
        return refused
    initial: dict[str, Any] = {
        name: getattr(project, name) for name in ("title", "kind", "places", "year", "version")
    }
    initial |= {
        "school": project.school_id,
        "cost": pounds(project.cost_pence),
        "after": project.after.public_id if project.after else "",
    }
    initial |= {
        f"year_{year}": pounds(abs(pence) if not year else pence) for year, pence in enumerate(project.flows)
    }
    form = ChangedProjectForm(sent(request), initial=initial, **_choices(request, key))

    def act() -> None:
        deeds.change_project(
            project=project,
            seen_version=form.cleaned_data["version"],
            told=form.told,
            by=request.viewer,
            at=timezone.now(),
        )

    return answer(request, _page(project, "Change the project", form, "Save"), act, "Saved.", thing="project")


def contribute(request: HttpRequest, key: str) -> HttpResponse:
    """A part of the cost."""
    project = found_project(request, key, "change")
    if refused := refuse_unless(request, deeds.may_change(request.viewer, project)):
        return refused
    missing = project.cost_pence - project.given
    funds = list(funds_visible_to(request.viewer))
    form = ContributionForm(
        sent(request), funds=funds, initial={"amount": pounds(missing) if missing else ""}
    )

    def act() -> None:
        deeds.add_contribution(project=project, **form.told, by=request.viewer, at=timezone.now())

    return answer(request, _page(project, "Add money", form, "Add it"), act, "The money is added.")


def take_back(request: HttpRequest, key: str, contribution: str) -> HttpResponse:
    """Take a contribution out."""
    project = found_project(request, key, "change")
    found = project.contributions.select_related("project", "fund").filter(public_id=contribution).first()
    if found is None:
        raise Http404
    if refused := refuse_unless(request, deeds.may_change(request.viewer, project)):
        return refused

    def act() -> None:
        deeds.remove_contribution(contribution=found, by=request.viewer, at=timezone.now())

    form = KitForm(sent(request))
    words = (f"It gives £{pounds(found.pence)}. Add it anew where the amount changes.",)
    page = _page(project, f"Take out: {found}", form, "Take it out", words=words)
    return answer(request, page, act, "It is taken out.")


def set_gate(request: HttpRequest, key: str) -> HttpResponse:
    """What must have happened first."""
    project = found_project(request, key, "change")
    if refused := refuse_unless(request, deeds.may_change(request.viewer, project)):
        return refused
    form = GateForm(sent(request))

    def act() -> None:
        deeds.add_gate(project=project, **form.cleaned_data, by=request.viewer, at=timezone.now())

    return answer(request, _page(project, "Add a gate", form, "Add it"), act, "The gate is added.")


def open_gate(request: HttpRequest, key: str, gate: int) -> HttpResponse:
    """By what it was opened."""
    project = found_project(request, key, "change")
    found = ProjectGate.objects.select_related("project").filter(project=project, pk=gate).first()
    if found is None:
        raise Http404
    if refused := refuse_unless(request, request.viewer.may(MONEY, "change")):
        return refused
    form = OpenGateForm(sent(request), initial={"opened_on": request.viewer.on})

    def act() -> None:
        deeds.open_gate(gate=found, **form.cleaned_data, by=request.viewer, at=timezone.now())

    return answer(
        request,
        _page(project, "Open a gate", form, "Open it", words=(found.words,)),
        act,
        "The gate is open.",
    )


def approve(request: HttpRequest, key: str) -> HttpResponse:
    """Approve it."""
    project = found_project(request, key, "approve")

    def act() -> None:
        deeds.approve_project(project=project, by=request.viewer, at=timezone.now())

    return press(request, act, "The project is approved.", project_href(project))


def spend(request: HttpRequest, key: str) -> HttpResponse:
    """What was spent."""
    project = found_project(request, key, "change")
    if refused := refuse_unless(request, deeds.may_enter(request.viewer, project)):
        return refused
    form = EntryForm(sent(request), initial={"on": request.viewer.on})

    def act() -> None:
        deeds.enter_spending(project=project, told=form.told, by=request.viewer, at=timezone.now())

    return answer(request, _page(project, "Enter spending", form, "Enter it"), act, "It is entered.")


def close(request: HttpRequest, key: str) -> HttpResponse:
    """What came of it, and no more spending."""
    project = found_project(request, key, "change")
    if refused := refuse_unless(request, deeds.may_enter(request.viewer, project)):
        return refused
    form = CloseForm(sent(request))

    def act() -> None:
        deeds.close_project(project=project, **form.cleaned_data, by=request.viewer, at=timezone.now())

    return answer(request, _page(project, "Close the project", form, "Close it"), act, "It is closed.")


def _choices(request: HttpRequest, key: str) -> dict[str, Any]:
    others = list(projects_visible_to(request.viewer).exclude(public_id=key))
    return {"kinds": typed("service_money", request.viewer.on).projects, "others": others}


def _page(project: Project, heading: str, form: KitForm, label: str, **more: Any) -> FormPage:
    href = project_href(project)
    return FormPage(heading, project.title, (*CRUMBS, Link(project.title, href)), form, label, href, **more)

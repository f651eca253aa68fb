"""Routes of budgets."""

from headway.features.budgets.queries import KIND
from headway.features.budgets.service_queries import MONEY
from headway.pages.budgets import (
    project_views,
    project_writing,
    sen_views,
    service_views,
    views,
    writing,
)
from headway.pages.routes import DOWNLOAD, Route, View

_PROJECT = "budgets/projects/<str:key>/"


def _form(path: str, name: str, view: View, kind: str = MONEY) -> Route:
    return Route(path, name, view, kind=kind, see="change", post="change")


ROUTES = (
    Route("budgets/", "budgets", views.list_budgets, kind=KIND, relation="own"),
    Route("budgets/special-needs/", "sen_spending", sen_views.list_spending, kind=KIND),
    _form("budgets/special-needs/enter/", "sen_enter", sen_views.enter_spending, KIND),
    Route("budgets/de-delegation/", "de_delegation", sen_views.show_de_delegation, kind=KIND),
    Route("budgets/funding/", "scenarios", service_views.list_scenarios, kind=MONEY),
    _form("budgets/funding/new/", "scenario_new", service_views.begin_scenario),
    _form("budgets/funding/<str:key>/", "scenario", service_views.edit_scenario),
    Route("budgets/services/", "services", service_views.list_services, kind=MONEY),
    _form("budgets/services/new/", "service_year_new", service_views.enter_year),
    _form("budgets/services/<str:key>/", "service_year", service_views.change_year),
    _form("budgets/funds/new/", "fund_new", project_writing.set_up_fund),
    _form("budgets/funds/<str:key>/", "fund", project_writing.change_fund),
    Route("budgets/projects/", "projects", project_views.list_projects, kind=MONEY),
    _form("budgets/projects/new/", "project_new", project_writing.propose),
    Route(_PROJECT, "project", project_views.show_project, kind=MONEY),
    _form(f"{_PROJECT}edit/", "project_edit", project_writing.edit),
    _form(f"{_PROJECT}money/new/", "contribution_new", project_writing.contribute),
    _form(f"{_PROJECT}money/<str:contribution>/", "contribution", project_writing.take_back),
    _form(f"{_PROJECT}gates/new/", "project_gate_new", project_writing.set_gate),
    _form(f"{_PROJECT}gates/<int:gate>/", "project_gate", project_writing.open_gate),
    Route(
        f"{_PROJECT}approve/",
        "project_approve",
        project_writing.approve,
        kind=MONEY,
        see="approve",
        post="approve",
        get=False,
    ),
    _form(f"{_PROJECT}spend/", "project_spend", project_writing.spend),
    _form(f"{_PROJECT}close/", "project_close", project_writing.close),
    Route("budgets/<int:urn>/", "budget", views.show_budget, kind=KIND, relation="own"),
    Route(
        "budgets/<int:urn>/file/", "budget_file", views.download, kind=KIND, relation="own", limit=DOWNLOAD
    ),
    Route(
        "budgets/<int:urn>/edit/",
        "budget_edit",
        writing.write,
        kind=KIND,
        see="change",
        post="change",
        relation="own",
    ),
)

"""Routes of the workforce."""

from headway.features.workforce.queries import KIND, PAY
from headway.pages.routes import Route, View
from headway.pages.workforce import (
    allowances,
    comparing,
    developing,
    paying,
    posts,
    recruiting,
    seconding,
    service_teams,
    serving,
    settings,
    timeline,
    units,
    views,
    writing,
)

_ONE = "workforce/structures/<str:key>/"
_POST = f"{_ONE}posts/<str:post>/"
_SETTING = "workforce/settings/<str:key>/"
_STAFF = f"{_SETTING}posts/<str:post>/"
_SERVICE = "workforce/services/<str:key>/"
_RECRUITMENT = "workforce/recruitment/<str:key>/"
_DEVELOPMENT = f"{_STAFF}development/<int:year>/"


def _form(path: str, name: str, view: View, *, get: bool = True, kind: str = KIND) -> Route:
    return Route(path, name, view, kind=kind, see="change", post="change", get=get)


ROUTES = (
    Route("workforce/", "structures", views.list_structures, kind=KIND),
    Route("workforce/restructures/", "restructures", timeline.show_restructures, kind=KIND),
    Route("workforce/compare/", "structures_compare", comparing.show_comparison, kind=KIND),
    Route("workforce/cost/", "post_cost", paying.show_cost, kind=PAY),
    _form("workforce/structures/new/", "structure_new", writing.begin),
    Route(_ONE, "structure", views.show_structure, kind=KIND),
    _form(f"{_ONE}edit/", "structure_edit", writing.edit),
    _form(f"{_ONE}copy/", "structure_copy", writing.copy),
    _form(f"{_ONE}consult/", "structure_consult", writing.consult, get=False),
    _form(f"{_ONE}take-back/", "structure_take_back", writing.take_back, get=False),
    Route(
        f"{_ONE}approve/",
        "structure_approve",
        writing.approve,
        kind=KIND,
        see="approve",
        post="approve",
        get=False,
    ),
    _form(f"{_ONE}posts/new/", "post_new", posts.add),
    _form(_POST, "post", posts.edit),
    _form(f"{_POST}title/", "post_title", posts.rename),
    _form(f"{_POST}pay/", "post_pay", paying.pay, kind=PAY),
    _form(f"{_ONE}secondments/new/", "secondment_new", seconding.add),
    _form(f"{_ONE}secondments/<str:secondment>/", "secondment", seconding.change),
    Route("workforce/settings/", "settings", settings.list_settings, kind=KIND),
    _form("workforce/settings/new/", "setting_new", settings.begin),
    Route(_SETTING, "setting", settings.show_setting, kind=KIND),
    _form(f"{_SETTING}edit/", "setting_edit", settings.edit),
    _form(f"{_SETTING}posts/new/", "setting_post_new", settings.add_post),
    _form(_STAFF, "setting_post", settings.edit_post),
    _form(f"{_STAFF}pay/", "setting_post_pay", settings.pay_post, kind=PAY),
    Route(_DEVELOPMENT, "setting_development", developing.show_development, kind=KIND),
    _form(f"{_DEVELOPMENT}plan/", "development_plan", developing.write_plan),
    _form(f"{_DEVELOPMENT}hours/new/", "development_hours_new", developing.log),
    _form(f"{_DEVELOPMENT}hours/<str:entry>/", "development_hours", developing.change_hours),
    Route("workforce/development/", "development", developing.show_report, kind=KIND),
    Route("workforce/allowances/", "allowances", allowances.list_allowances, kind=KIND),
    _form("workforce/allowances/new/", "allowance_new", allowances.begin, kind=PAY),
    Route("workforce/allowances/<str:key>/", "allowance", allowances.show_allowance, kind=KIND),
    _form("workforce/allowances/<str:key>/edit/", "allowance_edit", allowances.edit, kind=PAY),
    Route("workforce/services/", "team_services", service_teams.list_services, kind=KIND),
    _form("workforce/services/new/", "team_service_new", service_teams.begin),
    Route(_SERVICE, "team_service", service_teams.show_service, kind=KIND),
    _form(f"{_SERVICE}edit/", "team_service_edit", service_teams.edit),
    _form(f"{_SERVICE}subscribe/", "team_service_subscribe", serving.subscribe),
    _form(f"{_SERVICE}teams/new/", "service_team_new", serving.add_team),
    _form(f"{_SERVICE}teams/<str:team>/", "service_team", serving.edit_team),
    _form(f"{_SERVICE}teams/<str:team>/schools/", "service_team_schools", serving.choose_schools),
    _form(f"{_SERVICE}schools/<str:subscription>/", "service_school", serving.change_subscription),
    Route("workforce/units/", "units", units.show_units, kind=KIND),
    _form("workforce/units/new/", "unit_new", units.begin),
    Route("workforce/units/<str:key>/", "unit", units.show_unit, kind=KIND),
    _form("workforce/units/<str:key>/move/", "unit_move", units.move),
    Route("workforce/recruitment/", "recruitments", recruiting.list_recruitments, kind=KIND),
    _form("workforce/recruitment/new/", "recruitment_new", recruiting.begin),
    Route(_RECRUITMENT, "recruitment", recruiting.show_recruitment, kind=KIND),
    _form(f"{_RECRUITMENT}edit/", "recruitment_edit", recruiting.edit),
    _form(f"{_RECRUITMENT}appoint/", "recruitment_appoint", recruiting.appoint),
    _form(f"{_RECRUITMENT}give-up/", "recruitment_give_up", recruiting.give_up),
    _form(f"{_RECRUITMENT}close/", "recruitment_close", recruiting.close, get=False),
)

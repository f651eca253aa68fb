"""Routes of plans."""

from functools import partial

from headway.features.plans.queries import KIND
from headway.pages.plans import (
    acting,
    bringing,
    comparing,
    criteria,
    downloads,
    evaluations,
    indicators,
    merging,
    overview,
    parts,
    reminders,
    rounds,
    served,
    settling,
    value_sheet,
    views,
    writing,
)
from headway.pages.plans.forms import MOST_MEGABYTES
from headway.pages.routes import DOWNLOAD, Route

_route = partial(Route, kind=KIND, relation="own")
_change = partial(_route, see="change", post="change")
# Who has an action to do reports on it, without changing the plan: the view asks which they are.
_act = partial(_route, post="see")
_approve = partial(_route, see="approve", post="approve")
_ONE = "plans/<str:plan_id>/"
_INDICATOR = "plans/indicators/<str:key>/"
_ACTION = f"{_ONE}actions/<str:key>/"
_ROUND = f"{_ONE}rounds/<int:number>/"
_EVALUATION = f"{_ONE}evaluations/<str:key>/"

ROUTES = (
    _route("plans/", "plans", views.list_plans, place="Plans"),
    _change("plans/new/", "plan_new", writing.begin),
    _change("plans/bring-in/", "plan_bring_in", bringing.bring_in, most_megabytes=MOST_MEGABYTES),
    _act("plans/reminders/", "plan_reminders", reminders.settle),
    _route("plans/overview/", "plan_overview", overview.show_overview),
    _route("plans/priorities/", "plan_priorities", served.list_served),
    _route("plans/indicators/", "indicators", indicators.list_indicators),
    _change("plans/indicators/new/", "indicator_new", indicators.define),
    _change(
        "plans/indicators/values/",
        "indicator_values",
        value_sheet.give_many,
        most_megabytes=value_sheet.MOST_MEGABYTES,
    ),
    _route(_INDICATOR, "indicator", indicators.show_indicator),
    _change(f"{_INDICATOR}target/", "indicator_target", indicators.aim),
    _change(f"{_INDICATOR}take/", "indicator_take", indicators.take, get=False),
    _change(f"{_INDICATOR}value/", "indicator_value", indicators.give),
    _approve(f"{_INDICATOR}decide/", "indicator_decide", indicators.decide, get=False),
    _route(_ONE, "plan", views.show_plan),
    _route(f"{_ONE}file/<slug:form>/", "plan_file", downloads.download, limit=DOWNLOAD),
    _route(f"{_ONE}pack/<slug:form>/", "plan_pack", downloads.download_pack, limit=DOWNLOAD),
    _change(f"{_ONE}next-year/", "plan_roll", writing.roll_forward),
    _change(f"{_ONE}merge/", "plan_merge", merging.put_together, most_megabytes=2 * MOST_MEGABYTES),
    _change(f"{_ONE}edit/", "plan_edit", writing.edit),
    _change(f"{_ONE}priorities/new/", "plan_priority_new", writing.add_priority),
    _change(f"{_ONE}priorities/<str:key>/", "plan_priority", writing.change_priority),
    _change(f"{_ONE}actions/new/", "plan_action_new", writing.add_action),
    _route(_ACTION, "plan_action", acting.show_action),
    _change(f"{_ACTION}edit/", "plan_action_edit", writing.edit_action),
    _change(f"{_ACTION}remove/", "plan_action_remove", writing.take_out),
    _act(f"{_ACTION}report/", "plan_action_report", acting.report),
    _act(f"{_ACTION}new-date/", "plan_action_date", acting.ask_date),
    _approve(f"{_ACTION}decide-date/", "plan_action_decide", acting.decide_date),
    _change(f"{_ACTION}drop/", "plan_action_drop", acting.drop),
    _change(f"{_ACTION}override/", "plan_action_override", acting.override),
    _change(f"{_ACTION}restrict/", "plan_action_restrict", acting.restrict, get=False),
    _change(f"{_ACTION}criterion/", "plan_criterion_new", criteria.add_criterion),
    _change(f"{_ACTION}criterion/<str:criterion>/", "plan_criterion", criteria.judge),
    _route(f"{_ONE}parts/", "plan_parts", parts.show_parts),
    _change(f"{_ONE}periods/new/", "plan_period_new", parts.add_period),
    _change(f"{_ONE}periods/<int:number>/", "plan_period", parts.change_period),
    _change(f"{_ONE}areas/new/", "plan_area_new", parts.add_area),
    _change(f"{_ONE}areas/<str:key>/", "plan_area", parts.change_area),
    _change(f"{_ONE}risks/new/", "plan_risk_new", parts.add_risk),
    _change(f"{_ONE}risks/<str:key>/", "plan_risk", parts.change_risk),
    _change(f"{_ONE}evaluations/new/", "plan_evaluation_new", evaluations.begin),
    _route(_EVALUATION, "plan_evaluation", evaluations.show_evaluation),
    _change(f"{_EVALUATION}edit/", "plan_evaluation_edit", evaluations.edit),
    _approve(f"{_EVALUATION}decide/", "plan_evaluation_decide", evaluations.decide),
    _change(f"{_EVALUATION}embed/", "plan_evaluation_embed", evaluations.embed, get=False),
    _approve(f"{_ONE}return/", "plan_return", settling.send_back),
    _change(f"{_ONE}check/", "plan_check", settling.check),
    _approve(f"{_ONE}approve/", "plan_approve", settling.approve),
    _approve(f"{_ONE}publish/", "plan_publish", settling.publish, get=False),
    _change(f"{_ONE}close/", "plan_close", settling.close),
    _change(f"{_ONE}rounds/open/", "plan_round_open", rounds.open_one),
    _route(f"{_ONE}rounds/compare/", "plan_rounds_compare", comparing.compare_rounds),
    _route(_ROUND, "plan_round", rounds.show_round),
    _change(f"{_ROUND}answer/<str:key>/", "plan_answer", rounds.answer),
    _approve(f"{_ROUND}approve/<str:key>/", "plan_answer_approve", rounds.approve, get=False),
    _change(f"{_ROUND}remind/", "plan_round_remind", rounds.remind, get=False),
    _change(f"{_ROUND}close/", "plan_round_close", rounds.close, get=False),
)

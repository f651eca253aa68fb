"""Routes of support and its impact."""

from functools import partial

from headway.features.impact.queries import KIND
from headway.pages.impact import compared, views
from headway.pages.routes import Route

_route = partial(Route, kind=KIND, relation="own", place="Schools")
_HOME = "schools/impact/"
_SUPPORT = f"{_HOME}<key>/"

ROUTES = (
    _route(_HOME, "impact", views.list_supports),
    _route(f"{_HOME}new/", "support_new", views.write, see="change", post="change"),
    _route(f"{_HOME}due/", "impact_due", views.list_due),
    _route(f"{_HOME}totals/", "impact_totals", views.show_totals),
    _route(f"{_HOME}compared/", "impact_compared", compared.show),
    _route(f"{_HOME}compared/summary/", "impact_summary", compared.summary),
    _route(_SUPPORT, "support", views.show),
    _route(f"{_SUPPORT}edit/", "support_edit", views.edit, see="change", post="change"),
    _route(f"{_SUPPORT}begin/", "support_begin", views.begin, post="change", get=False),
    _route(f"{_SUPPORT}follow-up/", "support_follow_up", views.follow_up, see="change", post="change"),
    _route(f"{_SUPPORT}judge/", "support_judge", views.judge, see="approve", post="approve"),
    _route(f"{_SUPPORT}stop/", "support_stop", views.stop, see="change", post="change"),
)

"""Routes of targets."""

from functools import partial

from headway.features.targets.queries import KIND
from headway.pages.routes import Route
from headway.pages.targets import views

_route = partial(Route, kind=KIND, relation="own", place="Schools")
_SET = "schools/<int:urn>/targets/<int:year>/"

ROUTES = (
    _route("schools/targets/", "targets", views.list_targets, see="count"),
    _route(_SET, "target_set", views.show_set),
    _route(f"{_SET}write/", "target_write", views.write, see="change", post="change"),
    _route(f"{_SET}discuss/", "target_discuss", views.discuss, see="approve", post="approve"),
    _route(f"{_SET}agree/", "target_agree", views.agree, post="approve", get=False),
    _route(f"{_SET}outcomes/", "target_outcomes", views.report, see="change", post="change"),
)

"""Routes of readiness for inspection."""

from functools import partial

from headway.features.readiness.queries import KIND
from headway.pages.readiness import views
from headway.pages.routes import Route

_route = partial(Route, kind=KIND, relation="own", place="Schools")

ROUTES = (
    _route("schools/readiness/", "readiness", views.show_readiness),
    _route("schools/<int:urn>/readiness/", "readiness_school", views.show_school),
    _route(
        "schools/<int:urn>/readiness/record/",
        "readiness_record",
        views.record,
        see="change",
        post="change",
    ),
)

"""Routes of the directory of good practice."""

from functools import partial

from headway.features.practice.queries import KIND
from headway.pages.practice import asking, views
from headway.pages.routes import Route

_route = partial(Route, kind=KIND, relation="own", place="Schools")
_EXAMPLE = "schools/practice/<key>/"
_REQUEST = "schools/practice/requests/<key>/"

ROUTES = (
    _route("schools/practice/", "practice", views.list_examples),
    _route("schools/practice/new/", "practice_new", views.write, see="change", post="change"),
    _route("schools/practice/requests/", "practice_requests", asking.list_requests),
    _route(_REQUEST, "practice_request", asking.show_request),
    _route(f"{_REQUEST}broker/", "practice_broker", asking.broker, post="see", get=False),
    _route(f"{_REQUEST}visit/", "practice_visit", asking.visit, post="see"),
    _route(f"{_REQUEST}close/", "practice_close", asking.close, post="see"),
    _route(_EXAMPLE, "practice_example", views.show_example),
    _route(f"{_EXAMPLE}edit/", "practice_edit", views.edit, see="change", post="change"),
    _route(f"{_EXAMPLE}consent/", "practice_consent", views.consent, see="change", post="change"),
    _route(f"{_EXAMPLE}propose/", "practice_propose", views.propose, post="change", get=False),
    _route(f"{_EXAMPLE}decide/", "practice_decide", views.decide, see="approve", post="approve"),
    _route(f"{_EXAMPLE}withdraw/", "practice_withdraw", views.withdraw, post="see"),
    _route(f"{_EXAMPLE}ask/", "practice_ask", views.ask, post="see"),
)

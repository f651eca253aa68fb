"""Routes of the day ledger."""

from headway.features.allocation.queries import KIND
from headway.pages.day_ledger import asking, views, writing
from headway.pages.routes import Route, View

_SCHOOL = "days/ledger/schools/<int:urn>/"
_PARTNERSHIP = "days/ledger/partnerships/<str:key>/"


def _form(path: str, name: str, view: View, act: str = "change") -> Route:
    return Route(path, name, view, kind=KIND, see=act, post=act)


def _own(path: str, name: str, view: View, post: str | None = None) -> Route:
    return Route(path, name, view, kind=KIND, relation="own", post=post)


ROUTES = (
    Route("days/ledger/", "day_ledger", views.list_accounts, kind=KIND),
    Route("days/ledger/pools/", "day_pools", views.show_pools, kind=KIND),
    _form("days/ledger/pools/fill/", "day_pool_fill", writing.fill, "approve"),
    _own(_SCHOOL, "day_ledger_school", views.show_school),
    _own(_PARTNERSHIP, "day_ledger_partnership", views.show_partnership),
    _form(f"{_SCHOOL}credit/", "day_credit", writing.credit_school),
    _form(f"{_SCHOOL}use/", "day_use", writing.use_days),
    _form(f"{_PARTNERSHIP}use/", "day_use_partnership", writing.use_days_of_lead),
    _own(f"{_SCHOOL}ask/", "day_ask", asking.ask, "see"),
    _form("days/ledger/movements/<str:key>/take-back/", "day_take_back", writing.take_back),
    _own("days/ledger/requests/<str:key>/", "day_request", asking.decide, "see"),
)

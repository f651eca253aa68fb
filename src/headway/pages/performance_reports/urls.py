"""Routes of reports on performance."""

from functools import partial

from headway.features.performance_reports.queries import KIND
from headway.pages.performance_reports import settling, views, writing
from headway.pages.routes import DOWNLOAD, Route

_ONE = "reports/<str:key>/"
_read = partial(Route, kind=KIND)
_form = partial(Route, kind=KIND, see="change", post="change")
_button = partial(Route, kind=KIND, get=False)

ROUTES = (
    _read("reports/", "performance_reports", views.list_reports, place="Reports"),
    _form("reports/new/", "performance_report_new", writing.begin),
    _read(_ONE, "performance_report", views.show_report),
    _read(f"{_ONE}file/<str:form>/", "performance_report_file", views.download, limit=DOWNLOAD),
    Route(
        f"{_ONE}preview/<str:audience>/", "performance_report_preview", views.preview, kind=KIND, see="change"
    ),
    _form(f"{_ONE}sections/<str:section>/", "performance_report_section", writing.comment),
    _form(f"{_ONE}refresh/", "performance_report_refresh", writing.refresh),
    _button(f"{_ONE}sign-off/", "performance_report_sign", settling.sign_off, see="approve", post="approve"),
    _button(
        f"{_ONE}take-back/", "performance_report_take_back", settling.take_back, see="change", post="change"
    ),
    _button(f"{_ONE}publish/", "performance_report_publish", settling.publish, see="approve", post="approve"),
    Route(
        f"{_ONE}withdraw/",
        "performance_report_withdraw",
        settling.withdraw,
        kind=KIND,
        see="approve",
        post="approve",
    ),
)

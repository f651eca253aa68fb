"""Routes of decisions."""

from headway.features.decisions.queries import KIND
from headway.pages.decisions import fields, settling, views, writing
from headway.pages.routes import Route

_ONE = "decisions/reports/<str:key>/"

ROUTES = (
    Route("decisions/", "decisions", views.list_reports, kind=KIND),
    Route("decisions/reports/new/", "report_new", writing.begin, kind=KIND, see="change", post="change"),
    Route(_ONE, "report", views.show_report, kind=KIND),
    Route(f"{_ONE}file/", "report_file", views.download, kind=KIND),
    Route(f"{_ONE}heads/", "report_heads", writing.write_heads, kind=KIND, see="change", post="change"),
    Route(
        f"{_ONE}fields/<slug:field>/", "report_field", fields.write, kind=KIND, see="change", post="change"
    ),
    Route(f"{_ONE}sign/<slug:section>/", "report_sign", settling.sign, kind=KIND, post="change", get=False),
    Route(f"{_ONE}lay/", "report_lay", settling.lay, kind=KIND, see="change", post="change", get=False),
    Route(f"{_ONE}take-back/", "report_take_back", settling.take_back, kind=KIND, post="change", get=False),
    Route(f"{_ONE}decide/", "report_decide", settling.decide, kind=KIND, see="approve", post="approve"),
    Route(f"{_ONE}publish/", "report_publish", settling.publish, kind=KIND, post="approve", get=False),
)

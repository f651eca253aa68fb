"""Routes of days."""

from headway.pages.days import views
from headway.pages.routes import DOWNLOAD, Route

ROUTES = (
    Route("days/", "days", views.show_days, kind="entitlement", place="Days"),
    Route("days/entitle/", "days_entitle", views.entitle, kind="entitlement", post="change", get=False),
    Route("days/compare/", "days_compare", views.compare, kind="entitlement"),
    Route(
        "days/charts/<slug:chart>/", "days_chart", views.download_chart, kind="entitlement", limit=DOWNLOAD
    ),
    Route("days/schools/<int:urn>/", "days_school", views.show_school, kind="entitlement", relation="own"),
)

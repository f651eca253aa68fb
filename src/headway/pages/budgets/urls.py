"""Routes of budgets."""

from headway.features.budgets.queries import KIND
from headway.pages.budgets import views, writing
from headway.pages.routes import DOWNLOAD, Route

ROUTES = (
    Route("budgets/", "budgets", views.list_budgets, kind=KIND, relation="own"),
    Route("budgets/<int:urn>/", "budget", views.show_budget, kind=KIND, relation="own"),
    Route(
        "budgets/<int:urn>/file/", "budget_file", views.download, kind=KIND, relation="own", limit=DOWNLOAD
    ),
    Route(
        "budgets/<int:urn>/edit/",
        "budget_edit",
        writing.write,
        kind=KIND,
        see="change",
        post="change",
        relation="own",
    ),
)

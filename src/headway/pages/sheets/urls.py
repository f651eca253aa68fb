"""Routes of own sheets; each view asks for the permission of its sheet."""

from headway.pages.routes import DOWNLOAD, Route
from headway.pages.sheets import views
from headway.pages.sheets.forms import MOST_MEGABYTES

ROUTES = (
    Route("data/sheets/", "own_sheets", views.list_sheets),
    Route(
        "data/sheets/<slug:sheet>/",
        "own_sheet",
        views.give_sheet,
        post="see",
        most_megabytes=MOST_MEGABYTES + 1,
    ),
    Route("data/sheets/<slug:sheet>/download/", "own_sheet_download", views.download_sheet, limit=DOWNLOAD),
)

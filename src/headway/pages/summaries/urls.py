"""Routes of termly summaries."""

from functools import partial

from headway.features.summaries.queries import KIND
from headway.pages.routes import DOWNLOAD, Route
from headway.pages.summaries import views

_read = partial(Route, kind=KIND, relation="own")
_ONE = "schools/summaries/<str:key>/"

ROUTES = (
    _read("schools/summaries/", "summaries", views.list_editions),
    Route("schools/summaries/new/", "summaries_new", views.begin, kind=KIND, see="change", post="change"),
    _read(_ONE, "summary_edition", views.show_edition),
    _read(f"{_ONE}all/", "summary_archive", views.download_all, limit=DOWNLOAD),
    _read(f"{_ONE}<int:urn>/", "school_summary_kept", views.download, limit=DOWNLOAD),
)

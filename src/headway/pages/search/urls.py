"""Routes of the search: open to everybody signed in; what is found is what each feature lets the viewer see."""

from headway.pages.routes import Route
from headway.pages.search import views

ROUTES = (
    Route("search/", "search", views.show_hits),
    Route("search/suggest/", "search_suggest", views.suggest),
)

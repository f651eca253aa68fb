"""Routes of the search: open to everybody signed in; what is found is what each feature lets the viewer see."""

from headway.pages.routes import SEARCH, Route
from headway.pages.search import views

ROUTES = (
    Route("search/", "search", views.show_hits, limit=SEARCH),
    Route("search/suggest/", "search_suggest", views.suggest, limit=SEARCH),
)

"""Routes of what every list has in common: open to everybody signed in, each for their own lists."""

from functools import partial

from headway.pages.lists import views
from headway.pages.routes import Route

_button = partial(Route, post="see", get=False)

ROUTES = (
    _button("lists/columns/", "list_columns", views.choose_columns),
    _button("lists/views/", "list_view_keep", views.keep),
    _button("lists/views/share/", "list_view_share", views.share),
    _button("lists/views/drop/", "list_view_drop", views.drop),
    _button("undo/", "undo", views.undo),
)

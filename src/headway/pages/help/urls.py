"""Routes of help: words and keys for everybody signed in, the accessibility statement for everybody."""

from headway.pages.help import statement, views
from headway.pages.routes import Route

ROUTES = (
    Route("help/", "help", views.show_help),
    Route("accessibility/", "accessibility", statement.show_statement, public=True),
)

"""Routes of help, for everybody who is signed in."""

from headway.pages.help import views
from headway.pages.routes import Route

ROUTES = (Route("help/", "help", views.show_help),)

"""Routes of home."""

from headway.pages.home import views
from headway.pages.routes import Route

ROUTES = (Route("", "home", views.home, place="Home"),)

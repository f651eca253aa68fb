"""Routes of running the installation. Health and readiness are open: they tell no more than yes or no."""

from headway.pages.operations import views
from headway.pages.routes import Route

ROUTES = (
    Route("health/", "health", views.health, public=True),
    Route(".well-known/security.txt", "security_txt", views.security_txt, public=True),
    Route("ready/", "ready", views.ready, public=True),
    Route("access/installation/", "installation", views.show_installation, kind="access"),
)

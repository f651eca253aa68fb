"""Routes of alerts on gaps."""

from headway.pages.gaps import views
from headway.pages.routes import Route

ROUTES = (Route("schools/gaps/", "gaps", views.list_gaps, kind="evidence", relation="own", place="Schools"),)

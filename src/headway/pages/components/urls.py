"""Routes of the components."""

from headway.pages.components import views
from headway.pages.routes import Route

ROUTES = (
    Route("components/", "components", views.show_components, kind="installation"),
    Route("components/<int:number>/", "components_part", views.show_components, kind="installation"),
)

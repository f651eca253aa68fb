"""Routes of categories."""

from functools import partial

from headway.pages.categories import views
from headway.pages.routes import Route

_route = partial(Route, kind="categories", relation="own", place="Schools")

ROUTES = (
    _route("schools/categories/", "categories", views.show_categories),
    _route(
        "schools/categories/review/",
        "categories_review",
        views.review,
        see="change",
        post="change",
        get=False,
    ),
    _route("schools/<int:urn>/category/", "category", views.show_category),
    _route(
        "schools/<int:urn>/category/judge/",
        "category_judge",
        views.judge_school,
        see="change",
        post="change",
        get=False,
    ),
    _route(
        "schools/<int:urn>/category/decide/",
        "category_decide",
        views.decide,
        see="approve",
        post="approve",
        get=False,
    ),
)

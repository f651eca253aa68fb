"""Routes of categories."""

from functools import partial

from headway.pages.categories import moderation, trend, triggers, views
from headway.pages.routes import Route

_route = partial(Route, kind="categories", relation="own", place="Schools")
_moderate = partial(_route, see="approve")

ROUTES = (
    _route("schools/categories/", "categories", views.show_categories),
    _route("schools/categories/trend/", "categories_trend", trend.show_trend),
    _route(
        "schools/categories/review/",
        "categories_review",
        views.review,
        see="change",
        post="change",
        get=False,
    ),
    _moderate("schools/moderation/", "moderation", moderation.show_meetings, post="approve"),
    _moderate("schools/moderation/<str:public_id>/", "meeting", moderation.show_meeting),
    _moderate(
        "schools/moderation/<str:public_id>/close/",
        "meeting_close",
        moderation.close,
        post="approve",
        get=False,
    ),
    _moderate(
        "schools/moderation/<str:public_id>/<int:place>/",
        "meeting_school",
        moderation.show_item,
        post="approve",
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
        "schools/<int:urn>/category/triggers/tick/",
        "trigger_tick",
        triggers.tick,
        see="change",
        post="change",
    ),
    _route(
        "schools/<int:urn>/category/triggers/<str:key>/end/",
        "trigger_end",
        triggers.end,
        see="change",
        post="change",
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

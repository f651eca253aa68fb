"""Routes of data."""

from headway.pages.data import deciding, settling, views
from headway.pages.data.forms import MOST_MEGABYTES
from headway.pages.routes import Route

ROUTES = (
    Route("data/", "data", views.show_releases, kind="releases", place="Data"),
    Route(
        "data/give/",
        "data_give",
        views.give_file,
        kind="releases",
        see="change",
        post="change",
        most_megabytes=MOST_MEGABYTES + 1,
    ),
    Route("data/<str:public_id>/", "release", views.show_release, kind="releases"),
    Route("data/<str:public_id>/changes/", "release_changes", views.show_changes, kind="releases"),
    Route("data/<str:public_id>/faults/", "release_faults", views.show_faults, kind="releases"),
    Route(
        "data/<str:public_id>/districts/<int:urn>/",
        "settle_district",
        settling.settle,
        kind="register",
        see="change",
        post="change",
    ),
    Route(
        "data/<str:public_id>/urns/<int:urn>/",
        "settle_urn",
        deciding.decide,
        kind="register",
        see="change",
        post="change",
    ),
    Route(
        "data/<str:public_id>/apply/",
        "release_apply",
        views.apply,
        kind="releases",
        post="approve",
        get=False,
    ),
)

"""Routes of schools."""

from headway.pages.routes import DOWNLOAD, Route
from headway.pages.schools import (
    districts,
    duties,
    forms_views,
    groups,
    mapping,
    neighbours,
    picking,
    profile,
    views,
)

CHANGES = {"kind": "register", "see": "change", "post": "change"}
ROUTES = (
    Route("schools/", "schools", views.list_schools, kind="register", place="Schools"),
    Route("schools/neighbours/", "neighbours", neighbours.show_neighbours, kind="register"),
    Route("schools/districts/", "districts", districts.show_districts, kind="register"),
    Route(
        "schools/districts/<slug:form>/",
        "districts_file",
        districts.download,
        kind="register",
        limit=DOWNLOAD,
    ),
    Route("schools/map/", "schools_map", mapping.show_map, kind="register"),
    Route("schools/groups/", "groups", groups.list_groups, kind="register"),
    Route("schools/groups/<str:uid>/", "group", groups.show_group, kind="register"),
    Route("schools/picked/", "schools_picked", picking.change_schools, kind="register", post="see"),
    Route("schools/<int:urn>/", "school", views.show_school, kind="register"),
    Route(
        "schools/<int:urn>/charts/<slug:measure>/",
        "school_chart",
        views.download_chart,
        kind="register",
        limit=DOWNLOAD,
    ),
    Route("schools/<int:urn>/functions/", "school_functions", duties.show_duties, kind="joint-working"),
    Route("schools/<int:urn>/summary/", "school_summary", views.show_summary, kind="register"),
    Route("schools/<int:urn>/profile/", "school_profile", profile.show_profile, kind="register"),
    Route(
        "schools/<int:urn>/profile/<slug:of>/<slug:form>/",
        "school_file",
        profile.download,
        kind="register",
        limit=DOWNLOAD,
    ),
    Route(
        "schools/<int:urn>/provisions/record/", "provision_record", forms_views.record_provision, **CHANGES
    ),
    Route(
        "schools/<int:urn>/provisions/<int:key>/end/", "provision_end", forms_views.end_provision, **CHANGES
    ),
    Route("schools/<int:urn>/headships/record/", "headship_record", forms_views.record_headship, **CHANGES),
    Route("schools/<int:urn>/headships/<int:key>/end/", "headship_end", forms_views.end_headship, **CHANGES),
)

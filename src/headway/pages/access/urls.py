"""Routes of access."""

from headway.pages.access import inviting, leaving, picking, views
from headway.pages.routes import Route

ROUTES = (
    Route("access/", "access_people", views.list_people, kind="access", place="Access"),
    Route("access/invite/", "access_invite", views.invite, kind="access", see="change", post="change"),
    Route(
        "access/picked/", "access_picked", picking.change_people, kind="access", see="change", post="change"
    ),
    Route("access/<str:person_id>/", "access_person", views.show_person, kind="access"),
    Route(
        "access/<str:person_id>/edit/", "access_edit", views.edit, kind="access", see="change", post="change"
    ),
    Route(
        "access/<str:person_id>/give-role/",
        "access_give_role",
        views.give,
        kind="access",
        see="change",
        post="change",
    ),
    Route(
        "access/<str:person_id>/end-role/<slug:role>/",
        "access_end_role",
        views.end,
        kind="access",
        see="change",
        post="change",
    ),
    Route(
        "access/<str:person_id>/disable/",
        "access_disable",
        views.disable,
        kind="access",
        see="change",
        post="change",
    ),
    Route(
        "access/<str:person_id>/enable/",
        "access_enable",
        views.enable,
        kind="access",
        see="change",
        post="change",
    ),
    Route(
        "access/<str:person_id>/leave/",
        "access_leave",
        leaving.leave,
        kind="access",
        see="change",
        post="change",
    ),
    Route(
        "access/<str:person_id>/send-invitation/",
        "access_send_invitation",
        inviting.send_again,
        kind="access",
        post="change",
        get=False,
    ),
    Route(
        "access/<str:person_id>/confirm/",
        "access_confirm",
        views.confirm,
        kind="access",
        see="change",
        post="change",
    ),
    Route(
        "access/<str:person_id>/forget-second-factor/",
        "access_forget_factor",
        views.forget_factor,
        kind="access",
        see="change",
        post="change",
    ),
)

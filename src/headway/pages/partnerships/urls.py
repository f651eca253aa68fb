"""Routes of partnerships."""

from functools import partial

from headway.pages.partnerships import area_views, inline, picking, profile, sharing, views
from headway.pages.routes import DOWNLOAD, Route

_route = partial(Route, kind="partnerships", relation="own")
_change = partial(_route, see="change", post="change")
_share = partial(Route, kind="consents", relation="own")

ROUTES = (
    _route("partnerships/", "partnerships", views.show_partnerships, place="Partnerships"),
    _route("partnerships/unpartnered/", "unpartnered", area_views.show_unpartnered),
    _route("partnerships/quadrants/", "quadrants", area_views.show_quadrants),
    _change("partnerships/quadrants/settle/", "quadrants_settle", area_views.settle, get=False),
    _change("partnerships/quadrants/accept/", "quadrants_accept", area_views.accept, get=False),
    _change("partnerships/quadrants/move/", "quadrants_move", area_views.move),
    _change("partnerships/propose/", "partnerships_propose", views.propose, get=False),
    _change("partnerships/new/", "partnership_form", views.form_new),
    _change("partnerships/edit/", "partnerships_edit", inline.edit_list),
    _change("partnerships/picked/", "partnerships_picked", picking.change_partnerships),
    _route("partnerships/<str:public_id>/", "partnership", views.show_partnership),
    _route("partnerships/<str:public_id>/profile/", "partnership_profile", profile.show_profile),
    _route(
        "partnerships/<str:public_id>/profile/<str:form>/",
        "partnership_profile_file",
        profile.download,
        limit=DOWNLOAD,
    ),
    _share("partnerships/<str:public_id>/sharing/", "partnership_sharing", sharing.show_sharing),
    _share(
        "partnerships/<str:public_id>/sharing/<int:urn>/",
        "partnership_consent",
        sharing.give,
        see="change",
        post="change",
    ),
    _share(
        "partnerships/<str:public_id>/sharing/<int:urn>/withdraw/",
        "partnership_consent_withdraw",
        sharing.withdraw,
        see="change",
        post="change",
    ),
    _change("partnerships/<str:public_id>/add/", "partnership_add", views.add),
    _change("partnerships/<str:public_id>/end/<int:urn>/", "partnership_end", views.end),
    _change("partnerships/<str:public_id>/lead/", "partnership_lead", views.lead),
    _change("partnerships/<str:public_id>/recognise/", "partnership_recognise", views.recognise),
    _change("partnerships/<str:public_id>/settle/", "partnership_settle", views.settle, get=False),
)

"""Routes of advisers."""

from functools import partial

from headway.pages.advisers import inline, picking, views
from headway.pages.routes import Route

_route = partial(Route, kind="capacity", relation="own")
_change = partial(_route, see="change", post="change")

ROUTES = (
    _route("advisers/", "advisers", views.show_advisers, place="Advisers"),
    _change("advisers/new/", "adviser_add", views.add),
    _change("advisers/edit/", "advisers_edit", inline.edit_list),
    _change("advisers/picked/", "advisers_picked", picking.change_advisers),
    _route("advisers/<str:public_id>/", "adviser", views.show_adviser),
    _change("advisers/<str:public_id>/edit/", "adviser_edit", views.edit),
    _change("advisers/<str:public_id>/phase/", "adviser_phase", views.add_phase),
    _change("advisers/<str:public_id>/conflict/", "adviser_conflict", views.add_conflict),
    _change(
        "advisers/<str:public_id>/conflict/<str:conflict_id>/end/", "conflict_end", views.finish_conflict
    ),
)

"""Routes of groups."""

from headway.features.committees.queries import KIND
from headway.pages.committees import forums, functions, protocols, requests, views
from headway.pages.routes import Route, View


def _form(path: str, name: str, view: View) -> Route:
    return Route(path, name, view, kind=KIND, see="change", post="change")


ROUTES = (
    Route("joint-working/", "joint_working", views.show_groups, kind=KIND),
    Route("joint-working/entitlements/", "management_entitlements", views.show_entitlements, kind=KIND),
    _form("joint-working/forums/new/", "forum_new", forums.found),
    Route("joint-working/forums/<key>/", "forum", forums.show_forum, kind=KIND),
    _form("joint-working/forums/<key>/edit/", "forum_edit", forums.edit),
    _form("joint-working/forums/<key>/advice/new/", "advice_new", forums.advise),
    _form("joint-working/forums/<key>/advice/<advice>/", "advice_answer", forums.respond),
    _form("joint-working/forums/<key>/requests/new/", "request_new", requests.record),
    Route("joint-working/forums/<key>/requests/<asked>/", "request", requests.show_request, kind=KIND),
    _form("joint-working/forums/<key>/requests/<asked>/answers/", "request_answer", requests.write_answers),
    Route(
        "joint-working/forums/<key>/requests/<asked>/send/",
        "request_send",
        requests.send,
        kind=KIND,
        post="change",
        get=False,
    ),
    Route("joint-working/functions/", "functions", functions.show_functions, kind=KIND),
    _form("joint-working/functions/new/", "function_new", functions.name_one),
    _form("joint-working/functions/<key>/pass-on/", "function_pass_on", functions.pass_on),
    _form("joint-working/protocols/new/", "protocol_new", protocols.begin),
    Route("joint-working/protocols/<key>/", "protocol", protocols.show_protocol, kind=KIND),
    _form("joint-working/protocols/<key>/edit/", "protocol_edit", protocols.edit),
    _form("joint-working/protocols/<key>/sign/", "protocol_sign", protocols.sign),
)

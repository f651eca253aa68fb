"""Routes of standing groups."""

from functools import partial

from headway.features.standing_groups.queries import KIND
from headway.pages.routes import DOWNLOAD, Route
from headway.pages.standing_groups import meeting, meeting_writing, views, writing

_route = partial(Route, kind=KIND, relation="own", place="Joint working")
_form = partial(_route, see="change", post="change")
_button = partial(_route, post="change", get=False)
_GROUPS = "joint-working/groups/"
_GROUP = f"{_GROUPS}<str:key>/"
_MEETING = f"{_GROUP}meetings/<str:meeting>/"

ROUTES = (
    _route(_GROUPS, "standing_groups", views.list_groups),
    _form(f"{_GROUPS}new/", "standing_group_new", writing.found),
    _route(f"{_GROUPS}actions/", "group_actions", views.list_actions),
    _form(f"{_GROUPS}actions/<str:key>/", "group_action", meeting_writing.end_action),
    _route(_GROUP, "standing_group", views.show_group),
    _form(f"{_GROUP}edit/", "standing_group_edit", writing.edit),
    _form(f"{_GROUP}terms/", "group_terms_new", writing.agree_terms),
    _form(f"{_GROUP}members/new/", "group_member_new", writing.add_member),
    _form(f"{_GROUP}members/<str:member>/end/", "group_member_end", writing.end_member),
    _form(f"{_GROUP}meetings/new/", "group_meeting_new", meeting_writing.call),
    _route(_MEETING, "group_meeting", meeting.show_meeting),
    _route(f"{_MEETING}as/<str:form>/", "group_meeting_file", meeting.download, limit=DOWNLOAD),
    _form(f"{_MEETING}edit/", "group_meeting_edit", meeting_writing.move),
    _form(f"{_MEETING}agenda/", "group_point_new", meeting_writing.add_point),
    _button(f"{_MEETING}agenda/<str:point>/off/", "group_point_off", meeting_writing.take_point_off),
    _form(f"{_MEETING}attendance/", "group_attendance", meeting_writing.attend),
    _form(f"{_MEETING}minutes/", "group_minutes", meeting_writing.minute),
    _button(f"{_MEETING}minutes/approve/", "group_minutes_approve", meeting_writing.approve),
    _form(f"{_MEETING}actions/new/", "group_action_new", meeting_writing.agree_action),
)

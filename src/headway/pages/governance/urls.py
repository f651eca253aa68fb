"""Routes of governance."""

from headway.features.governance.queries import KIND
from headway.pages.governance import board, views, writing
from headway.pages.routes import Route, View

_ONE = "governance/<str:key>/"
_SEAT = f"{_ONE}seats/<str:seat>/"


def _form(path: str, name: str, view: View) -> Route:
    return Route(path, name, view, kind=KIND, see="change", post="change", relation="own")


ROUTES = (
    Route("governance/", "boards", views.show_boards, kind=KIND, see="count", relation="own"),
    Route("governance/link-hours/", "link_hours", views.show_hours, kind=KIND, relation="own"),
    Route(
        "governance/link-hours/keep/",
        "link_hours_keep",
        views.keep_the_hours,
        kind=KIND,
        see="change",
        post="change",
        get=False,
        relation="own",
    ),
    _form("governance/new/", "board_new", writing.found),
    Route(_ONE, "board", board.show_board, kind=KIND, relation="own"),
    _form(f"{_ONE}edit/", "board_edit", writing.edit),
    _form(f"{_ONE}schools/", "board_school", writing.take_on),
    _form(f"{_ONE}schools/<str:governing>/end/", "board_school_end", writing.give_up),
    _form(f"{_ONE}health/", "board_health", writing.state_health),
    _form(f"{_ONE}seats/new/", "seats_new", writing.add_seats),
    _form(f"{_ONE}seats/close/", "seat_close", writing.close_seat),
    _form(f"{_SEAT}term/", "term_new", writing.begin_term),
    _form(f"{_SEAT}terms/<str:term>/end/", "term_end", writing.end_term),
)

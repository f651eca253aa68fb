"""Routes of consultations."""

from headway.features.decisions.consulted import ANSWERS, KIND
from headway.pages.consultations import answering, settling, views, writing
from headway.pages.routes import Route, View

_ONE = "consultations/<str:key>/"


def _form(path: str, name: str, view: View, *, get: bool = True) -> Route:
    return Route(path, name, view, kind=KIND, see="change", post="change", get=get)


ROUTES = (
    Route("consultations/", "consultations", views.list_consultations, kind=KIND),
    _form("consultations/new/", "consultation_new", writing.begin),
    Route(_ONE, "consultation", views.show_consultation, kind=KIND),
    _form(f"{_ONE}edit/", "consultation_edit", writing.edit),
    Route(
        f"{_ONE}answer/",
        "consultation_answer",
        answering.answer_it,
        kind=ANSWERS,
        see="change",
        post="change",
    ),
    _form(f"{_ONE}log/", "response_log", answering.log),
    _form(f"{_ONE}themes/new/", "theme_new", answering.add_theme),
    _form(f"{_ONE}themes/<str:theme>/", "theme", answering.edit_theme),
    _form(f"{_ONE}place/", "responses_place", answering.place),
    _form(f"{_ONE}open/", "consultation_open", settling.open_it, get=False),
    _form(f"{_ONE}close/", "consultation_close", settling.close, get=False),
    Route(
        f"{_ONE}publish/",
        "consultation_publish",
        settling.publish,
        kind=KIND,
        see="approve",
        post="approve",
        get=False,
    ),
)

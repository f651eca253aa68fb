"""Routes of the intelligence log. Whoever may add opens the log, and reads there what is theirs to read."""

from functools import partial

from headway.features.intelligence.queries import KIND
from headway.pages.intelligence import questions, views, writing
from headway.pages.routes import Route

_log = partial(Route, kind=KIND, relation="own", see="change", place="Schools")
_change = partial(_log, post="change")
_ask = partial(Route, kind=KIND, relation="own", place="Schools")
_ONE = "schools/<int:urn>/intelligence/"
_NOTE = f"{_ONE}<str:key>/"

ROUTES = (
    _log("schools/intelligence/", "intelligence", views.list_notes),
    _ask("schools/intelligence/questions/", "intelligence_questions", questions.list_questions),
    _ask(
        "schools/intelligence/questions/<str:key>/",
        "intelligence_question",
        questions.show_question,
        post="see",
    ),
    _log(_ONE, "intelligence_school", views.show_school),
    _change(f"{_ONE}add/", "intelligence_add", writing.add),
    _log(_NOTE, "intelligence_note", views.show_note),
    _change(f"{_NOTE}correct/", "intelligence_correct", writing.correct),
    _change(f"{_NOTE}withdraw/", "intelligence_withdraw", writing.withdraw),
    _change(f"{_NOTE}readers/", "intelligence_readers", writing.readers),
)

"""Routes of structural changes."""

from headway.features.structural_changes.queries import KIND
from headway.pages.routes import Route, View
from headway.pages.structural_changes import giving_back, views, writing


def _form(path: str, name: str, view: View, act: str = "change") -> Route:
    return Route(f"schools/changes/{path}", name, view, kind=KIND, see=act, post=act)


def _button(path: str, name: str, view: View) -> Route:
    return Route(f"schools/changes/{path}", name, view, kind=KIND, post="change", get=False)


ROUTES = (
    Route("schools/changes/", "structural_cases", views.list_cases, kind=KIND),
    _form("new/", "structural_case_new", writing.begin),
    Route("schools/changes/<slug:key>/", "structural_case", views.show_case, kind=KIND),
    _form("<slug:key>/edit/", "structural_case_edit", writing.edit),
    _form("<slug:key>/schools/", "structural_case_school", writing.add_school),
    _button("<slug:key>/schools/<int:urn>/take-out/", "structural_case_take_out", writing.take_out),
    _form("<slug:key>/stages/<slug:stage>/", "structural_case_stage", writing.keep_stage),
    _form("<slug:key>/log/", "structural_case_log", writing.log),
    _form("<slug:key>/decision/", "structural_case_decide", writing.decide),
    _form("<slug:key>/close/", "structural_case_close", writing.close, act="approve"),
    _form("<slug:key>/correct/", "structural_case_correct", writing.correct),
    _form("<slug:key>/memberships/", "structural_case_memberships", giving_back.give_back),
)

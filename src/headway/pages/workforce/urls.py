"""Routes of the workforce."""

from headway.features.workforce.queries import KIND, PAY
from headway.pages.routes import Route, View
from headway.pages.workforce import comparing, paying, posts, seconding, timeline, views, writing

_ONE = "workforce/structures/<str:key>/"
_POST = f"{_ONE}posts/<str:post>/"


def _form(path: str, name: str, view: View, *, get: bool = True, kind: str = KIND) -> Route:
    return Route(path, name, view, kind=kind, see="change", post="change", get=get)


ROUTES = (
    Route("workforce/", "structures", views.list_structures, kind=KIND),
    Route("workforce/restructures/", "restructures", timeline.show_restructures, kind=KIND),
    Route("workforce/compare/", "structures_compare", comparing.show_comparison, kind=KIND),
    Route("workforce/cost/", "post_cost", paying.show_cost, kind=PAY),
    _form("workforce/structures/new/", "structure_new", writing.begin),
    Route(_ONE, "structure", views.show_structure, kind=KIND),
    _form(f"{_ONE}edit/", "structure_edit", writing.edit),
    _form(f"{_ONE}copy/", "structure_copy", writing.copy),
    _form(f"{_ONE}consult/", "structure_consult", writing.consult, get=False),
    _form(f"{_ONE}take-back/", "structure_take_back", writing.take_back, get=False),
    Route(
        f"{_ONE}approve/",
        "structure_approve",
        writing.approve,
        kind=KIND,
        see="approve",
        post="approve",
        get=False,
    ),
    _form(f"{_ONE}posts/new/", "post_new", posts.add),
    _form(_POST, "post", posts.edit),
    _form(f"{_POST}title/", "post_title", posts.rename),
    _form(f"{_POST}pay/", "post_pay", paying.pay, kind=PAY),
    _form(f"{_ONE}secondments/new/", "secondment_new", seconding.add),
    _form(f"{_ONE}secondments/<str:secondment>/", "secondment", seconding.change),
)

"""Routes of decisions."""

from headway.features.decisions.queries import KIND
from headway.pages.decisions import (
    appraisals,
    appraising,
    deploying,
    fields,
    reviews,
    settling,
    views,
    writing,
)
from headway.pages.routes import DOWNLOAD, Route, View

_ONE = "decisions/reports/<str:key>/"

_APPRAISAL = "decisions/appraisals/<str:key>/"
_REVIEW = "decisions/reviews/<str:key>/"
_OPTION = f"{_APPRAISAL}options/<str:option>/"


def _form(path: str, name: str, view: View) -> Route:
    return Route(path, name, view, kind=KIND, see="change", post="change")


ROUTES = (
    _form("decisions/appraisals/new/", "appraisal_new", appraising.begin),
    Route(_APPRAISAL, "appraisal", appraisals.show_appraisal, kind=KIND),
    _form(f"{_APPRAISAL}edit/", "appraisal_edit", appraising.edit),
    _form(f"{_APPRAISAL}deploy/", "options_deploy", deploying.ask),
    Route(f"{_OPTION}schools/", "option_schools", deploying.show_schools, kind="drafts"),
    _form(f"{_APPRAISAL}options/new/", "option_new", appraising.add_option),
    _form(_OPTION, "option", appraising.edit_option),
    _form(f"{_OPTION}scores/", "option_scores", appraising.score),
    _form(f"{_OPTION}prefer/", "option_prefer", appraising.prefer),
    _form(f"{_OPTION}gates/new/", "gate_new", appraising.add_gate),
    _form(f"{_OPTION}gates/<int:gate>/", "gate_open", appraising.open_gate),
    Route(
        f"{_OPTION}in-place/",
        "option_in_place",
        appraising.put_in_place,
        kind=KIND,
        post="approve",
        get=False,
    ),
    Route(
        f"{_APPRAISAL}put-out/", "appraisal_put_out", appraising.put_out, kind=KIND, post="change", get=False
    ),
    _form("decisions/reviews/new/", "review_new", reviews.begin),
    Route(_REVIEW, "review", reviews.show, kind=KIND),
    _form(f"{_REVIEW}parts/", "review_parts", reviews.write_parts),
    _form(f"{_REVIEW}criteria/", "review_judge", reviews.judge),
    Route(f"{_REVIEW}complete/", "review_complete", reviews.complete, kind=KIND, post="approve", get=False),
    Route("decisions/", "decisions", views.list_reports, kind=KIND),
    Route("decisions/reports/new/", "report_new", writing.begin, kind=KIND, see="change", post="change"),
    Route(_ONE, "report", views.show_report, kind=KIND),
    Route(f"{_ONE}file/<slug:form>/", "report_file", views.download, kind=KIND, limit=DOWNLOAD),
    Route(f"{_ONE}heads/", "report_heads", writing.write_heads, kind=KIND, see="change", post="change"),
    Route(
        f"{_ONE}fields/<slug:field>/", "report_field", fields.write, kind=KIND, see="change", post="change"
    ),
    Route(f"{_ONE}sign/<slug:section>/", "report_sign", settling.sign, kind=KIND, post="change", get=False),
    Route(f"{_ONE}lay/", "report_lay", settling.lay, kind=KIND, see="change", post="change", get=False),
    Route(f"{_ONE}take-back/", "report_take_back", settling.take_back, kind=KIND, post="change", get=False),
    Route(f"{_ONE}decide/", "report_decide", settling.decide, kind=KIND, see="approve", post="approve"),
    Route(f"{_ONE}publish/", "report_publish", settling.publish, kind=KIND, post="approve", get=False),
)

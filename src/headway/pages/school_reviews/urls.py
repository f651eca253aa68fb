"""Routes of school reviews and of feedback on documents."""

from headway.features.school_reviews.queries import KIND
from headway.pages.routes import Route, View
from headway.pages.school_reviews import documents, taking_part, views

_ONE = "schools/joint-reviews/<str:key>/"
_DOCUMENT = "schools/documents/<str:key>/"


def _open(path: str, name: str, view: View, post: str | None = "see") -> Route:
    """Open to whom the view's own query finds it for: a reviewer too, who is tied to the review and not to the school."""
    return Route(path, name, view, kind=KIND, relation="own", post=post)


def _form(path: str, name: str, view: View) -> Route:
    return Route(path, name, view, kind=KIND, see="change", post="change", relation="own")


def _press(path: str, name: str, view: View, post: str = "see") -> Route:
    return Route(path, name, view, kind=KIND, post=post, get=False, relation="own")


ROUTES = (
    Route("schools/joint-reviews/", "joint_reviews", views.list_reviews, kind=KIND),
    _form("schools/<int:urn>/joint-reviews/new/", "joint_review_new", views.plan),
    _open(_ONE, "joint_review", views.show_review, post=None),
    _form(f"{_ONE}edit/", "joint_review_edit", views.edit),
    _form(f"{_ONE}reviewers/", "joint_review_reviewers", views.name_reviewer),
    _form(f"{_ONE}reviewers/off/", "joint_review_reviewer_off", views.take_off),
    _press(f"{_ONE}begin/", "joint_review_begin", views.begin, "change"),
    _open(f"{_ONE}evaluation/", "joint_review_evaluate", taking_part.evaluate),
    _open(f"{_ONE}finding/", "joint_review_finding", taking_part.find),
    _open(f"{_ONE}report/", "joint_review_report", taking_part.report),
    _press(f"{_ONE}agree/", "joint_review_agree", taking_part.agree),
    Route("schools/documents/", "document_reviews", documents.list_documents, kind=KIND),
    _form("schools/<int:urn>/documents/read/", "document_read", documents.read),
    _open(_DOCUMENT, "document_review", documents.show_document, post=None),
    _form(f"{_DOCUMENT}score/", "document_score", documents.score),
    _press(f"{_DOCUMENT}share/", "document_share", documents.share, "change"),
)

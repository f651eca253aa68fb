"""Routes of annual reviews."""

from functools import partial

from headway.features.performance_reviews.queries import KIND
from headway.pages.performance_reviews import views
from headway.pages.performance_reviews.picking import change_reviews
from headway.pages.routes import DOWNLOAD, Route

_route = partial(Route, kind=KIND, relation="own", place="Schools")
_form = partial(_route, see="change", post="change")
_button = partial(_route, post="change", get=False)
_REVIEW = "schools/<int:urn>/reviews/<int:year>/"

ROUTES = (
    _route("schools/reviews/", "annual_reviews", views.list_reviews, see="count"),
    _form("schools/reviews/picked/", "annual_reviews_picked", change_reviews),
    _button(f"{_REVIEW}begin/", "annual_review_begin", views.begin),
    _route(_REVIEW, "annual_review", views.show_review),
    _form(f"{_REVIEW}write/", "annual_review_write", views.write),
    _route(f"{_REVIEW}attendance/", "annual_review_attendance", views.take_part, post="see"),
    _button(f"{_REVIEW}share/", "annual_review_share", views.share),
    _form(f"{_REVIEW}reply/", "annual_review_reply", views.reply),
    _form(f"{_REVIEW}judge/", "annual_review_judge", views.judge),
    _form(f"{_REVIEW}except/", "annual_review_except", views.except_school),
    _button(f"{_REVIEW}except/end/", "annual_review_except_end", views.end_exception),
    _route(f"{_REVIEW}as/<form>/", "annual_review_file", views.download, limit=DOWNLOAD),
)

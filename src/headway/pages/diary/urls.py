"""Routes of the diary."""

from functools import partial

from headway.features.visits.around import CAPACITY, READINESS
from headway.features.visits.queries import KIND
from headway.pages.diary import around, calendars, days, replanning, times, views, visits
from headway.pages.routes import Route

_ONE = "diary/visits/<str:key>/"
_read = partial(Route, kind=KIND, relation="own", place="Diary")
_write = partial(Route, kind=KIND, relation="own", place="Diary", see="change", post="change")
_tell = partial(Route, kind=READINESS, relation="own", place="Schools", see="change", post="change")

ROUTES = (
    _read("diary/", "diary", views.show_diary),
    _write("diary/book/", "visit_book", visits.book),
    _read("diary/days/", "visit_days", days.show_days),
    _read("diary/time/", "visit_times", times.show_times),
    _read("diary/agendas/", "agendas", around.list_agendas),
    _read(
        "diary/agendas/<slug:agenda>/review/", "agenda_review", around.review, see="approve", post="approve"
    ),
    _read("diary/calendar/", "calendar_address", calendars.show_address, post="see"),
    Route("calendar/<str:token>.ics", "calendar_feed", calendars.feed, public=True),
    Route(
        "diary/away/",
        "absence_record",
        around.be_away,
        kind=CAPACITY,
        see="change",
        post="change",
        place="Diary",
    ),
    _read(_ONE, "visit", visits.show_visit),
    _write(f"{_ONE}time/", "visit_time", times.confirm),
    _write(f"{_ONE}move/", "visit_move", visits.move),
    _write(f"{_ONE}cancel/", "visit_cancel", visits.cancel),
    _write(f"{_ONE}people/", "visit_person", visits.bring),
    _write(f"{_ONE}held/", "visit_held", visits.hold, get=False),
    _read(f"{_ONE}approve/", "visit_approve", visits.approve, see="approve", post="approve", get=False),
    _tell("schools/<int:urn>/inspection-notice/", "inspection_notice", around.notice),
    _tell("inspection-notices/<str:key>/visits/", "inspection_replan", replanning.replan, place="Diary"),
    _tell("inspection-notices/<str:key>/attended/", "inspection_attended", around.attended, place="Diary"),
)

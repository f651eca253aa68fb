"""Routes of records of visits."""

from functools import partial

from headway.features.records.queries import NOTES
from headway.features.visits.queries import KIND
from headway.pages.records import boards, drafting, listing, looking, notes, photographs, school, showing
from headway.pages.routes import DOWNLOAD, Route

_route = partial(Route, kind=KIND, relation="own")
_form = partial(_route, see="change", post="change")
_button = partial(_route, post="see", get=False)
_look = partial(_route, post="see")

ROUTES = (
    _route("records/", "records", listing.list_records),
    _route("records/late/", "agreed_overdue", listing.list_overdue),
    _route("records/on-time/", "records_on_time", boards.list_on_time),
    _route("records/boards/", "boards_received", boards.list_received),
    _route("records/comments/", "board_comments", boards.list_comments),
    _look("records/comments/<key>/reply/", "board_comment_reply", boards.reply),
    Route("records/notes/", "safeguarding_notes", notes.list_notes, kind=NOTES, relation="own"),
    Route("records/notes/<key>/", "safeguarding_note", notes.show_note, kind=NOTES, relation="own"),
    Route(
        "records/visits/<key>/note/",
        "safeguarding_note_new",
        notes.write_note,
        kind=NOTES,
        see="change",
        post="change",
        relation="own",
    ),  # fmt: skip
    _route("records/schools/<int:urn>/", "school_promises", school.show_school),
    _form("records/schools/<int:urn>/comment/", "board_comment_new", boards.comment),
    _form("records/visits/<key>/before/", "record_before", drafting.write_before),
    _form("records/visits/<key>/begin/", "record_begin", drafting.begin),
    _route("records/<key>/", "record", showing.show_record),
    _form("records/<key>/write/", "record_write", drafting.write),
    _form("records/<key>/agreed/new/", "record_agree", drafting.agree),
    _button("records/<key>/agreed/<agreed>/out/", "record_agreed_out", drafting.take_out, post="change"),
    _form("records/<key>/photographs/new/", "record_photograph_new", photographs.add, most_megabytes=16),
    _route("records/<key>/photographs/<photograph>/", "record_photograph", photographs.show),
    _button(
        "records/<key>/photographs/<photograph>/out/",
        "record_photograph_out",
        photographs.take_out,
        post="change",
    ),  # fmt: skip
    _form("records/<key>/before/<agreed>/", "record_follow", drafting.follow),
    _form("records/<key>/hand-in/", "record_hand_in", drafting.hand_in),
    _route("records/<key>/check/", "record_check", looking.check, see="approve", post="approve"),
    _form("records/<key>/answer/", "record_answer", looking.answer_for_school),
    _button("records/<key>/deem/", "record_deem", looking.deem),
    _button("records/<key>/send/", "record_send", looking.send),
    _button("records/<key>/amend/", "record_amend", looking.amend, post="change"),
    _route("records/<key>/as/<form>/", "record_document", showing.download, limit=DOWNLOAD),
)

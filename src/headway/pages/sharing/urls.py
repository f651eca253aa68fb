"""Routes of data sharing, of analyses agreed with schools, of training in data and of attendance."""

from functools import partial

from headway.features.sharing.analyses import KIND as ANALYSES
from headway.features.sharing.pupils import CONCERNS, GROUPS, TRAINING
from headway.features.sharing.queries import KIND
from headway.pages.routes import Route
from headway.pages.sharing import (
    agreements,
    analyses,
    attendance,
    choosing,
    groups,
    recording,
    signing,
    training,
)

_own = partial(Route, relation="own", place="Schools")
_agreement = partial(_own, kind=KIND)
_analyses = partial(_own, kind=ANALYSES)
_concern = partial(_own, kind=CONCERNS)
CHANGE = {"see": "change", "post": "change"}
_LIST = "schools/<int:urn>/analyses/<int:year>/"
_ATTENDANCE = "schools/<int:urn>/attendance/"

ROUTES = (
    _agreement("schools/agreements/", "agreements", agreements.list_agreements),
    _agreement("schools/agreements/protocol/", "protocol_of_data", agreements.show_protocol),
    _agreement("schools/agreements/sign/", "agreements_sign", signing.sign, **CHANGE),
    Route("schools/agreements/training/", "data_training", training.show_training, kind=TRAINING),
    Route(
        "schools/agreements/training/record/",
        "data_training_record",
        training.record,
        kind=TRAINING,
        **CHANGE,
    ),
    Route("schools/agreements/accesses/", "data_accesses", training.list_accesses, kind=TRAINING),
    _agreement("schools/<int:urn>/agreement/", "agreement", agreements.show_school),
    _agreement("schools/<int:urn>/agreement/record/", "agreement_record", recording.record, **CHANGE),
    _agreement("schools/<int:urn>/agreement/<str:key>/end/", "agreement_end", recording.end, **CHANGE),
    _analyses("schools/analyses/", "analyses", analyses.list_analyses),
    _analyses("schools/analyses/schedule/", "analyses_schedule", analyses.show_schedule),
    _analyses(_LIST, "analyses_school", analyses.show_school),
    _analyses(f"{_LIST}choose/", "analyses_choose", choosing.choose, **CHANGE),
    _analyses(f"{_LIST}agree/", "analyses_agree", choosing.agree, see="approve", post="approve"),
    _analyses(f"{_LIST}<str:key>/done/", "analysis_done", analyses.done, post="change", get=False),
    _concern("schools/attendance/", "attendance", attendance.list_schools, see="count"),
    _concern(_ATTENDANCE, "attendance_school", attendance.show_school, see="count"),
    _concern(f"{_ATTENDANCE}note/", "attendance_note", attendance.note, **CHANGE),
    _concern(f"{_ATTENDANCE}for/<slug:purpose>/", "attendance_names", attendance.show_names),
    _concern(f"{_ATTENDANCE}for/<slug:purpose>/<str:key>/", "attendance_pupil", attendance.change, **CHANGE),
    _own("schools/<int:urn>/pupil-groups/", "pupil_groups", groups.show_groups, kind=GROUPS),
)

"""What becomes of records of visits, their photographs and times where their people leave."""

from django.db.models import Model

from headway.features.photographs.models import Photograph
from headway.features.records.models import (
    BoardComment,
    Check,
    HeadAnswer,
    Preparation,
    RecordOfVisit,
    SafeguardingNote,
)
from headway.features.visit_times.models import VisitTime
from headway.flows.leaving_ties import HANDED, KEPT, Tie

RECORD_TIES: dict[tuple[type[Model], str], Tie] = {
    (VisitTime, "person"): Tie(KEPT, "times of visits", "how long one took is part of the record"),
    (Photograph, "added_by"): Tie(KEPT, "photographs of visits", "who took one is part of the record"),
    (Preparation, "saved_by"): Tie(KEPT, "schools' parts of visits", "who wrote one is part of the record"),
    (RecordOfVisit, "author"): Tie(
        HANDED,
        "records of visits not locked yet",
        "somebody must finish them; who wrote a locked one stays part of it",
    ),
    (RecordOfVisit, "issued_by"): Tie(KEPT, "records of visits issued", "who sent one is part of the record"),
    (Check, "by"): Tie(KEPT, "checks of records", "who checked one is part of the record"),
    (HeadAnswer, "by"): Tie(KEPT, "heads' answers to records", "who answered is part of the record"),
    (SafeguardingNote, "written_by"): Tie(
        KEPT, "safeguarding notes", "who wrote one is part of the record; safeguarding officers open it"
    ),
    (BoardComment, "by"): Tie(KEPT, "comments of heads and chairs", "who commented is part of the record"),
    (BoardComment, "replied_by"): Tie(KEPT, "replies to them", "who replied is part of the record"),
}

"""Writes of summaries: an edition begun, its pages kept one by one, all of them put into one file."""

import tempfile
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.files.actions import keep, keep_file
from headway.features.files.queries import ARCHIVE, PDF, content_of
from headway.features.jobs.models import Job
from headway.features.schools.models import School
from headway.features.summaries.models import SchoolSummary, SummaryEdition
from headway.features.summaries.queries import KIND
from headway.gateways.documents import safe_name, write_archive
from headway.rules.verdict import Verdict, insist


def may_make(by: Viewer) -> Verdict:
    """Whether the viewer may have an edition made."""
    return by.may(KIND, "change")


@transaction.atomic
def begin_edition(*, title: str, by: Viewer, at: datetime) -> SummaryEdition:
    """A new edition as at the viewer's day, without a page yet."""
    insist(may_make(by))
    made = SummaryEdition.objects.create(title=title, made_on=by.on, made_by=by.person, made_at=at)
    _told("begin_edition", made, by.id, at, made.made_on)
    return made


@transaction.atomic
def give_edition_job(*, edition: SummaryEdition, job: Job, by: Viewer, at: datetime) -> None:
    """Remember which job makes it."""
    insist(may_make(by))
    SummaryEdition.objects.filter(pk=edition.pk).update(job=job.public_id)
    _told("give_edition_job", edition, by.id, at, edition.made_on)


@transaction.atomic
def keep_summary(
    *, edition: SummaryEdition, school: School, content: bytes, opens: Iterable[str], by: str, at: datetime
) -> None:
    """Keep one school's page; the same page again changes nothing."""
    name = safe_name(f"{school.urn} {school.name}, summary.pdf")
    file = keep(content=content, name=name, content_type=PDF, at=at)
    told = {"file": file, "opens": sorted(opens)}
    SchoolSummary.objects.update_or_create(edition=edition, school=school, defaults=told)


def close_edition(*, edition: SummaryEdition, by: str, at: datetime) -> SummaryEdition:
    """Put every page of it into one kept file. A second run makes the same file and tells nothing new."""
    rows = edition.summaries.select_related("school", "file").order_by("school_id")
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        place = Path(scratch) / "summaries.zip"
        write_archive(place, ((row.file.name, content_of(row.file)) for row in rows.iterator(chunk_size=100)))
        kept = keep_file(source=place, name=safe_name(f"{edition.title}.zip"), content_type=ARCHIVE, at=at)
    with transaction.atomic():
        held = SummaryEdition.objects.select_for_update().get(pk=edition.pk)
        if held.archive_id != kept.pk:
            held.archive = kept
            held.save(update_fields=["archive"])
            _told("close_edition", held, by, at, held.made_on)
    return held


def _told(action: str, edition: SummaryEdition, by: str, at: datetime, on: date) -> None:
    record(
        action=action,
        subject_kind="summary-edition",
        subject_id=edition.public_id,
        at=at,
        by=by,
        after={"on": on.isoformat()},
    )

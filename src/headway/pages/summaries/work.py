"""The work that makes an edition: the one-page summary of each open school, as its own head would see it."""

from dataclasses import replace
from datetime import datetime

from headway.features.appointments.models import Subject
from headway.features.appointments.viewer import Viewer
from headway.features.jobs.models import Job
from headway.features.policies.queries import typed
from headway.features.schools.models import School
from headway.features.schools.queries import open_schools
from headway.features.summaries.actions import close_edition, keep_summary
from headway.features.summaries.models import SummaryEdition
from headway.gateways.documents import pack_pdf
from headway.kit.words import count_words
from headway.pages.schools.gather import Known, gather
from headway.pages.schools.page import school_page
from headway.pages.schools.profile import summary_pack
from headway.pages.schools.work_done import Work
from headway.worker.work import Outcome, Tell, does

HEAD = "headteacher"
# Not everybody who reads summaries may see these of a school, and one sheet can do without.
LEFT_OUT = frozenset({"contacts", "intelligence", "structural-changes"})


@does("school_summaries")
def make_edition(job: Job, at: datetime, tell: Tell) -> Outcome:
    """Arguments: edition (public id). A second run makes the same pages and keeps none twice."""
    edition = SummaryEdition.objects.select_related("made_by").get(public_id=job.arguments["edition"])
    schools = list(
        open_schools()
        .select_related("authority", "district", "trust", "federation", "release")
        .order_by("pk")
    )
    for number, school in enumerate(schools):
        tell(number, len(schools), "writing summaries")
        viewer, known = as_its_head_sees(edition, school)
        content = pack_pdf(summary_pack(known, school_page(viewer, known)))
        keep_summary(
            edition=edition, school=school, content=content, opens=known.opened, by=job.started_by, at=at
        )
    tell(len(schools), len(schools), "putting them into one file")
    close_edition(edition=edition, by=job.started_by, at=at)
    words = f"{count_words(len(schools), 'summary is', 'summaries are')} kept."
    return Outcome(words, f"/schools/summaries/{edition.public_id}/")


def as_its_head_sees(edition: SummaryEdition, school: School) -> tuple[Viewer, Known]:
    """What the head of the school may see of it on the edition's day, contacts apart."""
    viewer = Viewer(
        person=edition.made_by,
        on=edition.made_on,
        roles=frozenset({HEAD}),
        ties={Subject.SCHOOL: frozenset({str(school.urn)})},
        access=typed("access", edition.made_on),
    )
    known = gather(viewer, school)
    return viewer, replace(known, opened=known.opened - LEFT_OUT, contacts=(), work=Work())

"""Deploying the options of an appraisal."""

import time
from datetime import datetime

from django.utils import timezone

from headway.features.decisions.models import Appraisal
from headway.features.jobs.models import Job
from headway.features.people.models import Person
from headway.flows.deploy_options import Asked, deploy_options
from headway.kit.words import count_words
from headway.planner.stop import Stop
from headway.worker.work import Outcome, Tell, ask, does

# For each option; a safety net only, as for a year's plan.
MOST_SECONDS = 120.0


@does("deploy_options")
def deploy(job: Job, at: datetime, tell: Tell) -> Outcome:
    """Arguments: appraisal (public id), year, full_half_days. A second run of the same job works out the same figures."""
    told = job.arguments
    appraisal = Appraisal.objects.get(public_id=told["appraisal"])
    asked = Asked(year=told["year"], full_half_days=told["full_half_days"], on=timezone.localdate(at))
    number = deploy_options(
        appraisal=appraisal,
        asked=asked,
        stop=Stop(wall_seconds=MOST_SECONDS, clock=time.monotonic),
        by=Person.objects.filter(public_id=job.started_by).first(),
        at=at,
        progress=tell,
    )
    words = f"{count_words(number, 'option is', 'options are')} deployed."
    return Outcome(words, f"/decisions/appraisals/{appraisal.public_id}/")


def ask_for_deployment(*, appraisal: Appraisal, year: int, full_half_days: int, by: str, at: datetime) -> Job:
    """Let a worker deploy the options of this appraisal."""
    arguments = {"appraisal": appraisal.public_id, "year": year, "full_half_days": full_half_days}
    return ask(
        kind="deploy_options",
        title=f"Deploy the options of {appraisal.title}",
        by=by,
        at=at,
        arguments=arguments,
    )

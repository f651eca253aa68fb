"""Deploying options as a job: found again, and the same figures when it is run twice."""

import pytest
from django.utils import timezone
from tests.factories import adopt
from tests.pages.appraisal_objects import make_appraisal, make_option
from tests.pages.workforce_objects import make_post, make_structure
from tests.planned_year import YEAR, make_year

from headway.features.decisions.models import OptionDeployment
from headway.features.jobs.actions import ask_for
from headway.features.jobs.models import State
from headway.worker.work import work

pytestmark = pytest.mark.django_db


def test_the_job_deploys_each_option_and_leads_to_the_appraisal():
    adopt()
    make_year()
    made, structure = make_appraisal(), make_structure()
    make_post(structure, phases="")
    make_option(made, structure=structure)
    arguments = {"appraisal": made.public_id, "year": YEAR, "full_half_days": 40}
    job = ask_for(kind="deploy_options", title="Deploy", by="", at=timezone.now(), arguments=arguments)
    work.func(job.public_id)
    job.refresh_from_db()
    assert (job.state, job.words) == (State.DONE, "1 option is deployed.")
    assert job.result_path == f"/decisions/appraisals/{made.public_id}/"
    assert job.done == job.total == 1
    first = OptionDeployment.objects.values("unmet_half_days", "travel_minutes", "schools").get()
    work.func(job.public_id)
    assert OptionDeployment.objects.values("unmet_half_days", "travel_minutes", "schools").get() == first

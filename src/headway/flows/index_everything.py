"""Make the search's index anew from what is stored: after an upgrade, or when it was found wanting."""

from collections.abc import Iterable

from django.db import transaction

from headway.features.committees.findable import findable_forum, findable_protocol
from headway.features.committees.models import Forum, Protocol
from headway.features.decisions.findable import findable_appraisal, findable_consultation, findable_report
from headway.features.decisions.models import Appraisal, Consultation, Report
from headway.features.deployment.findable import findable_plan
from headway.features.deployment.models import Draft
from headway.features.letters.findable import findable_letter
from headway.features.letters.models import Letter
from headway.features.partnerships.findable import findable_partnership
from headway.features.partnerships.models import Partnership
from headway.features.people.findable import findable_adviser, findable_person
from headway.features.people.models import Adviser, Person
from headway.features.plans.findable import findable_indicator, findable_service_plan
from headway.features.plans.models import Indicator, Plan
from headway.features.policies.findable import findable_policy
from headway.features.policies.models import Policy
from headway.features.releases.findable import findable_release
from headway.features.releases.models import Release
from headway.features.schools.findable import findable_schools
from headway.features.search.actions import Findable, replace_findable
from headway.features.search.models import Kind
from headway.features.workforce.findable import findable_structure
from headway.features.workforce.models import Structure


@transaction.atomic
def index_everything() -> dict[str, int]:
    """Let exactly what is stored be found; kind in words to how many things there are of it."""
    counts: dict[str, int] = {}
    for kind, things in findable_things().items():
        held = list(things)
        replace_findable(kind, held)
        counts[kind.label] = len(held)
    return counts


def findable_things() -> dict[Kind, Iterable[Findable]]:
    """Every kind with all its things."""
    return {
        Kind.SCHOOL: findable_schools(),
        Kind.PARTNERSHIP: map(findable_partnership, Partnership.objects.all()),
        Kind.ADVISER: map(findable_adviser, Adviser.objects.select_related("person")),
        Kind.PERSON: map(findable_person, Person.objects.all()),
        Kind.PLAN: map(findable_plan, Draft.objects.all()),
        Kind.SERVICE_PLAN: map(findable_service_plan, Plan.objects.all()),
        Kind.INDICATOR: map(findable_indicator, Indicator.objects.filter(ended_on=None)),
        Kind.PROTOCOL: map(findable_protocol, Protocol.objects.all()),
        Kind.FORUM: map(findable_forum, Forum.objects.all()),
        Kind.STRUCTURE: map(findable_structure, Structure.objects.all()),
        Kind.APPRAISAL: map(findable_appraisal, Appraisal.objects.all()),
        Kind.REPORT: map(findable_report, Report.objects.all()),
        Kind.CONSULTATION: map(findable_consultation, Consultation.objects.all()),
        Kind.LETTER: map(findable_letter, Letter.objects.select_related("school")),
        Kind.POLICY: map(findable_policy, Policy.objects.defer("body")),
        Kind.RELEASE: map(findable_release, Release.objects.all()),
    }

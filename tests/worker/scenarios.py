"""One job of each kind, waiting on the queue, and what must stand in the database when it is done, however often it was begun.

A kind of work without a scenario here fails the tests: whoever adds a kind says what it leaves.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils import timezone
from tests.factories import adopt
from tests.features.letters.letters import AT, Recipient, draft, school
from tests.flows.demonstration import find
from tests.pages.appraisal_objects import make_appraisal, make_option
from tests.pages.people import make_person
from tests.pages.workforce_objects import make_post, make_structure
from tests.plan_world import seen
from tests.planned_year import YEAR, make_year

from headway.demo.county import AUTHORITY_NAME
from headway.demo.generate import generate
from headway.features.deployment.actions import start_draft
from headway.features.files.actions import keep_file
from headway.features.letters.actions import prepare_many, release
from headway.features.schools.models import Authority, School
from headway.features.summaries.actions import begin_edition
from headway.flows.read_release import read_release
from headway.worker.options import ask_for_deployment
from headway.worker.work import ask, find_work, kinds
from headway.worker.yearplan import ask_for_plan

DAY = date(2026, 9, 1)
TWO = (
    Recipient("head", "The head", "head@oak.example"),
    Recipient("chair", "The chair", "chair@oak.example"),
)


@dataclass(frozen=True, slots=True)
class Scenario:
    """`begin` puts the job on the queue; `leaves`: questions whose answers tell what it leaves, keys and times apart.

    `is_told_again`: what was stored whole before the death is worked out again, to the same figures, and the audit tells
    of both times.
    """

    begin: Callable[[Path], object]
    leaves: tuple[str, ...]
    is_told_again: bool = False


def begin_planted(folder: Path) -> None:
    """The worker's script plants this kind: it stores one row."""
    ask(kind="planted", title="Planted", by="", at=AT, arguments={})


def begin_letters(kind: str) -> Callable[[Path], None]:
    """A letter to two people is released."""

    def begin(folder: Path) -> None:
        letters = prepare_many(drafts=[draft(school(), recipients=TWO)], batch="b", by=None, at=AT)
        release(letters=letters, by=None, at=AT)
        ask(kind=kind, title="Letters", by="", at=AT, arguments={"batch": "b", "title": "Letters"})

    return begin


def begin_year(folder: Path) -> None:
    """A year is to be planned."""
    adopt()
    make_year()
    ask_for_plan(draft=start_draft(year=YEAR, seed=1, by=None, at=timezone.now()), by="", at=timezone.now())


def begin_options(folder: Path) -> None:
    """An option of an appraisal is to be deployed over the year."""
    adopt()
    make_year()
    made, structure = make_appraisal(), make_structure()
    make_post(structure, phases="")
    make_option(made, structure=structure)
    ask_for_deployment(appraisal=made, year=YEAR, full_half_days=40, by="", at=timezone.now())


def begin_summaries(folder: Path) -> None:
    """The summaries of two schools are to be made."""
    adopt()
    authority = Authority.objects.create(code="900", name="Nowhere", own=True)
    told = {"authority": authority, "phase": "primary", "status": "Open", "status_code": "1"}
    for number, name in enumerate(("Elm", "Oak"), 1):
        School.objects.create(urn=900000 + number, name=name, **told)
    by = seen(make_person("data-officer"))
    edition = begin_edition(title="Autumn term", by=by, at=AT)
    arguments = {"edition": edition.public_id}
    ask(kind="school_summaries", title="Summaries", by=by.id, at=AT, arguments=arguments)


def begin_reading(folder: Path) -> None:
    """A register was given and is to be read."""
    adopt()
    register = _register(folder)
    kept = keep_file(source=register, name=register.name, content_type="text/csv", at=AT)
    arguments = {"file": kept.public_id, "name": register.name, "authority": AUTHORITY_NAME}
    ask(
        kind="read_release",
        title="Read",
        by="",
        at=AT,
        arguments=arguments | {"published_on": DAY.isoformat()},
    )


def begin_applying(folder: Path) -> None:
    """A register was read and is to be applied."""
    adopt()
    register = _register(folder)
    facts = {"path": register, "name": register.name, "authority": AUTHORITY_NAME, "published_on": DAY}
    read, _ = read_release(**facts, by="", at=AT)
    ask(kind="apply_release", title="Apply", by="", at=AT, arguments={"release": read.public_id})


def _register(folder: Path) -> Path:
    return find(generate(folder / "published", seed=1, size="small", first_day=DAY).folder, "edubasealldata")


SCENARIOS = {
    "planted": Scenario(begin_planted, ("select title from schools_bankholiday",)),
    "send_letters": Scenario(
        begin_letters("send_letters"), ("select count(*) from letters_outgoing where sent_at is null",)
    ),
    "archive_letters": Scenario(
        begin_letters("archive_letters"), ("select sha256, size from files_storedfile order by sha256",)
    ),
    "plan_year": Scenario(
        begin_year,
        (
            "select state, version, demand_half_days, unmet_half_days, objective from deployment_draft",
            "select school_id, adviser_id, half_days from deployment_assignment order by 1, 2, 3",
        ),
    ),
    "deploy_options": Scenario(
        begin_options,
        ("select unmet_half_days, travel_minutes, schools from decisions_optiondeployment order by 1, 2, 3",),
        is_told_again=True,
    ),
    "school_summaries": Scenario(
        begin_summaries,
        (
            "select school_id, opens from summaries_schoolsummary order by school_id",
            "select count(*) from summaries_summaryedition where archive_id is not null",
            "select sha256, size from files_storedfile order by sha256",
        ),
    ),
    "read_release": Scenario(
        begin_reading,
        ("select state, change_hash, rows_read, rows_taken, version from releases_release",),
        is_told_again=True,
    ),
    "apply_release": Scenario(
        begin_applying,
        (
            "select state, change_hash, rows_taken from releases_release",
            "select urn, name, phase, status from schools_school order by urn",
        ),
    ),
}


def kinds_of_the_product() -> set[str]:
    """Every kind of work that the product does; a test may have planted others."""
    return {kind for kind in kinds() if find_work(kind).__module__.startswith("headway.")}

"""The steps of the how-to that starts an authority, run on the invented publications."""

import json
import re
import shutil
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command, get_commands, load_command_class

from headway.demo.county import AUTHORITY_NAME
from headway.features.categories.models import Proposal
from headway.features.deployment.models import Draft
from headway.features.jobs.models import Job
from headway.features.partnerships.models import Partnership
from headway.features.people.models import Adviser, Person
from headway.features.policies.models import Policy
from headway.features.releases.models import Release
from headway.features.schools.models import School

pytestmark = pytest.mark.django_db
HOW_TO = Path(__file__).resolve().parents[2] / "docs/how-to/start-your-authority.md"
STEP = re.compile(r"\./headway (\w+)((?: [^`\n]+)?)")
OPEN, HELD = 80, 88


@pytest.fixture(autouse=True)
def _started_in_the_autumn(settings, tmp_path, monkeypatch):
    """Kept files have a folder of their own; the day is that of the invented files, and the worker is not there."""
    settings.MEDIA_ROOT = tmp_path / "kept"
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *more: date(2026, 9, 1))
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}


@pytest.fixture
def published(demonstration, tmp_path):
    """What publishers give, without the authority's own sheets."""
    folder = tmp_path / "published"
    shutil.copytree(demonstration, folder, ignore=shutil.ignore_patterns("service"))
    return folder


def start(folder, authority=AUTHORITY_NAME, **more):
    out = StringIO()
    call_command("start_authority", published=folder, authority=authority, stdout=out, **more)
    return out.getvalue()


def test_every_step_of_the_how_to_names_a_command_and_options_that_are_there():
    steps = STEP.findall(HOW_TO.read_text(encoding="utf-8"))
    assert {name for name, _ in steps} >= {"fetch", "plan_year", "load", "run"}
    for name, words in steps:
        parser = load_command_class(get_commands()[name], name).create_parser("headway", name)
        known = {one for action in parser._actions for one in action.option_strings}
        assert set(re.findall(r"--[a-z-]+", words)) <= known, name


def test_from_published_files_alone_a_year_is_ready_to_be_planned(published):
    said = start(published, advisers=3)
    for words in (
        "proposing partnerships by place",
        "proposing categories",
        "entitling days",
        "inventing advisers",
    ):
        assert words in said
    assert School.objects.count() == HELD and Release.objects.exists() and Policy.objects.exists()
    assert Partnership.objects.exists() and Adviser.objects.count() == 3
    assert Proposal.objects.values("school").distinct().count() == OPEN
    assert Person.objects.filter(roles__role="head-of-service").exists()
    assert Draft.objects.get().public_id in Job.objects.get(kind="plan_year").arguments.values()


def test_with_sheets_of_its_own_nothing_is_proposed_or_invented_in_their_place(demonstration):
    said = start(demonstration)
    assert "reading the authority's own sheets" in said
    assert "inventing advisers" not in said and "proposing partnerships" not in said


def test_later_releases_are_loaded_as_a_folder_and_change_nothing_where_nothing_is_new(published):
    start(published, advisers=3)
    before = School.objects.count(), Release.objects.count()
    call_command("load", published, "--authority", AUTHORITY_NAME, stdout=StringIO(), stderr=StringIO())
    assert (School.objects.count(), Release.objects.count()) == before


def test_an_authority_that_the_register_does_not_know_is_refused_in_a_sentence(published):
    with pytest.raises(CommandError, match="no state-funded school of “Ostmarch”"):
        start(published, authority="Ostmarch")
    assert School.objects.count() == 0


def test_the_same_as_a_plan_in_a_file(published, tmp_path):
    file = tmp_path / "plan.json"
    told = {"published": published, "authority": AUTHORITY_NAME, "year": "2026-27", "advisers": 3, "seed": 1}
    call_command("plan_year", **told, json=str(file), stdout=StringIO(), stderr=StringIO())
    assert json.loads(file.read_text(encoding="utf-8"))

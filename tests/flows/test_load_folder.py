"""Loading a folder: each kind once, the newest, in order; again changes nothing; what is not taken says why."""

import os
from datetime import UTC, datetime

import pytest
from django.db import transaction
from tests.flows.demonstration import AT, LATER, counts, find, load, register_only, rewrite, state

from headway.demo.county import AUTHORITY_NAME
from headway.demo.faults import FAULTS
from headway.features.audit.models import Event
from headway.features.audit.queries import breaks_in_the_chain
from headway.features.releases.models import Release, State
from headway.features.schools.models import School
from headway.flows import apply_release as applying
from headway.flows.load_folder import load_folder
from headway.publicdata.faults import Unreadable
from headway.rules.verdict import Refused

# What each damage of a newer register is answered with: a part of the sentence that refuses it …
REFUSED = {
    "missing column": "lacks “URN”",
    "doubled column": "The column “URN” stands 2 times in the header (row 1, columns 1, 136)",
    "truncated": "breaks off in row 53",
    "wrong authority": f"holds nothing of “{AUTHORITY_NAME}” any more",
    "web page instead of a file": "This is a web page, not a file of data",
    "empty": "The file is empty. Fetch it again.",
}
# … or the fault with its row that says what became of it; nothing where the reader sets it right by itself.
TAKEN = {
    "wrong encoding": (),
    "letters lost": (30, "A character was lost before publication"),
    "duplicate URN": (2, "stands again, word for word, in row 90; it is taken once"),
    "saved by a spreadsheet": (),
    "ragged": (3, "The row has 131 cells under 135 columns"),
}


@pytest.fixture
def damaged(request, demonstration, tmp_path):
    """A folder with a newer register alone, damaged as the test asks."""
    folder = register_only(demonstration, tmp_path / "damaged", lambda rows: rows)
    path = find(folder, "edubasealldata")
    path.write_bytes(FAULTS[request.param](path.read_bytes()))
    return folder


def test_m1_01_loading_twice_makes_no_duplicate_and_changes_nothing(loaded, demonstration):
    before, told = state(), counts()
    again = load(demonstration, at=LATER)
    assert state() == before
    assert counts() == told
    assert {one.words.partition(",")[0] for one in again.values() if one.release} == {"applied before"}
    assert School.objects.count() == len({urn for (urn,) in School.objects.values_list("urn")}) == 88


def test_any_row_order_gives_the_same_state(policies, folder, demonstration):
    with transaction.atomic():
        load(demonstration)
        straight = state()
        transaction.set_rollback(True)
    for kind in ("edubasealldata", "links_", "latest_inspections"):
        rewrite(find(folder, kind), lambda rows: rows[::-1])
    assert School.objects.count() == 0
    load(folder)
    assert state() == straight


def test_each_release_has_one_audit_event_with_counts_and_hash(loaded):
    events = {event.subject_id: event for event in Event.objects.filter(action="apply_release")}
    releases = list(Release.objects.select_related("file"))
    assert len(events) == Event.objects.filter(action="apply_release").count() == len(releases) == 19
    for release in releases:
        assert events[release.public_id].after == {
            "kind": release.kind,
            "file": release.file.sha256,
            "counts": release.counts,
            "change_hash": release.change_hash,
        }
    assert breaks_in_the_chain() == []


def test_killed_half_way_and_run_again_is_the_same_as_once(policies, demonstration, monkeypatch):
    def die(**_):
        raise RuntimeError("the power went")

    with monkeypatch.context() as broken:
        broken.setattr(applying, "mark_applied", die)
        with pytest.raises(RuntimeError):
            load(demonstration)
    assert all(rows == [] for rows in state().values())
    assert Event.objects.filter(action="apply_release").count() == 0
    load(demonstration)
    assert School.objects.count() == 88
    assert set(Release.objects.values_list("state", flat=True)) == {State.APPLIED}


def test_every_damage_is_tried():
    assert REFUSED.keys() | TAKEN.keys() == FAULTS.keys()


@pytest.mark.parametrize(("damaged", "words"), REFUSED.items(), ids=list(REFUSED), indirect=["damaged"])
def test_m1_01_a_damaged_register_is_refused_in_a_sentence_and_nothing_changes(registered, damaged, words):
    before, told = state(), counts()
    with pytest.raises(Refused) as refusal:
        load(damaged, at=LATER)
    assert words in str(refusal.value) and str(refusal.value).endswith(".")
    assert (state(), counts()) == (before, told)


@pytest.mark.parametrize(("damaged", "fault"), TAKEN.items(), ids=list(TAKEN), indirect=["damaged"])
def test_a_damage_that_leaves_the_rows_readable_is_a_fault_with_its_row(registered, damaged, fault):
    release = load(damaged, at=LATER)["gias_register"].release
    assert School.objects.filter(status_code="1").count() == 80
    if fault:
        assert release.faults.filter(row=fault[0], words__contains=fault[1]).exists()
    else:
        assert list(release.faults.exclude(urn__isnull=False)) == []


@pytest.mark.parametrize("damaged", ["ragged"], indirect=True)
def test_schools_that_seem_missing_while_rows_are_unread_are_told_so(registered, damaged):
    faults = load(damaged, at=LATER)["gias_register"].release.faults
    assert faults.filter(words__startswith="2 rows of the register could not be read, and 2 schools").exists()


def test_a_folder_that_is_not_there_is_unreadable(policies, tmp_path):
    with pytest.raises(Unreadable, match="There is no folder"):
        load(tmp_path / "nowhere")


def test_a_folder_without_a_register_says_that_one_is_needed(policies, tmp_path):
    with pytest.raises(Refused, match="gias register is needed. There is none"):
        load(tmp_path)


def test_an_older_register_in_the_folder_is_listed_and_kept_out(policies, folder):
    register_only(folder, folder / "older", lambda rows: rows[:-1], day="20250901")
    load(folder)
    assert School.objects.count() == 88
    assert Release.objects.filter(kind="gias_register").count() == 1


def test_another_authority_than_the_installations_own_is_refused(registered, demonstration):
    before = state()
    with pytest.raises(Refused, match=f"serves {AUTHORITY_NAME}; it takes no files for “Ostmarch”"):
        load_folder(folder=demonstration, authority="Ostmarch", by="", at=LATER)
    assert state() == before


def test_a_file_without_a_day_in_its_name_says_which_day_it_was_taken_for(policies, folder):
    day = datetime(2026, 8, 3, 12, tzinfo=UTC).timestamp()
    os.utime(find(folder, "bank-holidays"), (day, day))
    holidays = load(folder)["bank_holidays"]
    assert "no day in its name, so taken as published on 3 August 2026" in holidays.words
    assert holidays.release.published_on.isoformat() == "2026-08-03"


def test_files_recognised_and_not_used_say_so(loaded):
    assert loaded["la_codes"].words == "A list of codes; nothing in the service is taken from it."


def test_what_was_read_tells_its_words_while_it_goes(policies, demonstration):
    told = []
    load_folder(folder=demonstration, authority=AUTHORITY_NAME, by="", at=AT, tell=told.append)
    assert told[0] == "reading edubasealldata20260901.csv" and len(told) == 19

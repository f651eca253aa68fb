"""Applying: exactly what was shown, one at a time, the newest wins."""

import shutil
from datetime import date

import pytest
from tests.adopted import adopt
from tests.features.threads import run_at_once
from tests.flows.demonstration import AT, LATER, find, load, open_rows, rewrite, state
from tests.flows.publications.test_register import converted

from headway.demo.county import AUTHORITY_NAME
from headway.features.audit.models import Event
from headway.features.audit.queries import breaks_in_the_chain
from headway.features.files.actions import path_of
from headway.features.releases.models import ChangeList, Release, State
from headway.features.schools.models import School
from headway.flows.apply_release import apply_release
from headway.flows.publications.decided import hash_of
from headway.flows.read_release import read_release
from headway.rules.verdict import Refused


def read(path, *, day=date(2026, 9, 1), authority=AUTHORITY_NAME):
    """The release of a file, read and not applied."""
    return read_release(path=path, name=path.name, authority=authority, published_on=day, by="", at=AT)[0]


def applied_events():
    """The audit events of applying."""
    return Event.objects.filter(action="apply_release")


def without_the_first(rows):
    """The register before its first open school was in it."""
    first = open_rows(rows)[0]
    return [row for row in rows if row is not first]


def test_reading_writes_nothing_but_the_release(policies, register):
    release = read(register)
    assert all(rows == [] for rows in state().values())
    assert (release.state, release.counts["opened"], applied_events().count()) == (State.READ, 80, 0)
    assert (
        apply_release(release=release, by="officer", at=LATER).state,
        School.objects.count(),
        applied_events().get().by,
    ) == (State.APPLIED, 88, "officer")


def test_an_applied_release_is_left_alone(policies, register):
    release = apply_release(release=read(register), by="", at=AT)
    assert apply_release(release=release, by="", at=LATER).applied_at == AT
    assert apply_release(release=Release.objects.get(), by="", at=LATER).applied_at == AT
    assert applied_events().count() == 1


def test_a_list_that_was_altered_after_it_was_shown_is_refused(policies, register):
    release = read(register)
    altered = release.changes[:-1]
    ChangeList.objects.update(lines=altered)
    with pytest.raises(Refused, match="it was altered since"):
        apply_release(release=Release.objects.get(), by="", at=AT)
    Release.objects.update(change_hash=hash_of(altered))
    with pytest.raises(Refused, match="Read the file again and look at its changes"):
        apply_release(release=Release.objects.get(), by="", at=AT)
    assert School.objects.count() == 0


def test_a_kept_file_that_was_altered_is_refused(policies, register):
    release = read(register)
    kept = path_of(release.file.sha256)
    kept.write_bytes(kept.read_bytes().replace(b"Primary", b"Private", 1))
    with pytest.raises(Refused, match="no longer has its checksum"):
        apply_release(release=release, by="", at=AT)
    assert School.objects.count() == 0


def test_what_was_shown_before_something_else_was_applied_is_refused(policies, register, tmp_path):
    first, other = read(register), tmp_path / "edubasealldata20260902.csv"
    shutil.copy(register, other)
    rewrite(other, converted)
    second = read(other, day=date(2026, 9, 2))
    apply_release(release=first, by="", at=AT)
    with pytest.raises(Refused, match="What is known has changed"):
        apply_release(release=second, by="", at=AT)
    again = read(other, day=date(2026, 9, 2))
    assert again.pk == second.pk and again.counts["opened"] == 1
    apply_release(release=again, by="", at=AT)
    assert School.objects.count() == 89


def test_an_older_file_is_refused_when_read_and_when_applied(policies, register, tmp_path):
    other = tmp_path / "older.csv"
    shutil.copy(register, other)
    rewrite(other, lambda rows: rows[:-1])
    waiting = read(other, day=date(2026, 8, 1))
    apply_release(release=read(register), by="", at=AT)
    for attempt in (
        lambda: apply_release(release=waiting, by="", at=LATER),
        lambda: read(other, day=date(2026, 8, 1)),
    ):
        with pytest.raises(Refused, match="1 August 2026.*1 September 2026.*The newest wins"):
            attempt()
    assert School.objects.count() == 88


def test_an_applied_file_that_would_now_change_more_can_be_applied_again(policies, folder, tmp_path):
    """Inspections of a school that a later register brings: the same file of Ofsted is read again."""
    whole = folder / "edubasealldata20261001.csv"
    shutil.copy(find(folder, "edubasealldata"), tmp_path / whole.name)
    rewrite(find(folder, "edubasealldata"), without_the_first)
    first = load(folder)["ofsted_latest"].release
    left_out = first.faults.filter(serious=True, words__contains="is not among the authority's schools")
    assert left_out.count() == 1
    shutil.copy(tmp_path / whole.name, whole)
    again = load(folder, at=LATER)["ofsted_latest"]
    assert again.words == f"applied: 1 new, {first.counts['new']} unchanged"
    assert (again.release.pk, again.release.applied_at) == (first.pk, LATER)
    assert not left_out.exists()


def test_two_applies_at_once_are_one(transactional_db, settings, register, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path / "kept"
    adopt(at=AT)
    release = read(register)
    tasks = [
        lambda: apply_release(release=Release.objects.get(pk=release.pk), by="", at=LATER) for _ in range(3)
    ]
    results, look = run_at_once(tasks, tmp_path, monkeypatch)
    assert [each for each in results if isinstance(each, Exception) and not isinstance(each, Refused)] == []
    assert look(lambda: (School.objects.count(), applied_events().count(), breaks_in_the_chain())) == (
        88,
        1,
        [],
    )

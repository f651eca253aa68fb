"""A sealed backup: whole it is read, and damaged in any way it is refused with a sentence."""

import hashlib
import io
import json
import os
import random
import zipfile

import pytest

from headway.gateways import backups
from headway.gateways.backups import (
    MANIFEST,
    SEAL_LENGTH,
    DamagedBackup,
    read_backup,
    unpack_part,
    write_backup,
)

SEED = 20260901
FLIPS = 300


@pytest.fixture
def backup(tmp_path):
    (tmp_path / "one").write_bytes(b"first part " * 400)
    (tmp_path / "two").write_bytes(bytes(range(256)) * 8)
    place = tmp_path / "made.backup"
    write_backup(place, [("one", tmp_path / "one"), ("files/two", tmp_path / "two")], {"rows": {"a": 1}})
    return place


def sealed(place, parts, manifest):
    """An archive with a right seal, whatever is in it, as somebody who knows how could make it."""
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
        if manifest is not None:
            made.writestr(MANIFEST, manifest)
        made.comment = b"0" * SEAL_LENGTH
    content = body.getvalue()[:-SEAL_LENGTH]
    place.write_bytes(content + hashlib.sha256(content).hexdigest().encode())
    return place


def manifest_of(parts, format=backups.FORMAT):
    told = {name: [len(content), hashlib.sha256(content).hexdigest()] for name, content in parts.items()}
    return json.dumps({"format": format, "parts": told, "facts": {}})


def test_a_whole_backup_tells_its_parts_and_facts(backup, tmp_path):
    manifest = read_backup(backup)
    assert sorted(manifest.parts) == ["files/two", "one"]
    assert manifest.facts == {"rows": {"a": 1}}
    unpack_part(backup, manifest, "one", tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == (tmp_path / "one").read_bytes()


def test_every_flipped_bit_is_found(backup):
    whole = backup.read_bytes()
    dice = random.Random(SEED)
    places = {*range(64), *range(len(whole) - 200, len(whole)), *dice.sample(range(len(whole)), FLIPS)}
    for place in sorted(places):
        damaged = bytearray(whole)
        damaged[place] ^= 1 << dice.randrange(8)
        backup.write_bytes(damaged)
        with pytest.raises(DamagedBackup):
            read_backup(backup)
    backup.write_bytes(whole)
    assert read_backup(backup)


def test_the_seal_is_what_finds_them(backup, monkeypatch):
    """Control: without the seal some flipped bits stay unseen, since an archive has bytes that nobody reads."""
    monkeypatch.setattr(backups, "_check_seal", lambda place: None)
    whole = backup.read_bytes()
    unseen = 0
    for place in range(0, len(whole), 7):
        damaged = bytearray(whole)
        damaged[place] ^= 1
        backup.write_bytes(damaged)
        try:
            read_backup(backup)
            unseen += 1
        except (DamagedBackup, OSError):
            continue
    assert unseen


@pytest.mark.parametrize("kept", [0, 1, SEAL_LENGTH, 500])
def test_a_cut_file_is_refused(backup, kept):
    backup.write_bytes(backup.read_bytes()[:kept])
    with pytest.raises(DamagedBackup):
        read_backup(backup)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(DamagedBackup, match="cannot be read"):
        read_backup(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("parts", "manifest", "words"),
    [
        ({"one": b"1"}, None, "no manifest"),
        ({"one": b"1"}, "[]", "no manifest"),
        ({"one": b"1"}, "{", "no manifest"),
        ({"one": b"1"}, manifest_of({}), "exactly the parts"),
        ({}, manifest_of({"one": b"1"}), "exactly the parts"),
        ({"one": b"1"}, manifest_of({"one": b"2"}), "not what the manifest says"),
        ({"one": b"0" * 10_000_000}, manifest_of({"one": b"0"}), "not what the manifest says"),
        ({"../one": b"1"}, manifest_of({"../one": b"1"}), "outside of itself"),
        ({"/one": b"1"}, manifest_of({"/one": b"1"}), "outside of itself"),
        ({"one": b"1"}, manifest_of({"one": b"1"}, format=2), "format 2"),
    ],
)
def test_a_file_sealed_by_somebody_else_is_looked_into(tmp_path, parts, manifest, words):
    with pytest.raises(DamagedBackup, match=words):
        read_backup(sealed(tmp_path / "foreign", parts, manifest))


def test_what_is_sealed_but_no_archive_is_refused(tmp_path):
    content = b"no archive " * 20
    place = tmp_path / "foreign"
    place.write_bytes(content + hashlib.sha256(content).hexdigest().encode())
    with pytest.raises(DamagedBackup, match="no archive"):
        read_backup(place)


def test_a_full_disk_leaves_the_earlier_backup(backup, tmp_path, monkeypatch):
    before = backup.read_bytes()

    def full(opened):
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(backups.os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_backup(backup, [("one", tmp_path / "two")], {})
    assert backup.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["made.backup", "one", "two"]

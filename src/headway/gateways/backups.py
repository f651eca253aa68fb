"""A backup as one sealed file: a zip of named parts and a manifest, whose last 64 characters are the SHA-256 of all before.

The seal finds every damaged byte, wherever it is. It is no signature: who may write the file may seal it anew.
"""

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

FORMAT = 1
MANIFEST = "manifest.json"
SEAL_LENGTH = 64
CHUNK = 1024 * 1024
LONGEST_MANIFEST = 64 * CHUNK


class DamagedBackup(Exception):
    """The file is no whole backup; the message says what is wrong with it. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part: bytes and SHA-256."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: its parts by name, and the facts that were told when it was made."""

    parts: Mapping[str, Part]
    facts: Mapping[str, Any]


def write_backup(place: Path, sources: Iterable[tuple[str, Path]], facts: Mapping[str, Any]) -> Manifest:
    """Write the parts and seal them. OSError (a full disk) leaves no half file and whatever stood there before."""
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_name(f"{place.name}.part")
    try:
        parts = _write_zip(draft, sources, facts)
        _seal(draft)
        draft.replace(place)
        _force_folder(place.parent)
    finally:
        draft.unlink(missing_ok=True)
    return Manifest(parts, facts)


def read_backup(place: Path) -> Manifest:
    """The manifest of a whole backup, every part looked at; DamagedBackup for any other file."""
    _check_seal(place)
    try:
        with zipfile.ZipFile(place) as opened:
            return _read_parts(opened)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as fault:
        raise DamagedBackup(f"{place.name} is sealed but is no archive that can be read: {fault}.") from fault


def unpack_part(place: Path, manifest: Manifest, name: str, to: Path) -> None:
    """Write one part to a new file, on disk when this returns; DamagedBackup where it is not what the manifest says."""
    with zipfile.ZipFile(place) as opened, opened.open(name) as source, to.open("wb") as out:
        _copy(source, out, name, manifest.parts[name])
        out.flush()
        os.fsync(out.fileno())


def _read_parts(opened: zipfile.ZipFile) -> Manifest:
    manifest = _read_manifest(opened)
    _check_names(opened, manifest)
    for name, part in manifest.parts.items():
        with opened.open(name) as source:
            _copy(source, None, name, part)
    return manifest


def _write_zip(draft: Path, sources: Iterable[tuple[str, Path]], facts: Mapping[str, Any]) -> dict[str, Part]:
    parts: dict[str, Part] = {}
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        for name, source in sources:
            parts[name] = _add(made, name, source)
        told = {name: [part.size, part.sha256] for name, part in parts.items()}
        body = json.dumps({"format": FORMAT, "parts": told, "facts": facts}, sort_keys=True)
        made.writestr(MANIFEST, body)
        made.comment = b"0" * SEAL_LENGTH
    return parts


def _add(made: zipfile.ZipFile, name: str, source: Path) -> Part:
    digest, size = hashlib.sha256(), 0
    with source.open("rb") as opened, made.open(name, "w", force_zip64=True) as out:
        while chunk := opened.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            out.write(chunk)
    return Part(size, digest.hexdigest())


def _seal(draft: Path) -> None:
    with draft.open("r+b") as opened:
        seal = _digest_before_seal(opened, draft.stat().st_size)
        opened.seek(-SEAL_LENGTH, os.SEEK_END)
        opened.write(seal.encode())
        opened.flush()
        os.fsync(opened.fileno())


def _check_seal(place: Path) -> None:
    try:
        size = place.stat().st_size
        if size <= SEAL_LENGTH:
            raise DamagedBackup(f"{place.name} is empty or cut short.")
        with place.open("rb") as opened:
            seal = _digest_before_seal(opened, size)
            if opened.read(SEAL_LENGTH) != seal.encode():
                raise DamagedBackup(
                    f"{place.name} is not whole: its checksum does not fit. It is damaged, cut short, or no backup. "
                    "Take another one."
                )
    except OSError as fault:
        raise DamagedBackup(f"{place.name} cannot be read: {fault.strerror}.") from fault


def _digest_before_seal(opened: BinaryIO, size: int) -> str:
    """SHA-256 of all but the seal; the file is left at where the seal begins."""
    digest, left = hashlib.sha256(), size - SEAL_LENGTH
    opened.seek(0)
    while left:
        chunk = opened.read(min(CHUNK, left))
        if not chunk:
            break
        digest.update(chunk)
        left -= len(chunk)
    return digest.hexdigest()


def _read_manifest(opened: zipfile.ZipFile) -> Manifest:
    try:
        info = opened.getinfo(MANIFEST)
        if info.file_size > LONGEST_MANIFEST:
            raise DamagedBackup("The manifest is longer than any manifest is.")
        read = json.loads(opened.read(info))
        if read["format"] != FORMAT:
            raise DamagedBackup(
                f"The backup has format {read['format']}; this version reads format {FORMAT}."
            )
        parts = {str(name): Part(int(size), str(sha256)) for name, (size, sha256) in read["parts"].items()}
        return Manifest(parts, dict(read["facts"]))
    except (KeyError, TypeError, ValueError) as fault:
        raise DamagedBackup("The archive has no manifest of ours. It is no backup of Headway.") from fault


def _check_names(opened: zipfile.ZipFile, manifest: Manifest) -> None:
    held = sorted(opened.namelist())
    if held != sorted([*manifest.parts, MANIFEST]):
        raise DamagedBackup("The archive does not hold exactly the parts that its manifest names.")
    strange = [name for name in held if name.startswith(("/", "\\")) or ".." in name or ":" in name]
    if strange:
        raise DamagedBackup("The archive names parts outside of itself. It is no backup of Headway.")


def _copy(source: Any, out: BinaryIO | None, name: str, part: Part) -> None:
    """Read a part, never more than the manifest says, and compare it."""
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(CHUNK):
        size += len(chunk)
        if size > part.size:
            break
        digest.update(chunk)
        if out:
            out.write(chunk)
    if (size, digest.hexdigest()) != (part.size, part.sha256):
        raise DamagedBackup(f"The part “{name}” is not what the manifest says.")


def _force_folder(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)

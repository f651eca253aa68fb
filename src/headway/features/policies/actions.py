"""Writes of policies: adopt the packs that come as files."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime

from headway.features.audit.actions import record
from headway.features.policies.drafts import LOCAL, put_in_use, write_body
from headway.features.policies.findable import find_policy
from headway.features.policies.models import Policy, State
from headway.features.policies.queries import policies_in_use
from headway.rules.packs import READERS
from headway.rules.policyfile import PolicyFault

# The folder of policies that are no pack: each can be chosen to draft a version from.
ALTERNATIVES = "alternatives"


@dataclass(frozen=True, slots=True)
class Adopted:
    """One file of a pack: what became of it, in words."""

    path: str
    kind: str
    words: str


class PackFault(Exception):
    """A pack cannot be adopted; the message names the file and the place in it."""


@transaction.atomic
def adopt_packs(*, folder: Path, packs: tuple[str, ...], by: str, at: datetime) -> list[Adopted]:
    """Store every policy of these packs as approved versions; a later pack's policy of a kind is the one in use.

    A version that officers here approved stays in use: what a pack brings for its kind is stored beside it.

    Raises PackFault, with nothing changed, for a file that is missing its pack or breaks its own shape.
    """
    return [_adopt(path, pack, by=by, at=at) for pack in packs for path in _files_of(folder, pack)]


@transaction.atomic
def adopt_matching(
    *, folder: Path, authority: str, by: str, at: datetime, kind: str = "quadrants"
) -> Adopted | None:
    """Adopt, of all packs, the one policy of this kind that names this authority, and nothing beside it.

    None, with nothing changed, where no pack has one. Raises PackFault for a file of the kind that breaks its shape.
    """
    for path in sorted(folder.glob("*/*.toml")):
        if _kind_of(path) == kind and _names(read_pack_file(path), authority):
            return _adopt(path, path.parent.name, by=by, at=at)
    return None


def _names(body: dict[str, Any], authority: str) -> bool:
    return str(body.get("authority", "")).strip().casefold() == authority.strip().casefold()


def _files_of(folder: Path, pack: str) -> list[Path]:
    found = sorted((folder / pack).glob("*.toml"))
    if not found:
        raise PackFault(f"There is no pack “{pack}” in {folder}. Name a folder there that holds .toml files.")
    return found


def alternatives_of(kind: str, folder: Path) -> dict[str, dict[str, Any]]:
    """File name to body of the policies of a kind that lie in the folder of alternatives, to draft a version from; a file
    that breaks its own shape is left out."""
    found = {}
    for path in sorted((folder / ALTERNATIVES).glob("*.toml")):
        try:
            body = _plain(read_pack_file(path))
        except PackFault:
            continue
        if body["kind"] == kind:
            found[path.stem] = body
    return found


def read_pack_file(path: Path) -> dict[str, Any]:
    """The tables of one policy file, checked by the rule that reads its kind; PackFault says what and where."""
    body = _tables_of(path)
    kind = body.get("kind")
    if kind not in READERS:
        raise PackFault(f"{path.name}: kind “{kind}” is not known; use one of: {', '.join(sorted(READERS))}.")
    try:
        READERS[kind](body)
    except PolicyFault as fault:
        raise PackFault(f"{path.name}, {fault}") from fault
    return body


def _kind_of(path: Path) -> str:
    return str(_tables_of(path).get("kind", ""))


def _tables_of(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise PackFault(f"{path.name} is not a TOML file: {fault}") from fault


def _adopt(path: Path, pack: str, *, by: str, at: datetime) -> Adopted:
    """Store the file's policy where it is not the one in use: from today, or its own first day where another is in use.

    Officers' own version stays in use. The file is stored beside it once, for them to draft from.
    """
    body = _plain(read_pack_file(path))
    kind, today = body["kind"], localtime(at).date()
    newest = Policy.objects.filter(kind=kind, pack=pack).order_by("-number").first()
    used = policies_in_use(kind, on=today).get(kind)
    stays = used is not None and used.pack == LOCAL
    if newest and newest.body == body and (used == newest or stays):
        return Adopted(str(path), kind, "unchanged")
    stored = _store(body, pack, newest.number + 1 if newest else 1, by=by, at=at)
    if stays:
        return Adopted(str(path), kind, "stored; your own version stays in use")
    begins_on = max(today, stored.valid_from) if used else today
    put_in_use(policy=stored, begins_on=begins_on, by=by, at=at)
    return Adopted(str(path), kind, "adopted")


def _store(body: dict[str, Any], pack: str, number: int, *, by: str, at: datetime) -> Policy:
    stored = Policy(kind=body["kind"], pack=pack, number=number, state=State.APPROVED)
    write_body(stored, body)
    stored.approved_by, stored.approved_at = by, at
    stored.save(force_insert=True)
    find_policy(stored)
    after = {"kind": stored.kind, "pack": pack, "number": number}
    record(
        action="adopt_policy", subject_kind="policy", subject_id=stored.public_id, at=at, by=by, after=after
    )
    return stored


def _plain(value: Any) -> Any:
    """TOML values as JSON holds them: dates become ISO text, which the readers take as well."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value

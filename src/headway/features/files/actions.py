"""The writes of files: keep one unchanged under its checksum, forget one that nothing tells of."""

import hashlib
import os
import secrets
import shutil
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.db.models import ProtectedError

from headway.features.audit.actions import record
from headway.features.files.models import StoredFile


def keep(*, content: bytes, name: str, content_type: str, at: datetime) -> StoredFile:
    """Keep these bytes; the same bytes are kept once, under the first name they came with."""
    checksum = hashlib.sha256(content).hexdigest()
    place = path_of(checksum)
    if not place.exists():
        draft = _draft_beside(place)
        with draft.open("wb") as out:
            out.write(content)
            _force_to_disk(out)
        draft.replace(place)
    return _stored(checksum, name, content_type, len(content), at)


def keep_file(*, source: Path, name: str, content_type: str, at: datetime) -> StoredFile:
    """Keep a copy of a file of any size as `keep` does, without reading it into memory at once."""
    with source.open("rb") as opened:
        checksum = hashlib.file_digest(opened, "sha256").hexdigest()
    place = path_of(checksum)
    if not place.exists():
        draft = _draft_beside(place)
        with source.open("rb") as opened, draft.open("wb") as out:
            shutil.copyfileobj(opened, out)
            _force_to_disk(out)
        draft.replace(place)
    return _stored(checksum, name, content_type, place.stat().st_size, at)


@transaction.atomic
def forget(*, file: StoredFile, by: str, at: datetime) -> bool:
    """Drop a file and its bytes once nothing refers to it; False, and nothing done, where something still does."""
    try:
        with transaction.atomic():
            file.delete()
    except ProtectedError:
        return False
    record(action="forget_file", subject_kind="file", subject_id=file.public_id, at=at, by=by)
    transaction.on_commit(lambda: _drop_bytes(file.sha256))
    return True


def _drop_bytes(checksum: str) -> None:
    # The same bytes may have been kept again meanwhile.
    if not StoredFile.objects.filter(sha256=checksum).exists():
        path_of(checksum).unlink(missing_ok=True)


def path_of(checksum: str) -> Path:
    """Where the file with this SHA-256 stands."""
    return Path(settings.MEDIA_ROOT) / checksum[:2] / checksum


def _draft_beside(place: Path) -> Path:
    # A name of its own for every writer: two threads may keep the same bytes at once.
    place.parent.mkdir(parents=True, exist_ok=True)
    return place.with_name(f"{place.name}.{secrets.token_hex(4)}.part")


def _force_to_disk(out: BinaryIO) -> None:
    out.flush()
    os.fsync(out.fileno())


def _stored(checksum: str, name: str, content_type: str, size: int, at: datetime) -> StoredFile:
    kept, _ = StoredFile.objects.get_or_create(
        sha256=checksum,
        defaults={"name": name[:300], "content_type": content_type, "size": size, "kept_at": at},
    )
    return kept

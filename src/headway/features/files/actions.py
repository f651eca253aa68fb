"""The one write of files: keep a file unchanged under its checksum."""

import hashlib
import os
from datetime import datetime
from pathlib import Path

from django.conf import settings

from headway.features.files.models import StoredFile


def keep(*, content: bytes, name: str, content_type: str, at: datetime) -> StoredFile:
    """Keep these bytes; the same bytes are kept once, under the first name they came with."""
    checksum = hashlib.sha256(content).hexdigest()
    place = path_of(checksum)
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        draft = place.with_name(f"{place.name}.{os.getpid()}.part")
        with draft.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(place)
    kept, _ = StoredFile.objects.get_or_create(
        sha256=checksum,
        defaults={"name": name[:300], "content_type": content_type, "size": len(content), "kept_at": at},
    )
    return kept


def path_of(checksum: str) -> Path:
    """Where the file with this SHA-256 stands."""
    return Path(settings.MEDIA_ROOT) / checksum[:2] / checksum

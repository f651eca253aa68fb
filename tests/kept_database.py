"""A migrated SQLite file that is kept from one run to the next: migrations take long, and a copy takes none.

Its name tells what it was made from (every migration, Django, SQLite), so that a change of any makes another.
"""

import os
import shutil
import sqlite3
from hashlib import sha256
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "var" / "test-databases"
MADE_FROM = (
    "src/headway/**/migrations/*.py",
    "src/headway/features/rows.py",
    "src/headway/site/database/*.py",
)


def template(root: Path = ROOT) -> Path:
    """Where the file made from the migrations of this tree is kept."""
    made_from = sha256(f"{django.__version__} {sqlite3.sqlite_version}".encode())
    for path in sorted(path for pattern in MADE_FROM for path in root.glob(pattern)):
        made_from.update(str(path.relative_to(root)).encode() + path.read_bytes())
    return FOLDER / f"{made_from.hexdigest()[:16]}.sqlite3"


def take(to: str) -> bool:
    """Whether a kept file was copied to this name."""
    kept = template()
    found = kept.exists()
    if found:
        shutil.copyfile(kept, to)
    return found


def keep(connection: sqlite3.Connection) -> None:
    """Keep what is in this database, which nobody has written to yet; older files go."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    kept = template()
    half = kept.with_suffix(f".{os.getpid()}")
    with sqlite3.connect(half) as copy:
        connection.backup(copy)
    copy.close()
    half.replace(kept)
    for old in set(FOLDER.glob("*.sqlite3")) - {kept}:
        old.unlink(missing_ok=True)

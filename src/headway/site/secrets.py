"""The key that signs sessions and links: from the environment, or made once and kept."""

import contextlib
import os
import secrets
from pathlib import Path


def secret_key(given: str, data: Path) -> str:
    """The given key, else the one kept in the data folder, made at the first start."""
    if given:
        return given
    kept = data / "secret-key"
    if not kept.exists():
        data.mkdir(parents=True, exist_ok=True)
        draft = kept.with_name(f"secret-key-{os.getpid()}")
        draft.write_text(secrets.token_urlsafe(64))
        draft.chmod(0o600)
        with contextlib.suppress(FileExistsError):  # the first of several starting processes wins
            os.link(draft, kept)
        draft.unlink()
    return kept.read_text()

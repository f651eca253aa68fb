"""The seal of a locked record: a hash of all it says, so that anybody can see that not a letter was changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any


def seal_of(content: Mapping[str, Any]) -> str:
    """The SHA-256 of the content, the same whatever the order of its keys."""
    told = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def fault_of_seal(content: Mapping[str, Any], seal: str, witnessed: str) -> str:
    """What is wrong with a locked record; empty where it is whole. `witnessed`: the seal as the audit saw it locked."""
    if not witnessed:
        return "has no event of its locking"
    if seal != witnessed:
        return "carries another seal than the one it was locked with"
    return "" if seal_of(content) == seal else "was changed after it was locked"


def draw_of(key: str) -> int:
    """A number from 0 to 99 that nobody chose: the same for the same key, and spread evenly over keys."""
    return int.from_bytes(sha256(key.encode()).digest()[:8]) % 100

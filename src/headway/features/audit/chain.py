"""How a link of the chain is hashed: SHA-256 over the previous hash and the event as canonical JSON."""

import hashlib
import json
from datetime import UTC

from headway.features.audit.models import Event


def canonical(event: Event) -> str:
    """The event as JSON with sorted keys and no spaces; the moment in UTC to the microsecond."""
    content = {
        "number": event.number,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "by": event.by,
        "action": event.action,
        "subject_kind": event.subject_kind,
        "subject_id": event.subject_id,
        "before": event.before,
        "after": event.after,
    }
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def link_hash(event: Event) -> str:
    """64 hexadecimal digits."""
    return hashlib.sha256(f"{event.previous_hash}\n{canonical(event)}".encode()).hexdigest()

"""Which rule reads which kind of policy."""

from collections.abc import Callable
from typing import Any

from headway.rules.permissions import read_access

READERS: dict[str, Callable[[Any], Any]] = {
    "access": read_access,
}

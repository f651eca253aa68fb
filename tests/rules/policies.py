"""The policy files of this repository as plain tables, for tests."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "policies"


def load_policy(name: str) -> dict[str, Any]:
    """The tables of `policies/<name>.toml`, fractions read exactly."""
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file, parse_float=Decimal)

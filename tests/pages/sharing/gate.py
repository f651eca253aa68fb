"""A world in which a school's own data are gated, whatever day it is."""

from pathlib import Path

from tests.pages.people import AT, POLICIES

from headway.features.policies.actions import adopt_packs

OPEN = "gate_from = {value = 2027-09-01"


def close_gate(folder: Path) -> None:
    """The protocol in use, with a gate that was closed years ago."""
    text = (POLICIES / "current" / "data_sharing.toml").read_text(encoding="utf-8")
    assert OPEN in text
    pack = folder / "gated"
    pack.mkdir()
    (pack / "data_sharing.toml").write_text(
        text.replace(OPEN, "gate_from = {value = 2020-09-01"), encoding="utf-8"
    )
    adopt_packs(folder=folder, packs=("gated",), by="", at=AT)

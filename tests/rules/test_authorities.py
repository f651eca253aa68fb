"""Whether a register still tells of the authority served: renamed, given another code, merged, or somebody else's."""

import pytest

from headway.rules.authorities import (
    GONE,
    OTHER,
    RECODED,
    RENAMED,
    SAME,
    TAKEN_OVER,
    Named,
    became_of,
)

HELD = Named("899", "Eastmarch")
NEW_NAME, NEW_CODE, GREATER = (
    Named("899", "East March"),
    Named("930", "Eastmarch"),
    Named("931", "Greater March"),
)
FAR = Named("888", "Westmarch")


@pytest.mark.parametrize(
    ("wanted", "every", "ours", "became"),
    [
        ("Eastmarch", {HELD: 9, FAR: 5}, {HELD: 9}, SAME),
        ("EASTMARCH", {HELD: 9}, {HELD: 9}, SAME),
        ("Eastmarch", {NEW_NAME: 9, FAR: 5}, {NEW_NAME: 9}, RENAMED),
        ("Eastmarch", {NEW_CODE: 9}, {NEW_CODE: 9}, RECODED),
        ("Eastmarch", {NEW_CODE: 9, HELD: 2}, {NEW_CODE: 9}, RECODED),
        ("Eastmarch", {GREATER: 20}, {GREATER: 9}, GONE),
        ("Greater March", {GREATER: 20, FAR: 5}, {GREATER: 9}, TAKEN_OVER),
        ("Westmarch", {HELD: 9, FAR: 5}, {HELD: 9}, OTHER),
        ("Greater March", {GREATER: 20, FAR: 5}, {GREATER: 4, FAR: 5}, OTHER),
        ("Greater March", {GREATER: 20, HELD: 1}, {GREATER: 9}, OTHER),
    ],
)
def test_what_became_of_the_authority(wanted, every, ours, became):
    assert became_of(HELD, wanted, every, ours) == became

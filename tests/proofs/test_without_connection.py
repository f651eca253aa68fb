"""Five hundred random ways offline, back, reloaded, with answers lost: no word of a record lost, none twice."""

import pytest
from tests.device_world import NO_OUTBOX, a_browser, walk
from tests.factories import make_school
from tests.pages.people import adopt_current_policies
from tests.records_world import RecordsWorld

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("without connection")]
SEQUENCES, CONTROLS, SEED = 500, 4, 2026


@pytest.fixture
def world():
    adopt_current_policies()
    return RecordsWorld(make_school(name="Teasel Primary School"))


@pytest.mark.proof
def test_five_hundred_ways_offline_and_back_lose_nothing(live_server, world, proven):
    with a_browser() as browser:
        made = walk(browser, live_server, world, sequences=SEQUENCES, seed=SEED)
    counts = {f"steps_{name}": count for name, count in sorted(made.steps.items())}
    proven(
        "records offline and back",
        sequences=SEQUENCES, written=made.written, **counts, lost=made.lost, doubled=made.doubled,
    )  # fmt: skip
    assert (made.lost, made.doubled) == (0, 0)
    assert {"write", "off", "on", "reload", "lose"} <= set(made.steps)


@pytest.mark.control
def test_a_device_without_an_outbox_loses_words_and_is_caught(live_server, world, proven):
    """Control: a store that takes the draft and keeps nothing of it."""
    with a_browser() as browser:
        made = walk(browser, live_server, world, sequences=CONTROLS, seed=SEED, planted=NO_OUTBOX)
    proven("records offline without an outbox (control)", planted=made.written, caught=made.lost)
    assert made.lost > 0

"""Which drafts a device may keep."""

from pathlib import Path
from tomllib import loads

import pytest

from headway.rules.keeping_drafts import may_keep_offline
from headway.rules.policyfile import PolicyFault
from headway.rules.visit_types import is_restricted, read_visit_types

FILE = Path(__file__).resolve().parents[2] / "policies/current/visit_types.toml"


@pytest.fixture
def types():
    return read_visit_types(loads(FILE.read_text())).types


def test_a_draft_of_a_routine_visit_may_be_kept(types):
    assert may_keep_offline(types["autumn"], state="draft", concern=False)
    kept = {slug for slug, kind in types.items() if may_keep_offline(kind, state="draft", concern=False)}
    assert kept == set(types) - {"concern", "safeguarding_audit"}


@pytest.mark.parametrize("slug", ["concern", "safeguarding_audit", "gone"])
def test_nothing_of_a_concern_of_safeguarding_or_of_an_unknown_kind_is(types, slug):
    verdict = may_keep_offline(types.get(slug), state="draft", concern=False)
    assert not verdict and "never kept on a device" in verdict.reason


def test_nor_what_is_of_a_school_of_concern_names_a_pupil_or_is_no_draft(types):
    told = {"state": "draft", "concern": False}
    for change, words in (
        ({"concern": True}, "school of concern"),
        ({"named": ("pupil Ann",)}, "“pupil Ann” reads like"),
        ({"state": "final"}, "Only a draft"),
    ):
        verdict = may_keep_offline(types["autumn"], **told | change)
        assert not verdict and words in verdict.reason


@pytest.mark.parametrize("slug", ["concern", "safeguarding_audit"])
def test_a_policy_that_would_keep_restricted_visits_is_refused(slug):
    told = loads(FILE.read_text())
    told["types"][slug]["may_be_kept"] = True
    with pytest.raises(PolicyFault, match="Nothing of a concern or of safeguarding is kept"):
        read_visit_types(told)


def test_an_intervention_is_restricted_whatever_its_agenda():
    told = loads(FILE.read_text())
    told["types"]["autumn"] |= {"function": "intervention", "may_be_kept": False}
    types = read_visit_types(told).types
    assert is_restricted(types["autumn"]) and not is_restricted(types["spring"])

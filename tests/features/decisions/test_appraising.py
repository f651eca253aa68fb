"""Who may do what with an appraisal; each verdict is asked both ways."""

import pytest
from tests.pages.appraisal_objects import make_appraisal, make_gate, make_option, make_out, make_whole
from tests.pages.people import AT, adopt_current_policies, make_person
from tests.pages.workforce_objects import make_structure
from tests.plan_world import seen

from headway.features.decisions.actions import appraising as deeds
from headway.features.decisions.actions.deploying import may_ask_for_deployment
from headway.features.decisions.appraised import options_of
from headway.features.decisions.models import Option
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(db):
    adopt_current_policies()
    return seen(make_person("head-of-service"))


@pytest.fixture
def hr(boss):
    return seen(make_person("hr"))


def test_a_draft_is_written_by_who_may_and_what_is_out_by_nobody(boss, hr):
    assert deeds.may_write(boss, make_appraisal())
    assert not deeds.may_write(hr, make_appraisal("Other"))
    assert not deeds.may_write(boss, make_out()[0])


def test_it_goes_out_with_one_preferred_option(boss, hr):
    made, _ = make_whole()
    assert deeds.may_put_out(boss, made, options_of(made))
    assert not deeds.may_put_out(hr, made, options_of(made))
    none = make_appraisal("None")
    assert "No option is preferred yet" in deeds.may_put_out(boss, none, options_of(none)).reason
    out, _ = make_out()
    assert not deeds.may_put_out(boss, out, options_of(out))


def test_an_option_is_put_in_place_after_consultation_by_who_approves(boss, hr):
    _, option = make_out()
    assert deeds.may_put_in_place(boss, option)
    assert not deeds.may_put_in_place(hr, option)
    _, draft = make_whole("Draft")
    assert "after consultation" in deeds.may_put_in_place(boss, draft).reason
    deeds.put_in_place(option=option, on=boss.on, by=boss, at=AT)
    assert "already" in deeds.may_put_in_place(boss, option).reason


def test_a_shut_gate_holds_it_back(boss):
    made, option = make_whole()
    make_gate(option)
    deeds.put_out(appraisal=made, by=boss, at=AT)
    held = Option.objects.select_related("appraisal", "after").get(pk=option.pk)
    with pytest.raises(Refused, match="waits for: The budget allows it"):
        deeds.put_in_place(option=held, on=boss.on, by=boss, at=AT)


def test_what_is_not_preferred_is_not_put_in_place(boss):
    made, _ = make_whole()
    other = make_option(made, "Option 2")
    deeds.put_out(appraisal=made, by=boss, at=AT)
    held = Option.objects.select_related("appraisal", "after").get(pk=other.pk)
    assert "Only the preferred option" in deeds.may_put_in_place(boss, held).reason


def test_options_are_deployed_by_who_may_write_and_only_with_a_structure(boss, hr):
    bare, made = make_appraisal(), make_appraisal("With a structure")
    assert "No option has a structure yet" in may_ask_for_deployment(boss, bare, options_of(bare)).reason
    make_option(made, structure=make_structure())
    assert may_ask_for_deployment(boss, made, options_of(made))
    assert not may_ask_for_deployment(hr, made, options_of(made))

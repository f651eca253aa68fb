"""Adopting policies from files: whole packs, or the one policy that is this authority's."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.features.policies.versions import AT as NOW
from tests.features.policies.versions import ON, SHARE, adopt, draft, edit, view_as

from headway.features.audit.models import Event
from headway.features.policies.actions import PackFault, adopt_matching, adopt_packs
from headway.features.policies.drafts import put_in_use
from headway.features.policies.models import Policy, State
from headway.features.policies.queries import NoPolicy, policy_in_use, typed

pytestmark = pytest.mark.django_db
AT = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
STORED = "stored; your own version stays in use"
POLICIES = Path(__file__).resolve().parents[3] / "policies"
HEAD = 'name = "x"\nversion = 1\nfrom = 2026-09-01\nreview_by = 2027-09-01\nauthor = "A post"\nsource = "Invented"\n'


def write_quadrants(folder, pack, authority, extra=""):
    (folder / pack).mkdir()
    text = f'kind = "quadrants"\n{HEAD}authority = "{authority}"\n{extra}'
    text += '[quadrants.north]\nlabel = "North"\ndistricts = ["Northdown"]\n'
    (folder / pack / "quadrants.toml").write_text(text, encoding="utf-8")


def adopt_for(folder, authority):
    return adopt_matching(folder=folder, authority=authority, by="", at=AT)


def test_only_the_policy_that_names_the_authority_is_adopted(tmp_path):
    write_quadrants(tmp_path, "one", "Westmarch")
    write_quadrants(tmp_path, "two", "Eastmarch")
    (tmp_path / "two" / "capacity.toml").write_text(
        (POLICIES / "current" / "capacity.toml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    adopted = adopt_for(tmp_path, " eastMARCH ")
    assert (adopted.kind, adopted.words) == ("quadrants", "adopted")
    assert typed("quadrants").authority == "Eastmarch"
    assert [(p.kind, p.pack) for p in Policy.objects.all()] == [("quadrants", "two")]
    assert adopt_for(tmp_path, "Eastmarch").words == "unchanged"
    assert [e.action for e in Event.objects.order_by("number")] == ["adopt_policy", "put_policy_in_use"]


def test_without_a_policy_for_the_authority_nothing_is_adopted(tmp_path):
    write_quadrants(tmp_path, "one", "Westmarch")
    assert adopt_for(tmp_path, "Eastmarch") is None
    assert not Policy.objects.exists()
    with pytest.raises(NoPolicy, match="quadrants"):
        typed("quadrants")


def test_a_broken_policy_of_the_kind_is_named_and_changes_nothing(tmp_path):
    write_quadrants(tmp_path, "one", "Eastmarch", extra="colour = 3\n")
    with pytest.raises(PackFault, match=r"quadrants.toml, colour: This key is not known here"):
        adopt_for(tmp_path, "Eastmarch")
    assert not Policy.objects.exists()


def test_the_product_ships_the_quadrants_of_its_source():
    assert adopt_for(POLICIES, "Essex").kind == "quadrants"


def test_packs_are_adopted_as_a_whole_or_not_at_all(tmp_path):
    adopted = adopt_packs(folder=POLICIES, packs=("england", "current"), by="", at=AT)
    assert {one.words for one in adopted} == {"adopted"}
    again = adopt_packs(folder=POLICIES, packs=("england", "current"), by="", at=AT)
    assert {one.words for one in again} == {"unchanged"}
    before = Policy.objects.count()
    write_quadrants(tmp_path, "good", "Eastmarch")
    (tmp_path / "poor").mkdir()
    (tmp_path / "poor" / "a.toml").write_text("kind = ", encoding="utf-8")
    with pytest.raises(PackFault, match=r"a.toml is not a TOML file"):
        adopt_packs(folder=tmp_path, packs=("good", "poor"), by="", at=AT)
    with pytest.raises(PackFault, match="no pack “none”"):
        adopt_packs(folder=tmp_path, packs=("none",), by="", at=AT)
    assert Policy.objects.count() == before


def pack_with(folder, share):
    """A pack `current` whose entitlement gives members so many half-days."""
    (folder / "current").mkdir(exist_ok=True)
    text = (POLICIES / "current" / "entitlement.toml").read_text(encoding="utf-8")
    assert text.count("member_half_days = {value = 2") == 1
    text = text.replace("member_half_days = {value = 2", f"member_half_days = {{value = {share}")
    (folder / "current" / "entitlement.toml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("own", [True, False])
def test_what_officers_approved_stays_in_use_when_packs_are_adopted_again(tmp_path, own):
    """Control: without a version of one's own, a changed file is put in use."""
    adopt()
    if own:
        made = edit(draft(view_as("chief-adviser")), view_as("chief-adviser"), {SHARE: 3})
        Policy.objects.filter(pk=made.pk).update(state=State.APPROVED)
        made.refresh_from_db()
        put_in_use(policy=made, begins_on=ON, by="", at=NOW)
    again = {one.kind: one.words for one in adopt_packs(folder=POLICIES, packs=("current",), by="", at=NOW)}
    assert set(again.values()) == {"unchanged"}
    pack_with(tmp_path, 5)
    told = [adopt_packs(folder=tmp_path, packs=("current",), by="", at=NOW)[0].words for _ in range(2)]
    assert told == [STORED if own else "adopted", "unchanged"]
    in_use = policy_in_use("entitlement", ON)
    assert (in_use.pack, in_use.body["partnership"]["member_half_days"]["value"]) == (
        ("local", 3) if own else ("current", 5)
    )
    assert Policy.objects.filter(kind="entitlement", pack="current").count() == 2

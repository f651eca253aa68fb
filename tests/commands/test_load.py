"""The commands that load a folder and adopt the packs: what became of each file, a refusal in its sentence."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from headway.demo.county import AUTHORITY_NAME
from headway.features.policies.models import Policy
from headway.features.schools.models import School

pytestmark = pytest.mark.django_db


@pytest.fixture
def adopted(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "kept"
    out = StringIO()
    call_command("adopt_policies", stdout=out)
    return out.getvalue()


def test_the_packs_are_adopted_and_each_kind_is_told(adopted):
    assert "access: adopted" in adopted and Policy.objects.exists()


def test_a_pack_that_is_not_there_is_refused_in_a_sentence():
    with pytest.raises(CommandError, match="no-such-pack"):
        call_command("adopt_policies", "no-such-pack")


def test_a_folder_is_loaded_and_each_file_told(adopted, demonstration):
    out, err = StringIO(), StringIO()
    call_command("load", demonstration, "--authority", AUTHORITY_NAME, stdout=out, stderr=err)
    assert "edubasealldata20260901.csv: applied: 80 opened, 8 noted" in out.getvalue()
    assert "reading edubasealldata20260901.csv" in err.getvalue()
    assert School.objects.count() == 88


def test_a_folder_of_another_authority_is_refused_in_a_sentence(adopted, demonstration):
    with pytest.raises(CommandError, match="no state-funded school of “Ostmarch”"):
        call_command("load", demonstration, "--authority", "Ostmarch", stdout=StringIO(), stderr=StringIO())
    assert School.objects.count() == 0

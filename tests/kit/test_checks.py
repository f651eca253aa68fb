"""What is checked before the service starts."""

from django.core.checks.registry import registry
from django.test import override_settings

from headway.kit.checks import check_brand_colour


def test_a_colour_that_cannot_be_read_is_a_fault_with_a_sentence() -> None:
    with override_settings(BRAND_COLOUR="#ffdd00"):
        [fault] = check_brand_colour()
    assert fault.id == "kit.E001" and "Choose a darker one" in fault.msg


def test_the_colour_of_the_settings_is_good_and_looked_at_with_the_other_checks() -> None:
    assert check_brand_colour() == []
    assert check_brand_colour in registry.registered_checks

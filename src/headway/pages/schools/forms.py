"""Forms of the register: enhanced provisions and headships."""

from django import forms

from headway.features.schools.models import Headship, Provision
from headway.kit.forms import KitForm
from headway.kit.memorable_dates import MemorableDateField

LONGEST_NEED = 120
MOST_PLACES = 1000


class ProvisionForm(KitForm):
    """A resourced provision or a SEN unit."""

    missing = {"kind": "Select the kind of provision", "valid_from": "Enter the day it opened"}
    kind = forms.ChoiceField(
        label="Kind", choices=Provision._meta.get_field("kind").choices, widget=forms.RadioSelect
    )
    places = forms.IntegerField(
        label="Places",
        min_value=1,
        max_value=MOST_PLACES,
        required=False,
        help_text="Leave empty if it is not known.",
    )
    need = forms.CharField(
        label="Type of need",
        max_length=LONGEST_NEED,
        required=False,
        help_text="For example, speech and language.",
    )
    valid_from = MemorableDateField(label="Open from")


class HeadshipForm(KitForm):
    """Who leads the school from a day on; no name is asked for."""

    missing = {"kind": "Select who leads the school", "valid_from": "Enter the day it began"}
    kind = forms.ChoiceField(
        label="Who leads the school",
        choices=Headship._meta.get_field("kind").choices,
        widget=forms.RadioSelect,
    )
    valid_from = MemorableDateField(label="From", help_text="The headship that is open now ends on this day.")


class EndForm(KitForm):
    """The end of something dated."""

    missing = {"valid_until": "Enter the first day on which it no longer holds"}
    valid_until = MemorableDateField(label="First day without it")

"""The form of a contact: as short as a call."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from headway.features.contacts.models import Manner
from headway.features.schools.models import School
from headway.kit.forms import KitForm
from headway.kit.memorable_dates import MemorableDateField

LONGEST = 600


class ContactForm(KitForm):
    """School and day are filled in already where they are known."""

    missing = {
        "school": "Select the school",
        "manner": "Select how you were in contact",
        "minutes": "Enter how many minutes it took, like 20",
        "topic": "Enter what it was about",
        "on": "Enter the day",
    }
    school = forms.ModelChoiceField(None, empty_label="Choose one", to_field_name="urn", label="School")
    manner = forms.ChoiceField(label="Manner", choices=Manner, widget=forms.RadioSelect)
    minutes = forms.IntegerField(label="Minutes", min_value=1, max_value=LONGEST)
    topic = forms.CharField(
        label="About",
        max_length=300,
        help_text="One line. The school can read it: no names of pupils or staff.",
    )
    on = MemorableDateField(label="On", help_text="For example, 27 3 2026")

    def __init__(self, *args: Any, schools: QuerySet[School], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["school"].queryset = schools

"""Forms of partnerships."""

from collections.abc import Iterable

from django import forms

from headway.features.schools.models import District, Quadrant, School
from headway.kit.forms import KitForm
from headway.kit.memorable_dates import MemorableDateField
from headway.kit.words import list_words
from headway.rules.partnerships import PartnershipPolicy

NAMED = 5  # schools an error names where several match


class PartnershipForm(KitForm):
    """A new partnership."""

    missing = {
        "name": "Enter the name of the partnership",
        "kind": "Select the kind of partnership",
        "formed_on": "Enter the day it is formed",
    }

    name = forms.CharField(max_length=120, label="Name")
    kind = forms.ChoiceField(label="Kind")
    recognised = forms.BooleanField(required=False, label="Recognised, so that it earns days")
    quadrant = forms.ModelChoiceField(
        Quadrant.objects.order_by("name", "pk"), to_field_name="public_id", required=False, label="Quadrant"
    )
    formed_on = MemorableDateField(label="Formed on", help_text="For example, 1 9 2026")

    def __init__(self, *args: object, policy: PartnershipPolicy, **more: object) -> None:
        super().__init__(*args, **more)
        kinds = [(slug, kind.label.capitalize()) for slug, kind in policy.kinds.items()]
        self.fields["kind"].choices = [("", "Choose a kind"), *kinds]
        self.fields["quadrant"].empty_label = "In none"


class MemberForm(KitForm):
    """A school that joins."""

    missing = {
        "school": "Enter the school's URN or part of its name",
        "member_from": "Enter the first day of the membership",
    }

    school = forms.CharField(max_length=200, label="School", help_text="Its URN, or part of its name")
    member_from = MemorableDateField(label="Member from", help_text="For example, 1 9 2026")

    def __init__(self, *args: object, schools: Iterable[School], **more: object) -> None:
        super().__init__(*args, **more)
        self.schools = list(schools)

    def clean_school(self) -> School:
        """The one school that is meant; a sentence where none or several are."""
        words = self.cleaned_data["school"].strip().casefold()
        exact = [one for one in self.schools if words in (str(one.urn), one.name.casefold())]
        found = exact or [one for one in self.schools if words in one.name.casefold()]
        if not found:
            raise forms.ValidationError(
                "No open school of the authority that could join is called that. Enter its URN"
            )
        if len(found) > 1:
            named = list_words(f"{one.name} ({one.urn})" for one in found[:NAMED])
            more = " and others" if len(found) > NAMED else ""
            raise forms.ValidationError(f"Several schools match: {named}{more}. Enter the URN")
        return found[0]


class DayForm(KitForm):
    """A day from which something holds."""

    missing = {"on": "Enter the day"}

    on = MemorableDateField(label="From", help_text="For example, 1 9 2026")

    def __init__(self, *args: object, label: str = "From", **more: object) -> None:
        super().__init__(*args, **more)
        self.fields["on"].label = label


class LeadForm(KitForm):
    """Who leads a partnership from a day on."""

    missing = {"valid_from": "Enter the first day of the lead head"}

    person = forms.ChoiceField(required=False, label="Lead head")
    valid_from = MemorableDateField(label="From", help_text="For example, 1 9 2026")

    def __init__(self, *args: object, heads: Iterable[tuple[str, str]], **more: object) -> None:
        super().__init__(*args, **more)
        self.fields["person"].choices = [("", "Nobody"), *heads]


class MoveDistrictForm(KitForm):
    """A district and the quadrant it moves to."""

    missing = {
        "district": "Select a district",
        "quadrant": "Select a quadrant",
        "on": "Enter the day of the move",
    }

    district = forms.ModelChoiceField(District.objects.none(), label="District", empty_label="Choose one")
    quadrant = forms.ModelChoiceField(
        Quadrant.objects.order_by("name", "pk"),
        to_field_name="public_id",
        label="To the quadrant",
        empty_label="Choose one",
    )
    on = MemorableDateField(label="From", help_text="For example, 1 9 2026")

    def __init__(self, *args: object, districts: Iterable[str], **more: object) -> None:
        super().__init__(*args, **more)
        self.fields["district"].queryset = District.objects.filter(code__in=list(districts)).order_by(
            "name", "pk"
        )

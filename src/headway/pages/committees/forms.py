"""Forms of forums, advice and protocols."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from headway.kit.forms import KitForm, MissingSentences, long_text
from headway.kit.memorable_dates import MemorableDateField


class ForumForm(KitForm):
    """What a forum is and what it is for."""

    missing: ClassVar[MissingSentences] = {
        "name": "Enter the name of the forum",
        "kind": "Select what kind of forum it is",
        "remit": "Enter what the forum is for",
    }
    name = forms.CharField(label="Name", max_length=120)
    kind = forms.ChoiceField(label="Kind")
    remit = long_text("Remit", "What it advises on, and whom.")
    meets = forms.CharField(label="How often it meets", max_length=200, required=False)
    contact = forms.CharField(
        label="Contact", max_length=200, required=False, help_text="A post and how to reach it"
    )

    def __init__(self, *args: Any, kinds: Mapping[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["kind"].choices = [("", "Choose one"), *kinds.items()]


class ChangedForumForm(ForumForm):
    """The same, and whether it has ended."""

    ended_on = MemorableDateField(label="Ended on", required=False, help_text="The first day without it")


class AdviceForm(KitForm):
    """What a forum advised."""

    missing: ClassVar[MissingSentences] = {
        "words": "Enter what the forum advised",
        "given_on": "Enter the day it advised so",
    }
    words = long_text("Advice")
    given_on = MemorableDateField(label="Given on", help_text="For example, 27 3 2026")


class ResponseForm(KitForm):
    """What the authority answered."""

    missing: ClassVar[MissingSentences] = {
        "response": "Enter what the authority answered",
        "responded_on": "Enter the day of the answer",
    }
    response = long_text("The authority's answer", "What it will do, or why not.")
    responded_on = MemorableDateField(label="Answered on", help_text="For example, 27 3 2026")


class ProtocolForm(KitForm):
    """What divisions agree on, until when."""

    missing: ClassVar[MissingSentences] = {
        "title": "Enter the title of the protocol",
        "words": "Enter what is agreed",
        "review_on": "Enter the day by which it is reviewed",
        "divisions": "Select the divisions that sign it",
    }
    title = forms.CharField(label="Title", max_length=200)
    words = long_text("What is agreed", "Who does what, and what is shared.", rows=8, longest=8000)
    review_on = MemorableDateField(label="Review by", help_text="For example, 31 7 2027")
    divisions = forms.MultipleChoiceField(label="Signed by", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, divisions: Mapping[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["divisions"].choices = list(divisions.items())


class ChangedProtocolForm(ProtocolForm):
    """The same as it was when the page was opened."""

    missing: ClassVar[MissingSentences] = ProtocolForm.missing | {"version": "Open the page again"}
    version = forms.IntegerField(widget=forms.HiddenInput)


class SignatureForm(KitForm):
    """Which division signed, on which day and in which post."""

    missing: ClassVar[MissingSentences] = {
        "division": "Select the division that signed",
        "signed_as": "Enter the post of who signed",
        "signed_on": "Enter the day it signed",
    }
    division = forms.ChoiceField(label="Division", widget=forms.RadioSelect)
    signed_as = forms.CharField(
        label="Signed as", max_length=120, help_text="The post of who signed, like head of inclusion"
    )
    signed_on = MemorableDateField(label="Signed on", help_text="For example, 27 3 2026")

    def __init__(self, *args: Any, divisions: Mapping[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["division"].choices = list(divisions.items())

"""What the pages of moderation show: meetings, one meeting with its minutes, one school of its agenda."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django import forms
from django.utils.timezone import localtime

from headway.features.appointments.viewer import Viewer
from headway.features.approvals.queries import may_decide
from headway.features.categories.models import AgendaItem, Judgement, Meeting, Proposal
from headway.features.categories.moderation import Point
from headway.features.people.models import Person
from headway.kit.figures import Figure, Link, SummaryRow
from headway.kit.forms import KitForm
from headway.kit.memorable_dates import MemorableDateField
from headway.kit.tables import Cell, Column, Table, plain_table
from headway.kit.words import count_words, day_words, list_words, moment_words
from headway.pages.categories.page import indicators_table, missing_table, two_sides
from headway.rules.category_policy import CategoryPolicy
from headway.rules.judgements import TimeInCategory
from headway.rules.moderation import AGREED, DECIDING, NOTED, PUT_OFF, REFUSED
from headway.rules.verdict import ALLOWED, Verdict

HOME = "/schools/moderation/"
CRUMBS = (Link("Schools", "/schools/"), Link("Categories", "/schools/categories/"))
COLOURS = {AGREED: "green", REFUSED: "yellow", NOTED: "blue", PUT_OFF: "grey"}
NOTHING = "Nothing is to be moderated: no judgement waits, no category differs from what the rules propose, and no notes ask."


class OpenForm(KitForm):
    """When the meeting is held, and who is there."""

    missing = {"held_on": "Enter the day of the meeting"}

    held_on = MemorableDateField(label="Day of the meeting", help_text="For example, 1 9 2026")
    present = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        to_field_name="public_id",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Who is there",
        help_text="You chair the meeting and are there anyway.",
    )

    def __init__(self, *args: object, people: object, **more: object) -> None:
        super().__init__(*args, **more)
        self.fields["present"].queryset = people


class OutcomeForm(KitForm):
    """What was agreed on one school."""

    missing = {"outcome": "Select what was agreed"}

    outcome = forms.ChoiceField(widget=forms.RadioSelect, label="What was agreed")
    words = forms.CharField(
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="In words",
        help_text="Needed where the judgement is not agreed or put off. It stands in the minutes.",
    )

    def __init__(self, *args: object, item: AgendaItem, may_agree: Verdict, **more: object) -> None:
        super().__init__(*args, **more)
        choices = [(NOTED, "The category stands"), (PUT_OFF, "Put off to another meeting")]
        if item.judgement and may_agree:
            choices = [
                (AGREED, f"Category {item.judgement.category} is agreed"),
                (REFUSED, f"Category {item.judgement.category} is not agreed"),
                choices[1],
            ]
        elif item.judgement:
            choices = choices[1:]
        self.fields["outcome"].choices = choices


@dataclass(frozen=True, slots=True)
class MeetingsPage:
    """Meetings held, and what the next one would talk about."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    agenda: Table
    form: OpenForm | None
    table: Table


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """One meeting: who was there, its agenda with what was agreed; printed, its minutes."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    figures: tuple[Figure, ...]
    facts: tuple[SummaryRow, ...]
    table: Table
    next_href: str
    close_href: str
    is_closed: bool


@dataclass(frozen=True, slots=True)
class ItemPage:
    """One school of the agenda, with the way to the one before and the one after."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    why: str
    recorded: str
    recorded_words: str
    sides: Table
    reasons: tuple[str, ...]
    indicators: Table | None
    missing: Table | None
    form: OutcomeForm | None
    may_agree: Verdict
    previous_href: str
    next_href: str
    meeting_href: str
    school_href: str


def meetings_page(meetings: Iterable[Meeting], points: Sequence[Point], form: OpenForm) -> MeetingsPage:
    """The list of meetings; each comes with `schools` and `settled`."""
    rows = [
        (
            Cell(f"Moderation on {day_words(one.held_on)}", href=meeting_href(one)),
            one.chaired_by.name,
            one.schools,
            one.settled,
            Cell("Closed", colour="grey") if one.closed_at else Cell("Open", colour="blue"),
        )
        for one in meetings
    ]
    heads = (
        "Meeting",
        "Chaired by",
        Column("Schools", numeric=True),
        Column("Settled", numeric=True),
        "State",
    )
    agenda = [
        (Cell(p.school.name, href=f"/schools/{p.school.urn}/category/", note=str(p.school.urn)), p.why)
        for p in points
    ]
    return MeetingsPage(
        "Moderation",
        CRUMBS,
        plain_table("To be moderated", ("School", "Why"), agenda, empty_words=NOTHING),
        form if points else None,
        plain_table(
            "Meetings", heads, rows, empty_words="No meeting was held yet. The first one will be here."
        ),
    )


def meeting_page(meeting: Meeting, items: Sequence[AgendaItem], present: Sequence[str]) -> MeetingPage:
    """One meeting with its agenda in order."""
    rows = [
        (
            Cell(item.school.name, href=item_href(meeting, item.place), note=str(item.school_id)),
            item.why,
            outcome_cell(item),
            Cell(item.words, missing="nothing written"),
            Cell(item.recorded_by.name if item.recorded_by else None, missing="nobody yet"),
        )
        for item in items
    ]
    settled = sum(bool(item.outcome) for item in items)
    following = next((item for item in items if not item.outcome), None)
    return MeetingPage(
        heading=f"Moderation on {day_words(meeting.held_on)}",
        caption="Minutes" if meeting.closed_at else "Open meeting",
        breadcrumbs=(*CRUMBS, Link("Moderation", HOME)),
        figures=(Figure("Schools", len(items)), Figure("Settled", settled)),
        facts=(
            SummaryRow("Chaired by", meeting.chaired_by.name),
            SummaryRow("Who was there", list_words(present)),
            SummaryRow(
                "Closed", moment_words(localtime(meeting.closed_at)) if meeting.closed_at else "not yet"
            ),
        ),
        table=plain_table(
            "Agenda", ("School", "Why it is here", "What was agreed", "In words", "Recorded by"), rows
        ),
        next_href=item_href(meeting, following.place) if following and not meeting.closed_at else "",
        close_href=f"{meeting_href(meeting)}close/",
        is_closed=bool(meeting.closed_at),
    )


@dataclass(frozen=True, slots=True)
class AboutSchool:
    """What is known of the school on the agenda: the category in force, its time, the latest proposal."""

    in_force: Judgement | None
    time: TimeInCategory | None
    proposal: Proposal | None


def item_page(
    meeting: Meeting,
    items: Sequence[AgendaItem],
    item: AgendaItem,
    known: AboutSchool,
    policy: CategoryPolicy,
    form: OutcomeForm,
    may_agree: Verdict,
) -> ItemPage:
    """One school; what waits to be agreed stands beside what the rules propose."""
    place = items.index(item)
    judged = item.judgement or known.in_force
    time = known.time if item.judgement is None else None
    return ItemPage(
        heading=item.school.name,
        caption=f"{place + 1} of {count_words(len(items), 'school')}, moderation on {day_words(meeting.held_on)}",
        breadcrumbs=(
            Link("Moderation", HOME),
            Link(f"Meeting on {day_words(meeting.held_on)}", meeting_href(meeting)),
        ),
        why=item.why,
        recorded=item.get_outcome_display() if item.outcome else "",
        recorded_words=_recorded_words(item),
        sides=two_sides(known.proposal, judged, time, policy),
        reasons=tuple(known.proposal.reasons) if known.proposal else (),
        indicators=indicators_table(known.proposal) if known.proposal else None,
        missing=missing_table(known.proposal) if known.proposal and known.proposal.missing else None,
        form=None if meeting.closed_at or item.outcome in DECIDING else form,
        may_agree=may_agree,
        previous_href=item_href(meeting, items[place - 1].place) if place else "",
        next_href=item_href(meeting, items[place + 1].place) if place + 1 < len(items) else "",
        meeting_href=meeting_href(meeting),
        school_href=f"/schools/{item.school_id}/",
    )


def may_agree_to(item: AgendaItem, viewer: Viewer) -> Verdict:
    """Whether the viewer may agree or refuse the judgement on the agenda: never one's own."""
    if item.judgement is None or item.judgement.request is None:
        return ALLOWED
    return may_decide(item.judgement.request, viewer)


def outcome_cell(item: AgendaItem) -> Cell:
    """What was agreed, as word and colour."""
    if not item.outcome:
        return Cell(None, missing="not reached")
    return Cell(item.get_outcome_display(), colour=COLOURS[item.outcome])


def meeting_href(meeting: Meeting) -> str:
    """The address of a meeting."""
    return f"{HOME}{meeting.public_id}/"


def item_href(meeting: Meeting, place: int) -> str:
    """The address of a school of its agenda."""
    return f"{HOME}{meeting.public_id}/{place}/"


def _recorded_words(item: AgendaItem) -> str:
    if not item.outcome or not item.recorded_by:
        return ""
    when = moment_words(localtime(item.recorded_at))
    return f"{item.recorded_by} recorded on {when}: {item.words or 'nothing in words'}"

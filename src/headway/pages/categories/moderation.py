"""The pages of moderation: meetings, one meeting, one school after the other."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from headway.features.categories.meetings import (
    items_visible_to,
    meetings_visible_to,
    people_who_moderate,
    points_to_moderate,
    with_counts,
)
from headway.features.categories.models import AgendaItem, Meeting
from headway.features.categories.moderation import close_meeting, open_meeting
from headway.features.categories.queries import proposals_of, standing_of
from headway.features.policies.queries import typed
from headway.flows.moderate import moderate
from headway.kit.words import count_words
from headway.pages.categories.moderation_page import (
    AboutSchool,
    OpenForm,
    OutcomeForm,
    item_href,
    item_page,
    may_agree_to,
    meeting_href,
    meeting_page,
    meetings_page,
)
from headway.rules.verdict import Refused

MOST_MEETINGS = 50


def show_meetings(request: HttpRequest) -> HttpResponse:
    """Meetings held, what the next would talk about, and the form that opens it."""
    viewer = request.viewer
    people = people_who_moderate(viewer.access, viewer.on).exclude(pk=viewer.person.pk)
    points = points_to_moderate(viewer)
    posted = request.POST if request.method == "POST" else None
    form = OpenForm(posted, people=people, initial={"held_on": viewer.on})
    if posted is not None and form.is_valid():
        try:
            data = form.cleaned_data
            made = open_meeting(
                held_on=data["held_on"],
                present=list(data["present"]),
                points=points,
                by=viewer,
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, refused.verdict.reason)
        else:
            return redirect(meeting_href(made))
    page = meetings_page(with_counts(meetings_visible_to(viewer))[:MOST_MEETINGS], points, form)
    return render(
        request, "categories/meetings.html", {"page": page, "form": form}, status=422 if form.errors else 200
    )


def show_meeting(request: HttpRequest, public_id: str) -> HttpResponse:
    """One meeting: its agenda and minutes."""
    meeting = _meeting(request, public_id)
    present = list(meeting.present.order_by("name", "pk").values_list("name", flat=True))
    page = meeting_page(meeting, items_visible_to(request.viewer, meeting), present)
    return render(request, "categories/meeting.html", {"page": page})


def close(request: HttpRequest, public_id: str) -> HttpResponse:
    """Close a meeting."""
    meeting = _meeting(request, public_id)
    try:
        left = close_meeting(meeting=meeting, by=request.viewer, at=timezone.now())
    except Refused as refused:
        messages.warning(request, refused.verdict.reason)
    else:
        more = f" {count_words(left, 'school was', 'schools were')} not reached." if left else ""
        messages.success(request, f"The meeting is closed.{more}")
    return redirect(meeting_href(meeting))


def show_item(request: HttpRequest, public_id: str, place: int) -> HttpResponse:
    """One school of the agenda; what is recorded leads on to the next."""
    meeting = _meeting(request, public_id)
    items = items_visible_to(request.viewer, meeting)
    item = next((one for one in items if one.place == place), None)
    if item is None:
        raise Http404
    may_agree = may_agree_to(item, request.viewer)
    posted = request.POST if request.method == "POST" else None
    form = OutcomeForm(posted, item=item, may_agree=may_agree, initial=_said(item))
    if posted is not None and form.is_valid():
        try:
            letter = moderate(item=item, **form.cleaned_data, by=request.viewer, at=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.verdict.reason)
        else:
            more = " A letter to head and chair is prepared." if letter else ""
            messages.success(request, f"Recorded for {item.school}.{more}")
            return redirect(_onwards(meeting, items, item))
    known = _known(request, item)
    page = item_page(meeting, items, item, known, typed("categories", request.viewer.on), form, may_agree)
    return render(
        request, "categories/item.html", {"page": page, "form": form}, status=422 if form.errors else 200
    )


def _onwards(meeting: Meeting, items: list[AgendaItem], item: AgendaItem) -> str:
    """The next school that is not settled, after this one or else from the top; the meeting when none is left."""
    at = items.index(item)
    rest = [one for one in (*items[at + 1 :], *items[:at]) if not one.outcome]
    return item_href(meeting, rest[0].place) if rest else meeting_href(meeting)


def _known(request: HttpRequest, item: AgendaItem) -> AboutSchool:
    standing = standing_of([item.school_id], request.viewer.on).get(item.school_id)
    proposal = proposals_of(item.school).filter(latest=True).first()
    return AboutSchool(
        standing.judgement if standing else None, standing.time if standing else None, proposal
    )


def _said(item: AgendaItem) -> dict[str, str]:
    return {"outcome": item.outcome, "words": item.words}


def _meeting(request: HttpRequest, public_id: str) -> Meeting:
    found = meetings_visible_to(request.viewer).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found

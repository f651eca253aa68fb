"""The forms of a meeting: day and place, agenda, attendance, minutes, approval, actions and how they end."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from headway.features.standing_groups import meeting as deeds
from headway.features.standing_groups.models import GroupMeeting, GroupMember
from headway.features.structural_changes.queries import cases_visible_to
from headway.kit.figures import Link
from headway.kit.forms import KitForm
from headway.kit.words import day_words
from headway.pages.answering import FormPage, answer, press, refuse_unless, sent
from headway.pages.standing_groups.finding import (
    HOME,
    JOINT_WORKING,
    found_action,
    found_group,
    found_meeting,
    group_crumbs,
    group_href,
    meeting_crumbs,
    meeting_href,
)
from headway.pages.standing_groups.forms import (
    ActionForm,
    AttendanceForm,
    EndActionForm,
    MeetingForm,
    MinutesForm,
    PointForm,
)
from headway.rules.standing_groups import may_change_action, state_of

SAVED = "Saved."


def call(request: HttpRequest, key: str) -> HttpResponse:
    """A meeting of the group."""
    group = found_group(request, key, "change")
    form = MeetingForm(sent(request))

    def act() -> HttpResponse:
        told = {**form.cleaned_data, "by": request.viewer, "at": timezone.now()}
        return redirect(meeting_href(deeds.call_meeting(group=group, **told)))

    page = FormPage("Add a meeting", group.name, group_crumbs(group), form, "Add it", group_href(group))
    return answer(request, page, act, "The meeting is added. Write its agenda.")


def move(request: HttpRequest, key: str, meeting: str) -> HttpResponse:
    """Another day or place."""
    found = found_meeting(request, key, meeting, "change")
    if refused := refuse_unless(request, deeds.may_change(request.viewer, found)):
        return refused
    initial = {name: getattr(found, name) for name in ("held_on", "place", "version")}
    form = MeetingForm(sent(request), initial=initial)

    def act() -> None:
        more = {"seen_version": form.seen_version or 0, "by": request.viewer, "at": timezone.now()}
        deeds.move_meeting(meeting=found, **form.cleaned_data, **more)

    return answer(request, _page(found, "Change day or place", form, "Save"), act, SAVED, thing="meeting")


def add_point(request: HttpRequest, key: str, meeting: str) -> HttpResponse:
    """Something on the agenda; a case is offered to who may see cases."""
    found = found_meeting(request, key, meeting, "change")
    if refused := refuse_unless(request, deeds.may_change(request.viewer, found)):
        return refused
    cases = cases_visible_to(request.viewer).filter(closed_on=None).order_by("title", "pk")
    form = PointForm(sent(request), cases=cases)

    def act() -> None:
        deeds.add_point(meeting=found, **form.cleaned_data, by=request.viewer, at=timezone.now())

    words = ("Every member reads the agenda. The name of a case is shown to those who may see cases.",)
    page = _page(found, "Add to the agenda", form, "Add it", words)
    return answer(request, page, act, "It is on the agenda.")


def take_point_off(request: HttpRequest, key: str, meeting: str, point: str) -> HttpResponse:
    """It is not on the agenda after all."""
    found = found_meeting(request, key, meeting, "change")

    def act() -> None:
        deeds.take_point_off(meeting=found, key=point, by=request.viewer, at=timezone.now())

    return press(request, act, "It is off the agenda.", meeting_href(found))


def attend(request: HttpRequest, key: str, meeting: str) -> HttpResponse:
    """Who was there and who sent apologies."""
    found = found_meeting(request, key, meeting, "change")
    if refused := refuse_unless(request, deeds.may_minute(request.viewer, found)):
        return refused
    said = {f"member-{one.member.public_id}": one.word for one in found.attendances.select_related("member")}
    form = AttendanceForm(
        sent(request), members=deeds.serving_on(found), initial=said | {"version": found.version}
    )

    def act() -> None:
        more = {"seen_version": form.seen_version or 0, "by": request.viewer, "at": timezone.now()}
        deeds.keep_attendance(meeting=found, words=form.attended, **more)

    words = ("Listed are those who served in the group on the day of the meeting.",)
    page = _page(found, "Record who was there", form, "Save", words)
    return answer(request, page, act, SAVED, thing="meeting")


def minute(request: HttpRequest, key: str, meeting: str) -> HttpResponse:
    """What was said and decided."""
    found = found_meeting(request, key, meeting, "change")
    if refused := refuse_unless(request, deeds.may_minute(request.viewer, found)):
        return refused
    form = MinutesForm(sent(request), initial={"minutes": found.minutes, "version": found.version})

    def act() -> None:
        more = {"seen_version": form.seen_version or 0, "by": request.viewer, "at": timezone.now()}
        deeds.write_minutes(meeting=found, **form.cleaned_data, **more)

    return answer(request, _page(found, "Write the minutes", form, "Save"), act, SAVED, thing="meeting")


def approve(request: HttpRequest, key: str, meeting: str) -> HttpResponse:
    """The next meeting approved the minutes."""
    found = found_meeting(request, key, meeting, "change")

    def act() -> None:
        deeds.approve_minutes(meeting=found, by=request.viewer, at=timezone.now())

    return press(request, act, "The minutes are approved and stay as they are.", meeting_href(found))


def agree_action(request: HttpRequest, key: str, meeting: str) -> HttpResponse:
    """What a member is to do by a day."""
    found = found_meeting(request, key, meeting, "change")
    if refused := refuse_unless(request, deeds.may_minute(request.viewer, found)):
        return refused
    serving = GroupMember.objects.as_at(request.viewer.on).filter(group=found.group)
    form = ActionForm(sent(request), members=serving.select_related("person"))

    def act() -> None:
        deeds.agree_action(meeting=found, **form.cleaned_data, by=request.viewer, at=timezone.now())

    page = _page(found, "Add an action", form, "Add it")
    return answer(request, page, act, "The action is added. It stays open until it is done or dropped.")


def end_action(request: HttpRequest, key: str) -> HttpResponse:
    """An action is done, or dropped."""
    action = found_action(request, key)
    state = state_of(action.completed_on, action.dropped_on)
    if refused := refuse_unless(request, may_change_action(state)):
        return refused
    meeting = GroupMeeting.objects.select_related("group").get(public_id=action.origin_id)
    back = Link("Actions of groups", reverse("group_actions"))
    form = EndActionForm(sent(request), initial={"on": request.viewer.on})

    def act() -> None:
        deeds.end_action(action=action, **form.cleaned_data, by=request.viewer, at=timezone.now())

    words = (action.words, f"Agreed at the meeting of {day_words(meeting.held_on)}.")
    crumbs = (JOINT_WORKING, HOME, back)
    page = FormPage("Say how the action ended", meeting.group.name, crumbs, form, "Save", back.href, words)
    return answer(request, page, act, SAVED)


def _page(
    meeting: GroupMeeting, heading: str, form: KitForm, label: str, words: tuple[str, ...] = ()
) -> FormPage:
    caption = f"{meeting.group.name}, {day_words(meeting.held_on)}"
    return FormPage(heading, caption, meeting_crumbs(meeting), form, label, meeting_href(meeting), words)

"""The forms of a standing group: found, change, terms of reference, members."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from headway.features.standing_groups import actions as deeds
from headway.features.standing_groups.models import StandingGroup
from headway.features.standing_groups.queries import people_who_may_serve
from headway.kit.forms import KitForm
from headway.pages import errors
from headway.pages.answering import FormPage, answer, sent
from headway.pages.standing_groups.finding import (
    HOME,
    JOINT_WORKING,
    found_group,
    found_member,
    group_crumbs,
    group_href,
)
from headway.pages.standing_groups.forms import (
    ChangedGroupForm,
    EndMemberForm,
    GroupForm,
    MemberForm,
    TermsForm,
)
from headway.rules.standing_groups import MEMBER

SAVED = "Saved."


def found(request: HttpRequest) -> HttpResponse:
    """A new group."""
    may = deeds.may_found(request.viewer)
    if not may:
        return errors.forbidden(request, may.reason)
    form = GroupForm(sent(request))

    def act() -> HttpResponse:
        return redirect(
            group_href(deeds.found_group(**form.cleaned_data, by=request.viewer, at=timezone.now()))
        )

    page = FormPage("Add a standing group", "", (JOINT_WORKING, HOME), form, "Add it", HOME.href)
    return answer(request, page, act, "The group is added. Record its terms of reference and its members.")


def edit(request: HttpRequest, key: str) -> HttpResponse:
    """A group as it is now."""
    group = found_group(request, key, "change")
    initial = {name: getattr(group, name) for name in ("name", "meets", "ended_on", "version")}
    form = ChangedGroupForm(sent(request), initial=initial)

    def act() -> None:
        seen = form.seen_version or 0
        more = {"seen_version": seen, "by": request.viewer, "at": timezone.now()}
        deeds.change_group(group=group, told_of=form.cleaned_data, **more)

    return answer(request, _page(group, "Change the group", form, "Save"), act, SAVED, thing="group")


def agree_terms(request: HttpRequest, key: str) -> HttpResponse:
    """Terms of reference as agreed on a day."""
    group = found_group(request, key, "change")
    now = group.terms.first()
    initial = {"words": now.words if now else "", "agreed_on": request.viewer.on}
    form = TermsForm(sent(request), initial=initial)

    def act() -> None:
        deeds.agree_terms(group=group, **form.cleaned_data, by=request.viewer, at=timezone.now())

    words = ("Terms agreed before stay on the page of the group.",)
    page = _page(group, "Record terms of reference", form, "Record them", words)
    return answer(request, page, act, "The terms of reference are recorded.")


def add_member(request: HttpRequest, key: str) -> HttpResponse:
    """Somebody serves from a day on."""
    group = found_group(request, key, "change")
    initial = {"valid_from": request.viewer.on, "role": MEMBER}
    form = MemberForm(sent(request), people=people_who_may_serve(request.viewer), initial=initial)

    def act() -> None:
        deeds.add_member(group=group, **form.cleaned_data, by=request.viewer, at=timezone.now())

    words = ("A member reads all papers of this group, and of no other. Chair and secretary write them.",)
    return answer(request, _page(group, "Add a member", form, "Add them", words), act, "The member is added.")


def end_member(request: HttpRequest, key: str, member: str) -> HttpResponse:
    """They serve no longer."""
    group = found_group(request, key, "change")
    row = found_member(group, member)
    form = EndMemberForm(sent(request), initial={"on": row.valid_until or request.viewer.on})

    def act() -> None:
        deeds.end_member(member=row, on=form.cleaned_data["on"], by=request.viewer, at=timezone.now())

    page = _page(group, f"End the membership of {row}", form, "End it")
    return answer(request, page, act, "The membership ends on that day.")


def _page(
    group: StandingGroup, heading: str, form: KitForm, label: str, words: tuple[str, ...] = ()
) -> FormPage:
    return FormPage(heading, group.name, group_crumbs(group), form, label, group_href(group), words)

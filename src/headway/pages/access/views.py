"""Views of access: people and their roles."""

from collections.abc import Callable
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from headway.features.appointments.queries import appointments_of, people_visible_to
from headway.features.audit.queries import events_of
from headway.features.people import actions
from headway.features.people.models import Person
from headway.features.people.queries import (
    count_reviews_due,
    may_change_access,
    open_role,
    roles_of,
    with_links,
    with_roles_on,
)
from headway.kit.listing import ListQuery
from headway.kit.words import moment_words
from headway.pages import errors
from headway.pages.access import forms, page
from headway.pages.access.asked import people_asked, read_query
from headway.pages.access.inviting import invitation_words, send_invitation
from headway.pages.access.picking import BULK_ACTIONS, PICKED
from headway.pages.access.subjects import names_of_subjects
from headway.pages.access.telling import tell_holders
from headway.pages.lists.answer import answer_list
from headway.pages.lists.picking import with_picking
from headway.pages.signin.factors import has_second_factor


def list_people(request: HttpRequest) -> HttpResponse:
    """Everybody with access: search, role, state, order, pages."""
    viewer = request.viewer
    query = read_query(request.GET)
    since = page.review_since(viewer)
    people = people_asked(viewer, query)
    total = people.count()
    due = count_reviews_due(people_visible_to(viewer), since) if since else 0

    def build(asked: ListQuery) -> page.PeoplePage:
        ordered = people.order_by(*asked.order_by(page.ORDERS))
        shown = with_roles_on(ordered, viewer.on)[asked.bounds(total)]
        made = page.people_page(viewer, asked, shown, total, due)
        picked_href = reverse("access_picked")
        return replace(made, table=with_picking(viewer, made.table, BULK_ACTIONS, PICKED, picked_href, query))

    return answer_list(request, query, build, "access/people.html")


def show_person(request: HttpRequest, person_id: str) -> HttpResponse:
    """One person: roles with their dates, appointments, last sign-in."""
    person = get_object_or_404(with_links(people_visible_to(request.viewer)), public_id=person_id)
    appointments = appointments_of(person)
    names = names_of_subjects((tie.subject_kind, tie.subject_id) for tie in appointments)
    may_change = may_change_access(person, by=request.viewer.id)
    shown = page.person_page(
        request.viewer,
        person,
        roles_of(person),
        appointments,
        names,
        may_change,
        has_second_factor(person),
        person.is_linked,
        invitation_words(person, timezone.now()),
    )
    return render(request, "access/person.html", {"page": shown})


def invite(request: HttpRequest) -> HttpResponse:
    """Somebody new, with a first role."""
    form = forms.InviteForm(
        request.POST or None, roles=page.role_choices(request.viewer), on=request.viewer.on
    )
    if form.is_valid():
        person = actions.invite_person(**form.cleaned_data, **_actor(request))
        send_invitation(request, person)
        tell_holders(request, [(person, form.cleaned_data["role"])])
        messages.success(request, f"{person.name} has access. An invitation goes to {person.email}.")
        return redirect("access_person", person.public_id)
    return _form(request, page.form_page("Invite a person", form, "Invite", "/access/"))


def edit(request: HttpRequest, person_id: str) -> HttpResponse:
    """Name and e-mail address; a save that comes too late shows both texts."""
    person = _person(request, person_id)
    seen = {"name": person.name, "email": person.email, "version": person.version}
    form = forms.EditForm(request.POST or None, initial=seen, person=person)
    if not form.is_valid():
        return _form(request, _about(person, f"Change {person.name}", form, "Save"))
    typed = {"name": form.cleaned_data["name"], "email": form.cleaned_data["email"]}
    try:
        actions.edit_person(
            person=person, seen_version=form.cleaned_data["version"], **typed, **_actor(request)
        )
    except actions.Stale:
        return _stale(request, person, typed)
    messages.success(request, "Saved.")
    return redirect("access_person", person.public_id)


def give(request: HttpRequest, person_id: str) -> HttpResponse:
    """One more role."""
    person = _person(request, person_id)
    form = forms.RoleFields(
        request.POST or None, roles=page.role_choices(request.viewer), on=request.viewer.on
    )
    if form.is_valid():
        try:
            actions.give_role(person=person, **form.cleaned_data, **_actor(request))
        except actions.Refused as refused:
            form.add_error(None, refused.verdict.reason)
        else:
            tell_holders(request, [(person, form.cleaned_data["role"])])
            messages.success(request, "The role was given.")
            return redirect("access_person", person.public_id)
    return _form(request, _about(person, f"Give {person.name} a role", form, "Give this role"))


def end(request: HttpRequest, person_id: str, role: str) -> HttpResponse:
    """End a role that has no end yet."""
    person = _person(request, person_id)
    held = open_role(person, role)
    if held is None:
        raise Http404
    form = forms.EndRoleForm(request.POST or None, on=request.viewer.on)
    if form.is_valid():
        return _change(
            request,
            person,
            "The role was ended.",
            actions.end_role,
            held=held,
            valid_until=form.cleaned_data["valid_until"],
        )
    return _form(request, _about(person, f"End a role of {person.name}", form, "End this role"))


def disable(request: HttpRequest, person_id: str) -> HttpResponse:
    """Shut somebody out."""
    person = _person(request, person_id)
    if request.method != "POST":
        return render(request, "kit/confirm.html", {"page": page.disable_page(person)})
    return _change(request, person, f"{person.name} is disabled.", actions.disable_person, person=person)


def enable(request: HttpRequest, person_id: str) -> HttpResponse:
    """Let somebody in again."""
    person = _person(request, person_id)
    if request.method != "POST":
        return render(request, "kit/confirm.html", {"page": page.enable_page(person)})
    return _change(request, person, f"{person.name} may sign in again.", actions.enable_person, person=person)


def confirm(request: HttpRequest, person_id: str) -> HttpResponse:
    """Say that somebody's access is right, having looked at it."""
    person = _person(request, person_id)
    if request.method != "POST":
        return render(
            request, "kit/confirm.html", {"page": page.confirm_page(request.viewer, person, roles_of(person))}
        )
    return _change(request, person, "The access is confirmed.", actions.confirm_access, person=person)


def forget_factor(request: HttpRequest, person_id: str) -> HttpResponse:
    """Take the second factor away from somebody who lost their phone."""
    person = _person(request, person_id)
    if request.method != "POST":
        return render(request, "kit/confirm.html", {"page": page.forget_page(person)})
    done = f"{person.name} sets up a new authenticator app at the next sign-in."
    return _change(request, person, done, actions.forget_second_factor, person=person)


def _person(request: HttpRequest, person_id: str) -> Person:
    return get_object_or_404(people_visible_to(request.viewer), public_id=person_id)


def _actor(request: HttpRequest) -> dict[str, object]:
    return {"by": request.viewer.id, "at": timezone.now()}


def _change(
    request: HttpRequest, person: Person, done: str, action: Callable[..., object], /, **what: object
) -> HttpResponse:
    """Do it and go back to the person, or answer with the verdict that refuses it."""
    try:
        action(**what, **_actor(request))
    except actions.Refused as refused:
        return errors.forbidden(request, refused.verdict.reason)
    messages.success(request, done)
    return redirect("access_person", person.public_id)


def _about(person: Person, title: str, form: forms.KitForm, submit_label: str) -> page.FormPage:
    return page.form_page(title, form, submit_label, page.address("access_person", person), person)


def _form(request: HttpRequest, shown: page.FormPage) -> HttpResponse:
    return render(request, "access/form.html", {"page": shown}, status=422 if shown.form.errors else 200)


def _stale(request: HttpRequest, person: Person, typed: dict[str, str]) -> HttpResponse:
    person.refresh_from_db()
    last = events_of("person", person.public_id).filter(action="edit_person").first()
    who = people_visible_to(request.viewer).filter(public_id=last.by).first() if last else None
    when = f"on {moment_words(timezone.localtime(last.at))}" if last else "a moment ago"
    shown = page.stale_page(person, typed, who.name if who else "Somebody", when)
    return render(request, "kit/stale.html", {"page": shown}, status=409)

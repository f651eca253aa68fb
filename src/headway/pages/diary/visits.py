"""Views of one visit: booked, moved, cancelled, held, approved, and who comes along."""

from dataclasses import dataclass, replace
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from headway.features.appointments.viewer import Viewer
from headway.features.partnerships.models import Partnership
from headway.features.people.models import Person
from headway.features.people.queries import holders
from headway.features.schools.models import School
from headway.features.visits.actions import add_person
from headway.features.visits.models import Visit
from headway.features.visits.queries import (
    lead_of,
    may_change,
    may_say_held,
    partnerships_to_book,
    relations_to_visit,
    roles_going,
    schools_to_book,
    visit_for,
)
from headway.flows import visit_days as deeds
from headway.flows.prepare_visit import against, agenda_told, approval_needed, asked_along, filled_agenda
from headway.kit.figures import Link, SummaryRow
from headway.kit.tables import Cell, Table, plain_table
from headway.kit.words import day_words, list_words
from headway.pages import errors
from headway.pages.answering import FormPage, answer, press, sent
from headway.pages.diary.forms import ANYWAY, BookForm, CancelForm, MoveForm, PersonForm
from headway.pages.diary.words import COLOURS, CRUMB, WAITS, kinds_of, policy_on
from headway.pages.lists.undo import offer
from headway.pages.records.words import link_of_visit
from headway.rules.verdict import Refused, first_refusal, insist
from headway.rules.visit_types import VisitPolicy
from headway.rules.visits import (
    BOOKED,
    FUNCTIONS,
    HALVES,
    HOLD,
    LEAD,
    MONEY,
    MOVE,
    STATES,
    may_approve,
    may_date,
    may_go_alone,
    may_hold,
    may_move_to,
)

LEADING = ("adviser", "quadrant-lead", "chief-adviser")
ALONG = (
    *LEADING,
    "head-of-service",
    "inclusion",
    "attendance",
    "ethnic-minority",
    "equalities",
    "governor-services",
)
SCHOOLS_ASK = "Visits are booked by the service. Ask your adviser for one."
NO_POLICY = "No policy of visits is in use, so no visit can be booked. Adopt one under Policies."


@dataclass(frozen=True, slots=True)
class VisitPage:
    """One visit and what can be done."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    state: str
    colour: str
    facts: tuple[SummaryRow, ...]
    against: tuple[str, ...]
    wanted: tuple[str, ...]
    agenda: Table
    move_href: str
    person_href: str
    cancel_href: str
    held_href: str
    approve_href: str
    record: Link | None


def book(request: HttpRequest) -> HttpResponse:
    """A new visit."""
    viewer = request.viewer
    if not viewer.is_staff:
        return errors.forbidden(request, SCHOOLS_ASK)
    policy = _policy(request)
    schools, partnerships = schools_to_book(viewer), partnerships_to_book(viewer)
    people = list(holders(LEADING, on=viewer.on))
    places = [
        ("Schools", [(f"school:{urn}", name) for urn, name in schools.values_list("urn", "name")]),
        (
            "Partnerships",
            [(f"partnership:{key}", name) for key, name in partnerships.values_list("public_id", "name")],
        ),
    ]
    form = BookForm(
        sent(request), initial=_known(request, people), places=places, kinds=kinds_of(policy), people=people
    )

    def act() -> HttpResponse:
        told = form.cleaned_data
        kind, _, key = told["place"].partition(":")
        rows = schools.filter(urn=key) if kind == "school" else partnerships.filter(public_id=key)
        return redirect("visit", _booked(viewer, policy, rows.get(), told, people).public_id)

    page = FormPage("Book a visit", "", (CRUMB,), form, "Book this visit", CRUMB.href)
    return answer(request, page, act, "The visit is booked.")


def _booked(
    viewer: Viewer, policy: VisitPolicy, place: School | Partnership, told: dict, people: list[Person]
) -> Visit:
    """Book it as told, with what is usual for the kind, the agenda of today and who is asked along by rule."""
    usual, on = policy.types[told["kind"]], told["on"]
    lead = _chosen(people, told["lead"])
    needed = approval_needed(policy, told["kind"], place, viewer.on)
    insist(may_go_alone(needed=needed, reason=told["why_individual"]))
    half = told["half"] or usual.half
    _insist_free(told, place=place, on=on, half=half, people=[lead])
    asked = asked_along(policy, told["kind"], place if isinstance(place, School) else None, viewer.on)
    why = told["why_individual"] if needed else ""
    return deeds.book_visit(
        place=place,
        kind=told["kind"],
        on=on,
        half=half,
        function=told["function"] or usual.function,
        paid_from=told["paid_from"] or usual.paid_from,
        lead=lead,
        told={**agenda_told(policy, told["kind"]), "needs_approval": needed, "why_individual": why},
        people=[(one.person, one.why) for one in asked if one.person is not None],
        by=viewer,
        at=timezone.now(),
    )


def show_visit(request: HttpRequest, key: str) -> HttpResponse:
    """One visit: when, who, its agenda with what is known, and what can be done."""
    viewer, visit = request.viewer, found_visit(request, key, "see")
    policy = policy_on(viewer.on)
    people = [one.person for one in visit.people.all()]
    booked = visit.state == BOOKED
    changes = bool(booked and may_change(viewer, visit))
    state = (WAITS, "yellow") if visit.waits else (STATES[visit.state], COLOURS[visit.state])
    stands = against(place=visit.place, on=visit.on, half=visit.half, people=people, key=key)
    page = VisitPage(
        heading=f"Visit to {visit.place.name}",
        caption=f"{kinds_of(policy).get(visit.kind, visit.kind)}, {day_words(visit.on)}",
        breadcrumbs=(CRUMB,),
        state=state[0],
        colour=state[1],
        facts=_facts(visit),
        against=stands if viewer.is_staff and booked else (),
        wanted=_wanted(policy, visit, viewer) if viewer.is_staff and booked else (),
        agenda=_agenda(visit),
        move_href=reverse("visit_move", args=[key]) if changes else "",
        person_href=reverse("visit_person", args=[key]) if changes else "",
        cancel_href=reverse("visit_cancel", args=[key]) if changes else "",
        held_href=reverse("visit_held", args=[key]) if _can_be_held(viewer, visit) else "",
        approve_href=reverse("visit_approve", args=[key]) if _can_be_approved(viewer, visit) else "",
        record=link_of_visit(viewer, visit),
    )
    return render(request, "diary/visit.html", {"page": page})


def move(request: HttpRequest, key: str) -> HttpResponse:
    """Another day, part of the day or lead."""
    viewer, visit = request.viewer, found_visit(request, key, "change")
    people = list(holders(LEADING, on=viewer.on))
    lead = lead_of(visit)
    if lead and lead.person not in people:
        people.append(lead.person)
    was = {"on": visit.on, "half": visit.half, "lead": lead.person.public_id if lead else ""}
    asked = _day_asked(request)
    known = {**was, "on": asked or visit.on, "version": visit.version}
    form = MoveForm(sent(request), initial=known, people=people)

    def act() -> HttpResponse:
        told, now = form.cleaned_data, timezone.now()
        insist(may_move_to(visit.state, MOVE))
        who = _chosen(people, told["lead"])
        _insist_free(told, place=visit.place, on=told["on"], half=told["half"], people=[who], key=key)
        deeds.move_visit(
            visit=visit,
            on=told["on"],
            half=told["half"],
            lead=who,
            seen_version=form.seen_version,
            by=viewer,
            at=now,
        )
        facts = {"visit": key, **was, "on": was["on"].isoformat(), "version": form.seen_version + 1}
        offer(request, "move_visit", facts, _href(visit), f"It is on {day_words(told['on'])} now.", now)
        return redirect(_href(visit))

    page = _page(visit, "Move this visit", form, "Move it")
    if asked and request.method == "GET":
        page = replace(page, words=_before_moving(visit, asked, [lead.person] if lead else []))
    return answer(request, page, act, "The visit is moved.", thing="visit")


def _day_asked(request: HttpRequest) -> date | None:
    """The day a visit was dragged to, where the address tells one."""
    try:
        asked = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return None
    return asked if may_date(asked, request.viewer.on) else None


def _before_moving(visit: Visit, on: date, people: list[Person]) -> tuple[str, ...]:
    """What is about to happen and what stands against it; nothing is saved yet."""
    stands = against(place=visit.place, on=on, half=visit.half, people=people, key=visit.public_id)
    from_to = f"From {day_words(visit.on)} to {day_words(on)}. Nothing is saved until you press “Move it”."
    return (from_to, *stands) if stands else (from_to, "Nothing stands against that day.")


def cancel(request: HttpRequest, key: str) -> HttpResponse:
    """The visit does not take place."""
    visit = found_visit(request, key, "change")
    form = CancelForm(sent(request))

    def act() -> HttpResponse:
        now = timezone.now()
        deeds.cancel_visit(visit=visit, reason=form.cleaned_data["reason"], by=request.viewer, at=now)
        offer(request, "cancel_visit", {"visit": key}, _href(visit), "It can be booked again at once.", now)
        return redirect(_href(visit))

    return answer(
        request, _page(visit, "Cancel this visit", form, "Cancel it"), act, "The visit is cancelled."
    )


def bring(request: HttpRequest, key: str) -> HttpResponse:
    """Somebody comes along."""
    visit = found_visit(request, key, "change")
    people = list(holders(ALONG, on=request.viewer.on))
    form = PersonForm(sent(request), people=people)

    def act() -> None:
        who = _chosen(people, form.cleaned_data["person"])
        add_person(visit=visit, person=who, by=request.viewer, at=timezone.now())

    return answer(request, _page(visit, "Somebody comes along", form, "Add them"), act, "Added to the visit.")


def hold(request: HttpRequest, key: str) -> HttpResponse:
    """The visit was held."""
    visit = found_visit(request, key, "change")

    def act() -> None:
        deeds.hold_visit(visit=visit, by=request.viewer, at=timezone.now())

    return press(request, act, "The visit was held.", _href(visit))


def approve(request: HttpRequest, key: str) -> HttpResponse:
    """A visit that waits is approved."""
    visit = found_visit(request, key, "approve")

    def act() -> None:
        deeds.approve_visit(visit=visit, by=request.viewer, at=timezone.now())

    return press(request, act, "The visit is approved.", _href(visit))


def found_visit(request: HttpRequest, key: str, act: str) -> Visit:
    """The visit for which the viewer may do the act; 404 for others."""
    row = visit_for(request.viewer, key, act)
    if row is None:
        raise Http404
    return row


def _policy(request: HttpRequest) -> VisitPolicy:
    policy = policy_on(request.viewer.on)
    if policy is None:
        raise Http404(NO_POLICY)
    return policy


def _known(request: HttpRequest, people: list[Person]) -> dict[str, str | date]:
    """What the address and the person already say: the place, and oneself as lead."""
    found: dict[str, str | date] = {}
    for kind in ("school", "partnership"):
        if asked := request.GET.get(kind, ""):
            found["place"] = f"{kind}:{asked}"
    if request.viewer.person in people:
        found["lead"] = request.viewer.id
    return found


def _chosen(people: list[Person], key: str) -> Person:
    return next(one for one in people if one.public_id == key)


def _insist_free(
    told: dict, *, place: School | Partnership, on: date, half: str, people: list[Person], key: str = ""
) -> None:
    """Refused where something stands against it, unless it is kept all the same."""
    stands = against(place=place, on=on, half=half, people=people, key=key)
    if stands and not told["anyway"]:
        raise Refused(f"{' '.join(stands)} Choose another day, or tick “{ANYWAY}”.")


def _can_be_held(viewer: Viewer, visit: Visit) -> bool:
    fits = first_refusal(
        may_move_to(visit.state, HOLD),
        may_hold(visit.on, viewer.on, waits=visit.waits),
        may_say_held(viewer, visit),
    )
    return bool(fits)


def _can_be_approved(viewer: Viewer, visit: Visit) -> bool:
    right = viewer.may("visits", "approve", relations_to_visit(viewer, visit, "approve"))
    return bool(right and may_approve(waits=visit.waits, is_booker=visit.booked_by_id == viewer.person.pk))


def _facts(visit: Visit) -> tuple[SummaryRow, ...]:
    lead = lead_of(visit)
    others = [
        f"{one.person.name} ({one.why})" if one.why else one.person.name
        for one in visit.people.all()
        if one.role != LEAD
    ]
    rows = [
        SummaryRow("Day", f"{day_words(visit.on)}, {HALVES[visit.half].lower()}"),
        SummaryRow("Led by", lead.person.name if lead else None),
        SummaryRow("With", list_words(others) if others else "nobody else"),
        SummaryRow("What it is", f"{FUNCTIONS[visit.function]}, {MONEY[visit.paid_from].lower()}"),
        SummaryRow("Agenda", visit.agenda_version or None),
        SummaryRow("Booked by", visit.booked_by.name),
    ]
    if visit.needs_approval:
        who = (
            f"{visit.approved_by.name}, {day_words(visit.approved_on)}" if visit.approved_by else "nobody yet"
        )
        rows += [SummaryRow("Why it is needed", visit.why_individual), SummaryRow("Approved by", who)]
    if visit.why_cancelled:
        rows.append(SummaryRow("Why it was cancelled", visit.why_cancelled))
    return tuple(rows)


def _agenda(visit: Visit) -> Table:
    rows = [
        (
            point.words,
            "Mandatory" if point.mandatory else "Optional",
            Cell(" ".join(point.known) or None, missing="nothing to fill in"),
        )
        for point in filled_agenda(visit)
    ]
    empty = "This visit has no agenda."
    return plain_table("Agenda", ("Point", "Kind", "What is known"), rows, empty_words=empty)


def _wanted(policy: VisitPolicy | None, visit: Visit, viewer: Viewer) -> tuple[str, ...]:
    """Roles the rules ask along that nobody stands for."""
    if policy is None or visit.kind not in policy.types:
        return ()
    asked = [one for one in asked_along(policy, visit.kind, visit.school, visit.on) if one.person is None]
    going = roles_going(visit) if asked else frozenset()
    labels = {slug: role.label for slug, role in viewer.access.roles.items()}
    return tuple(
        f"{labels.get(one.role, one.role)}: {one.why} Nobody can be named by rule; add somebody."
        for one in asked
        if one.role not in going
    )


def _href(visit: Visit) -> str:
    return reverse("visit", args=[visit.public_id])


def _page(visit: Visit, heading: str, form: object, label: str) -> FormPage:
    crumbs = (CRUMB, Link(f"Visit to {visit.place.name}", _href(visit)))
    return FormPage(heading, f"{visit.place.name}, {day_words(visit.on)}", crumbs, form, label, _href(visit))

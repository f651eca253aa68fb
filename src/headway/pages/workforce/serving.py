"""Views that say who serves whom: teams, subscriptions by pasted URNs, and the schools of a team."""

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from headway.features.workforce.actions import service_teams as deeds
from headway.features.workforce.models import Service, ServiceTeam, Subscription
from headway.features.workforce.served import not_ended
from headway.kit.figures import Link
from headway.kit.words import day_words
from headway.pages.answering import answer, sent
from headway.pages.workforce.service_forms import ServedForm, SubscribeForm, SubscriptionForm, TeamForm
from headway.pages.workforce.service_teams import found_service, page_of

BY_HAND = "Until the service's orders are kept here too, subscriptions are recorded by hand."
PICKING = Link("Pick the schools in the list instead", "/schools/")
HOW_TO_PICK = "In the list of schools, tick them and choose “Let them take a service”."
OTHERS = "Offered are the schools of this team and those without one. What another team serves is changed at the school."
NOBODY = "No school takes the service without a team. Subscribe schools first."


def add_team(request: HttpRequest, key: str) -> HttpResponse:
    """A new team with its leader."""
    service = found_service(request, key, "change")
    form = TeamForm(sent(request))

    def act() -> None:
        deeds.add_team(service=service, told=form.cleaned_data, by=request.viewer, at=timezone.now())

    done = "The team is added. Give it its schools by the number beside it."
    return answer(request, page_of(service, "Add a team", form, "Add it"), act, done)


def edit_team(request: HttpRequest, key: str, team: str) -> HttpResponse:
    """A team as it is now, or out of the service."""
    service = found_service(request, key, "change")
    found = _team(service, team)
    form = TeamForm(
        sent(request), initial={name: getattr(found, name) for name in ("name", "leader", "version")}
    )

    def act() -> None:
        deeds.change_team(
            team=found,
            seen_version=form.seen_version,
            told=form.cleaned_data,
            by=request.viewer,
            at=timezone.now(),
        )

    def remove() -> None:
        deeds.remove_team(team=found, by=request.viewer, at=timezone.now())

    words = ("Without the team, the schools it serves stand among those without one.",)
    page = page_of(service, found.name, form, "Save", remove_label="Take this team out", words=words)
    return answer(request, page, act, "Saved.", remove, thing="team")


def choose_schools(request: HttpRequest, key: str, team: str) -> HttpResponse:
    """Which schools a team serves."""
    service = found_service(request, key, "change")
    found = _team(service, team)
    rows = not_ended(service, request.viewer.on)
    offered = list(rows.filter(Q(team=found) | Q(team=None)))
    served = [one.public_id for one in offered if one.team_id == found.pk]
    form = ServedForm(sent(request), offered=offered, initial={"served": served})

    def act() -> None:
        deeds.serve_schools(
            team=found,
            subscriptions=form.cleaned_data["served"],
            offered=form.offered,
            by=request.viewer,
            at=timezone.now(),
        )

    words = (OTHERS,) if offered else (NOBODY,)
    page = page_of(service, f"Schools served by {found.name}", form, "Save", words=words)
    return answer(request, page, act, "Saved.")


def subscribe(request: HttpRequest, key: str) -> HttpResponse:
    """Many schools at once, by their URNs; all of them or none."""
    service = found_service(request, key, "change")
    teams = list(service.teams.order_by("name", "pk"))
    form = SubscribeForm(
        sent(request), service=service, teams=teams, initial={"valid_from": request.viewer.on}
    )

    def act() -> None:
        deeds.subscribe_schools(service=service, **form.told, by=request.viewer, at=timezone.now())

    words = (BY_HAND, HOW_TO_PICK)
    page = page_of(service, "Subscribe schools", form, "Subscribe them", words=words, links=(PICKING,))
    return answer(request, page, act, "The schools are subscribed.")


def change_subscription(request: HttpRequest, key: str, subscription: str) -> HttpResponse:
    """Who serves one school, and until when."""
    service = found_service(request, key, "change")
    found = _subscription(service, subscription)
    initial = {"team": found.team.public_id if found.team else "", "valid_until": found.valid_until}
    form = SubscriptionForm(sent(request), teams=list(service.teams.order_by("name", "pk")), initial=initial)

    def act() -> None:
        deeds.change_subscription(subscription=found, **form.told, by=request.viewer, at=timezone.now())

    def remove() -> None:
        keys = [found.public_id]
        deeds.remove_subscriptions(service=service, subscriptions=keys, by=request.viewer, at=timezone.now())

    page = page_of(
        service,
        found.school.name,
        form,
        "Save",
        words=(f"It takes the service from {day_words(found.valid_from)}.",),
        remove_label="Take it out as if it had never been",
    )
    return answer(request, page, act, "Saved.", remove)


def _team(service: Service, key: str) -> ServiceTeam:
    row = service.teams.select_related("service").filter(public_id=key).first()
    if row is None:
        raise Http404
    return row


def _subscription(service: Service, key: str) -> Subscription:
    rows = service.subscriptions.select_related("school", "team", "service")
    row = rows.filter(public_id=key).first()
    if row is None:
        raise Http404
    return row

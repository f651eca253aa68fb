"""Views of services other than teaching: all of them, and one with its teams and the schools subscribed (M2-18)."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from headway.features.workforce.actions import service_teams as deeds
from headway.features.workforce.models import Service, ServiceTeam, Subscription
from headway.features.workforce.queries import KIND
from headway.features.workforce.served import (
    is_open,
    not_ended,
    services_visible_to,
    teams_of,
    with_counts,
)
from headway.kit.figures import Figure, Link
from headway.kit.forms import KitForm
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Column, Row, Table, day_cell, plain_table
from headway.kit.words import day_words
from headway.pages.answering import FormPage, answer, refuse_unless, sent
from headway.pages.exports import with_export
from headway.pages.lists.answer import answer_list
from headway.pages.workforce.finding import CRUMB
from headway.pages.workforce.service_forms import ServiceForm

HOME = Link("Services", "/workforce/services/")
NONE_YET = "No service is written down yet."
NO_SCHOOL = "No school takes this service."
NO_TEAM = "No team yet. Add one with its leader, then give it its schools."
NOBODY = "none"  # the value of the filter for schools without a team


@dataclass(frozen=True, slots=True)
class ServicesPage:
    """Every service."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    table: Table
    new_href: str


@dataclass(frozen=True, slots=True)
class ServicePage:
    """One service with its teams and schools."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    figures: tuple[Figure, ...]
    unserved: str
    unserved_href: str
    teams: Table
    table: Table
    subscribe_href: str
    team_href: str
    edit_href: str


def list_services(request: HttpRequest) -> HttpResponse:
    """Every service by name, with how many of its schools have no team."""
    if refused := refuse_unless(request, request.viewer.may(KIND)):
        return refused
    rows = [
        (
            Cell(one.name, href=reverse("team_service", args=[one.public_id])),
            one.team_count,
            one.school_count,
            Cell(one.unserved, colour="red" if one.unserved else ""),
        )
        for one in with_counts(services_visible_to(request.viewer), request.viewer.on)
    ]
    heads = (
        "Service",
        *(Column(head, numeric=True) for head in ("Teams", "Schools", "Schools without a team")),
    )
    page = ServicesPage(
        heading="Services and their teams",
        breadcrumbs=(CRUMB,),
        table=plain_table("Services", heads, rows, empty_words=NONE_YET),
        new_href=reverse("team_service_new") if deeds.may_keep_services(request.viewer) else "",
    )
    return render(request, "workforce/services.html", {"page": page})


def show_service(request: HttpRequest, key: str) -> HttpResponse:
    """One service: its teams with their leaders, and the schools that take it."""
    service, keeps = found_service(request, key), bool(deeds.may_keep_services(request.viewer))
    home = reverse("team_service", args=[key])
    query = ListQuery.read(request.GET, home, filters=("q", "team"), sorts=(), default_sort="")
    every = not_ended(service, request.viewer.on)
    teams = list(teams_of(service, request.viewer.on))
    rows = _matching(query, every)
    total, schools = rows.count(), every.count()
    served = sum(one.served for one in teams)

    def build(asked: ListQuery) -> ServicePage:
        return ServicePage(
            heading=service.name,
            breadcrumbs=(CRUMB, HOME),
            figures=(
                Figure("Schools", schools),
                Figure("Without a team", schools - served),
                Figure("Teams", len(teams)),
            ),
            unserved=_unserved(schools - served),
            unserved_href=f"{home}?team={NOBODY}",
            teams=_teams(service, teams, keeps=keeps),
            table=_schools(asked, service, list(rows[asked.bounds(total)]), total, teams, keeps=keeps),
            subscribe_href=reverse("team_service_subscribe", args=[key]) if keeps else "",
            team_href=reverse("service_team_new", args=[key]) if keeps else "",
            edit_href=reverse("team_service_edit", args=[key]) if keeps else "",
        )

    return answer_list(request, query, build, "workforce/service.html")


def begin(request: HttpRequest) -> HttpResponse:
    """A new service."""
    form = ServiceForm(sent(request))

    def act() -> None:
        deeds.begin_service(**form.cleaned_data, by=request.viewer, at=timezone.now())

    page = FormPage("Add a service", "", (CRUMB, HOME), form, "Add it", HOME.href)
    return answer(request, page, act, "The service is added. Add its teams.")


def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Another name."""
    service = found_service(request, key, "change")
    form = ServiceForm(sent(request), initial={"name": service.name})

    def act() -> None:
        deeds.rename_service(service=service, **form.cleaned_data, by=request.viewer, at=timezone.now())

    return answer(request, page_of(service, "Rename this service", form, "Save"), act, "Saved.")


def found_service(request: HttpRequest, key: str, act: str = "see") -> Service:
    """The service, or 404 where the viewer may not do the act to it."""
    row = services_visible_to(request.viewer, act).filter(public_id=key).first()
    if row is None:
        raise Http404
    return row


def page_of(service: Service, heading: str, form: KitForm, label: str, **more: Any) -> FormPage:
    """The page of a form about a service, with the way back to it."""
    href = reverse("team_service", args=[service.public_id])
    return FormPage(heading, service.name, (CRUMB, HOME, Link(service.name, href)), form, label, href, **more)


def _matching(query: ListQuery, rows: QuerySet[Subscription]) -> QuerySet[Subscription]:
    if words := query.text("q"):
        rows = rows.filter(school__name__icontains=words)
    if team := query.text("team"):
        rows = rows.filter(team=None) if team == NOBODY else rows.filter(team__public_id=team)
    return rows


def _unserved(number: int) -> str:
    if not number:
        return ""
    return "1 school has no team." if number == 1 else f"{number:,} schools have no team."


def _teams(service: Service, teams: list[ServiceTeam], *, keeps: bool) -> Table:
    rows = [
        (
            Cell(
                one.name,
                href=reverse("service_team", args=[service.public_id, one.public_id]) if keeps else "",
            ),
            one.leader,
            Cell(
                one.served,
                href=reverse("service_team_schools", args=[service.public_id, one.public_id])
                if keeps
                else "",
            ),
        )
        for one in teams
    ]
    heads = ("Team", "Leader", Column("Schools served", numeric=True))
    return plain_table("Teams", heads, rows, empty_words=NO_TEAM)


def _schools(
    query: ListQuery,
    service: Service,
    rows: list[Subscription],
    total: int,
    teams: list[ServiceTeam],
    *,
    keeps: bool,
) -> Table:
    choices = [("", "All"), (NOBODY, "No team"), *((one.public_id, one.name) for one in teams)]
    columns = ("School", "URN", "Team", "Leader", "From", "First day without it")
    table = query.table(
        caption="Schools that take it",
        columns=[Column(label) for label in columns],
        rows=[_school(service, one, keeps=keeps) for one in rows],
        total=total,
        noun=("school", "schools"),
        empty_words=NO_SCHOOL,
        filters=(query.text_filter("q", "School"), query.choice_filter("team", "Team", choices)),
    )
    return with_export(table, query)


def _school(service: Service, one: Subscription, *, keeps: bool) -> Row:
    href = reverse("service_school", args=[service.public_id, one.public_id]) if keeps else ""
    note = "" if is_open(one.school) else "the register says it is closed"
    return Row(
        (
            Cell(one.school.name, href=href, note=note),
            str(one.school_id),
            Cell(one.team.name if one.team else "No team", colour="" if one.team else "red"),
            Cell(one.team.leader if one.team else None, missing="nobody yet"),
            day_cell(one.valid_from),
            Cell(
                day_words(one.valid_until) if one.valid_until else None,
                missing="goes on",
                plain=one.valid_until,
            ),
        )
    )

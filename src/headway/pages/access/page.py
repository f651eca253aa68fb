"""What the pages of access show, as frozen records."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django import forms
from django.urls import reverse
from django.utils import timezone

from headway.features.appointments.models import Appointment
from headway.features.appointments.viewer import Viewer
from headway.features.people.models import Person, Role
from headway.kit.figures import ConfirmPage, Link, StaleField, StalePage, SummaryRow
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Column, Row, Table, day_cell, moment_cell, plain_table
from headway.kit.words import count_words, day_words, moment_words
from headway.pages.exports import with_export
from headway.rules.schools import add_months
from headway.rules.verdict import Verdict

ORDERS = {"name": "name", "last_login": "last_login", "reviewed_at": "reviewed_at"}
DUE = "due"
COLUMNS = (
    Column("Name", "name", sortable=True),
    Column("Roles today"),
    Column("Last signed in", "last_login", sortable=True),
    Column("Reviewed", "reviewed_at", sortable=True),
    Column("Access"),
)
WAITING = "waiting"
STATES = (("active", "Active"), (WAITING, "Never signed in"), ("disabled", "Disabled"))
HOME = "/access/"
CRUMB = Link("Access", HOME)
ON, OFF = Cell("Active", colour="green"), Cell("Disabled", colour="grey")
NEVER = "never"


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """The list of people."""

    title: str
    table: Table
    invite_href: str
    due_words: str
    due_href: str


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One person: facts, roles, appointments, and what may be done."""

    title: str
    breadcrumbs: tuple[Link, ...]
    facts: tuple[SummaryRow, ...]
    roles: Table
    appointments: Table
    edit_href: str
    give_href: str
    confirm_href: str
    switch_words: str
    switch_href: str
    forget_href: str
    leave_href: str
    invitation: str
    invite_href: str
    may_change: Verdict


@dataclass(frozen=True, slots=True)
class FormPage:
    """A form with its button and the way back."""

    title: str
    breadcrumbs: tuple[Link, ...]
    form: forms.Form
    submit_label: str
    cancel_href: str


def address(name: str, person: Person, *more: str) -> str:
    """The address of a route about one person."""
    return reverse(name, args=[person.public_id, *more])


def role_choices(viewer: Viewer) -> list[tuple[str, str]]:
    """Every role of the access policy, by its words."""
    return [(slug, role.label) for slug, role in viewer.access.roles.items()]


def people_page(
    viewer: Viewer, query: ListQuery, people: Iterable[Person], total: int, due: int
) -> PeoplePage:
    """One page of the list; the persons come with `roles_held`. `due`: how many are to be reviewed."""
    months = viewer.access.review_months
    filters = [
        query.text_filter("q", "Name or e-mail address"),
        query.choice_filter("role", "Role today", role_choices(viewer)),
        query.choice_filter("state", "Access", STATES),
    ]
    if months:
        choices = ((DUE, f"Not in the last {months} months"),)
        filters.append(query.choice_filter("review", "Reviewed", choices))
    table = query.table(
        caption="People with access",
        columns=COLUMNS,
        rows=[_person_row(viewer, person) for person in people],
        total=total,
        noun=("person", "people"),
        empty_words="Nobody has access yet. Invite the first person.",
        hide_caption=True,
        filters=filters,
    )
    words = (
        f"The access of {count_words(due, 'person', 'people')} was not reviewed in the last {months} months."
        if due
        else ""
    )
    return PeoplePage(
        "Access",
        with_export(table, query),
        reverse("access_invite"),
        words,
        f"{reverse('access_people')}?review={DUE}",
    )


def review_since(viewer: Viewer) -> date | None:
    """The day since which each person's access should have been reviewed; None where nobody asks for it."""
    months = viewer.access.review_months
    return add_months(viewer.on, -months) if months else None


def _person_row(viewer: Viewer, person: Person) -> Row:
    roles = ", ".join(_role_words(viewer, held.role) for held in person.roles_held)
    return Row(
        (
            Cell(person.name, href=address("access_person", person), note=person.email),
            Cell(roles, missing="none"),
            moment_cell(_last_sign_in(person), missing=NEVER),
            day_cell(_reviewed_on(person), missing=NEVER),
            ON if person.is_active else OFF,
        ),
        pick=person.public_id,
    )


def _last_sign_in(person: Person) -> datetime | None:
    return timezone.localtime(person.last_login) if person.last_login else None


def _reviewed_on(person: Person) -> date | None:
    return timezone.localtime(person.reviewed_at).date() if person.reviewed_at else None


def _role_words(viewer: Viewer, slug: str) -> str:
    known = viewer.access.roles.get(slug)
    return known.label if known else slug


def person_page(
    viewer: Viewer,
    person: Person,
    roles: Sequence[Role],
    appointments: Sequence[Appointment],
    names: Mapping[tuple[str, str], str],
    may_change: Verdict,
    has_factor: bool,
    is_linked: bool,
    invitation: str,
) -> PersonPage:
    """One person. `names`: of the subjects of their appointments, by kind and id, where known."""
    return PersonPage(
        title=person.name,
        breadcrumbs=(CRUMB,),
        facts=(
            SummaryRow("E-mail address", person.email),
            SummaryRow(
                "Access",
                ON.words if person.is_active else OFF.words,
                colour=(ON if person.is_active else OFF).colour,
            ),
            SummaryRow("Last signed in", moment_words(_last_sign_in(person)) if person.last_login else NEVER),
            SummaryRow("Access reviewed", day_words(_reviewed_on(person)) if person.reviewed_at else NEVER),
            SummaryRow("Invitation", invitation),
            SummaryRow("Second factor", "set up" if has_factor else "not set up"),
            SummaryRow("Account at a provider", "linked" if is_linked else "none linked"),
        ),
        roles=_roles_table(viewer, person, roles),
        appointments=_appointments_table(viewer, appointments, names),
        edit_href=address("access_edit", person),
        give_href=address("access_give_role", person),
        confirm_href=address("access_confirm", person),
        switch_words="Disable this person" if person.is_active else "Let this person sign in again",
        switch_href=address("access_disable" if person.is_active else "access_enable", person),
        forget_href=address("access_forget_factor", person) if has_factor or is_linked else "",
        leave_href=address("access_leave", person),
        invitation=invitation,
        invite_href=address("access_send_invitation", person)
        if person.is_active and not person.last_login
        else "",
        may_change=may_change,
    )


def _roles_table(viewer: Viewer, person: Person, roles: Sequence[Role]) -> Table:
    rows = [
        (
            _role_words(viewer, held.role),
            day_words(held.valid_from),
            _until(held),
            Cell("End", href=address("access_end_role", person, held.role))
            if held.valid_until is None
            else Cell("", missing=""),
        )
        for held in roles
    ]
    return plain_table(
        "Roles", ("Role", "From", "Until", "Change"), rows, empty_words="No role was given yet."
    )


def _appointments_table(
    viewer: Viewer, appointments: Sequence[Appointment], names: Mapping[tuple[str, str], str]
) -> Table:
    rows = [
        (
            _role_words(viewer, tie.role),
            tie.get_subject_kind_display().capitalize(),
            Cell(names.get((tie.subject_kind, tie.subject_id)), missing="name not known"),
            day_words(tie.valid_from),
            _until(tie),
        )
        for tie in appointments
    ]
    heads = ("As", "Tied to a", "Name", "From", "Until")
    empty = "This person is tied to no school, quadrant or partnership."
    return plain_table("Appointments", heads, rows, empty_words=empty)


def _until(held: Role | Appointment) -> str:
    return day_words(held.valid_until) if held.valid_until else "no end"


def form_page(
    title: str, form: forms.Form, submit_label: str, cancel_href: str, person: Person | None = None
) -> FormPage:
    """A page that is a form, under the person it is about."""
    crumbs = (CRUMB, Link(person.name, address("access_person", person))) if person else (CRUMB,)
    return FormPage(title, crumbs, form, submit_label, cancel_href)


def disable_page(person: Person) -> ConfirmPage:
    """The question before a person is disabled."""
    sentences = (
        "They are signed out at once and cannot sign in again.",
        "Their roles, appointments and everything they did stay as they are.",
        "You can let them sign in again later.",
    )
    return _confirm(f"Disable {person.name}?", sentences, "Disable", "access_disable", person, warning=True)


def confirm_page(viewer: Viewer, person: Person, roles: Sequence[Role]) -> ConfirmPage:
    """The question before somebody's access is confirmed: what they hold."""
    held = [
        f"{_role_words(viewer, one.role)}, from {day_words(one.valid_from)}, {_until(one)}" for one in roles
    ]
    sentences = (
        *(held or ("They hold no role.",)),
        "You say that each of these is still right. It is recorded with your name.",
    )
    return _confirm(f"Is the access of {person.name} right?", sentences, "Confirm", "access_confirm", person)


def enable_page(person: Person) -> ConfirmPage:
    """The question before a person may sign in again."""
    sentences = ("They can ask for a code to sign in from now on, in the roles they hold.",)
    return _confirm(
        f"Let {person.name} sign in again?", sentences, "Let them sign in", "access_enable", person
    )


def forget_page(person: Person) -> ConfirmPage:
    """The question before somebody's second factor is taken away."""
    sentences = (
        "Their authenticator app, passkeys and recovery codes stop working, and they are signed out.",
        "Accounts at a provider that are linked to them open nothing until they are linked anew by signing in.",
        "Staff set up a new app when they sign in next. Make sure that it is really they who ask.",
    )
    title = f"Take the second factors and linked accounts of {person.name} away?"
    return _confirm(title, sentences, "Take them away", "access_forget_factor", person, warning=True)


def _confirm(
    title: str, sentences: tuple[str, ...], label: str, route: str, person: Person, *, warning: bool = False
) -> ConfirmPage:
    back = address("access_person", person)
    return ConfirmPage(
        title, sentences, label, address(route, person), back, warning, (CRUMB, Link(person.name, back))
    )


def stale_page(person: Person, typed: Mapping[str, str], changed_by: str, changed_words: str) -> StalePage:
    """What is stored now beside what was typed."""
    back = address("access_person", person)
    return StalePage(
        title=f"{person.name} was changed while you were writing",
        changed_by=changed_by,
        changed_words=changed_words,
        fields=(
            StaleField("name", "Name", person.name, typed["name"]),
            StaleField("email", "E-mail address", person.email, typed["email"]),
        ),
        version=person.version,
        action_href=address("access_edit", person),
        back_href=back,
        breadcrumbs=(CRUMB, Link(person.name, back)),
    )

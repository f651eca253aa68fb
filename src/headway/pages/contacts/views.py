"""Views of contacts with schools (M5-11)."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from headway.features.contacts.actions import record_contact
from headway.features.contacts.models import Contact, Manner
from headway.features.contacts.queries import KIND, contacts_visible_to
from headway.features.schools.queries import OPEN_STATUSES, schools_visible_to
from headway.kit.figures import Link
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Column, Row, Table, day_cell
from headway.pages.contacts.forms import ContactForm
from headway.pages.exports import with_export
from headway.pages.lists.answer import answer_list
from headway.pages.lists.undo import offer
from headway.rules.verdict import Refused

FILTERS = ("q", "manner")
ORDERS = {"on": "on", "school": "school__name", "minutes": "minutes"}
COLUMNS = (
    Column("On", "on", sortable=True),
    Column("School", "school", sortable=True),
    Column("Manner"),
    Column("Minutes", "minutes", numeric=True, sortable=True),
    Column("About"),
    Column("By"),
)


@dataclass(frozen=True, slots=True)
class ContactsPage:
    """The list of contacts."""

    heading: str
    table: Table
    record_href: str


@dataclass(frozen=True, slots=True)
class RecordPage:
    """The form."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    form: ContactForm
    cancel_href: str


def list_contacts(request: HttpRequest) -> HttpResponse:
    """The contacts the viewer may see, newest first."""
    viewer = request.viewer
    query = ListQuery.read(
        request.GET, request.path, filters=FILTERS, sorts=tuple(ORDERS), default_sort="-on"
    )
    found = contacts_visible_to(viewer)
    if words := query.text("q"):
        found = found.filter(school__name__icontains=words)
    if (manner := query.text("manner")) in Manner.values:
        found = found.filter(manner=manner)
    total = found.count()

    def build(asked: ListQuery) -> ContactsPage:
        rows = found.order_by(*asked.order_by(ORDERS))[asked.bounds(total)]
        table = asked.table(
            caption="Contacts",
            columns=COLUMNS,
            rows=[_row(one) for one in rows],
            total=total,
            noun=("contact", "contacts"),
            empty_words="No contact is recorded yet. Record the first one after a call.",
            hide_caption=True,
            filters=(
                query.text_filter("q", "School"),
                query.choice_filter("manner", "Manner", Manner.choices),
            ),
        )
        href = reverse("contact_record") if viewer.may_ever(KIND, "change") else ""
        return ContactsPage("Contacts with schools", with_export(table, asked), href)

    return answer_list(request, query, build, "contacts/contacts.html")


def record(request: HttpRequest) -> HttpResponse:
    """A contact that just was."""
    schools = schools_visible_to(request.viewer, KIND, "change").filter(status_code__in=OPEN_STATUSES)
    asked = request.GET.get("school", "")
    known = {"on": request.viewer.on, "school": asked if asked.isascii() and asked.isdigit() else ""}
    sent = request.POST if request.method == "POST" else None
    form = ContactForm(sent, schools=schools.order_by("name", "pk"), initial=known)
    back = f"/schools/{known['school']}/" if known["school"] else "/"
    if form.is_valid():
        now = timezone.now()
        try:
            made = record_contact(**form.cleaned_data, by=request.viewer, at=now)
        except Refused as refused:
            form.add_error("on", refused.verdict.reason)
        else:
            words = f"The contact with {made.school} is recorded. It costs the school no day."
            offer(request, "record_contact", {"contact": made.public_id}, back, words, now)
            return redirect(back)
    crumbs = (Link("Contacts", reverse("contacts")),)
    page = RecordPage("Record a contact", crumbs, form, back)
    return render(request, "contacts/record.html", {"page": page}, status=422 if form.errors else 200)


def _row(contact: Contact) -> Row:
    return Row(
        (
            day_cell(contact.on),
            Cell(contact.school.name, href=f"/schools/{contact.school_id}/"),
            contact.get_manner_display(),
            contact.minutes,
            contact.topic,
            contact.by.name,
        ),
    )

"""Views of contacts with schools (M5-11)."""

from dataclasses import dataclass, replace

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from headway.features.contacts.actions import correct_contact, record_contact, take_contact_back
from headway.features.contacts.models import Contact, Manner
from headway.features.contacts.queries import KIND, contacts_visible_to, who_had_contacts
from headway.features.schools.queries import OPEN_STATUSES, schools_visible_to
from headway.kit.figures import Link
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Column, Row, Table, day_cell
from headway.kit.words import day_words
from headway.pages.answering import FormPage, answer, sent
from headway.pages.contacts.forms import ContactForm
from headway.pages.contacts.narrowing import BEHIND, FILTERS, matching, years_to_choose
from headway.pages.contacts.totals import TOTAL_FILTERS, totals_page
from headway.pages.exports import asked_export, export_response, with_export
from headway.pages.lists.answer import answer_list
from headway.pages.lists.undo import offer
from headway.rules.verdict import Refused

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
    totals_href: str


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
    found = matching(contacts_visible_to(viewer), query)
    who, corrects = who_had_contacts(viewer), viewer.may_ever(KIND, "change")
    total = found.count()

    def build(asked: ListQuery) -> ContactsPage:
        rows = found.order_by(*asked.order_by(ORDERS))[asked.bounds(total)]
        table = asked.table(
            caption="Contacts",
            columns=(*COLUMNS, *([Column("Change")] if corrects else [])),
            rows=[_row(one, bool(corrects)) for one in rows],
            total=total,
            noun=("contact", "contacts"),
            empty_words="No contact is recorded yet. Record the first one after a call.",
            hide_caption=True,
            filters=(
                query.text_filter("q", "School or topic"),
                query.choice_filter("manner", "Manner", Manner.choices),
                query.choice_filter("by", "By", who),
                query.choice_filter("year", "Academic year", years_to_choose(viewer.on)),
            ),
        )
        behind = [(name, word) for name in BEHIND for word in asked.values(name)]
        table = replace(table, kept=(*table.kept, *behind))
        href = reverse("contact_record") if viewer.may_ever(KIND, "change") else ""
        totals = reverse("contact_totals")
        return ContactsPage("Contacts with schools", with_export(table, asked), href, totals)

    return answer_list(request, query, build, "contacts/contacts.html")


def record(request: HttpRequest) -> HttpResponse:
    """A contact that just was."""
    schools = schools_visible_to(request.viewer, KIND, "change").filter(status_code__in=OPEN_STATUSES)
    asked = request.GET.get("school", "")
    known = {"on": request.viewer.on, "school": asked if asked.isascii() and asked.isdigit() else ""}
    form = ContactForm(sent(request), schools=schools.order_by("name", "pk"), initial=known)
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


def correct(request: HttpRequest, key: str) -> HttpResponse:
    """A contact written anew, or taken out by who recorded it."""
    viewer = request.viewer
    contact = contacts_visible_to(viewer, "change").filter(public_id=key).first()
    if contact is None:
        raise Http404
    schools = schools_visible_to(viewer, KIND, "change").filter(
        Q(status_code__in=OPEN_STATUSES) | Q(pk=contact.school_id)
    )
    kept = ("on", "manner", "minutes", "topic")
    initial = {"school": contact.school_id, **{name: getattr(contact, name) for name in kept}}
    form = ContactForm(sent(request), schools=schools.order_by("name", "pk"), initial=initial)

    def act() -> None:
        correct_contact(contact=contact, **form.cleaned_data, by=viewer, at=timezone.now())

    def remove() -> None:
        take_contact_back(public_id=contact.public_id, by=viewer, at=timezone.now())

    page = FormPage(
        heading="Correct a contact",
        caption=f"{contact.by.name}, {day_words(contact.on)}",
        breadcrumbs=(Link("Contacts", reverse("contacts")),),
        form=form,
        submit_label="Save",
        cancel_href=reverse("contacts"),
        remove_label="Take it out" if contact.by_id == viewer.person.pk else "",
    )
    return answer(request, page, act, "The contact is corrected.", remove, thing="contact")


def show_totals(request: HttpRequest) -> HttpResponse:
    """Contacts and minutes by who, school, manner or topic, or the same as a file."""
    query = ListQuery.read(request.GET, reverse("contact_totals"), filters=TOTAL_FILTERS)
    page = totals_page(request.viewer, query)
    if kind := asked_export(request):
        return export_response(page.table, kind)
    return render(request, "contacts/totals.html", {"page": page})


def _row(contact: Contact, corrects: bool) -> Row:
    href = reverse("contact_correct", args=[contact.public_id])
    return Row(
        (
            day_cell(contact.on),
            Cell(contact.school.name, href=f"/schools/{contact.school_id}/"),
            contact.get_manner_display(),
            contact.minutes,
            contact.topic,
            contact.by.name,
            *([Cell("Correct", href=href)] if corrects else []),
        ),
    )

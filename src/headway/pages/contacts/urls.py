"""Routes of contacts."""

from headway.features.contacts.queries import KIND
from headway.pages.contacts import views
from headway.pages.routes import Route

ROUTES = (
    Route("contacts/", "contacts", views.list_contacts, kind=KIND, relation="own"),
    Route("contacts/totals/", "contact_totals", views.show_totals, kind=KIND, relation="own"),
    Route(
        "contacts/record/",
        "contact_record",
        views.record,
        kind=KIND,
        see="change",
        post="change",
        relation="own",
    ),
    Route(
        "contacts/<key>/correct/",
        "contact_correct",
        views.correct,
        kind=KIND,
        see="change",
        post="change",
        relation="own",
    ),
)

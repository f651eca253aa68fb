"""What a version of the record's layout looks like as a document, with an invented record in it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from headway.features.policies.models import Policy
from headway.features.policies.queries import policies_visible_to
from headway.flows.record_document import example_of
from headway.kit.figures import Link
from headway.pages import errors
from headway.pages.downloading import pack_file
from headway.rules.policyfile import PolicyFault
from headway.rules.record_layout import read_record_layout

LAYOUT = "record_document"
FORMS = {"word": "As a Word document", "pdf": "As a PDF"}


def documents_of(policy: Policy) -> tuple[Link, ...]:
    """Where an example of this version can be seen; none for policies other than the layout."""
    if policy.kind != LAYOUT:
        return ()
    return tuple(
        Link(label, reverse("policy_document", args=[policy.public_id, form]))
        for form, label in FORMS.items()
    )


def show_example(request: HttpRequest, public_id: str, form: str) -> HttpResponse:
    """An invented record laid out by this version, draft or not; a sentence where the draft has a fault."""
    policy = get_object_or_404(
        policies_visible_to(request.viewer).defer(None), public_id=public_id, kind=LAYOUT
    )
    if form not in FORMS:
        raise Http404
    try:
        layout = read_record_layout(policy.body)
    except PolicyFault as fault:
        return errors.forbidden(request, f"This version cannot be shown as a document. {fault}")
    return pack_file(example_of(layout), form, "Example of a record of visit")

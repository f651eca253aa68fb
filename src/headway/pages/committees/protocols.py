"""Views of one protocol: what divisions agreed, who signed, when it is reviewed (M16-01)."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from headway.features.committees import actions as deeds
from headway.features.committees.models import Protocol
from headway.features.committees.queries import protocols_visible_to
from headway.kit.figures import Link, SummaryRow
from headway.kit.tables import Cell, Table, day_cell, plain_table
from headway.kit.words import day_words
from headway.pages.answering import FormPage, answer, sent
from headway.pages.committees.forms import ChangedProtocolForm, ProtocolForm, SignatureForm
from headway.pages.committees.views import CRUMB, policy_of, stands
from headway.rules.joint_working import STANDINGS

NEW_SIGNATURES = "Other words are signed anew by every division; another review date is not."


@dataclass(frozen=True, slots=True)
class ProtocolPage:
    """One protocol and what can be done."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    standing: str
    colour: str
    reason: str
    words: str
    facts: tuple[SummaryRow, ...]
    signatures: Table
    edit_href: str
    sign_href: str


def begin(request: HttpRequest) -> HttpResponse:
    """A new protocol."""
    form = ProtocolForm(sent(request), divisions=dict(policy_of(request).divisions))

    def act() -> None:
        deeds.write_protocol(**form.cleaned_data, by=request.viewer, at=timezone.now())

    page = FormPage("Write a protocol", "", (CRUMB,), form, "Add it", CRUMB.href)
    return answer(request, page, act, "The protocol is written. Record each signature as it is given.")


def show_protocol(request: HttpRequest, key: str) -> HttpResponse:
    """One protocol with its signatures."""
    protocol, divisions = _protocol(request, key), dict(policy_of(request).divisions)
    standing = stands(protocol, request, divisions)
    keeps = bool(deeds.may_keep(request.viewer))
    waits = any(one.signed_on is None for one in protocol.signatures.all())
    page = ProtocolPage(
        heading=protocol.title,
        caption="Protocol",
        breadcrumbs=(CRUMB,),
        standing=standing.word.capitalize(),
        colour=STANDINGS[standing.word],
        reason=standing.reason,
        words=protocol.words,
        facts=(
            SummaryRow("Review by", day_words(protocol.review_on)),
            SummaryRow("Version", str(protocol.version)),
            SummaryRow("Written by", protocol.made_by.name),
        ),
        signatures=_signatures(protocol, divisions),
        edit_href=reverse("protocol_edit", args=[key]) if keeps else "",
        sign_href=reverse("protocol_sign", args=[key]) if keeps and waits else "",
    )
    return render(request, "committees/protocol.html", {"page": page})


def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Other words, another review, other divisions."""
    protocol = _protocol(request, key)
    initial = {name: getattr(protocol, name) for name in ("title", "words", "review_on", "version")}
    initial["divisions"] = [one.division for one in protocol.signatures.all()]
    form = ChangedProtocolForm(sent(request), initial=initial, divisions=dict(policy_of(request).divisions))

    def act() -> None:
        told = dict(form.cleaned_data)
        version, divisions = told.pop("version"), told.pop("divisions")
        deeds.change_protocol(
            protocol=protocol,
            seen_version=version,
            told=told,
            divisions=divisions,
            by=request.viewer,
            at=timezone.now(),
        )

    page = _page(protocol, "Change this protocol", form, "Save", words=(NEW_SIGNATURES,))
    return answer(request, page, act, "Saved.", thing="protocol")


def sign(request: HttpRequest, key: str) -> HttpResponse:
    """A signature that was given."""
    protocol, labels = _protocol(request, key), policy_of(request).divisions
    waiting = [one.division for one in protocol.signatures.all() if one.signed_on is None]
    form = SignatureForm(
        sent(request),
        initial={"signed_on": request.viewer.on},
        divisions={slug: labels.get(slug, slug) for slug in waiting},
    )

    def act() -> None:
        deeds.sign_protocol(protocol=protocol, **form.cleaned_data, by=request.viewer, at=timezone.now())

    words = () if waiting else ("Every division has signed this protocol.",)
    page = _page(protocol, "Record a signature", form, "Record it", words=words)
    return answer(request, page, act, "The signature is recorded.")


def _protocol(request: HttpRequest, key: str) -> Protocol:
    row = protocols_visible_to(request.viewer).filter(public_id=key).first()
    if row is None:
        raise Http404
    return row


def _page(protocol: Protocol, heading: str, form: Any, label: str, **more: Any) -> FormPage:
    href = reverse("protocol", args=[protocol.public_id])
    crumbs = (CRUMB, Link(protocol.title, href))
    return FormPage(heading, protocol.title, crumbs, form, label, href, **more)


def _signatures(protocol: Protocol, divisions: dict[str, str]) -> Table:
    rows = [
        (
            divisions.get(one.division, one.division),
            day_cell(one.signed_on, missing="not signed yet"),
            Cell(one.signed_as or None, missing="not signed yet"),
            Cell(one.recorded_by.name if one.recorded_by else None, missing="not signed yet"),
        )
        for one in protocol.signatures.all()
    ]
    return plain_table("Signatures", ("Division", "Signed on", "Signed as", "Recorded by"), rows)

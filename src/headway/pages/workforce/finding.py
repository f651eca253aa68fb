"""What the views of the workforce share: finding structures, posts and policies, and the way back."""

from django.http import Http404, HttpRequest
from django.urls import reverse

from headway.features.policies.queries import typed
from headway.features.workforce.models import Post, Structure
from headway.features.workforce.queries import KIND, PAY, structures_visible_to
from headway.kit.figures import Link
from headway.pages.schools.policies import policies_in_use
from headway.rules.pay_policy import PayPolicy
from headway.rules.workforce_policy import WorkforcePolicy

CRUMB = Link("Workforce", "/workforce/")


def found_structure(request: HttpRequest, key: str, act: str = "see", kind: str = KIND) -> Structure:
    """The structure, or 404 where the viewer may not do the act to it."""
    row = structures_visible_to(request.viewer, act, kind).filter(public_id=key).first()
    if row is None:
        raise Http404
    return row


def found_post(structure: Structure, key: str) -> Post:
    """The post of the structure, or 404."""
    row = structure.posts.select_related("structure", "reports_to").filter(public_id=key).first()
    if row is None:
        raise Http404
    return row


def pay_of(request: HttpRequest) -> PayPolicy | None:
    """The policy of pay on the viewer's day, for who may see pay; None for everybody else."""
    return typed("pay", request.viewer.on) if request.viewer.may(PAY) else None


def workforce_policy(request: HttpRequest) -> WorkforcePolicy:
    """The policy of the workforce on the viewer's day."""
    return typed("workforce", request.viewer.on)


def both_policies(request: HttpRequest) -> tuple[PayPolicy | None, WorkforcePolicy]:
    """The same two in one question."""
    kinds = ("pay", "workforce") if request.viewer.may(PAY) else ("workforce",)
    found = policies_in_use(*kinds, on=request.viewer.on)
    return found.get("pay"), found.get("workforce") or typed("workforce", request.viewer.on)


def structure_href(structure: Structure, name: str = "structure", *more: str) -> str:
    """Where a page of the structure is."""
    return reverse(name, args=[structure.public_id, *more])


def crumbs_of(structure: Structure) -> tuple[Link, ...]:
    """The way back to the structure."""
    return (CRUMB, Link(structure.title, structure_href(structure)))

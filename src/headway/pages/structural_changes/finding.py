"""Finding a case by the act, and what its pages have in common."""

from django.http import Http404, HttpRequest
from django.urls import reverse

from headway.features.policies.queries import typed
from headway.features.structural_changes.models import Case
from headway.features.structural_changes.queries import cases_visible_to
from headway.kit.figures import Link
from headway.rules.structural_changes_policy import ChangeKind, StructuralPolicy

SCHOOLS = Link("Schools", "/schools/")
HOME = Link("Structural changes", "/schools/changes/")


def policy_of(request: HttpRequest) -> StructuralPolicy:
    """The policy of structural changes on the viewer's day."""
    return typed("structural_changes", request.viewer.on)


def kind_of(case: Case, policy: StructuralPolicy) -> ChangeKind:
    """The kind of a case; one that the policy has dropped since keeps its slug and asks for nothing."""
    return policy.changes.get(case.kind) or ChangeKind(case.kind, 0, 0, ())


def found_case(request: HttpRequest, key: str, act: str = "see") -> Case:
    """The case, or 404 where the viewer may not do the act to it."""
    row = cases_visible_to(request.viewer, act).filter(public_id=key).first()
    if row is None:
        raise Http404
    return row


def crumbs_of(case: Case) -> tuple[Link, ...]:
    """The way to a page beneath the case."""
    return (SCHOOLS, HOME, Link(case.title, reverse("structural_case", args=[case.public_id])))

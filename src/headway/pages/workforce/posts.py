"""Views of one post: what it is, what it is called, and out of the structure."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from headway.features.workforce.actions import structures as deeds
from headway.features.workforce.models import Post, Structure
from headway.features.workforce.queries import KIND, priorities_to_lead
from headway.kit.figures import Link
from headway.kit.words import day_words
from headway.pages.answering import answer, refuse_unless, sent
from headway.pages.workforce.finding import found_post, found_structure, structure_href, workforce_policy
from headway.pages.workforce.forms import NewPostForm, PostForm, TitleForm
from headway.pages.workforce.writing import page_of
from headway.rules.structure_life import may_rename
from headway.rules.verdict import first_refusal

FACTS = ("fte", "role", "subject", "background", "intervenes", "vacant", "locked_title")


def add(request: HttpRequest, key: str) -> HttpResponse:
    """One more post."""
    structure = found_structure(request, key, "change")
    if refused := refuse_unless(request, deeds.may_change(request.viewer, structure)):
        return refused
    form = NewPostForm(sent(request), initial={"fte": 1}, **_choices(request, structure))

    def act() -> None:
        deeds.add_post(
            structure=structure, told=form.told, leads=form.chosen, by=request.viewer, at=timezone.now()
        )

    return answer(request, page_of(structure, "Add a post", form, "Add it"), act, "The post is added.")


def edit(request: HttpRequest, key: str, post: str) -> HttpResponse:
    """Other facts of a post, or out of the structure."""
    structure = found_structure(request, key, "change")
    found = found_post(structure, post)
    if refused := refuse_unless(request, deeds.may_change(request.viewer, structure)):
        return refused
    initial: dict[str, Any] = {name: getattr(found, name) for name in FACTS}
    initial |= {
        "reports_to": found.reports_to.public_id if found.reports_to else "",
        "phases": found.phases.split(),
        "leads": [one.public_id for one in found.leads.all()],
    }
    form = PostForm(sent(request), initial=initial, **_choices(request, structure, found))

    def act() -> None:
        deeds.edit_post(post=found, told=form.told, leads=form.chosen, by=request.viewer, at=timezone.now())

    def remove() -> None:
        deeds.remove_post(post=found, by=request.viewer, at=timezone.now())

    links = (Link("Give it another title", structure_href(structure, "post_title", post)),)
    page = page_of(structure, found.title, form, "Save", remove_label="Take this post out", links=links)
    return answer(request, page, act, "Saved.", remove)


def rename(request: HttpRequest, key: str, post: str) -> HttpResponse:
    """Another title from a day on."""
    structure = found_structure(request, key, "change")
    found = found_post(structure, post)
    overrides = bool(request.viewer.may(KIND, "approve"))
    right = first_refusal(
        request.viewer.may(KIND, "change"), may_rename(locked=found.locked_title, overrides=overrides)
    )
    if refused := refuse_unless(request, right):
        return refused
    form = TitleForm(sent(request), initial={"valid_from": request.viewer.on})

    def act() -> None:
        deeds.rename_post(post=found, **form.cleaned_data, by=request.viewer, at=timezone.now())

    words = tuple(f"{one.words}, from {day_words(one.valid_from)}" for one in found.titles.all())
    page = page_of(structure, f"Another title for {found.title}", form, "Save", words=words)
    return answer(request, page, act, "The new title is kept beside the old one.")


def _choices(request: HttpRequest, structure: Structure, post: Post | None = None) -> dict[str, Any]:
    """What the form of a post offers: no post reports to itself."""
    others = structure.posts.order_by("position", "pk")
    roles = {slug: role.label for slug, role in request.viewer.access.roles.items() if role.staff}
    return {
        "roles": roles,
        "others": list(others.exclude(pk=post.pk) if post else others),
        "priorities": priorities_to_lead(),
        "backgrounds": _backgrounds(request, post),
    }


def _backgrounds(request: HttpRequest, post: Post | None) -> dict[str, str]:
    """The backgrounds of the policy, and the one the post has where the policy no longer knows it."""
    known = {slug: one.label for slug, one in workforce_policy(request).backgrounds.items()}
    held = post.background if post else ""
    return known | ({held: held} if held and held not in known else {})

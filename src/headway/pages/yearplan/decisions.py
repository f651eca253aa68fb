"""Views of approval and publishing."""

from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from headway.features.deployment.models import Draft
from headway.features.letters.templates import LetterFault
from headway.features.policies.queries import typed
from headway.flows.approve_year_plan import (
    ask_for_approval,
    decide_on_plan,
    may_ask,
    somebody_else_approves,
    take_back,
)
from headway.flows.compare_facts import changed_facts
from headway.flows.publish_year_plan import Published, may_publish_draft, publish_year_plan
from headway.flows.year_plan_letters import year_plan_letters
from headway.kit.words import count_words, day_words
from headway.pages.yearplan.addresses import plan_href, step_href
from headway.pages.yearplan.approval_page import approval_page
from headway.pages.yearplan.forms import AskForm, DecideForm, PublishForm
from headway.pages.yearplan.publish_page import letter_page, publish_page
from headway.pages.yearplan.views import find_draft
from headway.rules.verdict import Refused, first_refusal
from headway.worker.work import ask as ask_worker

PRESENT = "a reason"


def show_approval(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who asked, who may decide, what was said."""
    return _approval(request, _whole_draft(request, public_id))


def ask(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask for the approval of a draft."""
    draft = _whole_draft(request, public_id)
    form = AskForm(request.POST)
    if not form.is_valid():
        return _approval(request, draft, ask_form=form)

    def do() -> None:
        ask_for_approval(
            draft=draft,
            pool=form.cleaned_data["pool"],
            seen_version=form.cleaned_data["version"],
            by=request.viewer,
            at=timezone.now(),
        )

    return _step(request, draft, do, "Approval is asked for. The draft does not change until it is decided.")


def decide(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say yes or no."""
    draft = _whole_draft(request, public_id)
    form = DecideForm(request.POST)
    if not form.is_valid():
        return _approval(request, draft, decide_form=form)
    yes = form.cleaned_data["answer"] == "yes"

    def do() -> None:
        decide_on_plan(
            draft=draft, yes=yes, reason=form.cleaned_data["reason"], by=request.viewer, at=timezone.now()
        )

    return _step(request, draft, do, "The plan is approved." if yes else "The plan is not approved.")


def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take one's request back."""
    draft = _whole_draft(request, public_id)

    def do() -> None:
        take_back(draft=draft, by=request.viewer, at=timezone.now())

    return _step(request, draft, do, "The request is taken back. The draft may change again.")


def publish(request: HttpRequest, public_id: str) -> HttpResponse:
    """Which letters would go to whom; POST publishes."""
    draft = _whole_draft(request, public_id)
    given = request.POST if request.method == "POST" else None
    form = PublishForm(given, initial={"version": draft.version})
    if given is not None and form.is_valid():
        try:
            done = _publish_and_send(request, draft, form)
        except (Refused, LetterFault) as refused:
            form.add_error(None, str(refused))
        else:
            letters = count_words(done.letters, "letter is", "letters are")
            held = f"The plan is published. Advisers hold from {day_words(done.valid_from)}."
            words = f"{held} {letters} released, and mails that tell of them go out now."
            messages.success(request, words)
            return redirect(plan_href(draft))
    draft.refresh_from_db()
    # A missing reason is asked for by the form; the button itself waits only for what a reason cannot mend.
    verdict = first_refusal(
        request.viewer.may("drafts", "approve"),
        may_publish_draft(draft, request.viewer.on, PRESENT, typed("deployment", request.viewer.on)),
    )
    letters = year_plan_letters(draft=draft, on=request.viewer.on)
    changed = changed_facts(draft=draft, on=request.viewer.on)
    page = publish_page(draft, letters, form, verdict, changed)
    return render(request, "yearplan/publish.html", {"page": page}, status=422 if form.errors else 200)


def _publish_and_send(request: HttpRequest, draft: Draft, form: PublishForm) -> Published:
    """Publish, and let the worker send the mails that tell of the letters: both or neither."""
    at = timezone.now()
    with transaction.atomic():
        done = publish_year_plan(
            draft=draft,
            reason=form.cleaned_data["reason"],
            seen_version=form.cleaned_data["version"],
            by=request.viewer,
            at=at,
        )
        title = f"Send the letters of {draft.name}"
        ask_worker(kind="send_letters", title=title, by=request.viewer.id, at=at, arguments={})
    return done


def show_letter(request: HttpRequest, public_id: str, urn: int) -> HttpResponse:
    """One of the letters, as it would go."""
    draft = _whole_draft(request, public_id)
    letters = year_plan_letters(draft=draft, on=request.viewer.on, urns=[urn])
    if not letters:
        raise Http404
    return render(request, "yearplan/letter.html", {"page": letter_page(draft, letters[0])})


def _whole_draft(request: HttpRequest, public_id: str) -> Draft:
    """A draft the viewer may see all of; 404 for who sees one's own schools only."""
    if not request.viewer.may("drafts"):
        raise Http404
    return find_draft(request, public_id)


def _approval(
    request: HttpRequest,
    draft: Draft,
    ask_form: AskForm | None = None,
    decide_form: DecideForm | None = None,
) -> HttpResponse:
    viewer = request.viewer
    # The pool may be named in the form, so the button waits for everything but it.
    verdict = first_refusal(
        viewer.may_ever("drafts", "change"),
        may_ask(draft, PRESENT),
        somebody_else_approves(viewer.person, viewer.on, viewer.access),
    )
    page = approval_page(
        viewer,
        draft,
        ask_form or AskForm(initial={"version": draft.version, "pool": draft.pool}),
        decide_form or DecideForm(),
        verdict,
        changed_facts(draft=draft, on=viewer.on),
    )
    status = 422 if page.form and page.form.errors else 200
    return render(request, "yearplan/approval.html", {"page": page, "form": page.form}, status=status)


def _step(request: HttpRequest, draft: Draft, do: Callable[[], None], done: str) -> HttpResponse:
    """Do it and show the approval again, with what came of it."""
    try:
        do()
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, done)
    return redirect(step_href(draft, "approval"))

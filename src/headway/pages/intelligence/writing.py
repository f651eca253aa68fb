"""Forms of the intelligence log: add a note, correct one by another, withdraw one, name who reads a restricted one."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from headway.features.intelligence.actions import (
    Told,
    add_note,
    correct_note,
    name_readers,
    withdraw_note,
)
from headway.features.intelligence.models import Note
from headway.features.intelligence.queries import (
    KIND,
    may_amend,
    may_name_readers,
    people_to_name,
)
from headway.features.policies.queries import policy_in_use, read_policy
from headway.pages import errors
from headway.pages.answering import FormPage, answer, refuse_unless, sent
from headway.pages.intelligence.finding import crumbs_of, found_note, found_school
from headway.pages.intelligence.forms import AddForm, CorrectForm, ReadersForm, WithdrawForm
from headway.pages.intelligence.words import is_corrected, kind_words, log_href, note_href
from headway.rules.intelligence import may_correct, may_withdraw

ADD_WORDS = (
    "A note stays as it is written. It can be corrected by a further note or withdrawn with a reason.",
    "A restricted kind is read only by you, the safeguarding officers, and whom you name afterwards.",
)
CORRECT_WORDS = ("The former note stays, marked as corrected. This one counts in its place.",)
RESTRICTED_DONE = "Noted, and restricted. Name on its page who else may read it."


def add(request: HttpRequest, urn: int) -> HttpResponse:
    """A note about a school: three fields and done."""
    school = found_school(request, urn)
    stored = policy_in_use(KIND, request.viewer.on)
    policy = read_policy(stored)
    first = {"on": request.viewer.on, "weight": next(iter(policy.weights))}
    form = AddForm(sent(request), policy=policy, initial=first)
    page = FormPage(
        heading="Add intelligence",
        caption=school.name,
        breadcrumbs=crumbs_of(school),
        form=form,
        submit_label="Add this note",
        cancel_href=log_href(urn),
        words=ADD_WORDS,
    )

    def act() -> Note:
        told = dict(form.cleaned_data)
        kind = told.pop("kind")
        by, at = request.viewer, timezone.now()
        return add_note(school=school, kind=kind, told=Told(**told), policy=stored, by=by, at=at)

    kind = policy.kinds.get(str(form.data.get("kind", "")))
    done = RESTRICTED_DONE if kind and kind.restricted else "Noted. It stays as it is."
    return answer(request, page, act, done)


def correct(request: HttpRequest, urn: int, key: str) -> HttpResponse:
    """A further note in the place of one that was wrong."""
    note = found_note(request, urn, key)
    stands = may_correct(withdrawn=note.withdrawn_at is not None, corrected=is_corrected(note))
    if refused := refuse_unless(request, may_amend(request.viewer, note)) or refuse_unless(request, stands):
        return refused
    if note.restricted:
        return _correct(request, note, {})
    return _correct(request, note, {"words": note.words})


def _correct(request: HttpRequest, note: Note, first: dict[str, str]) -> HttpResponse:
    """What was written is there to be mended; of a restricted note it is not, since reading it leaves a trace."""
    stored = policy_in_use(KIND, request.viewer.on)
    known = {"source": note.source, "weight": note.weight, "on": note.on} | first
    form = CorrectForm(sent(request), policy=read_policy(stored), initial=known)
    page = FormPage(
        heading="Correct a note",
        caption=f"{note.school.name}: {kind_words(note)}",
        breadcrumbs=crumbs_of(note.school),
        form=form,
        submit_label="Add the corrected note",
        cancel_href=note_href(note),
        words=CORRECT_WORDS,
    )

    def act() -> Note:
        told = Told(**form.cleaned_data)
        return correct_note(note=note, told=told, policy=stored, by=request.viewer, at=timezone.now())

    return answer(request, page, act, "A further note stands in its place.", thing="note")


def withdraw(request: HttpRequest, urn: int, key: str) -> HttpResponse:
    """Withdraw a note with a reason."""
    note = found_note(request, urn, key)
    if refused := refuse_unless(request, may_amend(request.viewer, note)):
        return refused
    if note.withdrawn_at is not None:
        return errors.forbidden(request, may_withdraw("", withdrawn=True).reason)
    form = WithdrawForm(sent(request))
    page = FormPage(
        heading="Withdraw a note",
        caption=f"{note.school.name}: {kind_words(note)}",
        breadcrumbs=crumbs_of(note.school),
        form=form,
        submit_label="Withdraw it",
        cancel_href=note_href(note),
        words=("The note stays to be read, marked as withdrawn, and counts no more.",),
    )

    def act() -> Note:
        reason = form.cleaned_data["reason"]
        return withdraw_note(note=note, reason=reason, by=request.viewer, at=timezone.now())

    return answer(request, page, act, "Withdrawn. It stays with your reason.")


def readers(request: HttpRequest, urn: int, key: str) -> HttpResponse:
    """Who may read a restricted note."""
    note = found_note(request, urn, key)
    if refused := refuse_unless(request, may_name_readers(request.viewer, note)):
        return refused
    people = people_to_name(request.viewer).exclude(pk=note.written_by_id)
    known = {"people": list(note.named.order_by("pk").values_list("public_id", flat=True))}
    form = ReadersForm(sent(request), people=people, initial=known)
    page = FormPage(
        heading="Who else may read this note",
        caption=f"{note.school.name}: {kind_words(note)}",
        breadcrumbs=crumbs_of(note.school),
        form=form,
        submit_label="Save who may read it",
        cancel_href=note_href(note),
    )

    def act() -> Note:
        chosen = list(form.cleaned_data["people"])
        return name_readers(note=note, people=chosen, by=request.viewer, at=timezone.now())

    return answer(request, page, act, "Saved who may read it.", thing="note")

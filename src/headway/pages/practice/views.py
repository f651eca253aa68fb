"""Views of the directory of good practice (M4-05)."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from headway.features.partnerships.queries import known_open
from headway.features.policies.queries import typed
from headway.features.practice import actions as deeds
from headway.features.practice.models import PracticeExample
from headway.features.practice.queries import KIND, examples_visible_to, may_agree_for_school
from headway.features.schools.queries import schools_visible_to
from headway.kit.figures import Link
from headway.kit.listing import ListQuery
from headway.pages.answering import FormPage, answer, press, refuse_unless, sent
from headway.pages.lists.answer import answer_list
from headway.pages.practice.finding import (
    CRUMBS,
    FILTERS,
    HOME,
    SORTS,
    DirectoryPage,
    directory_page,
    example_page,
    writes_any,
)
from headway.pages.practice.forms import (
    AskForm,
    ConsentForm,
    DecideForm,
    ExampleForm,
    NewExampleForm,
    WithdrawForm,
)
from headway.rules.good_practice import may_consent, may_write
from headway.rules.verdict import ALLOWED, refuse

NO_WRITER = "Your role writes no examples of good practice. Tell the adviser of the school."
WRITTEN = ("title", "phase", "theme", "words", "evidence", "contact", "version")
AGREE_WORDS = "The school agrees to be named with these words. Other words need its consent anew."


def list_examples(request: HttpRequest) -> HttpResponse:
    """The directory, or the same as a file."""
    query = ListQuery.read(request.GET, HOME, filters=FILTERS, sorts=SORTS)

    def build(asked: ListQuery) -> DirectoryPage:
        return directory_page(request.viewer, asked, _themes(request))

    return answer_list(request, query, build, "practice/directory.html")


def show_example(request: HttpRequest, key: str) -> HttpResponse:
    """One example."""
    page = example_page(request.viewer, _found(request, key), _themes(request))
    return render(request, "practice/example.html", {"page": page})


def write(request: HttpRequest) -> HttpResponse:
    """A new example."""
    if refused := refuse_unless(request, ALLOWED if writes_any(request.viewer) else refuse(NO_WRITER)):
        return refused
    schools = known_open(schools_visible_to(request.viewer, KIND, "change"), request.viewer.on)
    form = NewExampleForm(sent(request), themes=_themes(request), schools=schools.order_by("name", "pk"))

    def act() -> HttpResponse:
        told = dict(form.cleaned_data)
        made = deeds.write_example(school=told.pop("school"), told=told, by=request.viewer, at=timezone.now())
        return redirect("practice_example", made.public_id)

    page = FormPage("Write an example", "", CRUMBS, form, "Save it as a draft", HOME)
    return answer(request, page, act, "The draft is saved. Ask the school whether it agrees to be named.")


def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Other words of a draft."""
    example = _found(request, key, "change")
    if refused := refuse_unless(request, may_write(example.state)):
        return refused
    initial = {name: getattr(example, name) for name in WRITTEN}
    form = ExampleForm(sent(request), themes=_themes(request), initial=initial)

    def act() -> None:
        deeds.change_example(
            example=example,
            seen_version=form.seen_version or 0,
            told=form.cleaned_data,
            by=request.viewer,
            at=timezone.now(),
        )

    page = _page(example, "Change this example", form, "Save", words=(AGREE_WORDS,))
    return answer(request, page, act, "Saved.", thing="example")


def consent(request: HttpRequest, key: str) -> HttpResponse:
    """The school that is named agrees."""
    example = _found(request, key)
    if refused := refuse_unless(request, may_agree_for_school(request.viewer, example.school)):
        return refused
    day = request.viewer.on
    if refused := refuse_unless(request, may_consent(example.state, example.consented_on, day, day)):
        return refused
    form = ConsentForm(sent(request), initial={"on": day})

    def act() -> None:
        deeds.record_consent(example=example, **form.cleaned_data, by=request.viewer, at=timezone.now())

    page = _page(example, "Record that the school agrees", form, "Record it", words=(AGREE_WORDS,))
    return answer(request, page, act, "The school's consent is recorded.")


def propose(request: HttpRequest, key: str) -> HttpResponse:
    """Ask for approval."""
    example = _found(request, key, "change")

    def act() -> None:
        deeds.propose_example(example=example, by=request.viewer, at=timezone.now())

    return press(request, act, "The example waits to be approved by somebody else.", _href(example))


def decide(request: HttpRequest, key: str) -> HttpResponse:
    """Approve an example or give it back."""
    example = _found(request, key, "approve")
    if refused := refuse_unless(request, deeds.may_decide(request.viewer, example)):
        return refused
    form = DecideForm(sent(request))

    def act() -> None:
        told = form.cleaned_data
        deeds.decide_example(
            example=example,
            yes=told["yes"] == "yes",
            remark=told["remark"],
            by=request.viewer,
            at=timezone.now(),
        )

    return answer(request, _page(example, "Approve or give back", form, "Decide"), act, "Decided.")


def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Take an example out of the directory."""
    example = _found(request, key, "change", "approve")
    form = WithdrawForm(sent(request))

    def act() -> None:
        deeds.withdraw_example(example=example, **form.cleaned_data, by=request.viewer, at=timezone.now())

    page = _page(example, "Withdraw this example", form, "Withdraw it")
    return answer(request, page, act, "The example is out of the directory.")


def ask(request: HttpRequest, key: str) -> HttpResponse:
    """Ask to be brought together with the school."""
    example = _found(request, key)
    if refused := refuse_unless(request, deeds.may_ask(request.viewer, example)):
        return refused
    form = AskForm(sent(request))

    def act() -> None:
        deeds.ask_for_contact(example=example, **form.cleaned_data, by=request.viewer, at=timezone.now())

    page = _page(example, "Ask for contact", form, "Ask")
    return answer(request, page, act, "You have asked. The adviser brings you together.")


def _themes(request: HttpRequest) -> Mapping[str, str]:
    found: Mapping[str, str] = typed("good_practice", request.viewer.on).themes
    return found


def _found(request: HttpRequest, key: str, *acts: str) -> PracticeExample:
    """The example, where the viewer may do one of the acts to it, else see it."""
    for act in acts or ("see",):
        row: PracticeExample | None = examples_visible_to(request.viewer, act).filter(public_id=key).first()
        if row is not None:
            return row
    raise Http404


def _href(example: PracticeExample) -> str:
    return reverse("practice_example", args=[example.public_id])


def _page(example: PracticeExample, heading: str, form: Any, label: str, **more: Any) -> FormPage:
    href = _href(example)
    return FormPage(heading, example.title, (*CRUMBS, Link(example.title, href)), form, label, href, **more)

"""Views of reviews of a service: challenge, compare, consult, compete; criteria with live evidence; complete."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from headway.features.appointments.viewer import Viewer
from headway.features.decisions.actions import reviewing as deeds
from headway.features.decisions.models import ServiceReview
from headway.features.decisions.queries import KIND
from headway.features.decisions.reviewed import reviews_visible_to
from headway.features.policies.queries import typed
from headway.flows.service_evidence import Shown, evidence_of
from headway.kit.figures import Link, SummaryRow
from headway.kit.forms import KitForm, MissingSentences, long_text, set_house_messages
from headway.kit.grid import Grid, GridRow, boxes_of, grid_of
from headway.kit.tables import Cell, Table, plain_table
from headway.kit.words import day_words
from headway.pages.answering import FormPage, answer, press, refuse_unless, sent
from headway.pages.decisions.finding import CRUMB
from headway.rules.service_reviews import COMPLETE, OPEN, ReviewPolicy
from headway.rules.verdict import Verdict

COLOURS = {OPEN: "yellow", COMPLETE: "green"}


class BeginReviewForm(KitForm):
    """What is reviewed."""

    missing: ClassVar[MissingSentences] = {"title": "Enter what is reviewed"}
    title = forms.CharField(label="What is reviewed", max_length=200)


class PartsForm(BeginReviewForm):
    """The parts of the review."""

    missing: ClassVar[MissingSentences] = BeginReviewForm.missing | {"version": "Open the page again"}
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, policy: ReviewPolicy, **more: Any) -> None:
        super().__init__(*args, **more)
        self.slugs = tuple(policy.parts)
        for slug, part in policy.parts.items():
            field = long_text(part.label, part.help, rows=6, required=False, longest=8000)
            set_house_messages(slug, field, {})
            self.fields[slug] = field

    @property
    def told(self) -> dict[str, Any]:
        """Title and parts."""
        return {
            "title": self.cleaned_data["title"],
            "parts": {slug: self.cleaned_data[slug] for slug in self.slugs},
        }


class JudgeForm(KitForm):
    """How the service stands by each criterion."""

    missing: ClassVar[MissingSentences] = {"version": "Open the page again"}
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, policy: ReviewPolicy, **more: Any) -> None:
        super().__init__(*args, **more)
        self.criteria = policy.criteria
        choices = [("", "Not judged"), *policy.standings.items()]
        for one in policy.criteria:
            standing = forms.ChoiceField(label=f"{one.label}: how it stands", choices=choices, required=False)
            words = forms.CharField(label=f"{one.label}: why", max_length=500, required=False)
            for name, field in ((f"standing-{one.slug}", standing), (f"why-{one.slug}", words)):
                field.widget.attrs["id"] = name
                set_house_messages(name, field, {})
                self.fields[name] = field
        self.in_grid = frozenset(
            name for one in policy.criteria for name in (f"standing-{one.slug}", f"why-{one.slug}")
        )

    def clean(self) -> dict:
        """A standing says why."""
        data = super().clean()
        for one in self.criteria:
            if data.get(f"standing-{one.slug}") and not data.get(f"why-{one.slug}"):
                self.add_error(f"why-{one.slug}", "Enter why it stands so")
        return data

    @property
    def grid(self) -> Grid:
        """A row a criterion."""
        rows = [
            GridRow(
                one.label,
                tuple(
                    boxes_of(
                        self, [(f"standing-{one.slug}", one.label), (f"why-{one.slug}", f"{one.label}: why")]
                    )
                ),
            )
            for one in self.criteria
        ]
        return grid_of("How the service stands", "Criterion", ("How it stands", "Why"), rows)

    @property
    def told(self) -> dict[str, Any]:
        """Criterion to standing and words, where something is said."""
        data = self.cleaned_data
        return {
            "judged": {
                one.slug: {"standing": data[f"standing-{one.slug}"], "words": data[f"why-{one.slug}"]}
                for one in self.criteria
                if data[f"standing-{one.slug}"]
            }
        }


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """One review."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    facts: tuple[SummaryRow, ...]
    parts: tuple[tuple[str, str, str], ...]  # label, help, words
    table: Table
    words: str
    links: tuple[Link, ...]
    complete_href: str
    may_complete: Verdict


def policy_of(request: HttpRequest) -> ReviewPolicy:
    """The policy of reviews on the viewer's day."""
    return typed("service_review", request.viewer.on)


def begin(request: HttpRequest) -> HttpResponse:
    """A new review."""
    if refused := refuse_unless(request, request.viewer.may(KIND, "change")):
        return refused
    form = BeginReviewForm(sent(request))

    def act() -> HttpResponse:
        made = deeds.begin_review(**form.cleaned_data, by=request.viewer, at=timezone.now())
        return redirect(_href(made, "review"))

    page = FormPage("Begin a review of a service", "", (CRUMB,), form, "Begin it", CRUMB.href)
    return answer(request, page, act, "The review is begun. Write its parts.")


def show(request: HttpRequest, key: str) -> HttpResponse:
    """One review with what the service shows: today, or on the day it was completed."""
    viewer, review, policy = request.viewer, _found(request, key), policy_of(request)
    evidence = _evidence(viewer, review, policy)
    writes = bool(deeds.may_write(viewer, review))
    links = [Link("How it does beside its neighbours", reverse("neighbours"))]
    if writes:
        links = [
            Link("Write the parts", _href(review, "review_parts")),
            Link("Judge by criteria", _href(review, "review_judge")),
            *links,
        ]
    kept = review.completed_at
    page = ReviewPage(
        heading=review.title,
        caption="Review of a service",
        breadcrumbs=(CRUMB,),
        facts=_facts(review),
        parts=tuple((one.label, one.help, review.parts.get(slug, "")) for slug, one in policy.parts.items()),
        table=_table(review, policy, evidence),
        words=f"The evidence is that of {day_words(kept.date())}."
        if kept
        else "The evidence is that of today.",
        links=tuple(links),
        complete_href=_href(review, "review_complete") if review.state == OPEN else "",
        may_complete=deeds.may_complete(viewer, review, policy),
    )
    return render(request, "decisions/review.html", {"page": page})


def write_parts(request: HttpRequest, key: str) -> HttpResponse:
    """Challenge, compare, consult, compete."""
    review, policy = _found(request, key, "change"), policy_of(request)
    if refused := refuse_unless(request, deeds.may_write(request.viewer, review)):
        return refused
    initial = review.parts | {"title": review.title, "version": review.version}
    form = PartsForm(sent(request), policy=policy, initial=initial)
    return _write(request, review, "Write the parts", form)


def judge(request: HttpRequest, key: str) -> HttpResponse:
    """How the service stands by each criterion."""
    review, policy = _found(request, key, "change"), policy_of(request)
    if refused := refuse_unless(request, deeds.may_write(request.viewer, review)):
        return refused
    initial: dict[str, Any] = {"version": review.version}
    for slug, told in review.judged.items():
        initial |= {f"standing-{slug}": told["standing"], f"why-{slug}": told["words"]}
    form = JudgeForm(sent(request), policy=policy, initial=initial)
    return _write(request, review, "Judge by criteria", form, grid=form.grid)


def complete(request: HttpRequest, key: str) -> HttpResponse:
    """Complete it with the evidence of today."""
    review, policy = _found(request, key, "approve"), policy_of(request)

    def act() -> None:
        shown = {slug: asdict(one) for slug, one in _live(request.viewer, policy).items()}
        deeds.complete_review(
            review=review, evidence=shown, policy=policy, by=request.viewer, at=timezone.now()
        )

    return press(request, act, "The review is complete and stays as it is.", _href(review, "review"))


def reviews_table(viewer: Viewer) -> Table:
    """Every review the viewer may see, newest first."""
    rows = [
        (
            Cell(one.title, href=_href(one, "review")),
            Cell(one.get_state_display(), colour=COLOURS[one.state]),
            one.made_by.name,
        )
        for one in reviews_visible_to(viewer)
    ]
    heads = ("Review", "State", "Begun by")
    return plain_table("Reviews of services", heads, rows, empty_words="No service is reviewed yet.")


def _write(
    request: HttpRequest, review: ServiceReview, heading: str, form: PartsForm | JudgeForm, **more: Any
) -> HttpResponse:
    def act() -> None:
        deeds.write_review(
            review=review,
            seen_version=form.cleaned_data["version"],
            told=form.told,
            by=request.viewer,
            at=timezone.now(),
        )

    href = _href(review, "review")
    crumbs = (CRUMB, Link(review.title, href))
    page = FormPage(heading, review.title, crumbs, form, "Save", href, **more)
    return answer(request, page, act, "Saved.", thing="review")


def _found(request: HttpRequest, key: str, act: str = "see") -> ServiceReview:
    row = reviews_visible_to(request.viewer, act).filter(public_id=key).first()
    if row is None:
        raise Http404
    return row


def _href(review: ServiceReview, name: str) -> str:
    return reverse(name, args=[review.public_id])


def _live(viewer: Viewer, policy: ReviewPolicy) -> dict[str, Shown]:
    wanted = tuple(dict.fromkeys(slug for one in policy.criteria for slug in one.evidence))
    return evidence_of(viewer, wanted)


def _evidence(viewer: Viewer, review: ServiceReview, policy: ReviewPolicy) -> Mapping[str, Shown]:
    if review.evidence is not None:
        return {slug: Shown(**told) for slug, told in review.evidence.items()}
    return _live(viewer, policy)


def _facts(review: ServiceReview) -> tuple[SummaryRow, ...]:
    facts = [
        SummaryRow("State", review.get_state_display(), colour=COLOURS[review.state]),
        SummaryRow("Begun by", review.made_by.name),
    ]
    if review.completed_by and review.completed_at:
        told = f"{review.completed_by.name}, on {day_words(review.completed_at.date())}"
        facts.append(SummaryRow("Completed by", told))
    return tuple(facts)


def _table(review: ServiceReview, policy: ReviewPolicy, evidence: Mapping[str, Shown]) -> Table:
    rows = []
    for one in policy.criteria:
        judged = review.judged.get(one.slug)
        shown = [evidence[slug] for slug in one.evidence if slug in evidence]
        told = "; ".join(f"{held.label}: {held.value or 'not known'} ({held.source})" for held in shown)
        standing = policy.standings.get(judged["standing"], judged["standing"]) if judged else None
        rows.append(
            (
                one.label,
                Cell(told or None, missing="none named"),
                Cell(standing, missing="not judged", note=judged["words"] if judged else ""),
            )
        )
    return plain_table("The service by criteria", ("Criterion", "What it shows", "How it stands"), rows)

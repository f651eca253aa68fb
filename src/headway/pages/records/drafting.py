"""Views of a draft: the school's part, begin, write, what is agreed, what became of what was agreed, hand in."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from headway.features.records import queries
from headway.features.records.actions import drafting as deeds
from headway.features.records.content import texts_of
from headway.features.records.models import AgreedAction, RecordOfVisit
from headway.features.saving import Stale
from headway.features.visits.models import Visit
from headway.flows.begin_record import begin_record
from headway.kit.figures import Link
from headway.kit.tables import Cell, Table, day_cell, plain_table
from headway.kit.words import day_words
from headway.pages.answering import CHANGED, FormPage, answer, press, refuse_unless, sent
from headway.pages.records.forms import AgreedForm, BeforeForm, DraftForm, FollowForm, HandInForm
from headway.pages.records.showing import Part, parts_of, sent_back
from headway.pages.records.words import (
    CRUMB,
    crumbs_of,
    found_record,
    found_visit,
    href_of,
    labels_of_categories,
    policy_of,
    title_of,
)
from headway.rules.pupil_names import names_in
from headway.rules.record_policy import RecordPolicy
from headway.rules.records_of_visit import SIDES, blank_boxes, items_for
from headway.rules.verdict import Refused, Verdict

NO_NAMES = "Name no pupil and no member of staff. What must be said of a child goes into a safeguarding note."
UNFINISHED = "Not everything is written yet. What you wrote is saved."
HANDING_IN = "Somebody else may check it first. Then the head is asked whether it is accurate."
# What the button that saved says comes next, and the page it leads to.
NEXT = {"agree": "record_agree", "hand in": "record_hand_in"}
SEEN_NAMES = "This reads like a pupil's name: {}. Take it out unless it is none."


@dataclass(frozen=True, slots=True)
class BeginPage:
    """A visit that can get its record: what the school wrote, and the button."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    before: tuple[Part, ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class WritePage:
    """The draft: last time's actions at the top, the boxes, what is agreed."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    form: DraftForm
    saved: str
    words: tuple[str, ...]
    before: tuple[Part, ...]
    carried: Table | None
    agreed: Table
    outs: tuple[Link, ...]
    cancel_href: str


def write_before(request: HttpRequest, key: str) -> HttpResponse:
    """The school's part, until the visit starts."""
    visit, policy = found_visit(request, key, queries.answers_for), policy_of(request)
    if refused := refuse_unless(request, queries.may_prepare(request.viewer, visit)):
        return refused
    held = queries.preparation_of(visit)
    initial: dict[str, Any] = {"version": held.version if held else 0}
    initial |= {f"before-{name}": words for name, words in (held.answers if held else {}).items()}
    form = BeforeForm(sent(request), initial=initial, policy=policy)

    def act() -> None:
        deeds.save_preparation(
            visit=visit,
            answers=form.answers,
            seen_version=form.seen_version,
            by=request.viewer,
            at=timezone.now(),
        )

    back = reverse("school_promises", args=[visit.school_id]) if visit.school_id else CRUMB.href
    heading = f"Before the visit on {day_words(visit.on)}"
    words = ("Your adviser reads this before coming. You can change it until the visit starts.", NO_NAMES)
    page = FormPage(heading, str(visit.place), (), form, "Save", back, words)
    return answer(request, page, act, "Saved. Your adviser reads it before the visit.", thing="part")


def begin(request: HttpRequest, key: str) -> HttpResponse:
    """Begin the record of a visit; that says that it was held, and locks the school's part."""
    visit, policy = found_visit(request, key, queries.writes_of), policy_of(request)
    known = queries.record_of(visit)
    if known is not None and request.method == "GET":
        return redirect(href_of(known))
    if request.method == "POST":
        return _begun(request, visit, policy)
    held = queries.preparation_of(visit)
    labels = {part.key: part.words for part in policy.before.values()}
    answers = held.answers if held else {}
    page = BeginPage(
        heading=f"{visit.place}, {day_words(visit.on)}",
        breadcrumbs=(CRUMB,),
        before=parts_of([[label, answers.get(name, "")] for name, label in labels.items()]) if held else (),
        verdict=queries.may_start(request.viewer, visit),
    )
    return render(request, "records/begin.html", {"page": page})


def _begun(request: HttpRequest, visit: Visit, policy: RecordPolicy) -> HttpResponse:
    made: list[RecordOfVisit] = []

    def act() -> None:
        made.append(begin_record(visit=visit, policy=policy, by=request.viewer, at=timezone.now()))

    back = reverse("record_begin", args=[visit.public_id])
    answered = press(request, act, "The record is begun. It is saved as you write.", back)
    return redirect(href_of(made[0], "record_write")) if made else answered


def write(request: HttpRequest, key: str) -> HttpResponse:
    """The draft. A save may come from the script as well: it is answered with the moment and the new version."""
    record = found_record(request, key, queries.writes)
    if refused := refuse_unless(request, queries.may_write(request.viewer, record)):
        return refused
    form = form_of(request, record)
    by_script = request.headers.get("Accept", "").startswith("application/json")
    if form.is_valid():
        try:
            named = deeds.save_draft(
                record=record,
                told=form.told,
                seen_version=form.seen_version,
                by=request.viewer,
                at=timezone.now(),
            )
        except Stale:
            form.add_error(None, CHANGED.format("record"))
        except Refused as refused:
            form.add_error(None, refused.verdict.reason)
        else:
            return _saved(request, record, named, by_script)
    if by_script:
        return JsonResponse({"words": form.problems[0].words if form.problems else ""}, status=422)
    page = _write_page(request, record, form)
    return render(request, "records/write.html", {"page": page}, status=422 if form.errors else 200)


def _saved(
    request: HttpRequest, record: RecordOfVisit, named: tuple[str, ...], by_script: bool
) -> HttpResponse:
    warning = SEEN_NAMES.format("; ".join(named)) if named else ""
    if by_script:
        record.refresh_from_db(fields=["version", "saved_at"])
        told = {"version": record.version, "words": f"Saved {_clock(record)}", "warning": warning}
        return JsonResponse(told)
    following = NEXT.get(request.POST.get("then", ""), "record_write")
    if warning and following != "record_hand_in":
        messages.warning(request, warning)
    messages.success(request, "Saved.")
    return redirect(href_of(record, following))


def agree(request: HttpRequest, key: str) -> HttpResponse:
    """Something agreed: who, by when."""
    record = found_record(request, key, queries.writes)
    if refused := refuse_unless(request, queries.may_write(request.viewer, record)):
        return refused
    form = AgreedForm(sent(request))

    def act() -> None:
        deeds.agree_action(record=record, **form.cleaned_data, by=request.viewer, at=timezone.now())

    href = href_of(record, "record_write")
    page = FormPage("Add what was agreed", title_of(record), crumbs_of(record), form, "Add it", href)
    return answer(request, page, act, "Added. It becomes a promise once the record is locked.")


def take_out(request: HttpRequest, key: str, agreed: str) -> HttpResponse:
    """Take out what stands in the draft."""
    record = found_record(request, key, queries.writes)
    action = _action(AgreedAction.objects.filter(record=record), agreed)

    def act() -> None:
        deeds.take_action_out(action=action, by=request.viewer, at=timezone.now())

    return press(request, act, "Taken out.", href_of(record, "record_write"))


def follow(request: HttpRequest, key: str, agreed: str) -> HttpResponse:
    """What became of something agreed at an earlier visit."""
    record = found_record(request, key, queries.writes)
    if refused := refuse_unless(request, queries.may_write(request.viewer, record)):
        return refused
    known = [one for one in queries.carried_to(record.visit) if one.public_id == agreed]
    if not known:
        raise Http404
    form = FollowForm(sent(request))

    def act() -> None:
        deeds.follow_up(
            record=record,
            action=known[0],
            done=form.cleaned_data["done"] == "yes",
            evidence=form.cleaned_data["evidence"].strip(),
            by=request.viewer,
            at=timezone.now(),
        )

    words = (known[0].words, f"{known[0].who}, by {day_words(known[0].due_on)}.")
    href = href_of(record, "record_write")
    page = FormPage("What became of it", title_of(record), crumbs_of(record), form, "Save", href, words)
    return answer(request, page, act, "Saved.")


def hand_in(request: HttpRequest, key: str) -> HttpResponse:
    """Hand the draft in: it is checked, or goes to the head."""
    record = found_record(request, key, queries.writes)
    if refused := refuse_unless(request, queries.may_write(request.viewer, record)):
        return refused
    named = names_in(texts_of(record, queries.agreed_at(record.visit)))
    form = HandInForm(sent(request))
    if not named:
        form.fields.pop("confirmed")
    policy = policy_of(request)
    asked = items_for(record.visit.agenda, record.visit.on, policy)
    written = {"sections": record.sections, "items": record.items, "progress": record.progress}
    lacking = blank_boxes(**written, asked=asked, policy=policy)

    def act() -> HttpResponse:
        deeds.hand_in(
            record=record,
            policy=policy,
            confirmed=bool(form.cleaned_data.get("confirmed")),
            by=request.viewer,
            at=timezone.now(),
        )
        return redirect(href_of(record))

    page = FormPage(
        heading="Hand in the record",
        caption=title_of(record),
        breadcrumbs=crumbs_of(record),
        form=form,
        submit_label="Hand it in",
        cancel_href=href_of(record, "record_write"),
        words=_words_of_hand_in(named, lacking),
        links=tuple(
            Link(f"Fill in “{label}”", f"{href_of(record, 'record_write')}#id_{box}")
            for box, label in lacking
        ),
    )
    return answer(request, page, act, "Handed in. It cannot be changed unless it comes back to you.")


def _words_of_hand_in(named: tuple[str, ...], lacking: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """What to look at before it goes."""
    seen = SEEN_NAMES.format("; ".join(named)) if named else "Nothing in it reads like a pupil's name."
    return (UNFINISHED, seen) if lacking else (seen, HANDING_IN)


def form_of(request: HttpRequest, record: RecordOfVisit) -> DraftForm:
    """The boxes of a draft as it stands, or as they were sent."""
    initial: dict[str, Any] = {f"item-{name}": words for name, words in record.items.items()}
    initial |= {f"section-{name}": words for name, words in record.sections.items()}
    names = ("progress", "category_view", "category_words", "version")
    initial |= {name: getattr(record, name) for name in names}
    return DraftForm(
        sent(request),
        initial=initial,
        policy=policy_of(request),
        asked=items_for(record.visit.agenda, record.visit.on, policy_of(request)),
        categories=labels_of_categories(request),
    )


def _write_page(request: HttpRequest, record: RecordOfVisit, form: DraftForm) -> WritePage:
    policy, held = policy_of(request), queries.preparation_of(record.visit)
    labels = {part.key: part.words for part in policy.before.values()}
    answers = held.answers if held else {}
    return WritePage(
        heading=title_of(record),
        caption="Write the record",
        breadcrumbs=crumbs_of(record),
        form=form,
        saved=f"Saved {_clock(record)}",
        words=(*sent_back(record), NO_NAMES),
        before=parts_of([[label, answers.get(name, "")] for name, label in labels.items()]) if held else (),
        carried=_carried(record),
        agreed=_agreed(record),
        outs=_outs(record),
        cancel_href=href_of(record),
    )


def _carried(record: RecordOfVisit) -> Table | None:
    rows = queries.carried_to(record.visit)
    if not rows:
        return None
    lines = [
        (
            Cell(one.words, href=reverse("record_follow", args=[record.public_id, one.public_id])),
            one.who,
            day_cell(one.undertaking.due_on),
            Cell("Done", colour="green") if one.undertaking.completed_on else Cell("Open", colour="yellow"),
        )
        for one in rows
    ]
    heads = ("Agreed at an earlier visit", "Post", "By", "How it stands")
    return plain_table("Close these or carry them on", heads, lines)


def _agreed(record: RecordOfVisit) -> Table:
    lines = [
        (one.words, SIDES[one.side], one.who, day_cell(one.due_on)) for one in queries.agreed_at(record.visit)
    ]
    heads = ("What was agreed", "Side", "Post", "By")
    return plain_table("Agreed at this visit", heads, lines, empty_words="Nothing is agreed yet.")


def _outs(record: RecordOfVisit) -> tuple[Link, ...]:
    """The buttons that take out what stands in this draft alone."""
    rows = [one for one in queries.agreed_at(record.visit) if one.undertaking_id is None]
    return tuple(
        Link(
            f"Take out “{Truncator(one.words).chars(60)}”",
            reverse("record_agreed_out", args=[record.public_id, one.public_id]),
        )
        for one in rows
    )


def _action(rows: Any, key: str) -> AgreedAction:
    row = rows.filter(public_id=key).first()
    if row is None:
        raise Http404
    return row


def _clock(record: RecordOfVisit) -> str:
    return f"{timezone.localtime(record.saved_at):%H:%M}"

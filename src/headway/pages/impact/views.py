"""Views of support and its impact: entered, followed up, judged by somebody else, and added up."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from headway.features.appointments.viewer import Viewer
from headway.features.impact import actions as deeds
from headway.features.impact.models import Support
from headway.features.impact.queries import (
    KIND,
    due_follow_ups,
    givers,
    supported_partnerships,
    supported_schools,
    supports_visible_to,
)
from headway.features.partnerships.queries import known_open
from headway.features.people.models import Person
from headway.features.policies.queries import typed
from headway.kit.figures import Link
from headway.kit.listing import ListQuery
from headway.pages.answering import FormPage, answer, press, refuse_unless, sent
from headway.pages.exports import asked_export, export_response
from headway.pages.impact.forms import (
    FollowUpForm,
    JudgeForm,
    NewSupportForm,
    StopForm,
    SupportForm,
    as_boxes,
)
from headway.pages.impact.listing import CRUMBS, FILTERS, HOME, ORDERS, SupportsPage, due_table, supports_page
from headway.pages.impact.one import support_page
from headway.pages.impact.totals import TOTAL_FILTERS, totals_page
from headway.pages.lists.answer import answer_list
from headway.pages.schools.policies import policies_in_use
from headway.rules import impact as rule
from headway.rules.impact_policy import ImpactPolicy
from headway.rules.measures import Measure

DUE = "What is due"


def list_supports(request: HttpRequest) -> HttpResponse:
    """The supports the viewer may see, or the same as a file."""
    sorts = tuple(ORDERS)
    query = ListQuery.read(request.GET, HOME, filters=FILTERS, sorts=sorts, default_sort="-begun")
    policy = _policy(request)

    def build(asked: ListQuery) -> SupportsPage:
        return supports_page(request.viewer, asked, policy)

    return answer_list(request, query, build, "impact/list.html")


def list_due(request: HttpRequest) -> HttpResponse:
    """Follow-ups that are due, and supports that wait to be judged, or the same as a file."""
    policy, viewer = _policy(request), request.viewer
    table = due_table(viewer, due_follow_ups(viewer, policy.soon_days), policy, DUE)
    if kind := asked_export(request):
        return export_response(table, kind)
    told = {"heading": DUE, "breadcrumbs": CRUMBS, "table": table}
    return render(request, "impact/due.html", {"page": told})


def show_totals(request: HttpRequest) -> HttpResponse:
    """Days, money and judgements by adviser, partnership, programme or theme, or the same as a file."""
    query = ListQuery.read(request.GET, reverse("impact_totals"), filters=TOTAL_FILTERS)
    page = totals_page(request.viewer, query, _policy(request))
    if kind := asked_export(request):
        return export_response(page.table, kind)
    return render(request, "impact/totals.html", {"page": page})


def show(request: HttpRequest, key: str) -> HttpResponse:
    """One support."""
    support = _found(request, key)
    policies = policies_in_use(KIND, "measures", on=request.viewer.on)
    page = support_page(request.viewer, support, policies[KIND], policies["measures"].measures)
    return render(request, "impact/support.html", {"page": page})


def write(request: HttpRequest) -> HttpResponse:
    """A new support."""
    viewer = request.viewer
    schools = known_open(supported_schools(viewer), viewer.on).order_by("name", "pk")
    known = {
        "school": request.GET.get("school", ""),
        "partnership": request.GET.get("partnership", ""),
        "adviser": viewer.id,
        "begun_on": viewer.on,
    }
    form = NewSupportForm(
        sent(request),
        **_choices(request),
        schools=schools,
        partnerships=supported_partnerships(viewer),
        initial=known,
    )

    def act() -> HttpResponse:
        made = deeds.plan_support(told=form.told(), by=viewer, at=timezone.now())
        return redirect("support", made.public_id)

    page = FormPage("Enter a support", "", CRUMBS, form, "Save this support", HOME)
    return answer(request, page, act, "The support is entered.")


def edit(request: HttpRequest, key: str) -> HttpResponse:
    """What is promised, written anew."""
    support = _found(request, key, "change")
    if refused := refuse_unless(request, rule.may_change(support.state)):
        return refused
    form = SupportForm(sent(request), **_choices(request, support.adviser), initial=as_boxes(support))

    def act() -> None:
        deeds.change_support(
            support=support,
            seen_version=form.seen_version or 0,
            told=form.told(),
            by=request.viewer,
            at=timezone.now(),
        )

    return answer(
        request, _page(support, "Change this support", form, "Save"), act, "Saved.", thing="support"
    )


def begin(request: HttpRequest, key: str) -> HttpResponse:
    """A planned support runs."""
    support = _found(request, key, "change")

    def act() -> None:
        deeds.begin_support(support=support, by=request.viewer, at=timezone.now())

    return press(request, act, "The support is running.", _href(support))


def follow_up(request: HttpRequest, key: str) -> HttpResponse:
    """What was seen; then it waits to be judged by somebody else."""
    support = _found(request, key, "change")
    if refused := refuse_unless(request, rule.may_follow_up(support.state)):
        return refused
    initial = {"seen": support.seen, "version": support.version}
    form = FollowUpForm(sent(request), initial=initial)

    def act() -> None:
        deeds.follow_up(
            support=support,
            seen_version=form.seen_version or 0,
            seen=form.cleaned_data["seen"],
            by=request.viewer,
            at=timezone.now(),
        )

    words = (f"It should change: {support.aim}", f"It will be seen by: {support.seen_by}")
    page = _page(support, "Record what was seen", form, "Record it", words=words)
    return answer(request, page, act, "Recorded. Somebody else judges it now.", thing="support")


def judge(request: HttpRequest, key: str) -> HttpResponse:
    """What somebody else than the giver says it changed."""
    support, policy = _found(request, key, "approve"), _policy(request)
    if refused := refuse_unless(request, deeds.may_judge(request.viewer, support)):
        return refused
    form = JudgeForm(sent(request), words=policy.judgement_words)

    def act() -> None:
        deeds.judge_support(
            support=support, **form.cleaned_data, policy=policy, by=request.viewer, at=timezone.now()
        )

    words = (f"It should change: {support.aim}", f"What was seen: {support.seen}")
    page = _page(support, "Judge what it changed", form, "Judge", words=words)
    return answer(request, page, act, "Judged.")


def stop(request: HttpRequest, key: str) -> HttpResponse:
    """A support that ends before it is judged."""
    support = _found(request, key, "change")
    if refused := refuse_unless(request, rule.may_stop(support.state, "a reason")):
        return refused
    form = StopForm(sent(request))

    def act() -> None:
        deeds.stop_support(support=support, **form.cleaned_data, by=request.viewer, at=timezone.now())

    return answer(request, _page(support, "Stop this support", form, "Stop it"), act, "Stopped.")


def _policy(request: HttpRequest) -> ImpactPolicy:
    policy: ImpactPolicy = typed(KIND, request.viewer.on)
    return policy


def _measures(viewer: Viewer) -> tuple[Measure, ...]:
    found: tuple[Measure, ...] = typed("measures", viewer.on).measures
    return found


def _choices(request: HttpRequest, already: Person | None = None) -> dict[str, Any]:
    viewer = request.viewer
    return {"policy": _policy(request), "measures": _measures(viewer), "advisers": givers(viewer.on, already)}


def _found(request: HttpRequest, key: str, act: str = "see") -> Support:
    """The support, where the viewer may do the act to it."""
    row: Support | None = supports_visible_to(request.viewer, act).filter(public_id=key).first()
    if row is None:
        raise Http404
    return row


def _href(support: Support) -> str:
    return reverse("support", args=[support.public_id])


def _page(support: Support, heading: str, form: Any, label: str, **more: Any) -> FormPage:
    href = _href(support)
    return FormPage(
        heading, support.given_to, (*CRUMBS, Link(support.given_to, href)), form, label, href, **more
    )

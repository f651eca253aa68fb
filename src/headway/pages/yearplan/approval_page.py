"""What the page of a draft's approval shows."""

from dataclasses import dataclass

from django import forms
from django.utils import timezone

from headway.features.appointments.viewer import Viewer
from headway.features.approvals.models import Request, State
from headway.features.approvals.queries import may_decide, requests_about
from headway.features.deployment.models import Draft
from headway.features.deployment.models import State as DraftState
from headway.kit.figures import Link, SummaryRow
from headway.kit.tables import Cell, Table, plain_table
from headway.kit.words import days_words, moment_words
from headway.pages.yearplan.addresses import HOME, plan_href, step_href
from headway.pages.yearplan.forms import AskForm, DecideForm
from headway.rules.verdict import Verdict

COLOURS = {State.OPEN: "yellow", State.GRANTED: "green", State.REFUSED: "red", State.WITHDRAWN: "grey"}


@dataclass(frozen=True, slots=True)
class ApprovalPage:
    """Asking while nothing waits, deciding while something does; `form` is the one shown. `publish_href`: approved,
    so that publishing is next; empty before."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    facts: tuple[SummaryRow, ...]
    changed: tuple[str, ...]
    waits: bool
    form: forms.Form | None
    verdict: Verdict
    action_href: str
    submit_label: str
    may_withdraw: bool
    withdraw_href: str
    publish_href: str
    history: Table


def approval_page(
    viewer: Viewer,
    draft: Draft,
    ask_form: AskForm,
    decide_form: DecideForm,
    may_ask: Verdict,
    changed: tuple[str, ...],
) -> ApprovalPage:
    """The approval of one draft, with every request about it. `changed`: facts that differ since it was planned."""
    requests = list(requests_about("drafts", "draft", draft.public_id).select_related("asked_by"))
    waiting = next((one for one in requests if one.state == State.OPEN), None)
    verdict = may_decide(waiting, viewer) if waiting else may_ask
    form: forms.Form = decide_form if waiting else ask_form
    return ApprovalPage(
        heading="Approval of the year plan",
        caption=draft.name,
        breadcrumbs=(Link("Year plan", HOME), Link(draft.name, plan_href(draft))),
        facts=_facts(draft),
        changed=changed,
        waits=waiting is not None,
        form=form if verdict else None,
        verdict=verdict,
        action_href=step_href(draft, "decide" if waiting else "ask"),
        submit_label="Send the answer" if waiting else "Ask for approval",
        may_withdraw=waiting is not None and waiting.asked_by_id == viewer.person.pk,
        withdraw_href=step_href(draft, "withdraw"),
        publish_href=step_href(draft, "publish") if draft.state == DraftState.APPROVED else "",
        history=_history(requests),
    )


def _facts(draft: Draft) -> tuple[SummaryRow, ...]:
    pool = draft.pool or ("none named" if draft.unmet_half_days else "none needed")
    return (
        SummaryRow("State", draft.get_state_display()),
        SummaryRow("Days not met", days_words(draft.unmet_half_days)),
        SummaryRow("Pool that carries them", pool),
    )


def _history(requests: list[Request]) -> Table:
    rows = []
    for one in requests:
        said = [
            f"{'Yes' if d.yes else 'No'} by {d.by}{f': {d.reason}' if d.reason else ''}"
            for d in one.decisions.all()
        ]
        rows.append(
            (
                moment_words(timezone.localtime(one.asked_at)),
                str(one.asked_by),
                Cell(one.get_state_display(), colour=COLOURS[State(one.state)]),
                Cell("; ".join(said) or None, missing="not decided"),
            )
        )
    empty = "Requests and their answers will stand here. Nobody has asked for approval yet."
    return plain_table("Requests", ("Asked", "By", "State", "Answer"), rows, empty_words=empty)

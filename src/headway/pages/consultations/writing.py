"""Views that begin a consultation and change it while it is a draft."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from headway.features.committees.queries import forums_visible_to
from headway.features.decisions.actions import consulting as deeds
from headway.features.decisions.appraised import appraisals_visible_to
from headway.flows.consultation_days import days_in_term, end_of_term
from headway.pages.answering import FormPage, answer, refuse_unless, sent
from headway.pages.consultations.finding import (
    CRUMB,
    consultation_href,
    crumbs_of,
    found_consultation,
    policy_of,
)
from headway.pages.consultations.forms import ChangedConsultationForm, ConsultationForm
from headway.rules.verdict import Verdict

FACTS = (
    "title",
    "about",
    "audiences",
    "starts_on",
    "ends_on",
    "publish_by",
    "posts_at_risk",
    "asked",
    "version",
)


def begin(request: HttpRequest) -> HttpResponse:
    """A new consultation."""
    form = ConsultationForm(
        sent(request),
        initial={"posts_at_risk": 0, "publish_by": end_of_term(request.viewer.on)},
        **_choices(request),
    )

    def act() -> None:
        deeds.begin_consultation(
            told=form.told,
            bodies=form.chosen,
            policy=policy_of(request),
            in_term=_in_term(form),
            by=request.viewer,
            at=timezone.now(),
        )

    page = FormPage("Begin a consultation", "", (CRUMB,), form, "Begin it", CRUMB.href)
    return answer(request, page, act, "The consultation is begun. Open it when it is ready.")


def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Other facts and dates of a draft."""
    consultation = found_consultation(request, key, "change")
    if refused := refuse_unless(request, deeds.may_write(request.viewer, consultation)):
        return refused
    initial = {name: getattr(consultation, name) for name in FACTS}
    initial |= {
        "questions": "\n".join(consultation.questions),
        "bodies": [one.public_id for one in consultation.bodies.all()],
        "appraisal": consultation.appraisal.public_id if consultation.appraisal else "",
    }
    form = ChangedConsultationForm(sent(request), initial=initial, **_choices(request))

    def act() -> None:
        deeds.edit_consultation(
            consultation=consultation,
            seen_version=form.cleaned_data["version"],
            told=form.told,
            bodies=form.chosen,
            policy=policy_of(request),
            in_term=_in_term(form),
            by=request.viewer,
            at=timezone.now(),
        )

    back = consultation_href(consultation)
    page = FormPage(
        "Change this consultation", consultation.title, crumbs_of(consultation), form, "Save", back
    )
    return answer(request, page, act, "Saved.", thing="consultation")


def _choices(request: HttpRequest) -> dict[str, Any]:
    return {
        "audiences": dict(policy_of(request).audiences),
        "bodies": list(forums_visible_to(request.viewer).filter(ended_on=None)),
        "appraisals": list(appraisals_visible_to(request.viewer)),
    }


def _in_term(form: ConsultationForm) -> Verdict:
    data = form.cleaned_data
    return days_in_term(data["audiences"], data["ends_on"], data["publish_by"])

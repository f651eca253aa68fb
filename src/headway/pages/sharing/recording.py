"""Recording one school's agreement, and ending one early."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from headway.features.policies.queries import policy_in_use
from headway.features.sharing.actions.agreements import Signature, end_agreement, record_agreement
from headway.features.sharing.queries import agreements_of, agreements_visible_to
from headway.kit.figures import Link
from headway.pages.answering import FormPage, answer, sent
from headway.pages.sharing.agreements import CRUMB, CRUMBS, found_school
from headway.pages.sharing.forms import AgreementForm, EndForm
from headway.rules.data_sharing import Signed, state_of

RECORD = ("It holds for as long as the protocol in use says. Nothing of a school is changed by it.",)
END = ("From that day on a school's own data are not taken until another agreement is signed.",)


def record(request: HttpRequest, urn: int) -> HttpResponse:
    """A signature of the school under the protocol in use."""
    school = found_school(request, urn, "change")
    on = request.viewer.on
    begins = _next_day(agreements_of([urn]).get(urn, []), on)
    form = AgreementForm(sent(request), initial={"signed_on": on, "first_on": begins})

    def act() -> None:
        stored = policy_in_use("data_sharing", on)
        signature = Signature(school, **form.cleaned_data)
        record_agreement(signature=signature, stored=stored, by=request.viewer, at=timezone.now())

    back = reverse("agreement", args=[urn])
    crumbs = (*CRUMBS, CRUMB, Link(school.name, back))
    page = FormPage("Record an agreement", school.name, crumbs, form, "Record it", back, RECORD)
    return answer(request, page, act, "The agreement is recorded.")


def end(request: HttpRequest, urn: int, key: str) -> HttpResponse:
    """An agreement that ends before its time."""
    school = found_school(request, urn, "change")
    held = agreements_visible_to(request.viewer, "change").filter(school=school, public_id=key).first()
    if held is None:
        raise Http404
    form = EndForm(sent(request), initial={"ended_on": request.viewer.on})

    def act() -> None:
        end_agreement(agreement=held, **form.cleaned_data, by=request.viewer, at=timezone.now())

    back = reverse("agreement", args=[urn])
    crumbs = (*CRUMBS, CRUMB, Link(school.name, back))
    page = FormPage("End the agreement early", school.name, crumbs, form, "End it", back, END)
    return answer(request, page, act, "The agreement is ended.")


def _next_day(held: list[Signed], on: date) -> date:
    """Today, or the first day after the agreement that holds today."""
    state = state_of(held, on)
    return state.until if state.is_live and state.until else on

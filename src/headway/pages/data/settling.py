"""The page on which an officer settles the district of a school."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from headway.features.releases.queries import faults_of
from headway.features.schools.queries import districts_of_own_schools, schools_visible_to
from headway.flows.publications.districts import COLUMN
from headway.flows.settle_district import settle_district
from headway.pages.data.forms import SettleDistrictForm
from headway.pages.data.page import settle_page
from headway.pages.data.views import release_or_404
from headway.rules.verdict import Refused


def settle(request: HttpRequest, public_id: str, urn: int) -> HttpResponse:
    """Choose the district of a school that the register gives none."""
    release = release_or_404(request, public_id)
    fault = faults_of(release).filter(urn=urn, column=COLUMN).first()
    school = schools_visible_to(request.viewer).select_related("district").filter(urn=urn).first()
    if fault is None or school is None:
        raise Http404
    if fault.settled:
        messages.info(request, f"{school.name}: {fault.settled}.")
        return redirect("release", public_id)
    districts = {district.code: district for district in districts_of_own_schools()}
    form = SettleDistrictForm(
        request.POST if request.method == "POST" else None,
        districts=[(code, district.name) for code, district in districts.items()],
        initial={"seen": school.district_id or "", "district": school.district_id},
    )
    if form.is_valid():
        district = districts[form.cleaned_data["district"]]
        try:
            settle_district(
                school=school,
                district=district,
                seen=form.cleaned_data["seen"],
                viewer=request.viewer,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{school.name} is now in {district.name}.")
            return redirect("release", public_id)
    page = settle_page(release, school, form, fault.words)
    return render(request, "data/settle.html", {"page": page}, status=422 if form.errors else 200)

"""Proposing a school's list of analyses for a year, and agreeing it."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from headway.features.policies.queries import typed
from headway.features.schools.models import School
from headway.features.sharing.actions.analyses import agree_list, propose_list
from headway.features.sharing.analyses import lists_visible_to
from headway.features.sharing.models import AnalysisList
from headway.kit.figures import Link
from headway.kit.forms import KitForm, MissingSentences, set_house_messages
from headway.kit.memorable_dates import MemorableDateField
from headway.kit.words import day_words
from headway.pages.answering import FormPage, answer, sent
from headway.pages.sharing.analyses import CRUMB, CRUMBS, found_school, year_of
from headway.pages.sharing.forms import ROLE_HINT
from headway.rules.analyses import AnalysesPolicy, Analysis
from headway.rules.calendars import AcademicYear

PROPOSE = (
    "Tick what the school and the service agree on, and the day each is due. A changed list is agreed anew.",
)
COPIED = "It is filled in from last year's list, a year later."


class ChooseForm(KitForm):
    """A box an analysis, and the day it is due."""

    missing: ClassVar[MissingSentences] = {"version": "Open the page again"}
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, offered: dict[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.offered = offered
        for key, title in offered.items():
            self._add(f"take-{key}", forms.BooleanField(label=title, required=False))
            self._add(f"due-{key}", MemorableDateField(label=f"{title}: due on", required=False))

    def _add(self, name: str, field: forms.Field) -> None:
        set_house_messages(name, field, {})
        self.fields[name] = field

    def clean(self) -> dict:
        """What is ticked has a day."""
        data = super().clean()
        for key, title in self.offered.items():
            if data.get(f"take-{key}") and not data.get(f"due-{key}") and f"due-{key}" not in self.errors:
                self.add_error(f"due-{key}", f"Enter the day “{title}” is due")
        return data

    @property
    def chosen(self) -> dict[str, date]:
        """Analysis to its day."""
        data = self.cleaned_data
        return {key: data[f"due-{key}"] for key in self.offered if data[f"take-{key}"]}


class AgreeForm(KitForm):
    """Who agrees for the school, and when."""

    missing: ClassVar[MissingSentences] = {
        "signed_as": "Enter the role of who agrees, like headteacher",
        "signed_name": "Enter the name of who agrees",
        "signed_on": "Enter the day it was agreed",
        "version": "Open the page again",
    }
    signed_as = forms.CharField(label="In the role of", max_length=120, help_text=ROLE_HINT)
    signed_name = forms.CharField(label="Name", max_length=120)
    signed_on = MemorableDateField(label="Agreed on", help_text="For example, 27 3 2026")
    version = forms.IntegerField(widget=forms.HiddenInput)


def choose(request: HttpRequest, urn: int, year: int) -> HttpResponse:
    """The list of a year: as it stands, or begun from last year's, or from the whole menu."""
    school, academic = found_school(request, urn, "change"), year_of(year)
    policy: AnalysesPolicy = typed("analyses", request.viewer.on)
    held, last = _lists(request, school, year)
    titles = {one.key: one.title for one in policy.analyses}
    titles |= {one.key: one.title for one in (held.lines.all() if held else ())}
    form = ChooseForm(sent(request), offered=titles, initial=_initial(policy, academic, held, last))

    def act() -> None:
        propose_list(
            school=school,
            year=academic,
            chosen=form.chosen,
            policy=policy,
            seen_version=form.cleaned_data["version"],
            by=request.viewer,
            at=timezone.now(),
        )

    words = (*PROPOSE, COPIED) if last and not held else PROPOSE
    page = _page("Propose the analyses", "Save the list", school, academic, form, words)
    return answer(request, page, act, "The list is saved. The school can agree it now.", thing="list")


def agree(request: HttpRequest, urn: int, year: int) -> HttpResponse:
    """The school agrees its list."""
    school, academic = found_school(request, urn, "approve"), year_of(year)
    held, _ = _lists(request, school, year)
    if held is None:
        raise Http404
    own = "headteacher" in request.viewer.roles
    known = {"signed_on": request.viewer.on, "version": held.version}
    known |= {"signed_as": "Headteacher", "signed_name": request.viewer.person.name} if own else {}
    form = AgreeForm(sent(request), initial=known)

    def act() -> None:
        data = dict(form.cleaned_data)
        seen = data.pop("version")
        agree_list(agreed=held, **data, seen_version=seen, by=request.viewer, at=timezone.now())

    words = tuple(f"{one.title}: due on {day_words(one.due_on)}" for one in held.lines.all())
    page = _page("Agree the analyses", "Agree this list", school, academic, form, words)
    return answer(request, page, act, "The list is agreed.", thing="list")


def _page(
    heading: str, submit: str, school: School, year: AcademicYear, form: KitForm, words: tuple[str, ...]
) -> FormPage:
    back = reverse("analyses_school", args=[school.urn, year.first_on.year])
    crumbs = (*CRUMBS, CRUMB, Link(school.name, back))
    return FormPage(heading, f"{school.name}, {year.label}", crumbs, form, submit, back, words)


def _lists(
    request: HttpRequest, school: School, year: int
) -> tuple[AnalysisList | None, AnalysisList | None]:
    """The list of the year, and the one of the year before."""
    rows = {
        one.year: one
        for one in lists_visible_to(request.viewer).filter(school=school, year__in=(year, year - 1))
    }
    return rows.get(year), rows.get(year - 1)


def _initial(
    policy: AnalysesPolicy, year: AcademicYear, held: AnalysisList | None, last: AnalysisList | None
) -> dict[str, Any]:
    found: dict[str, Any] = {"version": held.version if held else 0}
    source = {one.key: one for one in (held or last).lines.all()} if held or last else None
    for one in policy.analyses:
        found[f"due-{one.key}"] = one.due_in(year)
        found[f"take-{one.key}"] = source is None or one.key in source
    for key, line in (source or {}).items():
        if held or policy.get(key):
            found[f"take-{key}"] = True
            found[f"due-{key}"] = line.due_on if held else _a_year_later(line.due_on, policy.get(key), year)
    return found


def _a_year_later(day: date, menu: Analysis | None, year: AcademicYear) -> date:
    """The same day in this year; the menu's where the year has none, on 29 February."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return menu.due_in(year) if menu else year.first_on

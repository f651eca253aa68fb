"""A partnership's profile: its members together and one by one, on a page, on paper and as a file."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from headway.features.appointments.viewer import Viewer
from headway.features.consents.queries import KIND as CONSENTS
from headway.features.partnerships.models import Partnership
from headway.features.partnerships.queries import partnerships_visible_to
from headway.gateways.documents import Pack, PackSection
from headway.kit.charts import Chart, Series, Value
from headway.kit.figures import Link
from headway.kit.tables import Cell, Column, Row, Table
from headway.kit.words import count_words, day_words, list_words
from headway.pages.downloading import FORMS, pack_file
from headway.pages.exports import asked_export, export_response
from headway.pages.partnerships.figures import Line, Profile, by_member, profile_of
from headway.pages.partnerships.page import CRUMBS, HOME
from headway.pages.schools.policies import policies_in_use
from headway.pages.schools.profile import printed
from headway.rules.partnership_profiles import MEAN, SUM

FILES = {"pdf": "Profile as PDF", "word": "Profile in Word"}
NO_POLICY = "What a profile shows is not decided yet: a policy “profiles of partnerships” is to be adopted."
NO_MEMBERS = "The partnership has no member on this day, so there is nothing to add up."
NOT_FOR_PHASE = "not for its phase"
HOW = {SUM: "added up", MEAN: "mean, weighed by pupils"}
WEIGHED = (
    "A mean weighs each school by its pupils in the register. A school without a figure counts in nothing."
)
CONSENT = (
    "Shown to other members only with the school's consent: {}. The total of such a figure is told only to who sees "
    "every figure in it."
)
ALONE = "Partnership"


@dataclass(frozen=True, slots=True)
class ProfilePage:
    """The profile as the viewer sees it."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    files: tuple[Link, ...]
    sharing_href: str
    words: tuple[str, ...]
    whole: Table
    charts: tuple[Chart, ...]
    members: Table


def show_profile(request: HttpRequest, public_id: str) -> HttpResponse:
    """The profile on a page, or its figures as a sheet."""
    found, profile = _profile(request, public_id)
    members = _members_table(profile)
    if kind := asked_export(request):
        return export_response(members, kind)
    here = f"{HOME}{found.public_id}/"
    page = ProfilePage(
        heading=f"{found.name}: profile",
        caption=f"Partnership. As at {day_words(request.viewer.on)}",
        breadcrumbs=(*CRUMBS, Link(found.name, here)),
        files=tuple(
            Link(words, reverse("partnership_profile_file", args=[found.public_id, form]))
            for form, words in FILES.items()
        ),
        sharing_href=_sharing_href(request.viewer, found),
        words=_words(profile),
        whole=_whole_table(profile),
        charts=tuple(_chart(profile, line) for line in profile.lines),
        members=members,
    )
    return render(request, "partnerships/profile.html", {"page": page})


def download(request: HttpRequest, public_id: str, form: str) -> HttpResponse:
    """The profile in Word or as a PDF."""
    if form not in FORMS:
        raise Http404
    found, profile = _profile(request, public_id)
    sections = (
        PackSection("", _words(profile)),
        PackSection("All members together", (), (), (printed(_whole_table(profile)),)),
        *(
            PackSection(line.measure.label, (), (), (printed(_line_table(profile, line)),))
            for line in profile.lines
        ),
        PackSection("Sources", tuple(dict.fromkeys(line.source for line in profile.lines if line.source))),
    )
    pack = Pack(
        f"{found.name}: profile",
        f"As at {day_words(request.viewer.on)}.",
        sections,
        letterhead=profile.authority,
    )
    return pack_file(pack, form, f"{found.name}, profile")


def found_partnership(request: HttpRequest, public_id: str) -> Partnership:
    """The partnership, or 404 where the viewer may not know of it."""
    found = partnerships_visible_to(request.viewer).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def _profile(request: HttpRequest, public_id: str) -> tuple[Partnership, Profile]:
    viewer, found = request.viewer, found_partnership(request, public_id)
    policies = policies_in_use("partnership_profiles", "measures", on=viewer.on)
    if len(policies) < 2:
        return found, Profile((), "", (), is_member=False)
    return found, profile_of(viewer, found, policies["partnership_profiles"], policies["measures"], viewer.on)


def _sharing_href(viewer: Viewer, found: Partnership) -> str:
    return reverse("partnership_sharing", args=[found.public_id]) if viewer.may_ever(CONSENTS) else ""


def _words(profile: Profile) -> tuple[str, ...]:
    """What is counted, how it is weighed, and what is not told."""
    if not profile.authority:
        return (NO_POLICY,)
    if not profile.roll:
        return (NO_MEMBERS,)
    asked = [line.measure.label for line in profile.lines if line.asked.needs_consent]
    masked = {one.name for line in profile.lines for one in line.members if not one.is_open}
    return (
        f"{count_words(len(profile.roll), 'member')}. {WEIGHED}",
        *([CONSENT.format(list_words(asked))] if asked else []),
        *([f"Not shared with you: {list_words(sorted(masked))}."] if masked else []),
    )


def _whole_table(profile: Profile) -> Table:
    """Each measure: what the members come to, the authority, England, and who is missing by name."""
    rows = [
        Row(
            (
                Cell(line.measure.label, note=HOW[line.asked.how]),
                line.period or Cell(None, missing="no year"),
                line.whole_cell,
                line.authority,
                line.england,
                Cell(
                    ", ".join(line.whole.missing) or None,
                    missing="nobody" if line.whole.counted else "not told",
                ),
            )
        )
        for line in profile.lines
    ]
    return Table(
        caption="All members together",
        columns=(
            Column("Measure"),
            Column("Year"),
            Column(ALONE),
            Column(profile.authority or "The authority"),
            Column("England"),
            Column("Members without a figure"),
        ),
        rows=tuple(rows),
        empty_words=NO_MEMBERS,
    )


def _members_table(profile: Profile) -> Table:
    """Members down, measures across; then the partnership, the authority and England."""
    figures = by_member(profile)
    rows = [
        Row(
            (
                Cell(row.school.name, href=f"/schools/{row.school_id}/"),
                Cell(row.school.pupils),
                *(
                    figures[row.school_id].get(line.measure.key, Cell(None, missing=NOT_FOR_PHASE))
                    for line in profile.lines
                ),
            )
        )
        for row in profile.roll
    ]
    for name, cells in _beside(profile.lines, profile.authority):
        rows.append(Row((name, Cell(None, missing=""), *cells), marked=name == ALONE))
    return Table(
        caption="Member by member",
        columns=(
            Column("School"),
            Column("Pupils in the register", numeric=True),
            *(
                Column(
                    line.measure.short_label,
                    unit=f"{line.measure.label}, {line.period}" if line.period else "",
                )
                for line in profile.lines
            ),
        ),
        rows=tuple(rows) if profile.roll else (),
        empty_words=NO_MEMBERS,
        export_href="?export=xlsx",
        csv_href="?export=csv",
    )


def _beside(lines: Sequence[Line], authority: str) -> list[tuple[str, list[Cell]]]:
    return [
        (ALONE, [line.whole_cell for line in lines]),
        (authority, [line.authority for line in lines]),
        ("England", [line.england for line in lines]),
    ]


def _line_table(profile: Profile, line: Line) -> Table:
    """One measure, member by member, for paper."""
    rows = [
        *((one.name, line.words_of(one)) for one in line.members),
        *((name, cells[0]) for name, cells in _beside([line], profile.authority)),
    ]
    columns = (Column("School"), Column(line.period or "No year"))
    return Table(line.measure.short_label, columns, tuple(Row(tuple(row)) for row in rows))


def _chart(profile: Profile, line: Line) -> Chart:
    """A bar a member, in the order of their names; beside a mean also the mean, the authority and England."""
    beside = _beside([line], profile.authority) if line.asked.how == MEAN else []
    bars = [
        *((one.name, line.words_of(one)) for one in line.members),
        *((name, cells[0]) for name, cells in beside),
    ]
    return Chart(
        caption=f"{line.measure.label}{f', {line.period}' if line.period else ''}",
        labels=tuple(name for name, _ in bars),
        series=(Series(line.measure.short_label, tuple(_value(cell) for _, cell in bars)),),
        lying=True,
        unit=line.measure.unit if line.measure.unit == "%" else "",
        source=line.source,
    )


def _value(cell: Cell) -> Value:
    if cell.words is None:
        return Value(None, why=cell.missing)
    amount = cell.plain if isinstance(cell.plain, float) else _number(str(cell.words))
    return Value(amount, str(cell.words))


def _number(words: str) -> float:
    """The number a figure's words begin with."""
    return float("".join(one for one in words.replace("−", "-") if one.isdigit() or one in ".-"))

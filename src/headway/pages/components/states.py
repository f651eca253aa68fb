"""Every component of the kit in every state it has, by name: what a designer looks at and what no component escapes."""

from dataclasses import dataclass, replace

from django import forms

from headway.kit.charts import Chart, Series, Value
from headway.kit.figures import SHAPES, Figure, Link, Progress, SummaryRow
from headway.kit.forms import KitForm
from headway.kit.grid import GridCell, GridRow, grid_of
from headway.kit.maps import Map, Place
from headway.kit.tables import (
    Arranging,
    Cell,
    Column,
    ColumnChoice,
    Offer,
    Picking,
    Row,
    Table,
    ViewLink,
    plain_table,
)
from headway.kit.trees import Branch, Tree
from headway.pages.components.samples import (
    PUBLISHED_ON,
    VisitForm,
    list_query,
    message,
    school_rows,
    school_table,
    wrong_form,
)
from headway.rules.verdict import ALLOWED, refuse

LONG = "St Peter and St Paul and All Saints Church of England Voluntary Aided Primary School and Nursery, Southfield"
YEARS = ("2021/22", "2022/23", "2023/24", "2024/25")
PHASES = {"primary": "Primary", "secondary": "Secondary", "special": "Special"}
REFUSED = refuse("14 half-days are unmet and no pool is named for them.")
UNDO = "undo /undo/ deed 20"


@dataclass(frozen=True, slots=True)
class State:
    """A component in one state. `html`: the lines of a template that show it; they see `shown`."""

    component: str
    name: str
    html: str
    shown: object = None


class StillForm(KitForm):
    """Fields that cannot be changed, and long ones."""

    phase = forms.CharField(disabled=True, required=False, initial="Primary", label="Phase")
    pupils = forms.IntegerField(disabled=True, required=False, initial=210, label="Pupils")
    long = forms.ChoiceField(required=False, choices=[("", "Choose"), ("x", LONG)], label=LONG)


def chart(*rows: tuple[float | None, ...], labels: tuple[str, ...] = YEARS, **more: object) -> Chart:
    """A chart of these rows, one for each series."""
    names = ("School", "Authority", "England")
    series = tuple(
        Series(name, tuple(Value(one, "" if one is None else f"{one:g}", "not published") for one in row))
        for name, row in zip(names, rows, strict=False)
    )
    return Chart("Expected standard", labels, series, **more)


def places(*grid: tuple[int | None, int | None]) -> tuple[Place, ...]:
    """Schools at these places of the National Grid."""
    groups = tuple(PHASES)
    return tuple(
        Place(f"School {number}", f"/schools/{number}/", groups[number % 3], east, north)
        for number, (east, north) in enumerate(grid)
    )


def charts() -> list[State]:
    """Charts: over time, upright, lying, with gaps, and without a figure."""
    shown = {
        "lines over time": chart(
            (61.0, 64.0, 62.0, 70.0),
            (58.0, 60.0, 61.0, 63.0),
            (59.0, 59.0, 60.0, 61.0),
            lines=True,
            unit="%",
            source="Key stage 2 results",
            csv_href="/x.csv",
        ),
        "a gap, with its reason": chart(
            (61.0, None, None, 70.0), (58.0, 60.0, 61.0, 63.0), lines=True, unit="%"
        ),
        "upright bars": chart((12.0, 30.0, 4.0, 0.0), labels=("Strong", "Sound", "Watch", "Concern")),
        "below zero": chart((2.0, -3.0, 1.5, None)),
        "lying bars": chart(
            (120.0, 96.5, 40.0, 0.0),
            (118.0, 100.0, 60.0, 12.0),
            labels=("North", "South", "East", LONG),
            lying=True,
        ),
        "one figure": chart((61.0,), labels=YEARS[:1], unit="%"),
        "no figure": chart((None,), labels=YEARS[:1]),
    }
    return [State("chart", name, "{% chart shown %}", one) for name, one in shown.items()]


def maps() -> list[State]:
    """Maps: many, one, none, and places that are not known."""
    shown = {
        "many": places(*((520_000 + 900 * (n * 7 % 13), 210_000 + 700 * (n * 5 % 11)) for n in range(40))),
        "one on the map, one not": places((520_000, 210_000), (None, None)),
        "none": (),
    }
    return [
        State("map_of", name, "{% map_of shown %}", Map("Schools by phase", PHASES, one, source="Register"))
        for name, one in shown.items()
    ]


def grids() -> list[State]:
    """Boxes to fill in: as they stand, and with faults of a box and of a line."""
    choices = (("", "None"), ("n", "North"), ("s", "South"))
    good = (
        GridCell("a", "Adviser 1", "Post, line 1"),
        GridCell("b", "n", "Quadrant, line 1", choices=choices),
    )
    bad = (
        GridCell("c", "", "Post, line 2", "The cell is empty. Fill it in."),
        GridCell("d", "s", "Quadrant, line 2", choices=choices),
    )
    columns = ("Post", "Quadrant")
    fine = grid_of("Advisers", "Line", columns, [GridRow("1", good)])
    faulty = grid_of(
        "Advisers",
        "Line",
        columns,
        [GridRow("1", good), GridRow("2", bad, "This post stands in line 1 already.")],
    )
    return [
        State("grid", "as it stands", "{% grid shown %}", fine),
        State("grid", "with faults", "{% grid shown %}", faulty),
    ]


def tables() -> list[State]:
    """Lists: filtered, with nothing found, with nothing there yet, to be picked from, arranged, plain."""
    plain = plain_table(
        "Days by quadrant", ("Quadrant", Column("Days", numeric=True)), [("North", 120), ("South", None)]
    )
    wordy = [(Cell(LONG, href="/x/", note=LONG), Cell("Watch", colour="yellow"))]
    found = school_table(list_query("q=ash"), count=2, total=2)
    bare = replace(found, filters=(), applied=())
    picked = tuple(replace(row, pick=str(at)) if at else row for at, row in enumerate(school_rows(3)))
    shown = {
        "filtered": found,
        "nothing found": school_table(list_query("q=nowhere&flag=new&flag=due"), count=0, total=0),
        "nothing yet": Table("Letters", (Column("To"),), (), "No letter is prepared yet."),
        "to be picked from": replace(bare, rows=picked, caption="Pick some", picking=picking()),
        "arranged, with views": replace(bare, caption="Arranged", arranging=arranging()),
        "arranged, no view yet": replace(bare, caption="Bare", arranging=replace(arranging(), views=())),
        "plain": plain,
        "with a total": replace(
            plain, caption="Total", rows=(*plain.rows, Row(("Together", 120), marked=True))
        ),
        "long words": plain_table("Long words", ("Name", "Standing"), wordy),
    }
    return [State("table", name, "{% table shown %}", one) for name, one in shown.items()]


def picking() -> Picking:
    """Two deeds for the rows picked, or for the whole list."""
    offers = (Offer("quadrant", "Give them a quadrant"), Offer("invite", "Send them an invitation"))
    return Picking("/picked/", "school", offers, "All 561 schools of this list", "q=ash")


def arranging() -> Arranging:
    """Columns to choose and views: one's own, and a colleague's with a long name."""
    own = ViewLink(
        "Watch in the north", "/schools/?q=1", True, public_id="a", drop_href="/drop/", share_href="/share/"
    )
    others = ViewLink(LONG, "/schools/?q=2", shared=True, owner="Head of service 1")
    columns = (ColumnChoice("phase", "Phase", True), ColumnChoice("long", LONG, False))
    return Arranging("/columns/", "/keep/", "/schools/", columns, ("phase",), (own, others), True)


def jobs() -> list[State]:
    """Long work: waiting, under way with and without a known end, done, failed."""
    begun = Progress("Planning the year", "improving the plan", 40, 100, "/jobs/1/", "", unit="rounds")
    shown = {
        "waiting": replace(begun, state_words="waiting for a worker", done=0, total=None),
        "under way": begun,
        "no end known": replace(begun, state_words="reading", total=None),
        "done": replace(
            begun, state_words="done", done=100, finished=True, result=Link("See the plan", "/plan/")
        ),
        "failed": replace(begun, state_words="it did not work", finished=True, failed=True),
    }
    return [State("progress", name, "{% progress shown %}", one) for name, one in shown.items()]


def buttons() -> list[State]:
    """Buttons of each kind, as links, refused."""
    kinds = ("", "secondary", "warning")
    made = [
        State("button", kind or "first", f'{{% button "Save" shown kind="{kind}" %}}', ALLOWED)
        for kind in kinds
    ]
    made += [
        State("button", f"{kind or 'first'}, as a link", f'{{% button "Compare" href="/x/" kind="{kind}" %}}')
        for kind in kinds
    ]
    return [
        *made,
        *(
            State(
                "button",
                f"{kind or 'first'}, refused",
                f'{{% button "Publish" shown kind="{kind}" %}}',
                REFUSED,
            )
            for kind in kinds
        ),
    ]


def words() -> list[State]:
    """What is said: tags of each colour, figures, facts, boxes that open, words of the glossary."""
    figures = (
        Figure("Demand", "1,480", "half-days", href="/demand/"),
        Figure("Attendance", None, "%", source="Pupil absence", dated_on=PUBLISHED_ON),
        Figure("Unmet", 0, "half-days", note=LONG),
    )
    facts = (
        SummaryRow("Trust", LONG, href="/trusts/1/", action=Link("Change", "/change/")),
        SummaryRow(
            "Standing", "Watch", colour="yellow", source="Judged by the officer", dated_on=PUBLISHED_ON
        ),
        SummaryRow("Head", None),
    )
    colours = "".join(f'{{% tag "{colour}" "{colour}" %}} ' for colour in SHAPES)
    return [
        State("tag", "each colour", colours),
        State("strip", "known, missing, nought", "{% strip shown %}", figures),
        State("summary", "long, marked, missing", "{% summary shown %}", facts),
        State("figure", "known", '{% figure 62 "%" "Key stage 2 results" shown %}', PUBLISHED_ON),
        State("figure", "missing", '{% figure shown "%" "Key stage 2 results" %}'),
        State("source_line", "with its date", "{% source_line shown %}", figures[1]),
        State(
            "details",
            "shut",
            '{% details "Why this adviser" %}<p class="govuk-body">Nearest of four.</p>{% enddetails %}',
        ),
        State("inset", "words", "{% inset %}Scores propose; officers judge.{% endinset %}"),
        State("words_here", "two words", '{% words_here "category" "proposal" %}'),
        State("words_of", "words a page puts together", "{% words_of shown %}", ("half-day", "unmet")),
    ]


def fields() -> list[State]:
    """Forms: empty, with every fault, with what cannot be changed and what is long."""
    whole = '{% include "kit/form.html" with form=shown submit_label="Book the visit" cancel_href="/x/" %}'
    each = "{% for field in shown %}{% govuk_field field %}{% endfor %}"
    return [
        State("govuk_field", "empty", whole, VisitForm(auto_id="empty-%s")),
        State("error_summary", "every fault", "{% error_summary shown %}", wrong_form()),
        State("problems", "every fault", "{% problems shown.problems %}", wrong_form()),
        State("govuk_field", "every fault", each, _again(wrong_form())),
        State("govuk_field", "disabled and long", each, StillForm(auto_id="still-%s")),
        State(
            "govuk",
            "a warning",
            '{% govuk "warning-text" text="It cannot be taken back." icon_fallback_text="Warning" %}',
        ),
    ]


def messages() -> list[State]:
    """What was done, what to mind, and what can be taken back."""
    include = '{% include "kit/messages.html" with messages=shown %}'
    done, minded, undone = (
        message("The draft was saved.", "success"),
        message("The register is 40 days old.", "warning"),
        message("3 schools are in North.", "success"),
    )
    undone.extra_tags = UNDO
    return [State("undo_button", "done, minded, to be taken back", include, [done, minded, undone])]


def trees() -> list[State]:
    """Trees: in lines of report with a vacancy and long words, and without a branch."""
    branches = (
        Branch("Head of school improvement", 0, "1 FTE", href="/head/"),
        Branch(LONG, 1, "0.6 FTE, vacant", is_open=True),
        Branch("Adviser", 2, "1 FTE"),
        Branch("Business support officer", 1),
    )
    return [
        State(
            "tree_of",
            "a chart",
            "{% tree_of shown %}",
            Tree("Chart", branches, "A broken edge is a vacancy."),
        ),
        State("tree_of", "no branch", "{% tree_of shown %}", Tree("Nothing", ())),
    ]


def every_state() -> list[State]:
    """All of them, in the order of the page."""
    made = (words, buttons, messages, jobs, tables, grids, fields, charts, maps, trees)
    return [state for family in made for state in family()]


def parts() -> list[list[State]]:
    """The states in pages: the first has the first state of each component, and so on, so that no page has a name twice."""
    families: dict[str, list[State]] = {}
    for state in every_state():
        families.setdefault(state.component, []).append(state)
    most = max(len(one) for one in families.values())
    return [[one[at] for one in families.values() if at < len(one)] for at in range(most)]


def _again(form: VisitForm) -> VisitForm:
    """The same form under other names, so that the page has no name twice."""
    form.auto_id = "again-%s"
    return form

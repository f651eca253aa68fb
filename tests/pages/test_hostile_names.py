"""Names that attack, in every place a name can stand: no page runs them, no file makes a formula of them."""

import csv
import io
import zipfile
from itertools import cycle
from xml.etree import ElementTree

import html5lib
import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook
from tests.gateways.documents.hostile import DANGEROUS, HOSTILE
from tests.pages import canaries, matrix
from tests.pages.canaries import EXPORTING
from tests.pages.matrix import rolled_back
from tests.pages.pages import parse_page
from tests.pages.schools.rows import make_school

from headway.features.allocation.models import Conflict, Entitlement
from headway.features.arrangements.models import Arrangement
from headway.features.categories.models import Judgement, Proposal
from headway.features.deployment.models import Draft, Lock
from headway.features.letters.models import Letter
from headway.features.partnerships.models import Partnership
from headway.features.people.models import Adviser, Person
from headway.features.releases.models import Release
from headway.features.schools.models import District, Group, Provision, Quadrant, School
from headway.gateways.documents import csv_rows, csv_text

pytestmark = pytest.mark.django_db
ATTACK = "<script>hostile(1)</script><img src=x onerror=hostile(2)>"
TYPED = (ATTACK, "javascript:hostile(3)", '" autofocus onfocus="hostile(4)', *HOSTILE)
# Every text somebody may type or a publisher may send that stands on a page or in a file.
PLACES = {
    School: ("name", "type_name", "town", "ward", "religious_character", "website", "phone"),
    Group: ("name",),
    District: ("name",),
    Quadrant: ("name",),
    Partnership: ("name",),
    Person: ("name",),
    Adviser: ("quadrant",),
    Provision: ("need",),
    Judgement: ("label", "reason"),
    Proposal: ("label",),
    Entitlement: ("words",),
    Conflict: ("reason",),
    Draft: ("name", "pool"),
    Lock: ("reason",),
    Letter: ("subject",),
    Release: ("title",),
    Arrangement: ("name",),
}
ENTRIES = matrix.read_matrix()["routes"]
HOSTILE_FROM = 990_001
ROLES = ("head-of-service", "business-support", "headteacher")
SHEETS = (
    "schools",
    "categories",
    "partnerships",
    "unpartnered",
    "advisers",
    "days",
    "letters",
    "year_plan",
    "groups",
)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The matrix's world with a school for each hostile name, and every other name hostile too."""
    with django_db_blocker.unblock(), rolled_back():
        made = matrix.build_world(ROLES)
        canaries.plant(made)
        for number, text in enumerate(TYPED):
            make_school(HOSTILE_FROM + number, name=text, authority=made.sides[0].school.authority)
        for model, fields in PLACES.items():
            attack(model, fields)
        yield made


def attack(model, fields):
    """Another hostile text in each of these fields of each row, as much as fits; names that must differ stay apart."""
    texts = cycle(TYPED)
    for number, row in enumerate(model.objects.all()):
        if model is School and row.name in TYPED:
            continue
        for field in fields:
            longest = model._meta.get_field(field).max_length or 200
            setattr(
                row, field, f"{next(texts)}{number}"[-longest:] if longest > 40 else f"=1+{number}"[:longest]
            )
        row.save(update_fields=fields)


@pytest.mark.parametrize("role", ROLES)
def test_no_page_runs_a_hostile_name(world, role):
    """Each response is also held against what every page must be: HTML5, no title or label broken."""
    seen = 0
    for path in dict.fromkeys(canaries.addresses(world, ENTRIES)):
        if "export=" in path:
            continue
        answer = matrix.ask(world, role, "GET", path)
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            whole = answer.content.lstrip().lower().startswith(b"<!doctype")
            document = (
                parse_page(answer) if whole else html5lib.parse(answer.content, namespaceHTMLElements=False)
            )
            assert running(document) == [], path
            seen += "hostile(" in answer.content.decode()
    assert seen >= 3, "the names stood on no page"


def running(document):
    """What of a page would run a hostile name, in words."""
    found = []
    for element in document.iter():
        attributes = dict(element.attrib)
        runs = element.tag == "script" and attributes.get("type") != "application/json"
        if runs and "hostile(" in "".join(element.itertext()):
            found.append("a script")
        found += [name for name in attributes if name.startswith("on") or name == "autofocus"]
        leading = [attributes.get(name, "") for name in ("href", "src", "action", "formaction")]
        found += [value for value in leading if value.strip().lower().startswith("javascript:")]
        found += ["an image"] if element.tag == "img" and attributes.get("src") == "x" else []
    return found


def test_a_name_that_runs_would_be_seen():
    """Control: each attack, written into a page as it stands."""
    for text in TYPED[:2]:
        page = f'<!doctype html><html><body><a href="{text}">{text}</a></body></html>'
        assert running(html5lib.parse(page, namespaceHTMLElements=False)) != [], text
    planted = f'<!doctype html><html><body><input value="{TYPED[2]}"></body></html>'
    assert set(running(html5lib.parse(planted, namespaceHTMLElements=False))) == {"autofocus", "onfocus"}


@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_file_makes_a_formula_of_a_hostile_name(world, name, kind):
    rows = read_file(world, name, kind)
    assert len(rows) > 1, "the file is empty"
    if name == "schools":
        assert {text.strip() for text in TYPED} <= {str(row[0]).strip() for row in rows}


def read_file(world, name, kind):
    """The rows of a list's file; fails where a cell is a formula or a part of the file is broken."""
    answer = matrix.ask(world, "head-of-service", "GET", f"{reverse(name)}?export={kind}")
    assert answer.status_code == 200, name
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if kind == "csv":
        text = content.decode("utf-8-sig")
        for cell in (cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row):
            assert not is_formula(cell), cell
        return csv_rows(text)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for part in parts.namelist():
            assert b"<f>" not in parts.read(part), part
            ElementTree.fromstring(parts.read(part))
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def is_formula(cell):
    """Whether a spreadsheet could take the raw cell for one; a negative number is a number."""
    return (
        cell.lstrip(" \u200b\ufeff")[:1] in tuple(DANGEROUS)
        and not cell.removeprefix("-").replace(".", "").isdigit()
    )


def test_a_formula_in_a_file_would_be_seen():
    """Control: what a plain writer makes of such a name."""
    out = io.StringIO(newline="")
    csv.writer(out).writerow(["=1+1"])
    assert is_formula(out.getvalue()[0:4]) and not is_formula("-1")
    assert not is_formula(csv_text(["a"], [["=1+1"]]).splitlines()[1].strip('"'))


def test_the_lists_that_have_files_are_all_looked_at():
    assert set(EXPORTING) <= set(SHEETS)

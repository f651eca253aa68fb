"""Names that attack, in every place a name can stand: no page runs them, no file makes a formula of them."""

import csv
import io
import zipfile
from itertools import cycle
from xml.etree import ElementTree

import html5lib
import pytest
from django.apps import apps
from django.db.models import CharField, TextField
from django.urls import resolve, reverse
from python_calamine import CalamineWorkbook
from tests.gateways.documents.hostile import DANGEROUS, HOSTILE
from tests.pages import canaries, matrix
from tests.pages import canaries_of_work as work
from tests.pages.matrix import rolled_back
from tests.pages.pages import parse_page
from tests.pages.people import make_person
from tests.pages.schools.rows import make_school

from headway.features.schools.models import School
from headway.gateways.documents import csv_rows, csv_text
from headway.pages.registry import ROUTES
from headway.pages.routes import DOWNLOAD

pytestmark = pytest.mark.django_db
ATTACK = "<script>hostile(1)</script><img src=x onerror=hostile(2)>"
TYPED = (ATTACK, "javascript:hostile(3)", '" autofocus onfocus="hostile(4)', *HOSTILE)
# A text of so many characters may be a sentence; a shorter one is a code, but for these.
SENTENCE, SHORT = 41, {"phone"}
# What the product itself looks things up by, and so nobody types freely.
CODES = {
    *("kind", "origin_kind", "subject_kind", "source_kind", "measure_kind", "kinds", "setting_kinds", "rule"),
    *("origin_id", "subject_id", "source_id", "measure_id", "key", "posting_key", "list_name", "template"),
    *("measure", "group", "phases", "formula", "corporate", "subject_of", "background", "status", "regime"),
    *("hash", "previous_hash", "sha256", "token_hash", "change_hash", "problem", "password", "email"),
    *("address", "back_to", "result_path", "content_type", "column", "body", "pack", "action"),
}
UNTOUCHED = {"audit", "undoing"}  # written by the product alone, and sealed
ENTRIES = matrix.read_matrix()["routes"]
MODELS, FIELDS, HELD, FILES = 91, 160, 72, 58  # as many as there were; more is well
HOSTILE_FROM = 990_001
ROLES = ("head-of-service", "business-support", "headteacher")
OPENERS = ("head-of-service", "finance", "hr", "headteacher")


def places():
    """Every text of every model that somebody may type or a publisher may send."""
    found = {}
    for model in apps.get_models():
        if model.__module__.startswith("headway.") and model._meta.app_label not in UNTOUCHED:
            fields = [one.name for one in model._meta.concrete_fields if is_typed(one)]
            found |= {model: fields} if fields else {}
    return found


def is_typed(one):
    """Whether a column holds words that somebody chose."""
    if type(one) not in (CharField, TextField) or one.choices or one.primary_key or one.name in CODES:
        return False
    return one.name in SHORT or (one.max_length or SENTENCE) >= SENTENCE


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The matrix's world with a school for each hostile name, and every other name hostile too."""
    with django_db_blocker.unblock(), rolled_back():
        made = matrix.build_world(tuple(dict.fromkeys((*ROLES, *OPENERS))))
        canaries.plant(made)
        made.client.raise_request_exception = False
        made.pages.extend(work.plant(made.sides, make_person("head-of-service")))
        for number, text in enumerate(TYPED):
            make_school(HOSTILE_FROM + number, name=text, authority=made.sides[0].school.authority)
        for model, fields in places().items():
            attack(model, fields)
        yield made


def attack(model, fields):
    """Another hostile text in each of these fields of each row, as much as fits; names that must differ stay apart."""
    texts = cycle(TYPED)
    for number, row in enumerate(model._base_manager.order_by("pk")):
        if model is School and row.name in TYPED:
            continue
        told = {}
        for field in fields:
            longest = model._meta.get_field(field).max_length or 200
            told[field] = f"{next(texts)}{number}"[-longest:] if longest > 40 else f"=1+{number}"[:longest]
        model._base_manager.filter(pk=row.pk).update(**told)


def test_every_text_of_every_model_is_attacked(world):
    """But for codes; a new model or text is met by itself."""
    attacked = places()
    held = {model for model in attacked if model._base_manager.exists()}
    assert len(attacked) >= MODELS and sum(map(len, attacked.values())) >= FIELDS
    assert len(held) >= HELD, sorted(model._meta.label for model in set(attacked) - held)


@pytest.mark.parametrize("role", ROLES)
def test_no_page_runs_a_hostile_name(world, role):
    """Each response is also held against what every page must be: HTML5, no title or label broken."""
    seen = 0
    for path in dict.fromkeys([*canaries.addresses(world, ENTRIES), *world.pages]):
        if "export=" in path:
            continue
        answer = matrix.ask(world, role, "GET", path)
        assert answer.status_code < 500, path
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


def test_no_file_makes_a_formula_of_a_hostile_name(world):
    opened, faults = files(world)
    assert faults == []
    assert {route.name for route in ROUTES if route.limit == DOWNLOAD} <= {name for name, _ in opened}
    assert len(opened) >= FILES, sorted(opened)
    rows = rows_of(matrix.ask(world, OPENERS[0], "GET", f"{reverse('schools')}?export=csv"))
    assert {text.strip() for text in TYPED} <= {str(row[0]).strip() for row in rows}


def files(world, names=None):
    """(route, kind) of each file of the product, as a route of its own or as a list's, and what is wrong with them."""
    opened, faults = {}, []
    plain = [
        reverse(name, kwargs=world.made[entry["object"], "own"] if "object" in entry else {})
        for name, entry in ENTRIES.items()
        if "get" in entry and (names is None or name in names)
    ]
    pages = plain if names else dict.fromkeys([*plain, *world.pages])
    asked = (
        f"{path}{end}" for path in pages if "?" not in path for end in ("", "?export=csv", "?export=xlsx")
    )
    for path in asked:
        name = resolve(path.split("?")[0]).func.route.name
        for role in OPENERS:
            answer = matrix.ask(world, role, "GET", path)
            if answer.status_code in (200, 500):
                break
        faults += [f"{path}: breaks"] if answer.status_code == 500 else []
        if "attachment" in answer.headers.get("Content-Disposition", ""):
            found = faults_of_file(answer)
            opened[name, answer.headers["Content-Type"].partition(";")[0]] = path
            faults += [f"{path}: {fault}" for fault in found]
    return opened, faults


def content_of(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def rows_of(answer):
    """The rows of a CSV file, or of the first sheet of a workbook."""
    content = content_of(answer)
    if answer.headers["Content-Type"].startswith("text/csv"):
        return csv_rows(content.decode("utf-8-sig"))
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def faults_of_file(answer):
    """Cells that are formulas, and parts that are broken or hold one."""
    content = content_of(answer)
    if answer.headers["Content-Type"].startswith("text/csv"):
        rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        return [f"a formula: {cell[:40]}" for row in rows for cell in row if is_formula(cell)]
    return faults_of_parts(content) if content[:2] == b"PK" else []


def faults_of_parts(content):
    """The same of a workbook, a Word file or an archive of them."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for part in parts.namelist():
            held = parts.read(part)
            found += [f"a formula in {part}"] if b"<f>" in held else []
            found += faults_of_parts(held) if held[:2] == b"PK" else []
            found += broken(part, held) if part.endswith((".xml", ".rels")) else []
    return found


def broken(part, held):
    """Why a part is no XML."""
    try:
        ElementTree.fromstring(held)
    except ElementTree.ParseError as fault:
        return [f"{part} is broken: {fault}"]
    return []


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


def test_a_planted_file_without_care_is_found(world, monkeypatch):
    """Control: a writer that writes what it is given."""

    def careless(columns, rows):
        out = io.StringIO(newline="")
        csv.writer(out).writerows([columns, *rows])
        return out.getvalue()

    assert files(world, {"schools"})[1] == []
    monkeypatch.setattr("headway.pages.exports.csv_text", careless)
    opened, faults = files(world, {"schools"})
    assert len(opened) == 2 and any("a formula: =cmd" in fault for fault in faults)

"""The generated pages of docs/reference/, from what the product itself goes by."""

import tomllib
from collections.abc import Callable
from pathlib import Path

from tests.site.layouts_reference import layouts_rows

from headway.pages.registry import ROUTES
from headway.pages.routes import Route
from headway.rules.permissions import AccessPolicy, Clause, read_access
from headway.rules.policyfile import MARKS, Header, Section, read_header
from headway.site.environment import reference_table

ROOT = Path(__file__).resolve().parents[2]
POLICIES = ROOT / "policies"
WRITE_ANEW = "HEADWAY_WRITE_REFERENCE=on pytest tests/site/test_reference.py"
LETTERS = {"see": "R", "change": "W", "approve": "A", "count": "n"}


def settings_page() -> str:
    """Every variable of the environment."""
    return _page(
        "Settings",
        "src/headway/site/environment.py",
        "Every setting comes from the environment. None has to be set to look around on one's own machine.",
        reference_table(),
    )


def routes_page() -> str:
    """Every address, what it takes to see it and to change something there."""
    rows = [
        (f"`/{route.path}`", f"`{route.name}`", route.kind, *_doors(route), route.place)
        for route in sorted(ROUTES, key=lambda route: route.path)
    ]
    return _page(
        "Routes",
        "the registry of routes, src/headway/pages/registry.py",
        "The kind is a key of the access policy; the acts are what GET and POST need of it. Who may do which act to "
        "which kind: [permissions](permissions.md).",
        _table(("address", "name", "kind", "GET needs", "POST needs", "place"), rows),
    )


def _doors(route: Route) -> tuple[str, str]:
    if route.public:
        return ("open to all" if route.get else ""), ("open to all" if route.post else "")
    asked = route.see if route.kind else "signing in"
    sent = route.post if route.kind else "signing in"
    return (asked if route.get else "not taken"), (str(sent) if route.post else "not taken")


def permissions_page() -> str:
    """The access policy a new installation starts with, as a table."""
    policy = read_access(tomllib.loads((POLICIES / "current" / "access.toml").read_text(encoding="utf-8")))
    codes = [role.code for role in policy.roles.values()]
    rows = [
        (kind.label, *(_grants(kind.grants.get(role, ())) for role in policy.roles))
        for kind in policy.kinds.values()
    ]
    return _page(
        "Permissions",
        "policies/current/access.toml",
        "R see, W change, A approve, n counts and totals only; a word after a letter is the tie that it needs (own, self, "
        "part, named, published). Nothing: may not know of it. This is what a new installation starts with; an officer may "
        "change it as a draft that another approves.",
        f"{_roles(policy)}\n{_table(('kind', *codes), rows)}",
    )


def _grants(clauses: tuple[Clause, ...]) -> str:
    return ", ".join(" ".join((LETTERS[clause.act], *sorted(clause.needs))) for clause in clauses)


def _roles(policy: AccessPolicy) -> str:
    rows = [(role.code, role.label, "yes" if role.staff else "no") for role in policy.roles.values()]
    return _table(("code", "role", "staff"), rows)


def policies_page() -> str:
    """Every policy of every pack, with what its file says about itself."""
    rows = [_policy_row(path) for path in sorted(POLICIES.glob("*/*.toml"))]
    marks = _table(("mark", "means"), MARKS.items())
    heads = ("file", "what it decides", "from", "until", "review by", "owner", "source")
    return _page(
        "Policies",
        "the files under policies/",
        "What officers may change. A file of a pack is adopted with `./headway adopt_policies <pack>`; after that a new "
        "version is drafted, submitted and approved on the page Policies. Each figure carries a mark: how sure it is.",
        f"{marks}\n{_table(heads, rows)}",
    )


def _policy_row(path: Path) -> tuple[str, ...]:
    text = path.read_text(encoding="utf-8")
    header: Header = read_header(Section(tomllib.loads(text)))
    until = header.valid_until.isoformat() if header.valid_until else ""
    days = (header.valid_from.isoformat(), until, header.review_by.isoformat())
    return (f"`{path.relative_to(POLICIES)}`", _first_sentence(text), *days, header.author, header.source)


def _first_sentence(text: str) -> str:
    """The first sentence of the comment a file begins with."""
    words = " ".join(line.removeprefix("#").strip() for line in text.split("\nkind")[0].splitlines())
    return words.partition(". ")[0].rstrip(".")


def _page(title: str, source: str, words: str, body: str) -> str:
    told = f"Generated from {source}. Do not edit; to write it anew: `{WRITE_ANEW}`."
    return f"# {title}\n\n{words}\n\n{told}\n\n{body}"


def _table(heads: tuple[str, ...], rows) -> str:
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def layouts_page() -> str:
    """Every published file known, what it gives, and what its signs of missing figures mean."""
    layouts, measures, missing = layouts_rows()
    text = "\n".join(
        (
            _table(("layout", "file", "columns", "year", "gives"), layouts),
            "",
            "## Measures of schools' files",
            "",
            _table(("measure", "words", "unit", "better", "files, heaviest first"), measures),
            "",
            "## Why a figure is missing",
            "",
            _table(("kept as", "shown as"), missing),
        )
    )
    return _page(
        "Layouts",
        "the column lists and maps of src/headway/publicdata/layouts",
        "Files are recognised by their headers, never by their names. Where two files give one figure, the heavier that has a "
        "value is shown (school files of results before performance tables), "
        "the other is kept beside it, and the difference stands among the faults of the file read later. "
        "Finance of maintained schools is of April to March (`2022-23`), all else of school years (`2022/23`).",
        text,
    )


PAGES: dict[str, Callable[[], str]] = {
    "settings.md": settings_page,
    "routes.md": routes_page,
    "permissions.md": permissions_page,
    "policies.md": policies_page,
    "layouts.md": layouts_page,
}

"""Word letters from a Word template: an allow-list of fields, and nothing else that a template could do.

A template may name its fields, walk the rows of a list, and leave a part out when a field is empty. Filters, calls,
sums, imports and every attribute that is not a listed column are refused before anything is filled in; the sandbox
below is the second wall.
"""

import io
import zipfile
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, TemplateError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml.etree import LxmlError
from markupsafe import Markup, escape

from headway.gateways.documents.characters import FIXED_MOMENT, DocumentFault, visible_text

Fields = Mapping[str, Sequence[str]]
Context = Mapping[str, str | Sequence[Mapping[str, str]]]

_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.For,
    nodes.If,
    nodes.Not,
)


class _LetterEnvironment(ImmutableSandboxedEnvironment):
    """Refuses every part of a template that is not on the allow-list."""

    def __init__(self, fields: Fields) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.globals = {}
        self.filters = {}
        self.tests = {}
        self._fields = fields
        self._known: dict[str, Template] = {}

    def from_string(self, source: str | nodes.Template, *args: object, **kwargs: object) -> Template:
        """The template of one part of the document, checked first; compiled once for all letters of a batch."""
        text = str(source)
        if text not in self._known:
            _check(self.parse(text), self._fields)
            self._known[text] = super().from_string(text, *args, **kwargs)
        return self._known[text]


@lru_cache(maxsize=16)
def _environment(template: bytes, fields: tuple[tuple[str, tuple[str, ...]], ...]) -> _LetterEnvironment:
    """One environment for one Word file, so that what it keeps is bounded by that file's parts."""
    return _LetterEnvironment(dict(fields))


def word_letter(template: Path | bytes, context: Context, fields: Fields) -> bytes:
    """The Word template filled in. The same template and context give the same bytes.

    `fields`: every field of the template; a plain one with no columns, a list of rows with the names of its columns.
    `context`: a text for every plain field, a list of rows for every list; no field more or less. Text stays as typed,
    with control characters shown as pictures. DocumentFault when the template or the context breaks this.
    """
    filled = _filled(context, fields)
    made = io.BytesIO()
    try:
        content = template if isinstance(template, bytes) else template.read_bytes()
        document = DocxTemplate(io.BytesIO(content))
        kept = tuple((field, tuple(columns)) for field, columns in fields.items())
        document.render(filled, _environment(content, kept), autoescape=True)
        document.save(made)
    except TemplateError as fault:
        raise DocumentFault(
            f"The letter template cannot be filled in: {fault}. Correct its fields."
        ) from fault
    except (zipfile.BadZipFile, PackageNotFoundError, LxmlError, KeyError, ValueError, OSError) as fault:
        raise DocumentFault(f"The letter template is not a Word file (.docx): {fault}.") from fault
    return with_fixed_moments(made.getvalue())


def check_context(context: Context, fields: Fields) -> None:
    """DocumentFault unless the context has a text for every plain field and rows for every list, and nothing else."""
    _filled(context, fields)


def _check(tree: nodes.Template, fields: Fields) -> None:
    for node in tree.find_all(nodes.Node):
        if not isinstance(node, _ALLOWED):
            raise DocumentFault(
                f"The letter template uses “{type(node).__name__.lower()}”, which letters do not take. "
                "Use fields, “for” over a list and “if” on a field only."
            )
    rows = {loop.target.name: _columns_of(loop, fields) for loop in tree.find_all(nodes.For)}
    for name in tree.find_all(nodes.Name):
        if name.name not in fields and name.name not in rows:
            raise DocumentFault(
                f"The letter template names “{name.name}”, which is not a field. Its fields are: {_listed(fields)}."
            )
    for part in tree.find_all(nodes.Getattr):
        known = rows.get(part.node.name, ()) if isinstance(part.node, nodes.Name) else ()
        if part.attr not in known:
            raise DocumentFault(
                f"The letter template asks for “.{part.attr}”, which is not a column of a list. "
                f"The columns are: {_listed(known)}."
            )


def _columns_of(loop: nodes.For, fields: Fields) -> Sequence[str]:
    plain = isinstance(loop.target, nodes.Name) and isinstance(loop.iter, nodes.Name)
    # One list inside another would multiply: a short template could then make a letter without end.
    nested = any(True for _ in loop.find_all(nodes.For))
    if not plain or nested or not fields.get(loop.iter.name) or loop.target.name in fields or loop.recursive:
        raise DocumentFault(
            "The letter template has a “for” that does not walk a list field, or stands inside another. "
            "Write: for line in lines."
        )
    return fields[loop.iter.name]


def _filled(context: Context, fields: Fields) -> dict[str, Markup | list[dict[str, Markup]]]:
    _same_names(context, fields, "The letter")
    return {
        name: _rows(name, context[name], columns) if columns else _text(name, context[name])
        for name, columns in fields.items()
    }


def _rows(field: str, rows: object, columns: Sequence[str]) -> list[dict[str, Markup]]:
    if not isinstance(rows, Sequence) or isinstance(rows, str):
        raise DocumentFault(f"The field “{field}” takes a list of rows, not {type(rows).__name__}.")
    made = []
    for number, row in enumerate(rows, 1):
        where = f"Row {number} of “{field}”"
        if not isinstance(row, Mapping):
            raise DocumentFault(
                f"{where} is not a row of named columns. Its columns are: {_listed(columns)}."
            )
        _same_names(row, columns, where)
        made.append({column: _text(f"{field}, row {number}, {column}", row[column]) for column in columns})
    return made


def _same_names(given: Mapping[str, object], wanted: Fields | Sequence[str], where: str) -> None:
    missing = [name for name in wanted if name not in given]
    if missing:
        raise DocumentFault(f"{where} lacks “{missing[0]}”. It takes: {_listed(wanted)}.")
    strange = [name for name in given if name not in wanted]
    if strange:
        raise DocumentFault(f"{where} does not take “{strange[0]}”. It takes: {_listed(wanted)}.")


def _text(field: str, value: object) -> Markup:
    if not isinstance(value, str):
        raise DocumentFault(
            f"The field “{field}” takes text, not {type(value).__name__}. Write it out in words."
        )
    shown = visible_text(value).replace("\r\n", "\n").replace("\r", "\n")
    # Braces travel as character references, so that no later step takes typed text for part of a template.
    return Markup(str(escape(shown)).replace("{", "&#123;").replace("}", "&#125;"))


def _listed(names: Fields | Sequence[str]) -> str:
    return ", ".join(names) or "none"


def with_fixed_moments(content: bytes) -> bytes:
    """The Word file without the moment of its making, so that the same content is the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, FIXED_MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return made.getvalue()

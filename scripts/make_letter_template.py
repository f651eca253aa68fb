#!/usr/bin/env python3
"""Write the Word templates of letters: python3 scripts/make_letter_template.py [FOLDER].

The result is committed under policies/current/letters; an officer edits it there in Word. Fields stand in double
braces; the fields a letter may use are listed in src/headway/features/letters/templates.py.
"""

import sys
import zipfile
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "policies" / "current" / "letters"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

TYPES = (
    XML
    + '<Types xmlns="%s/content-types">' % PACKAGE
    + '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    + '<Default Extension="xml" ContentType="application/xml"/>'
    + '<Override PartName="/word/document.xml" ContentType="%s.document.main+xml"/>' % OFFICE
    + '<Override PartName="/word/styles.xml" ContentType="%s.styles+xml"/>' % OFFICE
    + '<Override PartName="/word/header1.xml" ContentType="%s.header+xml"/>' % OFFICE
    + '<Override PartName="/docProps/core.xml" '
    + 'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)
RELATIONS = (
    XML
    + '<Relationships xmlns="%s/relationships">' % PACKAGE
    + '<Relationship Id="rId1" Type="%s/officeDocument" Target="word/document.xml"/>' % R
    + '<Relationship Id="rId2" Type="%s/relationships/metadata/core-properties" ' % PACKAGE
    + 'Target="docProps/core.xml"/></Relationships>'
)
DOCUMENT_RELATIONS = (
    XML
    + '<Relationships xmlns="%s/relationships">' % PACKAGE
    + '<Relationship Id="rId1" Type="%s/styles" Target="styles.xml"/>' % R
    + '<Relationship Id="rId2" Type="%s/header" Target="header1.xml"/></Relationships>' % R
)
CORE = (
    XML
    + '<cp:coreProperties xmlns:cp="%s/metadata/core-properties" ' % PACKAGE
    + 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    + 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>%s</dc:title><dc:language>en-GB</dc:language>'
    + '<dcterms:created xsi:type="dcterms:W3CDTF">2026-09-01T00:00:00Z</dcterms:created></cp:coreProperties>'
)


def style(key, name, run="", paragraph="", based="Normal"):
    parent = '<w:basedOn w:val="%s"/><w:next w:val="Normal"/>' % based if based else ""
    default = "" if based else ' w:default="1"'
    return (
        '<w:style w:type="paragraph"%s w:styleId="%s"><w:name w:val="%s"/>%s<w:pPr>%s</w:pPr><w:rPr>%s</w:rPr></w:style>'
        % (default, key, name, parent, paragraph, run)
    )


STYLES = (
    XML
    + '<w:styles xmlns:w="%s"><w:docDefaults><w:rPrDefault><w:rPr>' % W
    + '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial" w:eastAsia="Arial"/><w:sz w:val="22"/><w:szCs w:val="22"/>'
    + '<w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults>'
    + style(
        "Normal", "Normal", paragraph='<w:spacing w:after="120" w:line="264" w:lineRule="auto"/>', based=""
    )
    + style(
        "Heading1",
        "heading 1",
        '<w:b/><w:sz w:val="26"/>',
        '<w:keepNext/><w:spacing w:before="120" w:after="120"/><w:outlineLvl w:val="0"/>',
    )
    + style("Header", "header", '<w:sz w:val="20"/>', '<w:spacing w:after="0"/>')
    + style("Cell", "Cell", "", '<w:spacing w:before="40" w:after="40"/>')
    + "</w:styles>"
)


def paragraph(text, kind="Normal", bold=False):
    weight = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return (
        '<w:p><w:pPr><w:pStyle w:val="%s"/></w:pPr><w:r>%s<w:t xml:space="preserve">%s</w:t></w:r></w:p>'
        % (kind, weight, text)
    )


def cell(text, width, bold=False):
    return '<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>%s</w:tc>' % (
        width,
        paragraph(text, "Cell", bold),
    )


def row(cells, widths, head=False, bold=False):
    marks = "<w:trPr><w:cantSplit/>%s</w:trPr>" % ("<w:tblHeader/>" if head else "")
    return "<w:tr>%s%s</w:tr>" % (marks, "".join(cell(t, w, bold) for t, w in zip(cells, widths)))  # noqa: B905


def table(widths, rows):
    lines = "".join(
        '<w:%s w:val="single" w:sz="4" w:color="808080"/>' % side for side in ("top", "bottom", "insideH")
    )
    grid = "".join('<w:gridCol w:w="%d"/>' % width for width in widths)
    return (
        '<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/><w:tblBorders>%s</w:tblBorders>'
        '<w:tblLook w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        "<w:tblGrid>%s</w:tblGrid>%s</w:tbl>" % (sum(widths), lines, grid, "".join(rows))
    )


YEAR_PLAN_WIDTHS = (1900, 7400)
YEAR_PLAN = (
    paragraph("{{ letter_on }}")
    + paragraph("To: {{ to }}, {{ school }}<<break>>Copy: {{ copy_to }}")
    + paragraph("{{ salutation }}")
    + paragraph("Our support for {{ school }} in {{ academic_year }}", "Heading1")
    + paragraph(
        "Thank you for working with us. This letter says who will work with your school this year, "
        "and how many days are set aside for it."
    )
    + paragraph("{%p if adviser %}")
    + paragraph("Your adviser is {{ adviser }}, who will be in touch to agree how we work together.")
    + paragraph("{%p endif %}")
    + paragraph("{%p if not adviser %}")
    + paragraph("We have not named your adviser yet. We will write again as soon as we have.")
    + paragraph("{%p endif %}")
    + paragraph("{%p if quadrant_lead %}")
    + paragraph("The lead for {{ quadrant }} is {{ quadrant_lead }}.")
    + paragraph("{%p endif %}")
    + paragraph("{%p if not quadrant_lead %}")
    + paragraph(
        "Your school is in {{ quadrant }}. Its lead is not named yet; until then, write to the address below."
    )
    + paragraph("{%p endif %}")
    + paragraph("{%p if partnership %}")
    + paragraph("Your school is a member of {{ partnership }}.")
    + paragraph("{%p endif %}")
    + paragraph("{%p if not partnership %}")
    + paragraph("Your school is not in a recognised partnership at present.")
    + paragraph("{%p endif %}")
    + paragraph("Days for your school: {{ total_days }}", bold=True)
    + table(
        YEAR_PLAN_WIDTHS,
        [
            row(("Days", "Why"), YEAR_PLAN_WIDTHS, head=True, bold=True),
            row(("{%tr for line in lines %}", ""), YEAR_PLAN_WIDTHS),
            row(("{{ line.days }}", "{{ line.rule }}"), YEAR_PLAN_WIDTHS),
            row(("{%tr endfor %}", ""), YEAR_PLAN_WIDTHS),
        ],
    )
    + paragraph("")
    + paragraph(
        "If something here looks wrong, or you would like to talk it over, we would like to hear from you: {{ how_to_ask }}"
    )
    + paragraph("{%p if reply_by %}")
    + paragraph("A reply by {{ reply_by }} helps us to put it right before the year is under way.")
    + paragraph("{%p endif %}")
    + paragraph("With good wishes for the year ahead")
    + paragraph("{{ sender }}<<break>>{{ service }}, {{ authority }}")
)
CATEGORY_WIDTHS = (9300,)
CATEGORY_CHANGE = (
    paragraph("{{ letter_on }}")
    + paragraph("To: {{ to }}, {{ school }}<<break>>Copy: {{ copy_to }}")
    + paragraph("{{ salutation }}")
    + paragraph("The category of {{ school }} from {{ valid_from }}", "Heading1")
    + paragraph(
        "From {{ valid_from }} we place your school in category {{ category }}. One of our officers judged this, and "
        "another officer agreed it. The category says how much support we set aside; it is no inspection grade."
    )
    + paragraph("{%p if former %}")
    + paragraph("Until then it was in category {{ former }}.")
    + paragraph("{%p endif %}")
    + paragraph("We see the school as {{ direction }}.")
    + paragraph("{%p if reasons %}")
    + table(
        CATEGORY_WIDTHS,
        [
            row(("What this rests on",), CATEGORY_WIDTHS, head=True, bold=True),
            row(("{%tr for line in reasons %}",), CATEGORY_WIDTHS),
            row(("{{ line.words }}",), CATEGORY_WIDTHS),
            row(("{%tr endfor %}",), CATEGORY_WIDTHS),
        ],
    )
    + paragraph("")
    + paragraph("{%p endif %}")
    + paragraph(
        "If you know something that we do not, or see it differently, we would like to hear from you: {{ how_to_ask }}"
    )
    + paragraph("With good wishes")
    + paragraph("{{ sender }}<<break>>{{ service }}, {{ authority }}")
)
BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1300" w:right="1300" w:bottom="1000" w:left="1300" w:header="600" w:footer="500" w:gutter="0"/></w:sectPr>'
)


def write_template(place, title, body):
    document = XML + '<w:document xmlns:w="%s" xmlns:r="%s"><w:body>%s%s</w:body></w:document>' % (
        W,
        R,
        body.replace("<<break>>", BREAK),
        SECTION,
    )
    header = XML + '<w:hdr xmlns:w="%s">%s%s</w:hdr>' % (
        W,
        paragraph("{{ authority }}", "Header", bold=True),
        paragraph("{{ service }}", "Header"),
    )
    parts = (
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATIONS),
        ("word/document.xml", document),
        ("word/_rels/document.xml.rels", DOCUMENT_RELATIONS),
        ("word/styles.xml", STYLES),
        ("word/header1.xml", header),
        ("docProps/core.xml", CORE % title),
    )
    with zipfile.ZipFile(str(place), "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, content.encode("utf-8"))


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    write_template(folder / "year-plan.docx", "Our support for your school this year", YEAR_PLAN)
    write_template(folder / "category-change.docx", "The category of your school", CATEGORY_CHANGE)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)

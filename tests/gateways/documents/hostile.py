"""Text that breaks exporters: as typed, and as a document shows it."""

# What a cell must not begin with: a spreadsheet takes it for a formula.
DANGEROUS = "=+-@\t\r\n＝＋－＠"
HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@x",
    " =1+1",
    "\t=1+1",
    "\u200b=1+1",
    "\uff1d1+1",
    "'=quoted",
    "'",
    "first\nsecond",
    "a\tb",
    "\u202eright to left\u202c שלום",
    "{{7*7}}",
    "{_{ 7*7 }_}",
    "{% for x in y %}",
    "{# gone? #}",
    "]]></w:t></w:p><b>&amp;&lt;",
    "St Peter & St Paul <CE> \"a\" 'b'",
    "_x0041_",
    "00123",
    "1E05",
    "http://example.org/?a=1",
    "é 😀 …",
    "  spaces around  ",
)
SHOWN = {
    "nul\x00bell\x07": "nul␀bell␇",
    "escape\x1bform\x0cdelete\x7f": "escape␛form␌delete␡",
    "half \ud800 pair \uffff": "half \ufffd pair \ufffd",
}

"""Documents out: Word letters, spreadsheets, comma-separated text and archives; what they say is decided elsewhere."""

from headway.gateways.documents.archives import write_archive
from headway.gateways.documents.characters import DocumentFault, safe_name, visible_text
from headway.gateways.documents.csvtext import csv_rows, csv_text
from headway.gateways.documents.packs import Pack, PackBars, PackPicture, PackSection, PackTable, pack_word
from headway.gateways.documents.plan_sheets import plan_spreadsheet
from headway.gateways.documents.plan_word import plan_word
from headway.gateways.documents.printed import pack_pdf
from headway.gateways.documents.sheets import Sheet, spreadsheet
from headway.gateways.documents.word import check_context, word_letter

__all__ = [
    "DocumentFault",
    "Pack",
    "PackBars",
    "PackPicture",
    "PackSection",
    "PackTable",
    "Sheet",
    "check_context",
    "csv_rows",
    "csv_text",
    "pack_pdf",
    "pack_word",
    "plan_spreadsheet",
    "plan_word",
    "safe_name",
    "spreadsheet",
    "visible_text",
    "word_letter",
    "write_archive",
]

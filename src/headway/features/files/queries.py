"""Reads of files: their bytes, and how they may be served."""

from typing import BinaryIO

from django.utils.http import content_disposition_header

from headway.features.files.actions import path_of
from headway.features.files.models import StoredFile
from headway.gateways.documents import safe_name
from headway.gateways.pictures import JPEG

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"
ARCHIVE = "application/zip"
PDF = "application/pdf"
# What a browser is told as it is; whatever else is kept goes out as bytes without a meaning.
SERVED_AS_THEY_ARE = frozenset({WORD, SPREADSHEET, CSV, ARCHIVE, PDF, JPEG})
_BYTES = "application/octet-stream"


def content_of(file: StoredFile) -> bytes:
    """The bytes as they were kept; FileNotFoundError when the data folder lost them."""
    return path_of(file.sha256).read_bytes()


def bytes_of(checksum: str) -> bytes | None:
    """The bytes kept under this SHA-256; None when the data folder lost them."""
    try:
        return path_of(checksum).read_bytes()
    except FileNotFoundError:
        return None


def open_content(file: StoredFile) -> BinaryIO:
    """The kept file opened for reading, for streaming it out; FileNotFoundError as in `content_of`."""
    return path_of(file.sha256).open("rb")


def picture_headers(name: str) -> dict[str, str]:
    """The headers to show a kept photograph in a page with: a JPEG and nothing else, kept by no other computer."""
    return download_headers(name, JPEG) | {
        "Content-Disposition": content_disposition_header(False, safe_name(name)) or "inline",
        "Cache-Control": "private, no-store",
    }


def download_headers(name: str, content_type: str) -> dict[str, str]:
    """The headers to serve a file with: always an attachment, never guessed at, a listed type or plain bytes."""
    served = content_type if content_type in SERVED_AS_THEY_ARE else _BYTES
    return {
        "Content-Type": f"{served}; charset=utf-8" if served == CSV else served,
        "Content-Disposition": content_disposition_header(True, safe_name(name)) or "attachment",
        "X-Content-Type-Options": "nosniff",
    }

"""Reads of files."""

from headway.features.files.actions import path_of
from headway.features.files.models import StoredFile


def content_of(file: StoredFile) -> bytes:
    """The bytes as they were kept; FileNotFoundError when the data folder lost them."""
    return path_of(file.sha256).read_bytes()

"""Kept files, by checksum."""

from django.db import models

from headway.features.rows import PublicId


class StoredFile(PublicId):
    """A file kept unchanged under its SHA-256 in the data folder."""

    sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=300)
    content_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    kept_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

"""What a device sent of a record, under a key of its own making."""

from django.db import models

from headway.features.records.models import RecordOfVisit


class DeviceDraft(models.Model):
    """A draft that was counted. `key`: what the device named it; `digest`: the hash of what it said; `version`: the version
    of the record it became."""

    record = models.ForeignKey(RecordOfVisit, models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["record", "key"], name="a_draft_of_a_device_counts_once")
        ]

    def __str__(self) -> str:
        return f"draft {self.key} of {self.record}"

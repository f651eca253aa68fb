"""Published files with their faults and what they would change."""

from django.db import models

from headway.features.files.models import StoredFile
from headway.features.rows import OrderedJSON, PublicId


class State(models.TextChoices):
    READ = "read", "Read, not applied"
    APPLIED = "applied", "Applied"
    REFUSED = "refused", "Refused"


class Release(PublicId):
    """One published file: the file itself is kept unchanged; its `changes` are the decided list of what it changes.

    `history`: it is older than the one held and was asked for all the same: only years of which nothing is held are taken.
    `applied_at` stays when an applied file is read again and would now change more: its state is then READ.
    """

    kind = models.CharField(max_length=40)
    authority_name = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=200)
    source = models.CharField(max_length=300)
    licence = models.CharField(max_length=120)
    published_on = models.DateField()
    history = models.BooleanField(default=False)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.READ)
    read_at = models.DateTimeField()
    read_by = models.CharField(max_length=12, blank=True)
    rows_read = models.PositiveIntegerField(default=0)
    rows_taken = models.PositiveIntegerField(default=0)
    counts = OrderedJSON(default=dict)
    change_hash = models.CharField(max_length=64, blank=True)
    applied_at = models.DateTimeField(null=True)
    applied_by = models.CharField(max_length=12, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "file"], name="a_file_is_released_once")]
        indexes = [models.Index(fields=["kind", "-published_on"])]

    def __str__(self) -> str:
        return self.title

    @property
    def changes(self) -> list:
        """What the file changes, a line each; long, so it stands apart and is read when asked for."""
        kept = ChangeList.objects.filter(release=self).first()
        return kept.lines if kept else []


class ChangeList(models.Model):
    """What a release changes, apart from it: England's first register is a list of 21,990 lines."""

    release = models.OneToOneField(Release, models.CASCADE, primary_key=True, related_name="+")
    lines = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"changes of {self.release}"


class Fault(models.Model):
    """A row or value that was not taken as it stood, and why, in words; `urn` where a school is to be settled."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="faults")
    row = models.PositiveIntegerField(null=True)
    urn = models.PositiveIntegerField(null=True)
    column = models.CharField(max_length=120, blank=True)
    words = models.CharField(max_length=500)
    serious = models.BooleanField(default=False)
    settled = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["release", "row"])]

    def __str__(self) -> str:
        return self.words

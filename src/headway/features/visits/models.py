"""A visit to a school or a partnership, and the people who go."""

from django.db import models
from django.db.models import Q

from headway.features.partnerships.models import Partnership
from headway.features.people.models import Person
from headway.features.rows import PublicId
from headway.features.schools.models import School
from headway.rules import visits as rule


class Visit(PublicId):
    """A visit on a day, to one school or one partnership. `kind`: a slug of the policy of visit types; `half`, `state`,
    `function`, `paid_from`: words of rules.visits. `agenda`: the items as they stood when it was booked."""

    school = models.ForeignKey(School, models.PROTECT, null=True, related_name="+")
    partnership = models.ForeignKey(Partnership, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=40)
    on = models.DateField()
    half = models.CharField(max_length=3, choices=rule.HALVES)
    state = models.CharField(max_length=9, choices=rule.STATES, default=rule.BOOKED)
    function = models.CharField(max_length=12, choices=rule.FUNCTIONS)
    paid_from = models.CharField(max_length=8, choices=rule.MONEY)
    agenda = models.JSONField(default=list)
    agenda_version = models.CharField(max_length=60, blank=True)
    needs_approval = models.BooleanField(default=False)
    why_individual = models.TextField(blank=True)
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    approved_on = models.DateField(null=True)
    why_cancelled = models.TextField(blank=True)
    booked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    booked_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["on", "half", "pk"]
        indexes = [models.Index(fields=["school", "on"]), models.Index(fields=["on", "state"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(school__isnull=False, partnership__isnull=True)
                | Q(school__isnull=True, partnership__isnull=False),
                name="a_visit_is_to_a_school_or_a_partnership",
            ),
            models.CheckConstraint(
                condition=~Q(state=rule.CANCELLED) | Q(why_cancelled__gt=""),
                name="a_cancelled_visit_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"Visit to {self.place} on {self.on}"

    @property
    def place(self) -> School | Partnership:
        """Where the visit goes."""
        return self.school or self.partnership

    @property
    def source(self) -> str:
        """The visit as a ledger of days names it."""
        return rule.source_of(self.public_id)

    @property
    def half_days(self) -> int:
        """How many half-days it takes."""
        return rule.half_days(self.half)

    @property
    def waits(self) -> bool:
        """Whether it waits for approval."""
        return self.needs_approval and self.approved_on is None and self.state == rule.BOOKED


class VisitPerson(models.Model):
    """Somebody who goes: one leads, others come along; `why`: the rule by which they were invited."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="people")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    role = models.CharField(max_length=4, choices=rule.PARTS)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "person"], name="a_person_is_on_a_visit_once"),
            models.UniqueConstraint(
                fields=["visit"], condition=Q(role=rule.LEAD), name="one_person_leads_a_visit"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} on {self.visit}"


class CalendarAddress(models.Model):
    """The secret address of a person's calendar; kept as a hash, shown once, and dead once revoked."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(revoked_at=None), name="one_calendar_address_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"Calendar of {self.person}"


class AgendaReview(PublicId):
    """An agenda looked at with schools: on which day, with whom, and what is to change (M5-05)."""

    agenda = models.CharField(max_length=40)
    on = models.DateField()
    reviewed_with = models.CharField(max_length=300)
    words = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.agenda} reviewed on {self.on}"


class InspectionNotice(PublicId):
    """Notice of an inspection, and the task of the link adviser that same week (M5-15). `note`: what was said at the
    feedback; `done_on`: the day the adviser was there."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    told_on = models.DateField()
    begins_on = models.DateField()
    owner = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    note = models.TextField(blank=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["school", "begins_on"], name="one_notice_of_an_inspection"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(note__gt=""), name="an_inspection_attended_has_a_note"
            ),
        ]

    def __str__(self) -> str:
        return f"Inspection of {self.school} on {self.begins_on}"


class Absence(PublicId):
    """Days somebody is away, [first_on, until): no visit is booked then without being told. No reason is kept."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    first_on = models.DateField()
    until = models.DateField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["first_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=models.F("first_on")), name="an_absence_has_days")
        ]

    def __str__(self) -> str:
        return f"{self.person} away from {self.first_on}"

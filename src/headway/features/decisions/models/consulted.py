"""Consultations: who is asked and when, what was said, and what was made of it."""

from django.db import models
from django.db.models import F, Q

from headway.features.committees.models import Forum
from headway.features.decisions.models.appraised import Appraisal
from headway.features.people.models import Person
from headway.features.rows import OrderedJSON, PublicId
from headway.features.schools.models import Quadrant
from headway.rules.consultations import DRAFT, STATES, SUGGESTIONS


class Consultation(PublicId):
    """A consultation. `audiences`: slugs of the policy; `bodies`: the forums it is put to (M16-09).

    `posts_at_risk`: how many posts may go, which sets how long staff are consulted.
    """

    title = models.CharField(max_length=200)
    about = models.TextField()
    questions = OrderedJSON(default=list)
    audiences = OrderedJSON(default=list)
    bodies = models.ManyToManyField(Forum, related_name="+")
    appraisal = models.ForeignKey(Appraisal, models.PROTECT, null=True, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    publish_by = models.DateField(null=True)
    posts_at_risk = models.PositiveIntegerField(default=0)
    asked = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=10, choices=list(STATES.items()), default=DRAFT)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    published_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="a_consultation_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Theme(PublicId):
    """What several said, what was decided about it, and what changed (M15-02)."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="themes")
    label = models.CharField(max_length=120)
    decision = models.TextField(blank=True)
    change = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "label"], name="a_theme_has_a_label_of_its_own")
        ]

    def __str__(self) -> str:
        return self.label


class Response(PublicId):
    """What somebody said. `person`: who answered here themselves, once; without one it was logged for somebody else.

    `who` says who it was in words, without a name. `suggestion`: a theme of work, or a service to buy; `quadrant`: of the
    school it came from (M15-05).
    """

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="responses")
    audience = models.CharField(max_length=40)
    body = models.ForeignKey(Forum, models.PROTECT, null=True, related_name="+")
    who = models.CharField(max_length=120, blank=True)
    words = models.TextField()
    suggestion = models.CharField(max_length=10, choices=list(SUGGESTIONS.items()), blank=True)
    quadrant = models.ForeignKey(Quadrant, models.PROTECT, null=True, related_name="+")
    theme = models.ForeignKey(Theme, models.SET_NULL, null=True, related_name="responses")
    given_on = models.DateField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    logged_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["given_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "person"],
                condition=Q(person__isnull=False),
                name="a_person_answers_a_consultation_once",
            )
        ]

    def __str__(self) -> str:
        return self.words[:80]

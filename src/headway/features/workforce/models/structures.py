"""Structures, their posts with dated titles, and secondments."""

from django.db import models
from django.db.models import F, Q

from headway.features.people.models import Person
from headway.features.plans.models import Priority
from headway.features.rows import Dated, OrderedJSON, PublicId, new_public_id
from headway.features.schools.models import School
from headway.rules.structure_life import DRAFT, STATES


class Structure(PublicId):
    """A version of the structure: the service as it is, an option, or one on the way (`transitional`, M2-10).

    `priced_on`: the day whose pay and rates its posts are costed at. `follows`: the structure it comes after (M2-15).
    """

    title = models.CharField(max_length=200)
    year = models.CharField(max_length=20)
    transitional = models.BooleanField(default=False)
    notes = models.TextField(blank=True)
    priced_on = models.DateField()
    state = models.CharField(max_length=10, choices=list(STATES.items()), default=DRAFT)
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(approved_at__isnull=False),
                name="an_approved_structure_says_when",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Post(PublicId):
    """A post of a structure. `lineage` is shared with the same post in other versions. `fte`: 1 is full time.

    Without a spine its pay is not known, and it is in no sum. `shares`: source of money to per cent, as text.
    `locked_title`: at director level (M2-11).
    """

    structure = models.ForeignKey(Structure, models.CASCADE, related_name="posts")
    lineage = models.CharField(max_length=12, default=new_public_id)
    title = models.CharField(max_length=120)
    locked_title = models.BooleanField(default=False)
    role = models.CharField(max_length=40, blank=True)
    fte = models.DecimalField(max_digits=3, decimal_places=2, default=1)
    reports_to = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    phases = models.CharField(max_length=120, blank=True)
    subject = models.CharField(max_length=60, blank=True)
    background = models.CharField(max_length=60, blank=True)
    intervenes = models.BooleanField(default=False)
    vacant = models.BooleanField(default=False)
    leads = models.ManyToManyField(Priority, related_name="+")
    spine = models.CharField(max_length=40, blank=True)
    first_point = models.PositiveSmallIntegerField(null=True)
    last_point = models.PositiveSmallIntegerField(null=True)
    assessed_points = models.PositiveSmallIntegerField(default=0)
    pension = models.CharField(max_length=20, blank=True)
    allowance_pence = models.BigIntegerField(default=0)
    shares = OrderedJSON(default=dict)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["structure", "lineage"], name="a_post_stands_in_a_structure_once"
            ),
            models.CheckConstraint(condition=Q(fte__gt=0, fte__lte=1), name="a_post_is_part_or_full_time"),
            models.CheckConstraint(
                condition=Q(reports_to__isnull=True) | ~Q(reports_to=F("id")),
                name="no_post_reports_to_itself",
            ),
            models.CheckConstraint(
                condition=Q(spine="") | Q(first_point__isnull=False, last_point__isnull=False),
                name="a_spine_comes_with_points",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Title(Dated):
    """What a post was called over [valid_from, valid_until) (M2-11)."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="titles")
    words = models.CharField(max_length=120)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta(Dated.Meta):
        ordering = ["valid_from", "pk"]

    def __str__(self) -> str:
        return self.words


class Secondment(PublicId):
    """A head or another officer lent to the service: days a week over [starts_on, ends_on), the recharge a year in pence."""

    structure = models.ForeignKey(Structure, models.CASCADE, related_name="secondments")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    days_a_week = models.DecimalField(max_digits=2, decimal_places=1)
    starts_on = models.DateField()
    ends_on = models.DateField()
    recharge_pence = models.BigIntegerField()
    intervenes = models.BooleanField(default=True)

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="a_secondment_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(days_a_week__gt=0, days_a_week__lte=5), name="a_secondment_has_days_of_a_week"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} from {self.school}"

"""Settings such as referral units, the posts in them, allowances for their staff, and what each post learns."""

from django.db import models
from django.db.models import F, Q

from headway.features.rows import Dated, PublicId
from headway.features.schools.models import School
from headway.rules.allowances import GROUPS


class Setting(PublicId):
    """A place with staff of the authority. `kind`: a slug of the policy of the workforce; `closed_on`: first day without."""

    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=40)
    school = models.ForeignKey(School, models.PROTECT, null=True, related_name="+")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gt=F("opened_on")),
                name="a_setting_closes_after_it_opens",
            )
        ]

    def __str__(self) -> str:
        return self.name


class SettingPost(PublicId, Dated):
    """A post in a setting over [valid_from, valid_until), known by its role and number, never by a name.

    `pay_pence`: a year at full time; None: not known.
    """

    setting = models.ForeignKey(Setting, models.PROTECT, related_name="posts")
    role = models.CharField(max_length=80)
    number = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=10, choices=list(GROUPS.items()))
    fte = models.DecimalField(max_digits=3, decimal_places=2, default=1)
    pay_pence = models.BigIntegerField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(Dated.Meta):
        ordering = ["role", "number", "pk"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["setting", "role", "number"], name="a_post_has_its_own_number"),
            models.CheckConstraint(condition=Q(fte__gt=0, fte__lte=1), name="a_setting_post_is_part_or_full"),
            models.CheckConstraint(
                condition=Q(pay_pence=None) | Q(pay_pence__gt=0), name="pay_is_above_nought"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.number}"


class AllowanceScheme(PublicId, Dated):
    """A payment for staff of kinds of setting, over [valid_from, valid_until): an amount a year, or per cent of pay (M2-13).

    `setting_kinds` and `groups`: slugs with spaces between. Nobody is tied to a scheme: who is in scope follows from these.
    """

    title = models.CharField(max_length=120)
    setting_kinds = models.CharField(max_length=400)
    groups = models.CharField(max_length=40)
    amount_pence = models.BigIntegerField(null=True)
    percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(amount_pence__gt=0, percent=None) | Q(amount_pence=None, percent__gt=0),
                name="an_amount_or_a_percentage",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class DevelopmentPlan(PublicId):
    """What one post is to learn in an academic year: `year` 2026 is 2026-27 (M2-14)."""

    post = models.ForeignKey(SettingPost, models.PROTECT, related_name="development")
    year = models.PositiveSmallIntegerField()
    words = models.TextField()
    hours_planned = models.DecimalField(max_digits=5, decimal_places=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "year"], name="one_development_plan_a_year"),
            models.CheckConstraint(condition=Q(hours_planned__gt=0), name="hours_are_planned"),
        ]

    def __str__(self) -> str:
        return f"{self.post}, {self.year}"


class DevelopmentEntry(PublicId):
    """Hours of development completed on a day."""

    plan = models.ForeignKey(DevelopmentPlan, models.PROTECT, related_name="entries")
    on = models.DateField()
    hours = models.DecimalField(max_digits=4, decimal_places=1)
    words = models.CharField(max_length=200)

    class Meta:
        ordering = ["on", "pk"]
        constraints = [models.CheckConstraint(condition=Q(hours__gt=0), name="hours_are_completed")]

    def __str__(self) -> str:
        return self.words

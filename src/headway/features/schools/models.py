"""The register: authorities, areas, groups, schools, links, provisions, headships and calendars."""

from django.db import models
from django.db.models import F, Q

from headway.features.releases.models import Release
from headway.features.rows import Dated, PublicId


class Authority(models.Model):
    """A local authority by its three-figure code; `own` marks the one this installation serves."""

    code = models.CharField(max_length=3, primary_key=True)
    name = models.CharField(max_length=120)
    region = models.CharField(max_length=60, blank=True)
    own = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["own"], condition=Q(own=True), name="one_authority_an_installation"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Quadrant(PublicId):
    """An area the service works in; `proposed` marks one made by clustering districts, to be settled."""

    name = models.CharField(max_length=120, unique=True)
    proposed = models.BooleanField(default=False)
    origin = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name


class District(models.Model):
    """A district by its official code, with the name the register gives."""

    code = models.CharField(max_length=9, primary_key=True)
    name = models.CharField(max_length=120)
    authority = models.ForeignKey(Authority, models.PROTECT, null=True, related_name="districts")

    def __str__(self) -> str:
        return self.name


class Placement(Dated):
    """A district in its quadrant over a time; one at a time."""

    district = models.ForeignKey(District, models.PROTECT, related_name="placements")
    quadrant = models.ForeignKey(Quadrant, models.PROTECT, related_name="placements")

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["district"], condition=Q(valid_until=None), name="one_quadrant_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.district} in {self.quadrant}"


class Group(models.Model):
    """A trust or federation by the register's UID."""

    uid = models.CharField(max_length=12, primary_key=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=60)

    def __str__(self) -> str:
        return self.name


class School(models.Model):
    """One establishment by URN. All state-funded schools of the register are stored; lists show the authority's own.

    Codes are the register's own text codes, so that leading zeros stay. Coordinates are metres of the national grid.
    While the register names no district, the district is `assumed` (the nearest school's) until an officer has `settled` it.
    """

    urn = models.PositiveIntegerField(primary_key=True)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="schools")
    establishment_number = models.CharField(max_length=4, blank=True)
    name = models.CharField(max_length=200)
    type_code = models.CharField(max_length=2)
    type_name = models.CharField(max_length=80)
    type_group = models.CharField(max_length=80, blank=True)
    phase_code = models.CharField(max_length=1, blank=True)
    phase_name = models.CharField(max_length=40, blank=True)
    phase = models.CharField(max_length=20)
    status_code = models.CharField(max_length=1)
    status = models.CharField(max_length=40)
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    low_age = models.PositiveSmallIntegerField(null=True)
    high_age = models.PositiveSmallIntegerField(null=True)
    gender = models.CharField(max_length=30, blank=True)
    religious_character = models.CharField(max_length=80, blank=True)
    diocese = models.CharField(max_length=80, blank=True)
    admissions = models.CharField(max_length=60, blank=True)
    capacity = models.PositiveIntegerField(null=True)
    pupils = models.PositiveIntegerField(null=True)
    fsm_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    trust = models.ForeignKey(Group, models.PROTECT, null=True, related_name="+")
    federation = models.ForeignKey(Group, models.PROTECT, null=True, related_name="+")
    postcode = models.CharField(max_length=8, blank=True)
    town = models.CharField(max_length=80, blank=True)
    website = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    easting = models.PositiveIntegerField(null=True)
    northing = models.PositiveIntegerField(null=True)
    district = models.ForeignKey(District, models.PROTECT, null=True, related_name="schools")
    district_assumed = models.BooleanField(default=False)
    district_settled = models.BooleanField(default=False)
    ward = models.CharField(max_length=120, blank=True)
    release = models.ForeignKey(Release, models.PROTECT, null=True, related_name="+")
    release_row = models.PositiveIntegerField(null=True)
    missing_since = models.ForeignKey(Release, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["authority", "status", "name"]),
            models.Index(fields=["authority", "phase"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(opened_on=None) | Q(closed_on__gte=F("opened_on")),
                name="a_school_closes_after_it_opens",
            )
        ]

    def __str__(self) -> str:
        return self.name


class GroupMembership(models.Model):
    """A school in a trust or federation, as published. `left_by`: the day of the first file that no longer lists it."""

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    group_uid = models.CharField(max_length=12)
    group_name = models.CharField(max_length=200)
    kind = models.CharField(max_length=60)
    status = models.CharField(max_length=40, blank=True)
    joined_on = models.DateField(null=True)
    group_closed_on = models.DateField(null=True)
    left_by = models.DateField(null=True)
    release = models.ForeignKey(Release, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["group_uid"])]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "group_uid"], condition=Q(left_by=None), name="a_school_is_in_a_group_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.school_id} in {self.group_name}"


class Link(models.Model):
    """A predecessor or successor as the register links them."""

    school = models.ForeignKey(School, models.CASCADE, related_name="links")
    other_urn = models.PositiveIntegerField()
    other_name = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=60)
    on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "other_urn", "kind"], name="a_link_is_stored_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.other_urn}"


class Provision(Dated):
    """Enhanced provision at a mainstream school: a resourced provision or a SEN unit."""

    school = models.ForeignKey(School, models.CASCADE, related_name="provisions")
    kind = models.CharField(
        max_length=30, choices=[("resourced-provision", "Resourced provision"), ("sen-unit", "SEN unit")]
    )
    places = models.PositiveSmallIntegerField(null=True)
    need = models.CharField(max_length=120, blank=True)

    class Meta(Dated.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.get_kind_display()} at {self.school}"


class Headship(Dated):
    """Who leads a school, by kind and date only: no name is held."""

    school = models.ForeignKey(School, models.CASCADE, related_name="headships")
    kind = models.CharField(
        max_length=20,
        choices=[("substantive", "Headteacher"), ("acting", "Acting headteacher"), ("vacant", "Vacant")],
    )

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["school"], condition=Q(valid_until=None), name="one_headship_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.school} from {self.valid_from}"


class TermDate(models.Model):
    """A dated stretch of a calendar as published: a term, a holiday or a training day, half-open."""

    authority_name = models.CharField(max_length=120)
    academic_year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    words = models.CharField(max_length=120)
    start_on = models.DateField()
    until = models.DateField()
    release = models.ForeignKey(Release, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["authority_name", "academic_year"])]

    def __str__(self) -> str:
        return f"{self.words} {self.start_on}"


class BankHoliday(models.Model):
    """A bank holiday of England and Wales."""

    on = models.DateField(primary_key=True)
    title = models.CharField(max_length=120)
    release = models.ForeignKey(Release, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.title} {self.on}"


class Neighbour(models.Model):
    """A statistical neighbour of an authority, by rank."""

    authority_code = models.CharField(max_length=3)
    rank = models.PositiveSmallIntegerField()
    neighbour_code = models.CharField(max_length=3)
    neighbour_name = models.CharField(max_length=120)
    release = models.ForeignKey(Release, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_code", "rank"], name="one_neighbour_a_rank")
        ]

    def __str__(self) -> str:
        return f"{self.authority_code} {self.rank} {self.neighbour_name}"

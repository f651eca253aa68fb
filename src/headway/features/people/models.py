"""Persons who sign in, their dated roles and links, and advisers with their year and capabilities."""

import hashlib
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from headway.features.rows import Dated, PublicId


class People(BaseUserManager):
    """Persons are made by actions; sign-in only looks them up."""

    def get_by_natural_key(self, email: str) -> "Person":
        return self.get(email__iexact=email)


class Person(PublicId, AbstractBaseUser):
    """Somebody who may sign in. `name` is a post's label in a demonstration."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.CharField(max_length=12, blank=True)

    USERNAME_FIELD = "email"
    objects = People()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_person_an_address")]

    def __str__(self) -> str:
        return self.name

    def has_usable_password(self) -> bool:
        """Never: one signs in with a code or a link, whatever the column holds."""
        return False


class Role(Dated):
    """A role code of the access policy, held over a time. Roles add up."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="roles")
    role = models.CharField(max_length=30)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "role"], condition=Q(valid_until=None), name="one_open_role_of_a_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} as {self.role}"


def hash_token(token: str) -> str:
    """What is kept of a link's token: SHA-256, 64 hexadecimal digits. The token itself is 256 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()


class Links(models.QuerySet):
    """Links that sign in once."""

    def open_at(self, moment: datetime) -> "Links":
        """Those that would sign an active person in at that moment."""
        return self.filter(used_at=None, expires_at__gt=moment, person__is_active=True)


class OneTimeLink(models.Model):
    """A link that signs one person in, once, until it expires; only the hash of its token is kept."""

    token_hash = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="links")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    objects = Links.as_manager()

    def __str__(self) -> str:
        return f"for {self.person} until {self.expires_at}"


class Identity(models.Model):
    """A person as a provider of sign-in knows them, by the provider's own lasting name for them."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="identities")
    provider = models.CharField(max_length=20)
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "subject"], name="a_subject_is_one_person"),
            models.UniqueConstraint(fields=["provider", "person"], name="a_person_is_one_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.person} at {self.provider}"


class Adviser(models.Model):
    """A person who may be deployed to schools; the base is where journeys start, in metres of the national grid."""

    person = models.OneToOneField(Person, models.PROTECT, related_name="adviser")
    base_easting = models.PositiveIntegerField()
    base_northing = models.PositiveIntegerField()
    quadrant = models.CharField(max_length=60, blank=True)
    may_lead = models.BooleanField(default=True)
    max_intensive = models.PositiveSmallIntegerField(null=True, blank=True)
    invented = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.person.name


class AdviserYear(models.Model):
    """An adviser's half-days in one academic year (the year it starts in)."""

    adviser = models.ForeignKey(Adviser, models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField()
    contracted_half_days = models.PositiveSmallIntegerField()
    leave_half_days = models.PositiveSmallIntegerField(default=0)
    training_half_days = models.PositiveSmallIntegerField(default=0)
    internal_half_days = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["adviser", "year"], name="one_row_an_adviser_and_year")
        ]

    def __str__(self) -> str:
        return f"{self.adviser} {self.year}"


class Capability(Dated):
    """A phase an adviser may lead in, as first or second choice, with the evidence of training."""

    adviser = models.ForeignKey(Adviser, models.CASCADE, related_name="capabilities")
    phase = models.CharField(max_length=20)
    choice = models.PositiveSmallIntegerField(choices=[(1, "first choice"), (2, "second choice")])
    evidence = models.CharField(max_length=300, blank=True)

    class Meta(Dated.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.adviser} {self.phase}"

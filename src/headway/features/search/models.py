"""Entries that can be found, and the trigrams they are found by: plain rows that every database can hold."""

from django.db import models


class Kind(models.TextChoices):
    """What can be found, in the order results are told."""

    SCHOOL = "school", "Schools"
    GROUP = "group", "Trusts and federations"
    CHANGE = "change", "Structural changes"
    PARTNERSHIP = "partnership", "Partnerships"
    STANDING = "standing", "Standing groups"
    BOARD = "board", "Boards"
    NOTE = "note", "Intelligence"
    YEARLY = "year-review", "Annual reviews"
    RECORD = "visit-record", "Records of visits"
    SUPPORT = "support", "Support and its impact"
    JOINT = "joint-review", "Joint reviews"
    AGREEMENT = "agreement", "Data sharing agreements"
    PERFORMANCE = "performance", "Reports on performance"
    ADVISER = "adviser", "Advisers"
    PERSON = "person", "People"
    PLAN = "plan", "Year plans"
    SERVICE_PLAN = "service-plan", "Plans"
    ACTION = "action", "Actions of plans"
    EVALUATION = "evaluation", "Evaluations"
    INDICATOR = "indicator", "Indicators"
    PROTOCOL = "protocol", "Protocols"
    FORUM = "forum", "Forums"
    REQUEST = "request", "Information requests"
    FUNCTION = "function", "Functions"
    PRACTICE = "practice", "Good practice"
    STRUCTURE = "structure", "Structures"
    RECRUITMENT = "recruitment", "Recruitment"
    SETTING = "setting", "Settings"
    ALLOWANCE = "allowance", "Allowances"
    SERVICE = "service", "Services and their teams"
    APPRAISAL = "appraisal", "Appraisals"
    REVIEW = "review", "Reviews of services"
    REPORT = "report", "Decision reports"
    CONSULTATION = "consultation", "Consultations"
    PROJECT = "project", "Projects"
    FUND = "fund", "Delegated money"
    SCENARIO = "scenario", "Funding scenarios"
    LETTER = "letter", "Letters"
    POLICY = "policy", "Policies"
    RELEASE = "release", "Published files"


class Entry(models.Model):
    """One thing: its key in its own feature, the words shown, and the words it is found by, made plain."""

    kind = models.CharField(max_length=12, choices=Kind)
    key = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    detail = models.CharField(max_length=200, blank=True)
    words = models.CharField(max_length=500)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="a_thing_is_found_once")]

    def __str__(self) -> str:
        return self.title


class Gram(models.Model):
    """A trigram of an entry; the kind is repeated, so that one index answers a search."""

    gram = models.CharField(max_length=3)
    kind = models.CharField(max_length=12)
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="grams")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gram", "kind", "entry"], name="a_gram_of_an_entry_once")
        ]

    def __str__(self) -> str:
        return f"{self.gram} of {self.entry_id}"

"""Start the demonstration authority."""

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from headway.demo.start import start_demonstration
from headway.features.decisions.models import Appraisal
from headway.features.deployment.actions import start_draft
from headway.rules.calendars import academic_year_of
from headway.worker.options import ask_for_deployment
from headway.worker.yearplan import ask_for_plan

FULL_HALF_DAYS = 240


class Command(BaseCommand):
    help = "Invent an authority, load it through the importers and let the worker plan the year."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--size", choices=["county", "small"], default="county")

    def handle(self, *args: object, size: str, **options: object) -> None:
        on, at = timezone.localdate(), timezone.now()
        year = academic_year_of(on).first_on.year
        start_demonstration(
            folder=Path(settings.DATA) / "demonstration",
            policies=settings.POLICIES,
            size=size,
            year=year,
            on=on,
            at=at,
            tell=self._tell,
        )
        ask_for_plan(draft=start_draft(year=year, seed=1, by=None, at=at), by="", at=at)
        for appraisal in Appraisal.objects.order_by("pk"):
            ask_for_deployment(appraisal=appraisal, year=year, full_half_days=FULL_HALF_DAYS, by="", at=at)

    def _tell(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()

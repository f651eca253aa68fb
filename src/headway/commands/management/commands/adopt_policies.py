"""Adopt the policy packs that come as files."""

from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from headway.features.policies.actions import PackFault, adopt_packs


class Command(BaseCommand):
    help = "Store every policy of these packs and put it in use; a later pack's policy of a kind wins."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("packs", nargs="*", default=["england", "current"])

    def handle(self, *args: object, **options: object) -> None:
        try:
            adopted = adopt_packs(
                folder=settings.POLICIES, packs=tuple(options["packs"]), by="", at=timezone.now()
            )
        except PackFault as fault:
            raise CommandError(str(fault)) from fault
        for one in adopted:
            self.stdout.write(f"{one.kind}: {one.words} ({one.path})")

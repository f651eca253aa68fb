"""Make the search's index anew."""

from django.core.management.base import BaseCommand

from headway.flows.index_everything import index_everything


class Command(BaseCommand):
    help = "Makes the index of the search anew from what is stored: after an upgrade, or when something is not found."

    def handle(self, *args: object, **options: object) -> None:
        counts = index_everything()
        told = ", ".join(f"{count:,} {label.lower()}" for label, count in counts.items())
        self.stdout.write(f"OK: {told} can be found.")

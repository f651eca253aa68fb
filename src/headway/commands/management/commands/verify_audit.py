"""Check the whole audit chain."""

from django.core.management.base import BaseCommand, CommandError

from headway.features.audit.queries import breaks_in_the_chain, count_events


class Command(BaseCommand):
    help = "Checks the chain of the audit; names every place where it was tampered with and then ends with 1."

    def handle(self, *args: object, **options: object) -> None:
        breaks = breaks_in_the_chain()
        for found in breaks:
            self.stdout.write(f"Event {found.number}: {found.words}.")
        if breaks:
            raise CommandError(f"The audit does not hold: {len(breaks)} fault(s), named above.")
        self.stdout.write(f"OK: {count_events():,} events, and the chain holds.")

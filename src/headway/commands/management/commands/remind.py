"""Send the digests that are due today."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from headway.flows.deem_silent_heads import deem_silent_heads
from headway.flows.remind import send_digests
from headway.flows.remind_of_endings import send_endings


class Command(BaseCommand):
    help = "Sends the digests that are due, and tells once of terms that end soon. Run it every morning."

    def handle(self, *args: object, **options: object) -> None:
        done = send_digests(at=timezone.now(), address=settings.BASE_URL)
        self.stdout.write(f"{done.sent} digest(s) sent; {done.silent} had nothing to say and were not sent.")
        ends = send_endings(at=timezone.now(), address=settings.BASE_URL)
        self.stdout.write(f"{ends.sent} mail(s) sent about terms that end soon.")
        silent = deem_silent_heads(at=timezone.now())
        if silent:
            self.stdout.write(
                f"{silent} record(s) of visits taken to be accurate: the head did not answer in time."
            )
        failed = done.failed + ends.failed
        if failed:
            raise CommandError(
                f"The mail server did not take {failed} digest(s) or mail(s). Look at its settings and run this again."
            )

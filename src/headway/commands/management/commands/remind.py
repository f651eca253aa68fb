"""Send the digests that are due today."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from headway.flows.deem_silent_heads import deem_silent_heads
from headway.flows.remind import send_digests


class Command(BaseCommand):
    help = "Sends each person the digest of their actions that they asked for, where it is due. Run it every morning."

    def handle(self, *args: object, **options: object) -> None:
        done = send_digests(at=timezone.now(), address=settings.BASE_URL)
        self.stdout.write(f"{done.sent} digest(s) sent; {done.silent} had nothing to say and were not sent.")
        silent = deem_silent_heads(at=timezone.now())
        if silent:
            self.stdout.write(
                f"{silent} record(s) of visits taken to be accurate: the head did not answer in time."
            )
        if done.failed:
            raise CommandError(
                f"The mail server did not take {done.failed} digest(s). Look at its settings and run this again."
            )

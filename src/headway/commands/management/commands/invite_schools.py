"""Tell schools of visits booked, moved and cancelled."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from headway.flows.invite_schools import invite_schools


class Command(BaseCommand):
    help = "Mails schools an invitation for each visit booked, moved or cancelled. Run it every minute."

    def handle(self, *args: object, **options: object) -> None:
        done = invite_schools(at=timezone.now())
        self.stdout.write(f"{done.told} visit(s) with news; {done.sent} invitation(s) sent.")
        if done.failed:
            raise CommandError(
                f"The mail server did not take {done.failed} invitation(s). Look at its settings and run this again."
            )

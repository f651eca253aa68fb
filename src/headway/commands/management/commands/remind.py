"""Send the digests that are due today."""

from django.conf import settings
from django.core.mail import send_mail
from django.core.management.base import BaseCommand
from django.utils import timezone

from headway.flows.remind import send_digests


class Command(BaseCommand):
    help = "Sends each person the digest of their actions that they asked for, where it is due. Run it every morning."

    def handle(self, *args: object, **options: object) -> None:
        def send(subject: str, text: str, to: str) -> None:
            send_mail(subject, text, None, [to])

        sent, silent = send_digests(at=timezone.now(), address=settings.BASE_URL, send=send)
        self.stdout.write(f"{sent} digest(s) sent; {silent} had nothing to say and were not sent.")

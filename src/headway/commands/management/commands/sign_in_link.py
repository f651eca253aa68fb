"""Make a link that signs one person in once."""

from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone

from headway.features.people.actions import make_link
from headway.features.people.queries import person_with_email


class Command(BaseCommand):
    help = "Prints a link that signs the person with this e-mail address in, once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the person's e-mail address")
        parser.add_argument("--minutes", type=int, default=15, help="how long the link works; 15 unless told")

    def handle(self, *args: object, email: str, minutes: int, **options: object) -> None:
        person = person_with_email(email)
        if person is None:
            raise CommandError(
                f"Nobody has access with “{email}”. Check the address, or invite them on the Access page."
            )
        if not person.is_active:
            raise CommandError(f"{email} is disabled. Let them sign in again on the Access page first.")
        if minutes < 1:
            raise CommandError(f"--minutes is {minutes}. Give a whole number from 1.")
        token = make_link(person=person, at=timezone.now(), minutes=minutes)
        self.stdout.write(f"{settings.BASE_URL}{reverse('sign_in_link', args=[token])}")

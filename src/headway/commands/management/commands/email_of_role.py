"""Who holds a role."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from headway.features.people.queries import first_holder


class Command(BaseCommand):
    help = "Prints the e-mail address of the first active person who holds this role today."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("role", help="a role of the access policy, such as head-of-service")

    def handle(self, *args: object, role: str, **options: object) -> None:
        person = first_holder(role, on=timezone.localdate())
        if person is None:
            raise CommandError(
                f"Nobody holds the role “{role}” today. Give it to somebody on the Access page."
            )
        self.stdout.write(person.email)

"""Everything at once on one's own machine: database, data, web and worker."""

import os
import socket
import sys
from argparse import ArgumentParser
from pathlib import Path
from time import monotonic

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from headway.features.jobs.queries import open_job
from headway.features.schools.models import Authority
from headway.features.schools.queries import is_invented, own_authority
from headway.flows.first_links import first_links
from headway.flows.index_everything import index_everything
from headway.gateways.processes import run_together

AFFECTED_LIBRARY = (
    "note: this SQLite library can damage a write-ahead log, so the slower and safe TRUNCATE journal is used. "
    "Install a SQLite of 3.51.3 or newer, or use PostgreSQL."
)


class Command(BaseCommand):
    help = "Prepare the database, load an authority where there is none, start web and worker, print the address."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--published", default=os.environ.get("PUBLISHED", ""), help="folder of published files"
        )
        parser.add_argument(
            "--authority", default=os.environ.get("AUTHORITY", ""), help="the authority's name"
        )
        parser.add_argument(
            "--size", choices=["county", "small"], default="county", help="of the demonstration"
        )

    def handle(self, *args: object, published: str, authority: str, size: str, **options: object) -> None:
        began = monotonic()
        refuse_taken_port()
        self._tell("preparing the database")
        call_command("migrate", verbosity=0)
        call_command("createcachetable")
        if journal_mode() not in ("", "wal"):
            self._tell(AFFECTED_LIBRARY)
        call_command("collectstatic", interactive=False, verbosity=0)
        held = own_authority()
        if fault := contradiction(held, published, authority):
            raise CommandError(fault)
        if held is None:
            self._load(published, authority, size)
        else:
            index_everything()  # a newer version may find more than the one before it
        self._tell(f"ready after {monotonic() - began:.0f} s")
        self._greet()
        sys.exit(run_together(programs(), os.environ))

    def _load(self, published: str, authority: str, size: str) -> None:
        if published and not authority:
            raise CommandError("PUBLISHED names a folder, so AUTHORITY has to name whose service this is.")
        if published:
            folder = Path(published)
            call_command("start_authority", published=folder, authority=authority, stdout=self.stdout)
        else:
            call_command("demonstrate", size=size, stdout=self.stdout)

    def _greet(self) -> None:
        authority = own_authority()
        self.stdout.write(f"\n{authority}: {settings.BASE_URL}\n\nOne-time sign-in links, one a role:\n")
        for role, path in first_links(at=timezone.now()):
            self.stdout.write(f"  {role:<28} {settings.BASE_URL}{path}")
        planning = "The worker plans the year meanwhile. " if open_job("plan_year") else ""
        self.stdout.write(f"\n{planning}Stop everything with Ctrl-C.\n")
        self.stdout.flush()

    def _tell(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()


def programs() -> list[list[str]]:
    """The web and the worker, as commands."""
    python = sys.executable
    web = [python, "-m", "gunicorn", "headway.site.wsgi", "--config", "python:headway.site.serving"]
    web += ["--bind", f"127.0.0.1:{settings.PORT}"]
    return [web, [python, "-m", "headway", "ox_worker", "--interval", "1", "--verbosity", "0"]]


def contradiction(held: Authority | None, published: str, authority: str) -> str:
    """What is asked for but does not fit what the database holds, with what to do; empty when it fits."""
    elsewhere = "Choose another folder: HEADWAY_DATA=<an empty folder>, before the same command"
    if held is None:
        return ""
    if published and held.name.casefold() != authority.strip().casefold():
        return f"The database in {settings.DATA} holds {held}, not {authority or 'what is published'}. {elsewhere}."
    if settings.DEMONSTRATION and not is_invented(held):
        return f"The database in {settings.DATA} holds {held}, so this is no demonstration. Start it with: ./headway run"
    if is_invented(held) and not settings.DEMONSTRATION:
        return f"The database in {settings.DATA} holds the invented {held}. {elsewhere}, or start it with: make run"
    return ""


def journal_mode() -> str:
    """The journal SQLite keeps, in lower case; empty on another database."""
    if connection.vendor != "sqlite":
        return ""
    with connection.cursor() as cursor:
        return str(cursor.execute("PRAGMA journal_mode").fetchone()[0]).lower()


def refuse_taken_port() -> None:
    """A clear sentence where something else listens already."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", settings.PORT))
        except OSError as fault:
            raise CommandError(
                f"Something else listens on port {settings.PORT}. Stop it, or choose another: make run PORT=8001"
            ) from fault

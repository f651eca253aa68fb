"""Fetch the publishers' files into a folder."""

import sys
from argparse import ArgumentParser
from difflib import get_close_matches
from pathlib import Path
from time import monotonic

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from headway.gateways.publishers import BY_HAND, SOURCES, Fetched, fetch_source
from headway.publicdata.gias import list_authorities
from headway.publicdata.recognise import KIND_FACTS, FileKind

MEGABYTE = 1024 * 1024


class Command(BaseCommand):
    help = "Fetches the newest published files into a folder; what broke off goes on, what is there is left alone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--authority", required=True, help="the authority's name, as the register writes it"
        )
        parser.add_argument(
            "--into", type=Path, default=Path("published"), help="folder; published unless told"
        )

    def handle(self, *args: object, authority: str, into: Path, **options: object) -> None:
        try:
            into.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise CommandError(f"{into} cannot be made: {fault.strerror}.") from fault
        fetched = [self._fetch(source, into) for source in SOURCES]
        register = next((one.place for one in fetched if one.source.kind == FileKind.GIAS_REGISTER), None)
        if register:
            self._insist_on(authority, register)
        for one in BY_HAND:
            self.stdout.write(f"by hand  {KIND_FACTS[one.kind].title}: from {one.page} ({one.why})")
        if missing := [one for one in fetched if one.place is None]:
            raise CommandError(
                f"{len(missing)} of {len(fetched)} files are missing, as said above. Run it again to go on."
            )
        self.stdout.write(f"\nOK. Now: make run PUBLISHED={into} AUTHORITY={authority!r}")

    def _fetch(self, source, into: Path) -> Fetched:
        title = KIND_FACTS[source.kind].title
        progress = Progress(self.stderr, title)
        done = fetch_source(
            source, into, today=timezone.localdate(), mirror=settings.PUBLISHERS_MIRROR, tell=progress.tell
        )
        progress.end()
        if done.place is None:
            self.stdout.write(f"missing  {title}: {done.words}")
        else:
            size = done.place.stat().st_size / MEGABYTE
            self.stdout.write(
                f"{'here   ' if done.was_here else 'fetched'}  {title}: {done.place.name}, {size:,.1f} MB"
                + (f" ({done.words})" if done.words else "")
            )
        return done

    def _insist_on(self, authority: str, register: Path) -> None:
        known = {one.name for one in list_authorities(register)}
        if authority in known:
            return
        near = get_close_matches(authority, sorted(known), n=3)
        meant = f" Did you mean {' or '.join(near)}?" if near else ""
        raise CommandError(f"The register has no authority called “{authority}”.{meant}")


class Progress:
    """One line on a terminal that fills up; a line at the end of each quarter elsewhere."""

    def __init__(self, out, title: str) -> None:
        self.out, self.title, self.began = out, title, monotonic()
        self.is_terminal, self.told = sys.stderr.isatty(), 0

    def tell(self, done: int, total: int) -> None:
        quarter = done * 4 // total if total else done // (10 * MEGABYTE)
        if not self.is_terminal and quarter <= self.told:
            return
        self.told = quarter
        share = f"{done / total:.0%} of {total / MEGABYTE:,.1f} MB" if total else f"{done / MEGABYTE:,.1f} MB"
        spent = monotonic() - self.began
        left = f", {spent / done * (total - done):.0f} s left" if total and done else ""
        self.out.write(f"{self.title}: {share}{left}", ending="\r" if self.is_terminal else "\n")

    def end(self) -> None:
        if self.is_terminal and self.told:
            self.out.write("")

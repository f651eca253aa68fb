"""What several commands take and write out: days, JSON."""

import json
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError


def write_json(command: BaseCommand, tables: object, target: str) -> None:
    """Write as JSON into the file named, or out where it is “-”. CommandError where it cannot be written."""
    text = json.dumps(tables, ensure_ascii=False, indent=1)
    if target == "-":
        command.stdout.write(text)
        return
    try:
        Path(target).write_text(f"{text}\n", encoding="utf-8")
    except OSError as fault:
        raise CommandError(f"{target} cannot be written: {fault.strerror}. Name another file.") from fault


def read_day(option: str, text: str) -> date:
    """A day as it is typed. CommandError with an example where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"{option} takes a day like 2025-09-01, not “{text}”.") from None

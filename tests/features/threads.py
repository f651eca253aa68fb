"""Many writers at once, each in a thread with a connection of its own, on either database."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import connection, connections


def run_at_once(tasks: list[Callable[[], Any]], folder: Path, monkeypatch) -> tuple[list[Any], Callable]:
    """Start all tasks at the same moment; returns what each gave back or raised, and `look(task)` to read afterwards.

    The tests' SQLite stands in memory, where writers do not wait for one another as they do on a file. So its content
    is copied to a file in `folder`, and the threads work there; `look` reads there as well.
    """
    if connection.vendor == "sqlite":
        place = str(folder / "copy.sqlite3")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [place])
        monkeypatch.setitem(connections.settings["default"], "NAME", place)
        # Opened once alone: the copy's journal is set at its first opening, which does not wait for others.
        _look(_open)
    results: list[Any] = [None] * len(tasks)
    gate = threading.Barrier(len(tasks))

    def work(number: int) -> None:
        try:
            gate.wait()
            results[number] = tasks[number]()
        except Exception as fault:
            results[number] = fault
        finally:
            connections.close_all()

    _join([threading.Thread(target=work, args=(number,)) for number in range(len(tasks))])
    return results, _look


def _open() -> None:
    """Open the connection of the thread that calls this."""
    connection.ensure_connection()


def _look(task: Callable[[], Any]) -> Any:
    found: list[Any] = []

    def work() -> None:
        try:
            found.append(task())
        finally:
            connections.close_all()

    _join([threading.Thread(target=work)])
    return found[0]


def _join(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

"""A worker of its own process for the tests that kill one: `killed_worker.py FOLDER MANNER`.

Manners: `hang` stops in the middle of its work, `slow` takes some seconds over it,
`work` does it, `count` does it and writes how many questions it asked of
the database, and a number is the question before which it dies without a word, as when the power goes.
"""

import os
import signal
import sys
import time
from importlib import import_module
from pathlib import Path

import django

PAUSES = {"hang": 60, "slow": 3}


class Questions:
    """Counts what is asked of the database once the work has begun, and dies before one of them."""

    def __init__(self, last: int | None) -> None:
        self.asked, self.last = 0, last

    def __call__(self, execute, sql, params, many, context):
        self.asked += 1
        if self.asked == self.last:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)


def main(folder: Path, manner: str) -> None:
    """Work the queue of the installation in `folder` until one task is done."""
    os.environ |= {"HEADWAY_DATA": str(folder), "HEADWAY_HTTPS": "off", "HEADWAY_LOG": "CRITICAL"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "headway.site.settings"
    django.setup()
    plant(folder, manner)
    questions = Questions(int(manner) if manner.isdigit() else None)
    work, begin = import_module("headway.worker.work"), import_module("headway.worker.work").begin
    connection = import_module("django.db").connection

    def begun(**more):
        connection.execute_wrappers.append(questions)
        return begin(**more)

    work.begin = begun
    worker = ["ox_worker", "--interval", "0.1", "--lock-timeout", "2", "--max-tasks", "1"]
    try:
        import_module("django.core.management").call_command(*worker)
    finally:
        if manner == "count":
            (folder / "questions").write_text(str(questions.asked))


def plant(folder: Path, manner: str) -> None:
    """Work that stores one row whole and may be done twice, as every kind of the product's; it never ends where it hangs."""
    transaction = import_module("django.db").transaction
    holidays = import_module("headway.features.schools.models").BankHoliday.objects
    work = import_module("headway.worker.work")

    @work.does("planted")
    def planted(job, at, tell):
        tell(0, 1, "planting")
        with transaction.atomic():
            holidays.get_or_create(on="2026-12-25", title="Christmas Day")
            if manner in PAUSES:
                (folder / "half-done").touch()
                time.sleep(PAUSES[manner])
        tell(1, 1, "planted")
        return work.Outcome("Done.")

    @work.does("careless")
    def careless(job, at, tell):
        """What the house forbids: done in two steps that a death parts."""
        holidays.create(on="2026-12-25", title="Christmas Day")
        holidays.create(on="2026-12-28", title="Boxing Day")
        return work.Outcome("Done.")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])

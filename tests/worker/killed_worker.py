"""A worker of its own process for the test that kills one: `killed_worker.py FOLDER hang|work`.

Its kind of work applies a release half (one school is written in a transaction that never ends) or whole.
"""

import os
import sys
import time
from pathlib import Path


def main(folder: Path, manner: str) -> None:
    """Work the queue of the installation in `folder` until it is empty."""
    os.environ |= {"HEADWAY_DATA": str(folder), "HEADWAY_HTTPS": "off", "HEADWAY_LOG": "CRITICAL"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "headway.site.settings"
    import django  # noqa: PLC0415 (settings stand in the environment that was just written)

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import transaction  # noqa: PLC0415

    from headway.features.schools.models import BankHoliday  # noqa: PLC0415
    from headway.worker.work import Outcome, does  # noqa: PLC0415

    @does("planted")
    def planted(job, at, tell):
        with transaction.atomic():
            BankHoliday.objects.create(on="2026-12-25", title="Christmas Day")
            if manner == "hang":
                (folder / "half-done").touch()
                time.sleep(60)
        return Outcome("Done.")

    call_command("ox_worker", "--interval", "0.1", "--lock-timeout", "2", "--max-tasks", "1")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])

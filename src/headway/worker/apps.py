"""The worker as a Django app: its kinds of work are known once it is ready."""

from importlib import import_module

from django.apps import AppConfig

KINDS = ("letters", "options", "releases", "yearplan")


class WorkerConfig(AppConfig):
    name = "headway.worker"
    label = "worker"

    def ready(self) -> None:
        for kind in KINDS:
            import_module(f"headway.worker.{kind}")

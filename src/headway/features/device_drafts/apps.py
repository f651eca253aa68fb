"""The app of drafts that devices send."""

from django.apps import AppConfig


class DeviceDraftsConfig(AppConfig):
    """What devices sent, by the key each of them gave it."""

    name = "headway.features.device_drafts"

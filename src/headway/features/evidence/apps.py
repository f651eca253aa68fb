"""The app evidence."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "headway.features.evidence"
    label = "evidence"

"""The app policies."""

from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    name = "headway.features.policies"
    label = "policies"

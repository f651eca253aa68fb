"""The app approvals."""

from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "headway.features.approvals"
    label = "approvals"

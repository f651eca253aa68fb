"""The app deployment."""

from django.apps import AppConfig


class DeploymentConfig(AppConfig):
    name = "headway.features.deployment"
    label = "deployment"

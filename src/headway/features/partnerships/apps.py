"""The app partnerships."""

from django.apps import AppConfig


class PartnershipsConfig(AppConfig):
    name = "headway.features.partnerships"
    label = "partnerships"

"""The app standing_groups."""

from django.apps import AppConfig


class StandingGroupsConfig(AppConfig):
    name = "headway.features.standing_groups"
    label = "standing_groups"

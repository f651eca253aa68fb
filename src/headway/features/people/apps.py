"""The app people."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "headway.features.people"
    label = "people"

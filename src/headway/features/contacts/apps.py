"""The app contacts."""

from django.apps import AppConfig


class ContactsConfig(AppConfig):
    name = "headway.features.contacts"
    label = "contacts"

"""The demonstration as a Django app, so that its command is found."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "headway.demo"
    label = "demo"

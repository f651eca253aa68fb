"""The commands as a Django app, so that its commands are found."""

from django.apps import AppConfig


class CommandsConfig(AppConfig):
    name = "headway.commands"
    label = "commands"

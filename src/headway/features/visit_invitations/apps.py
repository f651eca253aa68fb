"""The app visit_invitations."""

from django.apps import AppConfig


class VisitInvitationsConfig(AppConfig):
    name = "headway.features.visit_invitations"
    label = "visit_invitations"

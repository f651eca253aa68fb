"""Everything the workforce is made of."""

from headway.features.workforce.models.recruiting import Recruitment
from headway.features.workforce.models.service_teams import Service, ServiceTeam, Subscription
from headway.features.workforce.models.staff import (
    AllowanceScheme,
    DevelopmentEntry,
    DevelopmentPlan,
    Setting,
    SettingPost,
)
from headway.features.workforce.models.structures import Post, Secondment, Structure, Title

__all__ = [
    "AllowanceScheme",
    "DevelopmentEntry",
    "DevelopmentPlan",
    "Post",
    "Recruitment",
    "Secondment",
    "Service",
    "ServiceTeam",
    "Setting",
    "SettingPost",
    "Structure",
    "Subscription",
    "Title",
]

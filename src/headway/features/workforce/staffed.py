"""Reads of settings, posts in them, allowances and development, the viewer first, and as the rules know them."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum

from headway.features.appointments.viewer import Viewer
from headway.features.workforce.models import AllowanceScheme, DevelopmentPlan, Setting, SettingPost
from headway.features.workforce.queries import KIND
from headway.rules.allowances import Staff, Terms


def settings_visible_to(viewer: Viewer, act: str = "see") -> QuerySet[Setting]:
    """The settings the viewer may do the act to, by name, with how many posts stand on the viewer's day."""
    rows = Setting.objects.select_related("school").order_by("name", "pk")
    standing = Q(posts__valid_from__lte=viewer.on)
    standing &= Q(posts__valid_until=None) | Q(posts__valid_until__gt=viewer.on)
    rows = rows.annotate(number=Count("posts", filter=standing), fte=Sum("posts__fte", filter=standing))
    return rows if viewer.reach(KIND, act) == "all" else rows.none()


def setting_posts_visible_to(viewer: Viewer, act: str = "see", kind: str = KIND) -> QuerySet[SettingPost]:
    """The posts in settings the viewer may do the act to, by setting, role and number."""
    rows = SettingPost.objects.select_related("setting").order_by("setting__name", "role", "number", "pk")
    return rows if viewer.reach(kind, act) == "all" else rows.none()


def standing_on(posts: QuerySet[SettingPost], day: date) -> QuerySet[SettingPost]:
    """Those of the posts that stand on a day in a setting that is open then."""
    still = Q(setting__closed_on=None) | Q(setting__closed_on__gt=day)
    return posts.as_at(day).filter(still, setting__opened_on__lte=day)


def schemes_visible_to(viewer: Viewer, act: str = "see", kind: str = KIND) -> QuerySet[AllowanceScheme]:
    """The allowance schemes the viewer may do the act to, the newest first."""
    rows = AllowanceScheme.objects.order_by("-valid_from", "title", "pk")
    return rows if viewer.reach(kind, act) == "all" else rows.none()


def terms_of(scheme: AllowanceScheme) -> Terms:
    """The scheme as the rules know it."""
    return Terms(
        kinds=frozenset(scheme.setting_kinds.split()),
        groups=frozenset(scheme.groups.split()),
        amount_pence=scheme.amount_pence,
        percent=scheme.percent,
    )


def as_staff(posts: Iterable[SettingPost]) -> list[Staff]:
    """The posts as the rules know them."""
    return [Staff(one.public_id, one.setting.kind, one.group, one.fte, one.pay_pence) for one in posts]


def development_of(posts: Sequence[SettingPost], year: int) -> dict[int, DevelopmentPlan]:
    """Primary key of a post to its plan of the year, with `hours_done`, None where none are; one query."""
    rows = DevelopmentPlan.objects.filter(post__in=[one.pk for one in posts], year=year)
    return {one.post_id: one for one in rows.annotate(hours_done=Sum("entries__hours"))}

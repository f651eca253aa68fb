"""Reads of releases."""

from django.db.models import Case, Count, Q, QuerySet, Sum, When

from headway.features.appointments.viewer import Viewer
from headway.features.releases.models import Fault, Release


def releases_visible_to(viewer: Viewer) -> QuerySet[Release]:
    """Every release, newest first, for those who may see releases; with the numbers of its faults."""
    if not viewer.may("releases"):
        return Release.objects.none()
    return (
        Release.objects.select_related("file")
        .annotate(
            fault_count=Count("faults"),
            serious_count=Count("faults", filter=Q(faults__serious=True)),
            open_count=Count("faults", filter=Q(faults__urn__isnull=False, faults__settled="")),
        )
        .order_by("-published_on", "-read_at")
    )


def faults_of(release: Release) -> QuerySet[Fault]:
    """A release's faults: those to settle first, then what was left out, then by row."""
    to_settle = Case(When(urn__isnull=False, settled="", then=0), default=1)
    return release.faults.order_by(to_settle, "-serious", "row", "pk")


def latest_applied(kind: str) -> Release | None:
    """The newest release of a kind that was ever applied."""
    return (
        Release.objects.filter(kind=kind, applied_at__isnull=False)
        .order_by("-published_on", "-applied_at")
        .first()
    )


def applications() -> int:
    """How many times anything was applied: the same number means that what files are held against has not moved."""
    return Release.objects.filter(applied_at__isnull=False).aggregate(n=Sum("version"))["n"] or 0


def faults_that(release: Release, state: str) -> QuerySet[Fault]:
    """A release's faults by what became of them: settle, settled, left-out or mended; any other word: all."""
    conditions = {
        "settle": Q(urn__isnull=False, settled=""),
        "settled": Q(settled__gt=""),
        "left-out": Q(serious=True),
        "mended": Q(serious=False, urn=None, settled=""),
    }
    return faults_of(release).filter(conditions.get(state, Q()))


def kinds_released() -> list[tuple[str, str]]:
    """Every kind of file there is a release of, with its title."""
    return list(Release.objects.order_by("title").values_list("kind", "title").distinct())


def newest_releases() -> list[Release]:
    """The newest applied release of each kind, by title."""
    newest: dict[str, Release] = {}
    rows = Release.objects.filter(applied_at__isnull=False).order_by("published_on", "applied_at")
    for release in rows.only("kind", "title", "published_on", "applied_at"):
        newest[release.kind] = release
    return sorted(newest.values(), key=lambda release: release.title)

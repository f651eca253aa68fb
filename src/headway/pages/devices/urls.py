"""Routes of what devices keep."""

from headway.features.visits.queries import KIND
from headway.pages.devices import views
from headway.pages.routes import Route

ROUTES = (
    Route("records/device/", "record_device", views.show_device, kind=KIND, see="change", relation="own"),
    Route(
        "records/device/key/", "record_device_key", views.tell_key, kind=KIND, see="change", relation="own"
    ),
    Route("records/device/worker.js", "record_device_worker", views.show_worker, public=True),
    Route(
        "records/<key>/device/",
        "record_keep",
        views.keep,
        kind=KIND,
        see="change",
        post="change",
        relation="own",
    ),
)

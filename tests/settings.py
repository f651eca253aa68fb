"""The product's settings for tests: a data folder of their own, no HTTPS, static files unhashed."""

import atexit
import os
import shutil
import tempfile

os.environ["HEADWAY_DATA"] = tempfile.mkdtemp(prefix="headway-test-")
os.environ["HEADWAY_HTTPS"] = "off"
os.environ["HEADWAY_HOSTS"] = "testserver,localhost,127.0.0.1"
os.environ["HEADWAY_SECRET_KEY"] = (
    "a key for tests only, long enough to be taken by the checks of the framework"
)
os.environ["HEADWAY_LOG"] = "CRITICAL"

from headway.site.settings import *  # noqa: F403

# Asked by HTTPS, as page tests do, an answer says what an installation's says.
SECURE_HSTS_SECONDS, SECURE_HSTS_INCLUDE_SUBDOMAINS, SECURE_HSTS_PRELOAD = 31536000, True, True
(DATA / "static").mkdir()  # noqa: F405
atexit.register(shutil.rmtree, DATA, ignore_errors=True)  # noqa: F405
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
if DATABASES["default"]["ENGINE"] == "headway.site.database":  # noqa: F405
    # A file, so that threads and a live server see the same rows.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / "test.sqlite3")}  # noqa: F405

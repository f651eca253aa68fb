"""`python -m headway`: the management commands."""

import os

from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headway.site.settings")
execute_from_command_line()

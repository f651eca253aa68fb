"""How the log is written: words for a person, or one JSON object a line for a collector."""

from typing import Any

JSON = "pythonjsonlogger.json.JsonFormatter"
FIELDS = "{levelname}{name}{message}"


def logging_setup(form: str, level: str) -> dict[str, Any]:
    """Django's LOGGING for the form "text" or "json"; everything goes to standard error."""
    formatters = {
        "text": {"format": "{levelname} {message}", "style": "{"},
        "json": {
            "()": JSON,
            "fmt": FIELDS,
            "style": "{",
            "timestamp": "at",
            "rename_fields": {"levelname": "level"},
        },
    }
    queue = {"level": level, "propagate": False, "handlers": ["console"]}
    # Its warnings name addresses, in which one-time links and searched names stand; each request has its own line.
    requests = {"level": "ERROR"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": formatters,
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": form}},
        "loggers": {"django_ox": queue, "django.request": requests},
        "root": {"handlers": ["console"], "level": level},
    }

"""The DATABASES setting from DATABASE_URL, or SQLite in the data folder."""

from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from headway.site.environment import SettingFault
from headway.site.sqlite import opening_statements, use_sound_library


def database(url: str, data: Path) -> dict:
    """Django's settings of the one database; raises SettingFault for an address it cannot read."""
    return postgresql(url) if url else sqlite(data)


def sqlite(data: Path) -> dict:
    version = use_sound_library()
    return {
        "ENGINE": "headway.site.database",
        "NAME": data / "headway.sqlite3",
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": opening_statements(version),
        },
    }


def _port(parts: SplitResult) -> str:
    try:
        return str(parts.port or "")
    except ValueError as fault:
        raise SettingFault(
            "DATABASE_URL names a port that is none. Several hosts stand in its query: "
            "postgresql://user:password@/name?host=a,b&port=5432,5433."
        ) from fault


def postgresql(url: str) -> dict:
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise SettingFault(
            "DATABASE_URL is not an address of PostgreSQL. It looks like postgresql://user:password@host:5432/name."
        )
    # Compiling a query takes longer than any of ours runs.
    options = {"options": "-c jit=off"} | dict(parse_qsl(parts.query, keep_blank_values=True))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": options.pop("user", unquote(parts.username or "")),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": options.pop("port", _port(parts)),
        "OPTIONS": options,
    }

"""The MAILERS setting from HEADWAY_MAIL, or files in the data folder."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from headway.site.environment import SettingFault


def mailer(address: str, data: Path) -> dict:
    """Django's settings of the one mailer; raises SettingFault for an address it cannot read."""
    if not address:
        return {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": str(data / "mails")},
        }
    parts = urlsplit(address)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise SettingFault(
            "HEADWAY_MAIL is not the address of a mail server. It looks like smtp://user:password@host:587."
        )
    options = {
        "host": parts.hostname,
        "port": parts.port or (465 if parts.scheme == "smtps" else 25),
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": parts.scheme == "smtps",
        "use_tls": parts.scheme == "smtp" and bool(parts.username),
    }
    return {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}

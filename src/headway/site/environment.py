"""Every setting of an installation: its name in the environment, its default and what it means.

The table in docs/reference/settings.md is generated from this module.
"""

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Setting:
    """One variable of the environment; `default` is the text it has when it is not set."""

    name: str
    default: str
    meaning: str


SETTINGS = (
    Setting("HEADWAY_DATA", "var", "Folder for the SQLite database, kept files and letters."),
    Setting("DATABASE_URL", "", "postgresql://user:password@host:port/name; empty: SQLite in HEADWAY_DATA."),
    Setting("HEADWAY_SECRET_KEY", "", "Signs sessions and links; empty: made once and kept in HEADWAY_DATA."),
    Setting("HEADWAY_HOSTS", "localhost,127.0.0.1,[::1]", "Host names the web answers to, with commas."),
    Setting("HEADWAY_HTTPS", "on", "off only on one's own machine: cookies then travel without HTTPS."),
    Setting(
        "HEADWAY_PROXIES",
        "0",
        "How many proxies of yours stand before the web; each adds an address to X-Forwarded-For.",
    ),
    Setting("PORT", "8000", "Port of the web."),
    Setting("HEADWAY_URL", "", "Address of the web as people type it, for links in letters and mails."),
    Setting("HEADWAY_SERVICE_NAME", "School improvement service", "Shown under the authority's name."),
    Setting("HEADWAY_BRAND_COLOUR", "#1d4f60", "The authority's colour for the header, as #rrggbb."),
    Setting("HEADWAY_DEMONSTRATION", "off", "on: says on every page that the authority is invented."),
    Setting("MFA_REQUIRED", "on", "Second factor for staff; off is accepted in a demonstration only."),
    Setting("HEADWAY_STAFF_PROVIDER_URL", "", "Issuer of the provider staff sign in with; empty: none."),
    Setting("HEADWAY_STAFF_PROVIDER_NAME", "Microsoft", "What that provider is called on the sign-in page."),
    Setting("HEADWAY_STAFF_PROVIDER_CLIENT", "", "The client id that provider gave this installation."),
    Setting("HEADWAY_STAFF_PROVIDER_SECRET", "", "The client secret that provider gave this installation."),
    Setting(
        "HEADWAY_STAFF_PROVIDER_MFA",
        "off",
        "on: that provider asks for a second factor, so ours is not asked.",
    ),
    Setting(
        "HEADWAY_SCHOOLS_PROVIDER_URL",
        "",
        "Issuer of the provider heads and governors sign in with; empty: none.",
    ),
    Setting(
        "HEADWAY_SCHOOLS_PROVIDER_NAME", "DfE Sign-in", "What that provider is called on the sign-in page."
    ),
    Setting("HEADWAY_SCHOOLS_PROVIDER_CLIENT", "", "The client id that provider gave this installation."),
    Setting("HEADWAY_SCHOOLS_PROVIDER_SECRET", "", "The client secret that provider gave this installation."),
    Setting(
        "HEADWAY_SCHOOLS_PROVIDER_MFA",
        "off",
        "on: that provider asks for a second factor, so ours is not asked.",
    ),
    Setting(
        "HEADWAY_MAIL", "", "smtp://user:password@host:port; empty: mails are written into HEADWAY_DATA."
    ),
    Setting("HEADWAY_MAIL_FROM", "school.improvement@localhost", "Sender of mails."),
    Setting(
        "HEADWAY_PUBLISHERS_MIRROR",
        "",
        "Address of a copy of the publishers' files, with their hosts as folders.",
    ),
    Setting("HEADWAY_POLICIES", "", "Folder of policy packs; empty: the folder policies of the product."),
    Setting(
        "HEADWAY_SECURITY_CONTACT", "", "mailto: or https: address for whoever finds a fault of security."
    ),
    Setting("HEADWAY_LOG_FORMAT", "text", "text, or json: one object a line, for a log collector."),
    Setting("HEADWAY_LOG", "WARNING", "How much the log says: DEBUG, INFO, WARNING or ERROR."),
)
_DEFAULTS = {setting.name: setting.default for setting in SETTINGS}


class SettingFault(Exception):
    """A setting of the environment cannot be used; the message says which and what it takes."""


def text(name: str) -> str:
    """The text of a listed setting; an unlisted name is a mistake in the code."""
    return os.environ.get(name) or _DEFAULTS[name]


def switch(name: str) -> bool:
    """True for on, False for off; anything else is refused."""
    value = text(name).lower()
    if value not in ("on", "off"):
        raise SettingFault(f"{name} is “{value}”. It takes on or off.")
    return value == "on"


def whole(name: str) -> int:
    """A whole number of one or two digits; anything else is refused."""
    value = text(name)
    if not (value.isascii() and value.isdigit() and len(value) <= 2):
        raise SettingFault(f"{name} is “{value}”. It takes a whole number such as 1.")
    return int(value)


def choice(name: str, *choices: str) -> str:
    """One of these words; anything else is refused."""
    value = text(name).lower()
    if value not in choices:
        raise SettingFault(f"{name} is “{value}”. It takes {' or '.join(choices)}.")
    return value


def contact(address: str) -> str:
    """An address that can be written to, or nothing; anything else is refused."""
    if address and not address.startswith(("mailto:", "https://")) or set(address) & set("\r\n"):
        raise SettingFault(f"HEADWAY_SECURITY_CONTACT is “{address}”. It begins with mailto: or https://.")
    return address


def reference_table() -> str:
    """The settings as a Markdown table, for docs/reference/settings.md."""
    rows = [
        f"| `{setting.name}` | {f'`{setting.default}`' if setting.default else '(empty)'} | {setting.meaning} |"
        for setting in SETTINGS
    ]
    return "\n".join(["| variable | default | meaning |", "|---|---|---|", *rows, ""])

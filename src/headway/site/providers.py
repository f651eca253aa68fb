"""The providers of sign-in that the environment names: one for staff, one for schools."""

from urllib.parse import urlsplit

from headway.gateways.identity import HERE, Provider
from headway.site.environment import SettingFault, switch, text

# Addresses of Microsoft Entra that any organisation's accounts sign in by.
OPEN_TENANTS = ("common", "organizations", "consumers")


def providers() -> dict[str, Provider]:
    """Provider by its word in addresses; SettingFault for one that is half set or cannot be safe."""
    found = (_provider("staff", owns_addresses=True), _provider("schools", owns_addresses=False))
    return {one.id: one for one in found if one}


def _provider(word: str, *, owns_addresses: bool) -> Provider | None:
    prefix = f"HEADWAY_{word.upper()}_PROVIDER_"
    url, client, secret = (text(prefix + part) for part in ("URL", "CLIENT", "SECRET"))
    if not any((url, client, secret)):
        return None
    if not all((url, client, secret)):
        raise SettingFault(
            f"{prefix}URL, {prefix}CLIENT and {prefix}SECRET belong together. Set all three, or none."
        )
    parts = urlsplit(url)
    if not parts.hostname or (parts.scheme != "https" and parts.hostname not in HERE):
        raise SettingFault(f"{prefix}URL is “{url}”. It is the provider's issuer and begins with https://.")
    if set(parts.path.split("/")) & set(OPEN_TENANTS):
        raise SettingFault(
            f"{prefix}URL lets every organisation in. Write your own tenant's id in its place."
        )
    return Provider(
        id=word,
        name=text(prefix + "NAME"),
        url=url,
        client=client,
        secret=secret,
        asks_second_factor=switch(prefix + "MFA"),
        owns_addresses=owns_addresses,
    )

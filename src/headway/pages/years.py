"""The academic year an address or a form asks for."""


def asked_year(words: str) -> int | None:
    """The year it starts in, such as 2026; None for anything that is no year of this century."""
    if not (words.isascii() and words.isdigit() and len(words) == len("2026")):
        return None
    year = int(words)
    return year if 2000 <= year <= 2100 else None

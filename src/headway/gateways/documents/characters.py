"""Characters that a document or a file name cannot hold, shown instead of lost."""

import re
import unicodedata

# Office files are zip archives; a fixed moment (the earliest a zip can hold) makes the same content the same bytes.
FIXED_MOMENT = (1980, 1, 1, 0, 0, 0)
_LONGEST_NAME = 120

# What XML 1.0 cannot hold: the C0 controls but tab and newlines, single surrogates and two noncharacters.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_PICTURE_OF_NULL = 0x2400
_PICTURE_OF_DELETE = "\u2421"
_REPLACEMENT = "\ufffd"

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|]+')
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


class DocumentFault(Exception):
    """A document cannot be made; the message says what is wrong, where, and what to do."""


def visible_text(text: str) -> str:
    """The text with every control character shown as its picture (NUL as ␀) and what no XML can hold as �.

    Tab, newline and carriage return stay, and so does every other character, right-to-left marks among them.
    """
    return _NOT_IN_XML.sub(_shown, text)


def _shown(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code < ord(" "):
        return chr(_PICTURE_OF_NULL + code)
    return _PICTURE_OF_DELETE if code == 0x7F else _REPLACEMENT


def safe_name(name: str, fallback: str = "file") -> str:
    """A file name without path, control or direction characters that every system takes; at most 120 characters.

    The ending after the last full stop is kept when the name is shortened.
    """
    plain = "".join(" " if char in "\t\r\n" else char for char in unicodedata.normalize("NFC", name))
    plain = "".join(
        char for char in plain if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
    plain = " ".join(_NOT_IN_NAMES.sub("-", plain).split()).strip(". ")
    if not plain.strip("-"):
        plain = fallback
    if _RESERVED.match(plain):
        plain = f"_{plain}"
    stem, dot, ending = plain.rpartition(".")
    if len(plain) > _LONGEST_NAME and dot and len(ending) < 10:
        return f"{stem[: _LONGEST_NAME - len(ending) - 1].rstrip()}.{ending}"
    return plain[:_LONGEST_NAME]

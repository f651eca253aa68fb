"""Pictures in: read by what they hold and written anew, so that nothing but what is seen is kept.

Whatever came along goes with the old file: the place, the moment and the telephone, a hidden second file, a thumbnail.
"""

import io
from dataclasses import dataclass

from PIL import Image, ImageOps

MOST_BYTES = 15_000_000
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 1600
JPEG = "image/jpeg"
KINDS = ("JPEG", "PNG", "WEBP")
_QUALITY = 80
# A photograph of a telephone of Apple says so after four bytes of length.
_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")

NOTHING = "The file chosen is empty. Choose a photograph."
TOO_MANY_BYTES = (
    f"The photograph is larger than {MOST_BYTES // 1_000_000} megabytes. Send it in a smaller size."
)
TOO_MANY_PIXELS = (
    f"The photograph has more than {MOST_PIXELS // 1_000_000} million points. Send it in a smaller size."
)
IS_HEIC = (
    "This is a HEIC file, which many computers cannot open. On the telephone choose Settings, Camera, Formats, "
    "Most Compatible, and take it again; or send yourself the photograph, which makes it a JPEG."
)
NOT_A_PICTURE = "This file is not a photograph, whatever its name says. Choose a JPEG, PNG or WebP picture."
DAMAGED = "The photograph is damaged and cannot be read whole. Take or send it again."


class PictureFault(Exception):
    """A file cannot be taken as a photograph; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph as it is kept: a JPEG without any metadata, upright, and its size in points."""

    content: bytes
    width: int
    height: int


def clean_picture(given: bytes) -> Picture:
    """The photograph written anew, turned upright, at most 1600 points long, without metadata. PictureFault otherwise.

    Its size is read from its first bytes and refused before anything is unpacked.
    """
    if not given:
        raise PictureFault(NOTHING)
    if len(given) > MOST_BYTES:
        raise PictureFault(TOO_MANY_BYTES)
    if given[4:8] == b"ftyp" and given[8:12] in _HEIC:
        raise PictureFault(IS_HEIC)
    with _opened(given) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise PictureFault(TOO_MANY_PIXELS)
        try:
            return _written_anew(opened)
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as fault:
            raise PictureFault(DAMAGED) from fault


def _opened(given: bytes) -> Image.Image:
    try:
        return Image.open(io.BytesIO(given), formats=KINDS)
    except Image.DecompressionBombError as fault:
        raise PictureFault(TOO_MANY_PIXELS) from fault
    except (OSError, ValueError, SyntaxError) as fault:
        raise PictureFault(NOT_A_PICTURE) from fault


def _written_anew(opened: Image.Image) -> Picture:
    opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(opened)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.new("RGB", upright.size, "white")
    seen = upright.convert("RGBA") if upright.has_transparency_data else upright.convert("RGB")
    bare.paste(seen, mask=seen.getchannel("A") if seen.mode == "RGBA" else None)
    made = io.BytesIO()
    bare.save(made, "JPEG", quality=_QUALITY, optimize=True)
    return Picture(made.getvalue(), bare.width, bare.height)


def size_of(content: bytes) -> tuple[int, int]:
    """Width and height of a photograph as it is kept."""
    with Image.open(io.BytesIO(content), formats=KINDS) as opened:
        return opened.size

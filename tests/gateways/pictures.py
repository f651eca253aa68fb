"""Photographs as telephones make them, with all that should not be kept, and files that only claim to be one."""

import io
import struct
import zlib

from PIL import Image

PHONE, PLACE = "Invented Phone 7", "51 deg north"


def planted_photograph(size: tuple[int, int] = (400, 300), orientation: int = 6, kind: str = "JPEG") -> bytes:
    """Red on its left half, blue on its right; with the place, the telephone, a comment, and turned by its orientation."""
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x010E] = orientation, PHONE, PLACE
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 12.0, 33.0), 3: "W", 4: (0.0, 7.0, 5.0)})
    made = io.BytesIO()
    more = {"comment": PLACE} if kind == "JPEG" else {}
    picture.save(made, kind, exif=exif, **more)
    return made.getvalue()


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of some hundred bytes that says it is as large as that."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(told)) + name + told + struct.pack(">I", zlib.crc32(name + told))
        for name, told in parts
    )


def polyglot() -> bytes:
    """A photograph that is an archive and a web page as well."""
    return planted_photograph() + b"PK\x03\x04<script>alert(1)</script>"


HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(200)

"""Photographs in: cleaned whatever they hold, and refused with a sentence where they are none."""

import io

import pytest
from PIL import Image
from tests.gateways import pictures as given

from headway.gateways import pictures
from headway.gateways.pictures import PictureFault, clean_picture


def opened(content):
    return Image.open(io.BytesIO(content))


def keeps_metadata(content: bytes) -> list[str]:
    """What of the planted metadata is in these bytes; nothing where they are clean."""
    found = [word for word in (given.PHONE, given.PLACE) if word.encode() in content]
    picture = opened(content)
    told = picture.getexif()
    found += [f"tag {tag}" for tag in told] + [f"place {tag}" for tag in told.get_ifd(0x8825)]
    return found + [
        name for name in ("exif", "icc_profile", "comment", "xmp", "mp") if picture.info.get(name)
    ]


@pytest.mark.parametrize("kind", ("JPEG", "PNG", "WEBP"))
def test_place_telephone_and_comment_are_gone_and_it_stands_upright(kind):
    planted = given.planted_photograph(kind=kind)
    made = clean_picture(planted)
    assert keeps_metadata(made.content) == []
    picture = opened(made.content)
    assert (picture.format, picture.size) == ("JPEG", (300, 400)) == ("JPEG", (made.width, made.height))
    top, bottom = picture.getpixel((150, 40)), picture.getpixel((150, 360))
    assert top[0] > 200 and bottom[2] > 200


@pytest.mark.control
def test_a_photograph_that_was_only_copied_is_caught():
    found = keeps_metadata(given.planted_photograph())
    assert given.PHONE in found and "place 2" in found and "exif" in found


def test_it_is_made_small():
    made = clean_picture(given.planted_photograph((3000, 2000), 1))
    assert (made.width, made.height) == (1600, 1067) and len(made.content) < 200_000
    assert pictures.size_of(made.content) == (1600, 1067)


def test_what_hangs_on_a_photograph_is_cut_off():
    made = clean_picture(given.polyglot())
    assert b"<script>" not in made.content and b"PK\x03\x04" not in made.content


def test_what_shines_through_becomes_white():
    shining = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(shining, "PNG")
    assert opened(clean_picture(shining.getvalue()).content).getpixel((10, 10)) == (255, 255, 255)


GIF = io.BytesIO()
Image.new("RGB", (20, 20)).save(GIF, "GIF")


@pytest.mark.parametrize(
    ("content", "sentence"),
    (
        (b"", pictures.NOTHING),
        (b"Only words, whatever.jpg says", pictures.NOT_A_PICTURE),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", pictures.NOT_A_PICTURE),
        (b"%PDF-1.7 planted", pictures.NOT_A_PICTURE),
        (b"PK\x03\x04" + bytes(400), pictures.NOT_A_PICTURE),
        (GIF.getvalue(), pictures.NOT_A_PICTURE),
        (given.HEIC, pictures.IS_HEIC),
        (given.bomb(), pictures.TOO_MANY_PIXELS),
        (given.bomb(8000, 7000), pictures.TOO_MANY_PIXELS),
        (given.bomb(30, 30), pictures.DAMAGED),
        (given.planted_photograph()[:2000], pictures.DAMAGED),
        (bytes(pictures.MOST_BYTES + 1), pictures.TOO_MANY_BYTES),
    ),
)
def test_what_is_no_photograph_gets_a_sentence(content, sentence):
    with pytest.raises(PictureFault) as fault:
        clean_picture(content)
    assert str(fault.value) == sentence


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    def unpacked(*_):
        raise AssertionError("unpacked")

    monkeypatch.setattr(pictures, "_written_anew", unpacked)
    with pytest.raises(PictureFault):
        clean_picture(given.bomb(8000, 7000))
    with pytest.raises(AssertionError):
        clean_picture(given.planted_photograph())

#!/usr/bin/env python3
"""Copy the prebuilt GOV.UK and MoJ front ends and Leaflet into the kit, without their fonts, crest and addresses.

Standard library only. Called by prepare.py after `npm ci --ignore-scripts`. A service that is not on GOV.UK
may use the design system, but neither its typeface nor its crest, so both leave here, and a release of the
packages that hides them elsewhere stops the build rather than slipping through.
Usage: python3 scripts/build_frontend.py
"""

import re
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
BUILT = ROOT / "src/headway/kit/static/frontend"
GOVUK = "govuk-frontend/dist/govuk"
MOJ = "@ministryofjustice/frontend/moj"
# Folder of the package, its style sheet, its script.
FRONT_ENDS = (
    (GOVUK, "govuk-frontend.min.css", "govuk-frontend.min.js"),
    (MOJ, "moj-frontend.min.css", "moj-frontend.min.js"),
)
# Leaflet: its module, its style sheet and the images this asks for, as they are.
LEAFLET = "leaflet/dist"
FONT_FAMILY = re.compile(r"GDS Transport,\s*arial,\s*sans-serif")
FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
CREST = re.compile(r"url\(/assets/images/govuk-crest\.svg\)")
IMAGE = re.compile(r"url\(/assets/images/([A-Za-z0-9_.-]+)\)")
VML = re.compile(r"behavior:\s*url\(#default#VML\);?")
CSS_MAP = re.compile(r"/\*# sourceMappingURL=[^*]*\*/")
JS_MAP = re.compile(r"//# sourceMappingURL=\S*")
LEFT_OVERS = ("GDS Transport", "@font-face", "crest.svg", "/assets/")


class BuildFault(Exception):
    """Something expected of the packages is not there; the words say what and what to do."""


def read_source(path):
    if not path.is_file():
        raise BuildFault(
            "the file %s is missing. Run `npm ci --ignore-scripts`; if it stays missing, the package was "
            "reorganised and scripts/build_frontend.py must follow it." % path
        )
    return path.read_text(encoding="utf-8")


def replace_all(text, pattern, words, *, name, what):
    """Every match replaced; none at all is a fault, because then the pattern no longer fits the package."""
    changed, count = pattern.subn(words, text)
    if not count:
        raise BuildFault(
            "%s holds no %s where some were expected. The package was changed: look at the file and bring "
            "scripts/build_frontend.py in line." % (name, what)
        )
    return changed


def clean_css(text, *, name, has_fonts):
    """The style sheet with house fonts and relative images, and the names of the images it needs."""
    text = replace_all(text, FONT_FAMILY, "var(--app-font,arial,sans-serif)", name=name, what="font family")
    if has_fonts:
        text = replace_all(text, FONT_FACE, "", name=name, what="@font-face block")
        text = replace_all(text, CREST, "none", name=name, what="crest")
    images = sorted(set(IMAGE.findall(text)))
    text = CSS_MAP.sub("", IMAGE.sub(r"url(images/\1)", text))
    for trace in LEFT_OVERS:
        if trace in text:
            raise BuildFault(
                "%s still mentions %r after cleaning. Bring scripts/build_frontend.py in line with the package."
                % (name, trace)
            )
    return text.strip() + "\n", images


def copy_image(folder, name, target):
    """Take an image from a package's own folder of assets."""
    source = folder / "assets/images" / name
    if not source.is_file():
        raise BuildFault("the image %s, which a style sheet asks for, is missing." % source)
    (target / "images").mkdir(exist_ok=True)
    shutil.copyfile(source, target / "images" / name)


def build_into(modules, target):
    """Write both front ends to `target`, an empty folder."""
    for package, css_name, js_name in FRONT_ENDS:
        folder = modules / package
        css, images = clean_css(read_source(folder / css_name), name=css_name, has_fonts=package == GOVUK)
        (target / css_name).write_text(css, encoding="utf-8")
        js = JS_MAP.sub("", read_source(folder / js_name)).strip() + "\n"
        (target / js_name).write_text(js, encoding="utf-8")
        for image in images:
            copy_image(folder, image, target)


def build_map(modules, target):
    """Write Leaflet to `target`: the module under the name of the script, without the address of its map."""
    folder = modules / LEAFLET
    js = JS_MAP.sub("", read_source(folder / "leaflet-src.esm.js")).strip() + "\n"
    (target / "leaflet.js").write_text(js, encoding="utf-8")
    css = read_source(folder / "leaflet.css")
    # A behaviour that only a browser long gone understood, in the form of an address.
    css = replace_all(css, VML, "", name="leaflet.css", what="behaviour of an old browser")
    (target / "leaflet.css").write_text(css, encoding="utf-8")
    (target / "images").mkdir(exist_ok=True)
    for image in sorted(set(re.findall(r"url\(images/([A-Za-z0-9_.-]+)\)", css))):
        source = folder / "images" / image
        if not source.is_file():
            raise BuildFault("the image %s, which Leaflet's style sheet asks for, is missing." % source)
        shutil.copyfile(source, target / "images" / image)


def build(modules=MODULES, built=BUILT):
    """Build aside, then put the whole folder in place: a build that fails leaves the last one standing."""
    built.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=built.parent, prefix=".frontend-") as aside:
        fresh = Path(aside) / "frontend"
        fresh.mkdir()
        build_into(modules, fresh)
        build_map(modules, fresh)
        shutil.rmtree(built, ignore_errors=True)
        fresh.rename(built)


if __name__ == "__main__":
    try:
        build()
    except BuildFault as fault:
        sys.exit("headway: the front end was not built: %s" % fault)

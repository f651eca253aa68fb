"""The front ends: locked without addresses, built without fonts and crest, or a sentence why not."""

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILT = ROOT / "src/headway/kit/static/frontend"
FACE = "@font-face{font-family:GDS Transport;src:url(/assets/fonts/a.woff2)}"
GOVUK_CSS = (
    FACE + "a{font-family:GDS Transport,arial,sans-serif}b{background:url(/assets/images/govuk-crest.svg)}"
)
MOJ_CSS = "i{font-family:GDS Transport,arial,sans-serif;background:url(/assets/images/tick.svg)}/*# sourceMappingURL=m */"

LEAFLET_CSS = "a{background:url(images/layers.png);behavior: url(#default#VML);}"


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_frontend", ROOT / "scripts/build_frontend.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def modules(tmp_path: Path, builder: ModuleType) -> Path:
    """A folder of packages as small as they can be."""
    folder = tmp_path / "node_modules"
    for package, css, js in builder.FRONT_ENDS:
        (folder / package / "assets/images").mkdir(parents=True)
        (folder / package / css).write_text(GOVUK_CSS if "govuk" in css else MOJ_CSS)
        (folder / package / js).write_text("export {};\n//# sourceMappingURL=x.map")
    (folder / builder.MOJ / "assets/images/tick.svg").write_text("<svg/>")
    leaflet = folder / builder.LEAFLET
    (leaflet / "images").mkdir(parents=True)
    (leaflet / "leaflet.css").write_text(LEAFLET_CSS)
    (leaflet / "leaflet-src.esm.js").write_text("export {};\n//# sourceMappingURL=x.map")
    (leaflet / "images/layers.png").write_bytes(b"picture")
    return folder


@pytest.mark.parametrize("lock", sorted(p.name for p in [*ROOT.glob("*.lock"), ROOT / "package-lock.json"]))
def test_no_lock_file_holds_an_address(lock: str) -> None:
    assert "http" not in (ROOT / lock).read_text()


def test_the_lock_holds_the_versions_asked_for_and_their_hashes() -> None:
    asked = json.loads((ROOT / "package.json").read_text())["dependencies"]
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert {f"node_modules/{name}" for name in asked} == set(locked) - {""}
    for name, version in asked.items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version)
        assert locked[f"node_modules/{name}"]["version"] == version
        assert locked[f"node_modules/{name}"]["integrity"].startswith("sha512-")


def test_fonts_and_crest_leave_and_images_are_found_beside_the_styles(
    builder: ModuleType, modules: Path, tmp_path: Path
) -> None:
    built = tmp_path / "out/frontend"
    builder.build(modules, built)
    css = (built / "govuk-frontend.min.css").read_text() + (built / "moj-frontend.min.css").read_text()
    assert css == (
        "a{font-family:var(--app-font,arial,sans-serif)}b{background:none}\n"
        "i{font-family:var(--app-font,arial,sans-serif);background:url(images/tick.svg)}\n"
    )
    assert (built / "images/tick.svg").read_text() == "<svg/>"
    assert "sourceMappingURL" not in (built / "moj-frontend.min.js").read_text()
    assert (built / "leaflet.css").read_text() == "a{background:url(images/layers.png);}"
    assert (built / "images/layers.png").read_bytes() == b"picture"
    assert "sourceMappingURL" not in (built / "leaflet.js").read_text()
    assert [p.name for p in built.parent.iterdir()] == ["frontend"]


def test_a_map_library_that_changed_stops_the_build(
    builder: ModuleType, modules: Path, tmp_path: Path
) -> None:
    (modules / builder.LEAFLET / "images/layers.png").unlink()
    with pytest.raises(builder.BuildFault, match=r"layers\.png"):
        builder.build(modules, tmp_path / "out/frontend")


@pytest.mark.parametrize(
    ("css", "sentence"),
    [
        (GOVUK_CSS.replace("GDS Transport", "New Font"), "holds no font family where some were expected"),
        (GOVUK_CSS.replace("@font-face", "@face"), "holds no @font-face block"),
        (GOVUK_CSS.replace("crest", "arms"), "holds no crest"),
        (GOVUK_CSS + "q{src:url(/assets/fonts/b.woff)}", "still mentions '/assets/'"),
        (
            GOVUK_CSS + "q{background:url(/assets/images/gone.svg)}",
            "gone.svg, which a style sheet asks for, is missing",
        ),
    ],
)
def test_a_package_that_changed_stops_the_build_and_leaves_the_last_one(
    builder: ModuleType, modules: Path, tmp_path: Path, css: str, sentence: str
) -> None:
    built = tmp_path / "out/frontend"
    builder.build(modules, built)
    before = (built / "govuk-frontend.min.css").read_text()
    (modules / builder.GOVUK / "govuk-frontend.min.css").write_text(css)
    with pytest.raises(builder.BuildFault, match=re.escape(sentence)):
        builder.build(modules, built)
    assert (built / "govuk-frontend.min.css").read_text() == before


def test_a_missing_file_is_named(builder: ModuleType, modules: Path, tmp_path: Path) -> None:
    (modules / builder.MOJ / "moj-frontend.min.js").unlink()
    with pytest.raises(builder.BuildFault, match=r"moj-frontend\.min\.js is missing\. Run `npm ci"):
        builder.build(modules, tmp_path / "out/frontend")


def test_what_was_built_here_has_every_image_and_no_font() -> None:
    assert BUILT.is_dir(), "run scripts/prepare.py first: the front end is not built"
    for sheet in BUILT.glob("*.css"):
        css = sheet.read_text()
        assert "@font-face" not in css and "GDS Transport" not in css and "crest.svg" not in css
        for address in re.findall(r"url\(([^)]*)\)", css):
            assert address.startswith("data:") or (BUILT / address).is_file(), address

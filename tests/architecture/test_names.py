"""Packages are called by an officer's word and hold the rooms the house promises."""

from pathlib import Path

from tests.architecture.checks import names
from tests.architecture.checks.tree import PACKAGE, assert_none, feature_levels


def make(folder: Path, **files: str) -> Path:
    """A package with these modules; `__init__` is given as `first`."""
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text(files.pop("first", '"""What lives here."""\n'), encoding="utf-8")
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    return folder


def test_no_package_has_an_empty_or_a_taken_name():
    assert_none(names.find_bad_names(PACKAGE))


def test_bad_names_are_found(tmp_path):
    house = make(tmp_path / "headway")
    make(house / "features", helpers="")
    make(house / "features" / "groups")
    make(house / "pages", forms="")
    assert [fault.split(":")[0] for fault in names.find_bad_names(house)] == [
        "features/groups",
        "features/helpers.py",
    ]


def test_floors_and_features_say_in_one_sentence_what_lives_there():
    assert_none(names.find_bad_first_sentences(PACKAGE))


def test_a_silent_or_talkative_or_busy_first_file_is_found(tmp_path):
    house = make(tmp_path / "headway")
    make(house / "rules")
    make(house / "kit", first="")
    make(house / "flows", first='"""One sentence. And another."""\n')
    make(house / "features", first='"""No stop at the end"""\n')
    make(house / "features" / "people", first='"""People."""\nfrom headway.features.people import models\n')
    faults = names.find_bad_first_sentences(house)
    assert sorted(fault.split("/__init__")[0] for fault in faults) == [
        "features",
        "features/people",
        "flows",
        "kit",
    ]


def test_every_feature_has_its_rooms():
    assert_none(names.find_missing_rooms(PACKAGE / "features", names.FEATURE_ROOMS))


def test_every_place_has_its_rooms():
    assert_none(names.find_missing_rooms(PACKAGE / "pages", names.PAGE_ROOMS))


def test_a_missing_room_is_found(tmp_path):
    make(tmp_path / "features" / "visits", apps="", models="", actions="")
    make(tmp_path / "features" / "visits" / "queries")
    make(tmp_path / "features" / "plans", apps="", models="", actions="")
    assert names.find_missing_rooms(tmp_path / "features", names.FEATURE_ROOMS) == [
        "features/plans: queries.py is missing"
    ]


def test_every_feature_stands_in_the_feature_order():
    assert_none(names.find_unordered_features(PACKAGE / "features", feature_levels()))


def test_a_feature_outside_the_order_is_found(tmp_path):
    make(tmp_path / "features" / "weather")
    (fault,) = names.find_unordered_features(tmp_path / "features", feature_levels())
    assert fault.startswith("features/weather:")


def test_a_label_unlike_its_folder_is_found():
    labels = [("headway.features.people", "people"), ("headway.features.files", "headway_files")]
    (fault,) = names.find_labels_unlike_folders(labels)
    assert fault.startswith("headway.features.files:")

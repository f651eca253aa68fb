#!/usr/bin/env python3
"""See to it that strace is there for the power-loss tests, where it can be; they are skipped, and say so, without it."""

import os
import shutil
import subprocess
import sys

if __name__ == "__main__":
    if not shutil.which("strace"):
        if shutil.which("apt-get") and os.geteuid() == 0:
            print("headway: installing strace for the tests", file=sys.stderr)
            quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            subprocess.run(["apt-get", "update", "-qq"], **quiet)
            subprocess.run(["apt-get", "install", "-y", "-qq", "strace"], **quiet)
        if not shutil.which("strace"):
            print("headway: without strace the power-loss tests are skipped", file=sys.stderr)

#!/usr/bin/env python3
"""Ask the web of this machine whether it is healthy or ready; ends with 0 or 1. Usage: probe.py {health|ready}"""

import os
import sys
import urllib.error
import urllib.request

if __name__ == "__main__":
    place = "http://localhost:%s/%s/" % (os.environ.get("PORT", "8000"), sys.argv[1])
    try:
        with urllib.request.urlopen(place, timeout=4) as answer:
            sys.exit(answer.status != 200)
    except (urllib.error.URLError, OSError) as fault:
        print(fault, file=sys.stderr)
        sys.exit(1)

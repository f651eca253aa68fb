"""Write what the last run of the browser tests saw into the accessibility statement.

Usage: rm -f test-results/accessibility.jsonl; make test; python scripts/accessibility.py
"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RECORD = ROOT / "test-results/accessibility.jsonl"
STATEMENT = ROOT / "src/headway/pages/help/accessibility.json"


def main():
    """Count and write; without a record there is nothing to say."""
    if not RECORD.is_file():
        sys.exit("There is no record of a run. Run the tests, then this again.")
    looks = [json.loads(line) for line in RECORD.read_text(encoding="utf-8").splitlines()]
    ours = [look for look in looks if look["page"].endswith("Headway") and look["width"] in (320, 1280)]
    kept = {
        "on": datetime.now(UTC).date().isoformat(),
        "pages": len({look["page"] for look in ours}),
        "looks": len(ours),
        "widths": sorted({look["width"] for look in ours}),
    }
    STATEMENT.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(kept))


if __name__ == "__main__":
    main()

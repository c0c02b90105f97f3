"""python -m bench [--only platform,server] [--quick]: rows `name | ours | peer | ratio [min–max] | target | verdict`.

Needs DATABASE_URL and REDIS_URL (`make bench` brings servers of its own). --quick checks that everything measured
is correct and within its query budget, and leaves the speed targets, which need a quiet machine, to a full run.
"""

from __future__ import annotations

import argparse
import importlib
import sys

from bench.rows import HEAD

# What runs when none is named; "server" compares servers and template engines.
SUITES = ["platform", "matching", "programmes", "centres"]
# A section of several modules prints them under one heading; a module may be named alone as well.
SECTIONS = {
    "matching": ["matching", "workers", "reverse", "search", "quality"],
    "programmes": ["programmes_rules", "programmes_enrol", "programmes_money"],
    "centres": ["centres_case", "centres_day", "centres_meet", "channels"],
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", default=",".join(SUITES))
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    failed = False
    for name in options.only.split(","):
        print(f"\n{name}\n{HEAD}", flush=True)
        for module in SECTIONS.get(name, [name]):
            for row in importlib.import_module(f"bench.{module}").run(quick=options.quick):
                print(row, flush=True)
                failed |= row.failed
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

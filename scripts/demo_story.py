#!/usr/bin/env python3
"""Tells the story that most independent origins of the example reports tell: `selon event` with its id."""

from __future__ import annotations

import subprocess
import sys

import selon


def main() -> None:
    database = sys.argv[1]
    with selon.open(database, is_reader=True) as news:
        [event] = news.events(sort="origins", limit=1)
    print(f"\n$ selon event {event.id[:8]} --db {database}", flush=True)
    subprocess.run([sys.executable, "-W", "ignore", "-m", "selon", "event", event.id, "--db", database], check=True)


if __name__ == "__main__":
    main()

"""The golden messages of the advice verbs: `python -m tests.goldens` says which are out of date, `--write` rewrites them."""

from __future__ import annotations

import sys

from tests.goldens.cases import advice, asking
from tests.goldens.files import expected


def main() -> int:
    """0 where every file holds what it should, or was rewritten."""
    stale = 0
    with asking() as router:
        for verb in advice():
            for file, text in expected(router, verb):
                if file.exists() and file.read_text(encoding="utf-8") == text:
                    continue
                stale += 1
                sys.stdout.write(f"{file}\n")
                if "--write" in sys.argv:
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_text(text, encoding="utf-8")
    return 0 if "--write" in sys.argv or not stale else 1


if __name__ == "__main__":
    raise SystemExit(main())

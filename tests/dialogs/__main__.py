"""`python -m tests.dialogs` shows each played search; `--write` keeps it as the one that the tests compare with."""

from __future__ import annotations

import sys

from tests.dialogs.player import FOLDER, play
from tests.dialogs.transcript import written


def main() -> int:
    """Play every scenario of the folder."""
    for file in sorted(FOLDER.glob("*.yaml")):
        page = written(play(file.stem))
        if "--write" in sys.argv:
            file.with_suffix(".md").write_text(page, encoding="utf-8")
            sys.stdout.write(f"{file.with_suffix('.md')}: {len(page.splitlines())} lines\n")
        else:
            sys.stdout.write(page)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

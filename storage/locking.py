"""A lock on a file, held by the operating system: it ends with the process, however that ends."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import IO

from storage.errors import DatabaseBusy

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


class FileLock:
    """Holds `<file>.lock` until `release`. The lock file itself stays: deleting it would let two processes hold one each."""

    def __init__(self, database: Path) -> None:
        self.path = database.with_name(database.name + ".lock")
        self._file: IO[str] = self.path.open("a+", encoding="utf-8")
        try:
            _lock(self._file)
        except OSError:
            holder = self._holder()
            self._file.close()
            raise DatabaseBusy(
                f"{database} is already served by another mlhire process{holder}. Stop that one first, "
                "or set DATABASE_URL to a PostgreSQL database, which several processes can share."
            ) from None
        self._file.truncate(0)
        self._file.write(f"{os.getpid()}\n")
        self._file.flush()

    def release(self) -> None:
        """Let go. Doing it twice is harmless."""
        if not self._file.closed:
            self._file.close()

    def _holder(self) -> str:
        with contextlib.suppress(OSError, ValueError):
            self._file.seek(0)
            return f" (process {int(self._file.read().strip())})"
        return ""


def _lock(file: IO[str]) -> None:
    """Lock the open file or raise OSError at once."""
    if fcntl is not None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        return
    import msvcrt

    # One byte far behind the text, so that the process number stays readable to others.
    file.seek(1 << 30)
    msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    file.seek(0)

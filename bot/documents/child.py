"""The process that reads one PDF or Word document: `python -m bot.documents.child pdf|word`, the file in, JSON out.

It is a process of its own because neither library can promise an end: a page of a PDF is a program, and what a document unpacks
to is up to who wrote it. Here time and memory have bounds that the system keeps, nothing can be written, and the secrets of the
one who asks are not in the environment.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Callable
from contextlib import suppress

from bot.documents.limits import CPU_SECONDS, LEAST_LETTERS, MEMORY_BYTES, NICE
from bot.documents.refusal import Reason, Refused

try:
    import resource
except ImportError:  # Windows has no such bounds; who asks stops waiting all the same
    resource = None  # type: ignore[assignment]


def main(kind: str) -> None:
    """Read standard input and say what it holds: `text`, or `reason`, with `limit` and the `error` where there is one."""
    logging.disable()  # what a library has to say of a hostile file has no end either
    read = _reader(kind)  # before the bounds, so that Python may keep the bytecode it compiles
    _keep_within_bounds()
    sys.stdout.write(json.dumps(_answer(read, sys.stdin.buffer.read())))


def _reader(kind: str) -> Callable[[bytes], str]:
    if kind == "pdf":
        from bot.documents.pdf import text_of_pdf

        return text_of_pdf
    from bot.documents.word import text_of_word

    return text_of_word


def _keep_within_bounds() -> None:
    if resource is None:
        return
    os.nice(NICE)
    for bound, value in (
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # macOS knows no bound on the address space
            resource.setrlimit(bound, (value, value))


def _answer(read: Callable[[bytes], str], raw: bytes) -> dict[str, str]:
    try:
        text = read(raw).encode(errors="replace").decode()
    except Refused as refused:
        return {"reason": refused.reason, "limit": refused.limit}
    except MemoryError:
        return {"reason": Reason.TOO_MUCH, "error": "MemoryError"}
    except Exception as error:  # whatever a damaged file makes of its reader
        return {"reason": Reason.BROKEN, "error": type(error).__name__}
    if sum(map(str.isalpha, text)) < LEAST_LETTERS:
        return {"reason": Reason.NO_TEXT}
    return {"text": text}


if __name__ == "__main__":
    main(sys.argv[1])

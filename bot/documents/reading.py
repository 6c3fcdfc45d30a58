"""The text of a file, for every door. What can't be read is said in a sentence that tells its owner what to do."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from bot.documents.limits import AT_ONCE, WAIT_SECONDS, WALL_SECONDS
from bot.documents.plaintext import Kind, kind_of, plain_text
from bot.documents.refusal import Reason, Refused
from handlers.core.wording import Wording

log = logging.getLogger("mlhire.documents")

_NEEDED = ("LD_LIBRARY_PATH", "SYSTEMROOT")
"""Without these some systems start no process."""

_wording = Wording("document")


class Unreadable(Exception):
    """A file that can't be used; the text tells its owner why and what to do."""


async def read(name: str, raw: bytes) -> str:
    """The text of a file called `name`, by what is in it. Raises Unreadable.

    A PDF or a Word document takes its turn and is read in another process; the loop goes on meanwhile.
    """
    try:
        kind = kind_of(raw)
        if kind is Kind.TEXT:
            return plain_text(raw)
        async with asyncio.timeout(WAIT_SECONDS):
            return await asyncio.get_running_loop().run_in_executor(_turns(), _apart, kind, raw)
    except Refused as refused:
        raise refusal(name, refused) from None
    except TimeoutError:
        raise refusal(name, Refused(Reason.TOO_MUCH)) from None


def read_now(name: str, raw: bytes) -> str:
    """As `read`, for who has no loop and waits."""
    try:
        kind = kind_of(raw)
        return plain_text(raw) if kind is Kind.TEXT else _apart(kind, raw)
    except Refused as refused:
        raise refusal(name, refused) from None


def refusal(name: str, refused: Refused) -> Unreadable:
    """What is said of a file that is not read."""
    values = {"limit": refused.limit} if refused.limit else {}
    return Unreadable(getattr(_wording, refused.reason)(name=name, **values))


@cache
def _turns() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(AT_ONCE, "documents")


def _apart(kind: Kind, raw: bytes) -> str:
    """What child.py makes of a file. Raises Refused, and so for one whose reader came to its bounds."""
    command = [sys.executable, "-P", "-m", "bot.documents.child", kind.value]
    # Of our environment it gets where modules are, and no secret.
    environment = {name: os.environ[name] for name in _NEEDED if name in os.environ}
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
    try:
        done = subprocess.run(command, input=raw, capture_output=True, timeout=WALL_SECONDS, env=environment, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise Refused(Reason.TOO_MUCH) from None
    if done.returncode:
        log.warning("the reader of a %s file ended with %d", kind.value, done.returncode)
        raise Refused(Reason.TOO_MUCH)
    answer = json.loads(done.stdout)
    if "text" in answer:
        return str(answer["text"])
    if "error" in answer:
        log.info("a %s file could not be read: %s", kind.value, answer["error"])
    raise Refused(Reason(answer["reason"]), limit=answer.get("limit", ""))

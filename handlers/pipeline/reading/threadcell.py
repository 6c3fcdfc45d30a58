"""The level, lane and market of the req in whose thread something is asked."""

from __future__ import annotations

from typing import NamedTuple

from handlers.core import access
from handlers.core.verb import Context
from handlers.pipeline.reading.naming import req_of_place


class ThreadCell(NamedTuple):
    """What a req says of its work, by kind of word, and its number."""

    number: int
    cell: dict[str, str]


def of_thread(at: Context) -> ThreadCell | None:
    """That req's; None in another thread, or where the speaker may not see it."""
    req = req_of_place(at)
    if req is None or not access.may(at, "see_reqs", req):
        return None
    said = {"level": req.level, "lane": req.lane, "market": req.market}
    return ThreadCell(req.number, {kind: value for kind, value in said.items() if value})

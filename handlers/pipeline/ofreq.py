"""What a verb says of a text, said of the job description that a req has: `triage R-12`, `jd audit R-12`."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Annotated

from handlers.core.args import Arguments
from handlers.core.markers import ReqRef
from handlers.core.reply import Reply
from handlers.core.verb import Context, Verb


class OfReqArgs(Arguments):
    """The req whose job description is read."""

    req: Annotated[int | str | None, ReqRef()] = None


def of_req(name: str, *, summary: str) -> Callable[[Callable[[str, Context], Reply]], Verb]:
    """Declare the verb `req <name>` above what reads a text: it reads the description of the req that is named.

    It answers with NotFound where the req has none. It is a verb of its own since it looks into the database; help lists the
    one of a text alone.
    """
    said = f"req {name}"

    def declared(read: Callable[[str, Context], Reply]) -> Verb:
        @wraps(read)
        def handle(asked: OfReqArgs, at: Context) -> Reply:
            from handlers.pipeline.jds import kept_jd

            return read(kept_jd(at, asked.req), at)

        return Verb(
            said, OfReqArgs, handle, summary, f"{said} R-12", (f"{said} R-12", f"{said} the senior one"),
            effect="read", heavy=True, access="see_reqs", listed=False,
        )  # fmt: skip

    return declared

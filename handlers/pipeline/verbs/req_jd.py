"""`req jd`: the job description that a req was opened with, as a file to keep; and another one in its place."""

from __future__ import annotations

from typing import Annotated

from handlers.core import access
from handlers.core.errors import NotFound
from handlers.core.markers import Below
from handlers.core.reply import Action, Document, Heading, Reply
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline import changes
from handlers.pipeline.reading import finding, naming
from handlers.pipeline.rules.policy import deed

say = Wording("req")


class ReqJdArgs(naming.AboutReq):
    """Which req; in the lines below, or attached, the description that it has from now on."""

    jd: Annotated[str, Below()] = ""


@verb(
    "req jd",
    ReqJdArgs,
    summary="A req's job description; pasted below, it is kept",
    usage="req jd R-12",
    examples=("req jd R-12", "req jd R-12\nYou will own the model that ranks our search results."),
    effect="write",
    access="see_reqs",
)
def req_jd(asked: ReqJdArgs, at: Context) -> Reply:
    """To the asker alone. Raises NotFound where none was given, NotAllowed for another one by who may not change the req."""
    req = finding.the_req(at, asked.req)
    given = "\n\n".join(part for part in (asked.jd, *(each.text for each in at.command.attachments)) if part.strip())
    if given:
        access.ask(at, req, "run_reqs")
        changes.keep_jd(at.unit, deed(at), req, given)
    text = given or changes.jd_of(at.unit, req)
    if not text:
        raise NotFound(say.no_jd(req=f"R-{req.number}"), actions=(Action(say.template_button(), "jd template"),))
    lead = say.jd_kept(req=f"R-{req.number}", title=req.title, new=bool(given))
    document = Document(f"R-{req.number}-jd.md", "text/markdown", text)
    return Reply(lead, (Heading(lead), document), data={"req": req.number, "characters": len(text)})

"""`req card`: post a req's card, and what its thread missed, once a channel takes it again; or in another channel."""

from __future__ import annotations

from handlers.core.errors import Conflict
from handlers.core.reply import Action, Heading, Reply
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline import changes
from handlers.pipeline.people import address_of
from handlers.pipeline.reading import finding, naming
from handlers.pipeline.rules.policy import deed

say = Wording("undelivered")
see = Wording("req")


@verb(
    "req card",
    naming.OneReq,
    summary="Post a req's card again where its channel refused it, or here",
    usage="req card R-12",
    examples=("req card R-12",),
    effect="write",
    access="run_reqs",
    listed=False,
)
def req_card(asked: naming.OneReq, at: Context) -> Reply:
    """That it is on its way: here, or (asked in private) where it was refused. Raises Conflict where it stands already."""
    req = finding.the_req(at, asked.req)
    private = at.command.place.private
    here = {} if private else {name: value for name, value in address_of(at.command).items() if name != "thread"}
    if not here and not req.address:
        raise Conflict(say.no_place(number=req.number))
    if not changes.post_again(at.unit, deed(at), req, here):
        details = Action(see.show_button(), "req show", {"req": req.number})
        raise Conflict(say.stands(number=req.number), actions=(details,))
    lead = say.posted_again(number=req.number)
    return Reply(lead, (Heading(lead),), data={"req": req.number}, public=not private)

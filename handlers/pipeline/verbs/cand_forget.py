"""`cand forget`: a person is erased everywhere the bot can reach, unless a legal hold or a retention duty stands."""

from __future__ import annotations

from handlers.core.errors import Conflict
from handlers.core.reply import Action, Heading, Reply, Text
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline import changes, rounds
from handlers.pipeline.erasure import erasing
from handlers.pipeline.reading import naming
from handlers.pipeline.rules.policy import deed
from storage import reqs

say = Wording("cand")

SHOW_ALONE = frozenset({"slack", "teams"})
"""Doors that show something to one person among others: it stands nowhere, so it can't be edited, and goes by itself."""


class CandForgetArgs(naming.AboutCandidate):
    """Who; `sure` is what the button says."""

    sure: bool = False


@verb(
    "cand forget",
    CandForgetArgs,
    summary="Erase a person from every req",
    usage="cand forget C-31",
    examples=("cand forget C-31", "forget C-31"),
    aliases=("forget",),
    effect="write",
    access="forget",
)
def cand_forget(asked: CandForgetArgs, at: Context) -> Reply:
    """Asks first; then says how many messages are edited. Raises Conflict for a legal hold or a retention duty, by name."""
    candidate = erasing.the_candidate(at, asked)
    reference = f"C-{candidate.number}"
    if candidate.erased_at is not None:
        raise Conflict(say.gone(reference=reference))
    erasing.may_be_erased(at, candidate)
    if not asked.sure:
        lead = say.forget_sure(name=candidate.name or candidate.initials or reference, reference=reference)
        sure = naming.again(at, say.forget_button(), candidate=reference, application=None, req=None, sure=True)
        return Reply(lead, (Text(lead),), actions=(sure, Action(say.keep_button(), "help")))
    edited = changes.forget(at.unit, deed(at), candidate)
    lead = say.forgotten(reference=reference, edited=edited)
    alone = (Text(say.shown_alone(), small=True),) if at.command.place.system in SHOW_ALONE else ()
    untold = (line for each in reqs.applications_of(at.unit, candidate.id) for line in rounds.untold(at, each))
    return Reply(lead, (Heading(lead), *untold, *alone), data={"candidate": candidate.number, "edited": edited})

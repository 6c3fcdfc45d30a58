"""`cand forget`: a person is erased everywhere the bot can reach, unless a legal hold or a retention duty stands."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.core import access, times
from handlers.core.errors import Conflict, NotFound
from handlers.core.reply import Action, Heading, Reply, Text
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline import changes, naming
from handlers.pipeline.policy import deed
from storage import reqs
from storage.models import Candidate, Setting

say = Wording("cand")

KEEP_DAYS = "keep_decided_days"
"""The workspace's setting: how many days records of a decision must be kept; none unless it is set."""


class CandForgetArgs(naming.AboutCandidate):
    """Who; `sure` is what the button says."""

    sure: bool = False


@verb(
    "cand forget",
    CandForgetArgs,
    summary="Erase a person from every req",
    usage="cand forget C-31",
    examples=("cand forget C-31",),
    aliases=("forget",),
    effect="write",
    access="forget",
)
def cand_forget(asked: CandForgetArgs, at: Context) -> Reply:
    """Asks first; then says how many messages are edited. Raises Conflict for a legal hold or a retention duty, by name."""
    candidate = _candidate(asked, at)
    reference = f"C-{candidate.number}"
    if candidate.erased_at is not None:
        raise Conflict(say.gone(reference=reference))
    _may_be_erased(at, candidate, reference)
    if not asked.sure:
        lead = say.forget_sure(name=candidate.name or candidate.initials or reference, reference=reference)
        sure = naming.again(at, say.forget_button(), candidate=reference, application=None, req=None, sure=True)
        return Reply(lead, (Text(lead),), actions=(sure, Action(say.keep_button(), "help")))
    edited = changes.forget(at.unit, deed(at), candidate)
    lead = say.forgotten(reference=reference, edited=edited)
    return Reply(lead, (Heading(lead),), data={"candidate": candidate.number, "edited": edited})


def _candidate(asked: CandForgetArgs, at: Context) -> Candidate:
    """By number wherever they are, else as in any other verb about a candidate."""
    number = naming.candidate_number(asked.candidate)
    if number is not None:
        found = reqs.candidate_by_number(at.unit, number)
        if found is None:
            raise NotFound(say.whom_to_forget())
        access.ask(at)
        return found
    if not asked.candidate and not asked.application:
        raise NotFound(say.whom_to_forget())
    return naming.the_application(at, asked)[1].candidate


def _may_be_erased(at: Context, candidate: Candidate, reference: str) -> None:
    if candidate.legal_hold:
        raise Conflict(say.on_hold(reference=reference, hold=candidate.legal_hold))
    until = _kept_until(at, candidate)
    if until is not None and until > at.command.now:
        zone = at.person.timezone if at.person else None
        raise Conflict(say.retained(reference=reference, until=times.at(until, zone, at.command.now)))


def _kept_until(at: Context, candidate: Candidate) -> datetime | None:
    """The end of a retention duty, counted from the last application that was decided."""
    setting = at.unit.get(Setting, KEEP_DAYS)
    days = int(setting.value.get("value") or 0) if setting else 0
    ended = [each.ended_at for each in reqs.applications_of(at.unit, candidate.id) if each.ended_at]
    return max(ended) + timedelta(days=days) if days and ended else None

"""Of whom a deed can be told: who has an offer out for `she signed`, whose round is booked for `he came`. For words that name
nobody, so that nobody is offered of whom it cannot be true."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from handlers.core import access
from handlers.core.errors import NotFound
from handlers.core.reply import Action
from handlers.core.typed.deedphrases import CALLS, TELLS, TELLS_NO, TOOK_PLACE
from handlers.core.typed.deedshapes import OF_A_ROUND as OF_A_VERDICT
from handlers.core.verb import Context
from handlers.core.wording import Wording
from handlers.pipeline.changes import req_of
from handlers.pipeline.messages.cards import order_of
from handlers.pipeline.reading import deedbuttons, naming
from storage import interviews, reqs, trail
from storage.enums import Decision, InterviewStatus, Outcome
from storage.models import Requisition
from storage.reqs import Entry

say = Wording("deedsaid")

APPROVES = "offer approve"
A_WEEK = timedelta(days=7)
ANSWERS = frozenset({"offer accept", "offer decline"})
OUT = ANSWERS | {"offer extend"}
OFFERED = frozenset({"offer counter", "offer edit", "offer sent", "offer withdraw"})
IN_LOOP = frozenset({"interview book", "cand move", "loop done", "decide yes", "decide no", "cand reject"})
OF_A_ROUND = frozenset({"interview move", "interview cancel", "interview no-show"})


def can_be(at: Context, verb: str, entry: Entry) -> bool:
    """Whether it can be told of them as they stand."""
    outcome = entry.application.outcome
    if verb in OUT:
        return outcome is Outcome.OFFER
    if verb == APPROVES:
        return reqs.live_offer(at.unit, entry.application.id) is not None
    if verb in OFFERED:
        return outcome is Outcome.OFFER or reqs.live_offer(at.unit, entry.application.id) is not None
    if verb in OF_A_ROUND:
        return any(each.status is InterviewStatus.BOOKED for each in interviews.of_application(at.unit, entry.application.id))
    if verb == TELLS:
        return entry.application.decision is Decision.NO or entry.application.ended_at is not None
    return verb not in IN_LOOP or outcome is None


def lacking(verb: str) -> str:
    """What nobody has, where the deed can be told of none: an offer that is out (`out`), any (`offer`), a booked round (`round`),
    a no of ours (`no`), or all that is before a decision (`loop`)."""
    kinds = {"out": OUT, "offer": OFFERED, "round": OF_A_ROUND, "no": (TELLS,)}
    return next((kind for kind, verbs in kinds.items() if verb in verbs), "loop")


def everybody(at: Context, verb: str) -> list[Entry]:
    """All of whom it can be told, of the thread's req or of those that are open to the speaker."""
    here, known = naming.req_of_place(at), deedbuttons.verb_named(at, verb)
    if known is None:
        return []
    searches = [req for req in ([here] if here else naming.open_to(at)) if access.may(at, known.access, req)]
    found: Sequence[Entry] = reqs.entries(at.unit, *(req.id for req in searches)) if searches else []
    if verb == TELLS:
        gone = [entry for req in searches for each in reqs.not_told(at.unit, req.id) if (entry := reqs.entry(at.unit, each.id))]
        found = [*found, *(each for each in gone if each.application.ended_at is not None)]
    return _likeliest(at, verb, [each for each in found if can_be(at, verb, each)])


def of_whom(at: Context, req: Requisition, live: Sequence[Entry]) -> Sequence[Entry]:
    """Those in a req of whom the verb that is run can be told; all of them where it can be told of everybody. Raises NotFound
    where it can be told of nobody: bare words (`accepted`) then mean none of them."""
    verb = at.verb.name if at.verb else ""
    if not any(verb in kind for kind in (OUT, OFFERED, OF_A_ROUND)):
        return live
    found = [each for each in reqs.entries(at.unit, req.id) if can_be(at, verb, each)]
    if not found:
        raise NotFound(
            say.nobody(label=say.button(verb=verb, name=""), lacks=lacking(verb)), actions=(Action(say.board_button(), "board"),)
        )
    return found[: naming.OFFERED]


def _likeliest(at: Context, verb: str, found: Sequence[Entry]) -> list[Entry]:
    """Those of whom it is most likely told, where there are any: of new terms whoever has an offer, then whom we said yes to; of
    a call whoever's offer is out. Whom the speaker dealt with last comes first."""
    for narrower in _NARROWER.get(verb, ()):
        if some := [each for each in found if narrower(at, each)]:
            found = some
            break
    last = trail.dealt_with_last(at.unit, at.person.id, at.command.now - A_WEEK) if at.person else None
    return sorted(found, key=lambda each: last is None or each.application.id != last.application.id)


def _has_offer(at: Context, entry: Entry) -> bool:
    return reqs.live_offer(at.unit, entry.application.id) is not None


def _is_wanted(_at: Context, entry: Entry) -> bool:
    return entry.application.decision is Decision.YES


def _is_out(_at: Context, entry: Entry) -> bool:
    return entry.application.outcome is Outcome.OFFER


_NARROWER: Mapping[str, tuple[Callable[[Context, Entry], bool], ...]] = {
    "offer draft": (_has_offer, _is_wanted),
    "call recruiter done": (_is_out,),
    "call manager done": (_is_out,),
}


def waiting(at: Context, verb: str) -> list[Entry]:
    """Those whose turn it is for a deed that is told of nobody: of a loop that is over whoever's last round has begun, of a
    decision whoever waits for one, of new terms whoever has an offer or is to get one."""
    waits = _WAITS.get(verb)
    return [each for each in everybody(at, verb) if waits(at, each)] if waits else []


def _waits_for_decision(_at: Context, entry: Entry) -> bool:
    return entry.application.loop_done_at is not None and entry.application.decision is None


def _waits_for_terms(at: Context, entry: Entry) -> bool:
    return entry.application.decision is Decision.YES or _has_offer(at, entry)


def _sits_ahead(at: Context, entry: Entry) -> bool:
    """Whether the speaker sits in a round of theirs that is still to come."""
    booked = [each for each in interviews.of_application(at.unit, entry.application.id) if each.status is InterviewStatus.BOOKED]
    ahead = [each for each in booked if each.starts_at > at.command.now]
    seats = interviews.seats(at.unit, [each.id for each in ahead]) if ahead and at.person else {}
    return any(at.person and at.person.id in people for people in seats.values())


def _waits_to_be_sent(at: Context, entry: Entry) -> bool:
    return not _is_out(at, entry) and _has_offer(at, entry)


def _is_at_the_end(at: Context, entry: Entry) -> bool:
    """Whether a round of theirs has begun after which none is left."""
    if entry.application.loop_done_at is not None:
        return False
    rounds = [each for each in interviews.of_application(at.unit, entry.application.id) if each.status in _HELD]
    order = [stage.key for stage in order_of(req_of(at.unit, entry.application))]
    return any(each.round == order[-1] and each.starts_at <= at.command.now for each in rounds) if order else False


_HELD = (InterviewStatus.BOOKED, InterviewStatus.DONE)


def sat_in_one(at: Context, entry: Entry) -> bool:
    """Whether the speaker sits in a round of theirs that has begun: they may say what they saw."""
    rounds = [
        each
        for each in interviews.of_application(at.unit, entry.application.id)
        if each.status is InterviewStatus.DONE or (each.status is InterviewStatus.BOOKED and each.starts_at <= at.command.now)
    ]
    seats = interviews.seats(at.unit, [each.id for each in rounds]) if rounds and at.person else {}
    return any(at.person and at.person.id in people for people in seats.values())


_WAITS: Mapping[str, Callable[[Context, Entry], bool]] = {
    "loop done": _is_at_the_end,
    "decide yes": _waits_for_decision,
    "decide no": _waits_for_decision,
    "offer draft": _waits_for_terms,
    "offer sent": _waits_to_be_sent,
    "offer withdraw": _waits_for_terms,
    "scorecard": sat_in_one,
    "interview move": _sits_ahead,
}


def verbs(at: Context, told: Sequence[str], entry: Entry) -> list[str]:
    """The deeds that are told, as they stand for them: new terms where an offer stands; what somebody saw where they sat in a
    round, and the decision where they may take it."""
    if tuple(told) == ("interview move", "interview book"):
        return [told[0] if can_be(at, told[0], entry) else told[1]]
    if tuple(told) == TELLS_NO:
        return [TELLS] if can_be(at, TELLS, entry) else ["cand reject"]
    if tuple(told) == OF_A_VERDICT:
        return ["scorecard"] if sat_in_one(at, entry) else [TOOK_PLACE]
    found: list[str] = []
    out = entry.application.outcome is Outcome.OFFER
    if set(CALLS) <= set(told):
        calls = CALLS[::-1] if is_hiring_manager(at, entry) else CALLS
        held = not out and (TOOK_PLACE in told or not _has_offer(at, entry) or _has_begun(at, entry))  # a call is a round then
        told = (TOOK_PLACE, *calls) if held else calls
    if tuple(told) == ("offer accept", "decide yes") and not out:
        told = told[::-1]  # `mei says yes`: nobody has an offer to accept
    told = told if out else ([each for each in told if each not in ANSWERS] or told)  # of no offer that is out a no is of all
    for name in told:
        if name.startswith("decide ") and sat_in_one(at, entry):
            found += _decision(at, name, entry)
        else:
            found.append("offer edit" if name == "offer draft" and _has_offer(at, entry) else name)
    return list(dict.fromkeys(found))


def _has_begun(at: Context, entry: Entry) -> bool:
    """Whether a booked round of theirs has begun: a call with them was that."""
    booked = (each for each in interviews.of_application(at.unit, entry.application.id) if each.status is InterviewStatus.BOOKED)
    return any(each.starts_at <= at.command.now for each in booked)


def is_hiring_manager(at: Context, entry: Entry) -> bool:
    """Whether the speaker hires for their req, and is not who recruits."""
    req = req_of(at.unit, entry.application)
    return at.person is not None and at.person.id == req.hiring_manager_id and at.person.id != req.recruiter_id


def _decision(at: Context, name: str, entry: Entry) -> list[str]:
    """The decision first for whoever may take it; what they saw beside it, or alone."""
    decides = deedbuttons.verb_named(at, name)
    may = decides is not None and access.may(at, decides.access, req_of(at.unit, entry.application))
    return [name, "scorecard"] if may else ["scorecard"]

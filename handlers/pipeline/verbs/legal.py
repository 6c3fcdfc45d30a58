"""`legal hold` and `legal lift`: a candidate, or everybody in a req, whom nobody may erase while the hold stands."""

from __future__ import annotations

from typing import Annotated

from handlers.core.errors import Conflict, Invalid
from handlers.core.markers import After
from handlers.core.reply import Action, Bullets, Heading, Reply
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline import changes
from handlers.pipeline.erasure import erasing
from handlers.pipeline.reading import finding, naming
from handlers.pipeline.rules.policy import deed
from storage import retention
from storage.models import Candidate, Event, Requisition
from storage.retention import LEGAL_HOLD

say = Wording("legal")

LISTED = 100


class LegalArgs(naming.AboutCandidate):
    """A req, or a candidate; and why."""

    why: Annotated[str, After(("because of", "because", "reason:", "why:", "for"))] = ""


@verb(
    "legal hold",
    LegalArgs,
    summary="Nobody erases these candidates while it stands; alone: what is under a hold",
    usage="legal hold [R-12 | C-31] because …",
    examples=("legal hold R-12 because of a claim that counsel named case 7", "legal hold"),
    aliases=("req hold-legal", "litigation hold", "hold legal"),
    effect="write",
    access="hold_legally",
)
def legal_hold(asked: LegalArgs, at: Context) -> Reply:
    """Who is kept from now on; unnamed, the holds there are. Raises Invalid without a reason, Conflict where one stands."""
    if not _named(asked):
        return _all(at)
    held = _meant(asked, at)
    reference = _reference(held)
    if _stands(held):
        raise Conflict(say.stands(reference=reference, why=_why(at, held)))
    why = " ".join(asked.why.split())
    if not why:
        raise Invalid(say.why_missing(reference=reference), errors={"why": say.why_missing(reference=reference)})
    _set(at, held, why)
    lead = say.held(reference=reference, everybody=isinstance(held, Requisition), why=why)
    lift = Action(say.lift_button(), "legal lift", _again(held))
    return Reply(lead, (Heading(lead),), more=(lift,), data={"held": reference})


@verb(
    "legal lift",
    LegalArgs,
    summary="Lift a legal hold: erasing is possible again",
    usage="legal lift R-12 | C-31 [because …]",
    examples=("legal lift R-12", "legal lift R-12 because counsel closed case 7"),
    aliases=("legal release", "lift legal hold", "legal off"),
    effect="write",
    access="hold_legally",
)
def legal_lift(asked: LegalArgs, at: Context) -> Reply:
    """That the hold is gone. Raises Conflict where none stands."""
    if not _named(asked):
        return _all(at)
    held = _meant(asked, at)
    if not _stands(held):
        raise Conflict(say.none_stands(reference=_reference(held)))
    _set(at, held, None)
    lead = say.lifted(reference=_reference(held))
    return Reply(lead, (Heading(lead),), data={"lifted": _reference(held)})


def _named(asked: LegalArgs) -> bool:
    return bool(asked.candidate or asked.application or asked.req is not None)


def _meant(asked: LegalArgs, at: Context) -> Requisition | Candidate:
    if asked.candidate or asked.application:
        return erasing.the_candidate(at, asked)
    return finding.the_req(at, asked.req)


def _stands(held: Requisition | Candidate) -> bool:
    return LEGAL_HOLD in held.policy if isinstance(held, Requisition) else held.legal_hold is not None


def _set(at: Context, held: Requisition | Candidate, why: str | None) -> Event:
    if isinstance(held, Requisition):
        return changes.hold_req_legally(at.unit, deed(at), held, why)
    if held.erased_at is not None:
        raise Conflict(say.gone(reference=_reference(held)))
    return changes.hold_candidate_legally(at.unit, deed(at), held, why)


def _why(at: Context, held: Requisition | Candidate) -> str:
    return changes.legal_hold_of(at.unit, held) if isinstance(held, Requisition) else held.legal_hold or ""


def _reference(held: Requisition | Candidate) -> str:
    return f"R-{held.number}" if isinstance(held, Requisition) else f"C-{held.number}"


def _again(held: Requisition | Candidate) -> dict[str, str | int]:
    return {"req": held.number} if isinstance(held, Requisition) else {"candidate": f"C-{held.number}"}


def _all(at: Context) -> Reply:
    """Everything that is under a hold, and why."""
    held: list[Requisition | Candidate] = [*retention.held_reqs(at.unit), *retention.held_candidates(at.unit, LISTED)]
    lead = say.listed(count=len(held))
    lines = tuple(say.line(reference=_reference(each), why=_why(at, each)) for each in held)
    return Reply(lead, (Heading(lead), *((Bullets(lines),) if lines else ())), data={"held": [_reference(each) for each in held]})

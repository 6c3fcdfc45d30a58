"""What a platform would not take: said where it can be said, without what is confidential, and told to who can mend it.

A person's own chat is refused where the app is not installed for them, where they blocked it, or where their account is closed;
a channel, where the bot was never invited or was removed, and where it is archived or gone. Slack and Teams are treated alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handlers.core.reply import Action, Heading, Reply
from handlers.core.wording import Wording
from handlers.pipeline.changes.questions import in_thread, question_key
from handlers.pipeline.changes.trail import CARD, HISTORY
from handlers.pipeline.messages import asking, nudges
from handlers.pipeline.people import is_direct, reach
from handlers.pipeline.reminders import owing
from handlers.pipeline.rounds import req_of_interview
from storage import nudges as rows
from storage import outbox
from storage.ids import new_id
from storage.models import Interview, Nudge, Requisition
from storage.outbox import Claim
from storage.unit import Unit

say = Wording("undelivered")

KIND = "unposted"
GONE = ("is_archived", "status 404")
"""How the reasons begin of channels that nobody can post to any more; to the others the bot may be invited."""


def refused(unit: Unit, message: Claim, reason: str, real_now: datetime) -> None:
    """Put on its way what follows on a refused message; call it in the transaction that gives it up, before it marks nudges."""
    if message.kind == nudges.KIND and not message.refs.get("public"):
        _say_nudges_in_threads(unit, message, real_now)
        _ask_in_threads(unit, message, message.refs.get(asking.KIND, {}), real_now)
    elif message.kind in asking.KINDS and not message.refs.get("public"):
        _ask_in_threads(unit, message, message.refs, real_now)
    elif message.kind in (CARD, HISTORY):
        _tell_of_channel(unit, message, reason, real_now)


def compose(unit: Unit, refs: Mapping[str, Any]) -> Reply | None:
    """That a channel does not take what is said of a req, and what to do; None where the req is gone."""
    req = unit.get(Requisition, str(refs.get("req")))
    if req is None:
        return None
    text = say.unposted(number=req.number, title=req.title, system=refs.get("system"), gone=bool(refs.get("gone")))
    again = Action(say.again_button(), "req card", {"req": req.number}, primary=True)
    return Reply(text, (Heading(text),), actions=() if refs.get("gone") else (again,), data={"req": req.number})


def _say_nudges_in_threads(unit: Unit, message: Claim, real_now: datetime) -> None:
    """Each req's thread hears of its own. What tells the next person in line is theirs alone: it stays unsaid, and in `due`."""
    told: dict[str, list[Nudge]] = {}
    for id in message.refs.get("nudges", ()):
        nudge = unit.get(Nudge, id)
        if nudge and nudge.outbox_id == message.id and not owing.is_over(nudge) and not owing.is_climb(nudge):
            told.setdefault(nudge.requisition_id or "", []).append(nudge)
    messages: dict[str, tuple[Mapping[str, Any], Mapping[str, Any]]] = {}
    for req_id, owed in told.items():
        address = _thread(unit.get(Requisition, req_id), message)
        if address:
            id, ids = new_id(), [each.id for each in owed]
            unreached = {"person": owed[0].person_id, "system": message.address.get("system")}
            messages[id] = ({"nudges": ids, "message": id, "public": True, "unreached": unreached}, address)
            rows.hand_over(unit, ids, id)
    outbox.put_all(unit, nudges.KIND, messages, real_now)


def _ask_in_threads(unit: Unit, message: Claim, asked: Mapping[str, Any], real_now: datetime) -> None:
    """Each round is asked about in the thread of its req. `asked`: what the message's questions are composed from."""
    for id in asked.get(asking.TOGETHER) or [asked.get("interview")]:
        interview = unit.get(Interview, id)
        address = _thread(req_of_interview(unit, interview)[0], message) if interview else None
        if interview and address:
            refs = {name: value for name, value in asked.items() if name in ("person", "since", asking.LEFT)}
            key = in_thread(question_key(interview.id, interview.ends_at))
            outbox.put(unit, key, asking.KIND, {**refs, "interview": interview.id, "public": True}, address, real_now)


def _thread(req: Requisition | None, message: Claim) -> dict[str, Any] | None:
    """Where a req is spoken of, if that is another place than the refused one."""
    if req is None or not req.address or is_direct(req.address):
        return None
    return None if outbox.queue_of(req.address) == outbox.queue_of(message.address) else dict(req.address)


def _tell_of_channel(unit: Unit, message: Claim, reason: str, real_now: datetime) -> None:
    """Who runs the search hears of it alone, once a day: they invite the bot, or say where the card shall stand."""
    req = unit.get(Requisition, str(message.refs.get("req")))
    if req is None:
        return
    near = (reach(unit, each) for each in (req.recruiter_id, req.hiring_manager_id) if each)
    here = outbox.queue_of(message.address)
    address = next((each for each in near if each and outbox.queue_of(each) != here), None)
    if address:
        refs = {"req": req.id, "system": message.address.get("system"), "gone": reason.startswith(GONE)}
        outbox.put(unit, f"{KIND}:{req.id}:{real_now.date()}", KIND, refs, address, real_now)

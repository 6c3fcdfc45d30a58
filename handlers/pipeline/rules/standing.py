"""Whether somebody is in the search still; where they are not, what can follow, in words and as buttons."""

from __future__ import annotations

from typing import Any

from handlers.core.errors import Conflict
from handlers.core.reply import Action
from handlers.core.verb import Context
from handlers.core.wording import Wording
from handlers.pipeline import history
from handlers.pipeline.messages.cards import stage_name
from handlers.pipeline.reading import finding, naming, when
from handlers.pipeline.reminders import buttons, owing
from handlers.pipeline.rules.stages import OUTCOMES
from storage import nudges
from storage.enums import Outcome
from storage.models import Application, Requisition
from storage.reqs import Entry

say, reqs_say, nudge_say = Wording("cand"), Wording("pipeline"), Wording("nudge")

ENDS = {Outcome.REJECTED: "cand reject", Outcome.WITHDRAWN: "cand withdraw"}
"""How an application is ended by words."""


def in_search(at: Context, req: Requisition, entry: Entry) -> None:
    """Raise Conflict, which says what can follow, for somebody whose application has ended, or whose req is over."""
    application = entry.application
    if application.ended_at is not None:
        raise not_possible(at, req, application, naming.called(at, entry.candidate))
    must_be_live(req)


def the_live_req(at: Context, said: int | str | None) -> Requisition:
    """The requisition that is meant, for what only a search that goes on may take in. Raises Conflict where it is over."""
    req = finding.the_req(at, said)
    must_be_live(req)
    return req


def must_be_live(req: Requisition) -> None:
    """Raise Conflict, with the way back, where a search is over."""
    if req.closed_at is not None:
        resume = Action(reqs_say.resume_button(number=req.number), "req resume", {"req": req.number})
        raise Conflict(reqs_say.closed_req(req=f"R-{req.number}", status=req.status.value), actions=(resume,))


def not_possible(at: Context, req: Requisition, application: Application, name: str) -> Conflict:
    """What gave an application its outcome, and what can follow that."""
    assert application.outcome is not None, "from the loop everything is open"
    follows = OUTCOMES[application.outcome]
    about: dict[str, Any] = {"application": application.id, "rev": application.rev}
    back = (say.back_button(stage=stage_name(req, application)), "cand move", about | {"stage": application.stage})
    told = _owes_an_answer(application)
    ways = [*((say.out(outcome=each.value), ENDS[each], about) for each in follows if each in ENDS)]
    ways += [back] if None in follows else []
    ways += [(say.told_button(), "told", {"application": application.id})] if told else []
    text = say.not_possible(
        name=name,
        standing=say.outcome(outcome=application.outcome.value),
        last=history.what_made(at, application, "outcome"),
        ends=[each.value for each in follows if each in ENDS],
        back=stage_name(req, application) if None in follows else "",
        told=told,
    )
    return Conflict(text, actions=tuple(Action(label, verb, args) for label, verb, args in ways))


def offer_is_out(at: Context, entry: Entry) -> Conflict:
    """That they have our offer, with the way to take it back: whoever is to be judged anew has none in their hands."""
    name, about = naming.called(at, entry.candidate), {"application": entry.application.id}
    text = say.offer_is_out(name=name, last=history.last_line(at, entry.application.id))
    return Conflict(text, actions=(Action(say.offer_back_button(), "offer withdraw", about),))


def offer_says_yes(at: Context, req: Requisition, entry: Entry) -> Conflict:
    """That they have our offer, so that a yes comes late, and what is next: the nearest that the speaker owes, else anybody."""
    application, name = entry.application, naming.called(at, entry.candidate)
    person_id = at.person.id if at.person else None
    owed = (each for each in nudges.owed_on(at.unit, req.id) if not owing.is_climb(each))
    found = [each for each in owed if each.application_id == application.id]
    nearest = min(found, key=lambda each: (each.person_id != person_id, each.deadline_at), default=None)
    about = owing.owed(at.unit, at.library, at.command.now, nearest) if nearest else None
    yours = about is not None and about.nudge.person_id == person_id
    text = say.offer_says_yes(
        name=name,
        last=history.last_line(at, application.id),
        next=nudge_say.public_what(clock=about.nudge.clock) if about else "",
        due=when.shown(at, about.nudge.deadline_at) if about else "",
        passed=about is not None and about.nudge.deadline_at < at.command.now,
    )
    answers = (("offer accept", say.accepted_button()), ("offer decline", say.declined_button()))
    deeds = buttons.deeds(about) if about and yours else ()
    said = {each.verb for each in deeds}
    others = tuple(Action(label, name, {"application": application.id}) for name, label in answers if name not in said)
    return Conflict(text, actions=(*deeds, *others))


def _owes_an_answer(application: Application) -> bool:
    return application.outcome is Outcome.REJECTED and application.told_at is None

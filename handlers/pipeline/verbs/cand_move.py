"""`cand move`: to another stage of the loop; back, over others' heads, or after the end with a reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Annotated

from handlers.core import times
from handlers.core.errors import Conflict, Invalid, NotFound
from handlers.core.markers import After, Reason
from handlers.core.reply import Action, Choice, Field, Form, Reply, Text
from handlers.core.typed import moments
from handlers.core.typed.deedphrases import WEEKDAY
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline import changes, history, rounds
from handlers.pipeline.messages.cards import order_of, stage_name
from handlers.pipeline.messages.unrecorded import Unrecorded
from handlers.pipeline.reading import finding, naming, when, whichcandidate
from handlers.pipeline.replies import changed, move_to, onward
from handlers.pipeline.rules import standing
from handlers.pipeline.rules.policy import deed
from handlers.pipeline.rules.stages import Stage, Step, allowed, named, next_said, outcome_said, step
from storage.enums import InterviewStatus, Outcome
from storage.models import Application, Event, Interview, Requisition
from storage.reqs import Entry

say = Wording("cand")

_PAUSES = " ,;:–—-"
"""What may part a name from the stage: `lena: screen`."""
_DAY_AND_HOUR = re.compile(rf"(?:(?:this|next)\s+)?(?:{WEEKDAY}|today|tomorrow)\s+(?:at\s+)?\d{{1,2}}", re.IGNORECASE)
"""An hour that is said as a number alone: `thurs 2`."""
DEEDS = {
    Outcome.OFFER: "offer draft",
    Outcome.HIRED: "offer accept",
    Outcome.REJECTED: "cand reject",
    Outcome.WITHDRAWN: "cand withdraw",
}
"""What is no stage: outcome → the verb that brings it about."""


class CandMoveArgs(naming.AboutCandidate):
    """Who, to which stage (`to technical`), and why where that is asked."""

    why: Annotated[str, Reason(pauses=True)] = ""
    stage: Annotated[str, After(("to", "into", "at", "→", "->"), until=("because",))] = ""


@verb(
    "cand move",
    CandMoveArgs,
    summary="Move a candidate to another stage",
    usage='cand move "Ana Q." to technical [R-12] [because …]',
    examples=('cand move "Ana Q." to technical R-12', 'cand move "Ana Q." to screen because the notes were lost'),
    aliases=("move", "move candidate", "candidate move"),
    no_verb_before=("forward with", "ahead with", "on with", "along with"),
    effect="write",
    access="run_candidates",
)
def cand_move(asked: CandMoveArgs, at: Context) -> Reply:
    """Where they stand now. Raises Conflict where somebody was faster, Invalid where a reason is missing."""
    req, entry, said = _meant(asked, at)
    standing.must_be_live(req)
    if entry.application.outcome is Outcome.OFFER:
        raise standing.offer_is_out(at, entry)
    if not said:
        return _ask(req, entry, at)
    stage = _stage(said, req, entry, at)
    found = _step(req, entry, stage, at)
    if found.needs_reason and not asked.why.strip():
        return _ask_why(req, entry, found, at)
    name, application = naming.called(at, entry.candidate), entry.application
    event = changes.move(at.unit, deed(at), application, found, asked.why.strip())
    reopens = found.way == "reopen"
    off, unsaid = _begins_anew(at, application, event) if reopens else ([], [])
    sentence = say.reopened if reopens else say.moved
    lead = sentence(name=name, req=f"R-{req.number}", to=stage.name)
    data = {
        "req": req.number,
        "application": application.id,
        "stage": stage.key,
        "way": found.way,
        "skipped": list(found.skipped),
    }
    over, takes_back = _loop_is_over(at, application, name)
    rest = (*_named(at, req, unsaid, say.are_unsaid), *_named(at, req, off, say.are_off))
    rest += rounds.untold(at, application) if reopens else ()
    happened = tuple(Unrecorded(at.unit, each, application, req).happened(which=len(unsaid) > 1) for each in unsaid[:1])
    return changed(lead, event, *over, *rest, actions=(*happened, *takes_back, *_next(req, application)), data=data)


def _begins_anew(at: Context, application: Application, event: Event) -> tuple[list[Interview], list[Interview]]:
    """Of the booked rounds of the time before, that which began after the candidate had left: they are cancelled, so that nobody
    is asked about them and they can be booked again; and those that should have ended by now, and may have taken place.

    One that is still to come stands.
    """
    left_at = datetime.fromisoformat(event.before["ended_at"])
    booked = [each for each in rounds.live(at.unit, application) if each.status is InterviewStatus.BOOKED]
    off = [each for each in booked if left_at < each.starts_at <= at.command.now]
    for each in off:
        quietly = replace(changes.because_of(deed(at), event), quiet=True)
        changes.end_round(at.unit, quietly, each, InterviewStatus.CANCELLED)
    return off, [each for each in booked if each.starts_at <= left_at and each.ends_at <= at.command.now]


def _named(at: Context, req: Requisition, found: Sequence[Interview], sentence: Callable[..., str]) -> tuple[Text, ...]:
    """A sentence about these rounds; none where there are none."""
    items = [say.off_item(round=rounds.round_name(req, each.round), when=when.shown(at, each.starts_at)) for each in found]
    return (Text(sentence(items=items)),) if items else ()


def _loop_is_over(at: Context, application: Application, name: str) -> tuple[tuple[Text, ...], tuple[Action, ...]]:
    """What is said where somebody moves on in a loop that is said to be over, and what takes that back."""
    if application.loop_done_at is None:
        return (), ()
    text = say.loop_is_over(name=name, ended=times.at(application.loop_done_at, at.zone, at.command.now))
    again = {"application": application.id, "rev": application.rev, "stage": application.stage}
    return (Text(text),), (Action(say.not_over_button(), "cand move", again),)


def _meant(asked: CandMoveArgs, at: Context) -> tuple[Requisition, Entry, str]:
    """The candidate and the words for the stage; without `to`, the last words of the name may be the stage: `Ana technical`."""
    if _is_time(asked.stage):
        about = {"candidate": asked.candidate, "application": asked.application, "req": asked.req, "when": asked.stage}
        button = Action(say.move_round_button(), "interview move", {name: value for name, value in about.items() if value})
        raise NotFound(say.stage_is_a_time(said=asked.stage[:60]), actions=(button,))
    if asked.stage or asked.application or not asked.candidate:
        req, entry = finding.the_application(at, asked)
        return req, entry, asked.stage
    try:
        req, entry = whichcandidate.named_application(at, asked)
    except NotFound:
        parts = asked.candidate.split()
        for count in range(1, min(len(parts), 4)):
            name, stage = " ".join(parts[:-count]), " ".join(parts[-count:])
            shorter = asked.model_copy(update={"candidate": name.rstrip(_PAUSES)})
            try:
                req, entry = whichcandidate.named_application(at, shorter)
            except NotFound:
                continue
            if name[-1] in _PAUSES and len(named(order_of(req), stage)) != 1:
                continue
            return req, entry, stage
        req, entry = finding.the_application(at, asked)
    return req, entry, ""


def _is_time(said: str) -> bool:
    """Whether what stands for a stage says when, and nothing else: a round is moved to it."""
    return bool(said) and (moments.find(said) == (0, len(said)) or _DAY_AND_HOUR.fullmatch(said) is not None)


def _stage(said: str, req: Requisition, entry: Entry, at: Context) -> Stage:
    order = order_of(req)
    if following := next_said(order, entry.application.stage, said):
        return following
    found = named(order, said)
    if len(found) == 1:
        return found[0]
    offered = found or tuple(
        stage for key in allowed(order, entry.application.stage, None)[:3] for stage in order if stage.key == key
    )
    buttons = tuple(move_to(entry.application, stage) for stage in offered)
    if found:
        raise NotFound(say.which_stage(said=said[:60]), actions=buttons)
    if outcome := outcome_said(said):
        if entry.application.ended_at is not None:
            raise standing.not_possible(at, req, entry.application, naming.called(at, entry.candidate))
        name = DEEDS[outcome]
        about = {"application": entry.application.id}
        text = say.no_stage_but(name=naming.called(at, entry.candidate), verb=name)
        raise NotFound(text, actions=(Action(say.deed_button(outcome=outcome.value), name, about, primary=True), *buttons[:1]))
    names = [stage.name for stage in order]
    raise NotFound(say.no_such_stage(said=said[:60], req=f"R-{req.number}", stages=names), actions=buttons)


def _step(req: Requisition, entry: Entry, stage: Stage, at: Context) -> Step:
    """The move, if it is possible and one at all."""
    application, order = entry.application, order_of(req)
    found = step(order, application.stage, application.outcome, stage.key)
    name = naming.called(at, entry.candidate)
    if found is None:
        raise standing.not_possible(at, req, application, name)
    if found.way == "stay" and application.loop_done_at is not None:
        return Step("back", stage.key)  # back into a loop that was said to be over
    if found.way == "stay":
        raise Conflict(
            say.at_already(name=name, stage=stage.name, last=history.last_line(at, application.id)),
            actions=_next(req, application),
        )
    return found


def _standing(req: Requisition, application: Application) -> str:
    return say.outcome(outcome=application.outcome.value) if application.outcome else stage_name(req, application)


def _next(req: Requisition, application: Application) -> tuple[Action, ...]:
    about = {"application": application.id, "rev": application.rev}
    return (
        onward(req, application),
        Action(say.reject_button(), "cand reject", about, confirm=say.reject_confirm()),
        Action(say.note_button(), "cand note", {"application": application.id}),
    )


def _ask(req: Requisition, entry: Entry, at: Context) -> Reply:
    """Which stage, and why: a form."""
    order, application = order_of(req), entry.application
    ways = allowed(order, application.stage, application.outcome)
    names = {stage.key: stage.name for stage in order}
    choices = tuple(Choice(key, names[key][:75]) for key in ways)
    lead = say.where_to(name=naming.called(at, entry.candidate))
    if not choices:
        raise standing.not_possible(at, req, application, naming.called(at, entry.candidate))
    fields = (
        Field("stage", say.stage_field(), "select", value=choices[0].value, choices=choices),
        Field("why", say.reason_field(), "paragraph", required=False),
    )
    args = {"application": application.id, "rev": application.rev}
    return Reply(lead, (Text(lead),), form=Form(say.move_title(), "cand move", fields, say.submit_move(), args))


def _ask_why(req: Requisition, entry: Entry, found: Step, at: Context) -> Reply:
    """The reason that this move needs; sent without one, the message stands at the field."""
    if at.command.verb and "why" in at.command.args:
        raise Invalid(say.why_missing(), errors={"why": say.why_missing()})
    names = {stage.key: stage.name for stage in order_of(req)}
    name, application = naming.called(at, entry.candidate), entry.application
    if found.way == "back":
        lead = say.why_back(name=name, **{"from": stage_name(req, application)}, to=names[found.to])
    elif found.way == "skip":
        lead = say.why_skip(name=name, to=names[found.to], skipped=[names[key] for key in found.skipped])
    else:
        lead = say.why_reopen(name=name, standing=_standing(req, application), to=names[found.to])
    args = {"application": application.id, "rev": application.rev, "stage": found.to}
    field = Field("why", say.reason_field(), "paragraph")
    return Reply(lead, (Text(lead),), form=Form(say.move_title(), "cand move", (field,), say.submit_move(), args))

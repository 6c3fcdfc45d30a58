"""`Did it happen?`: what is asked when a booked round should have ended, once, with the answer as a button.

What we should have asked while we were away is asked in one message, marked late, or in the one that tells its person what else
is still true.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from handlers.core import access, times
from handlers.core.colleagues import called
from handlers.core.library import Library
from handlers.core.reply import Action, Heading, Reply, Text
from handlers.core.wording import Wording
from handlers.pipeline import rounds
from handlers.pipeline.changes import candidate_of
from handlers.pipeline.changes.questions import QUESTION, ask_anew, asked_in, question_key
from handlers.pipeline.changes.trail import card_key, home_key
from handlers.pipeline.digests import sending
from handlers.pipeline.messages import unrecorded
from handlers.pipeline.messages.unrecorded import Unrecorded
from handlers.pipeline.people import reach
from handlers.pipeline.reading import naming
from handlers.pipeline.reminders import lateness, speaking
from handlers.pipeline.rules.policy import in_force
from knowledge.deadlines.clocks import Customs
from storage import interviews, outbox, people, surfaces
from storage.enums import InterviewStatus, ReqStatus
from storage.ids import new_id
from storage.models import Interview, Outbox, Person, Requisition, Surface
from storage.outbox import Claim
from storage.unit import Unit

say, nudge_words = Wording("interview"), Wording("nudge")

KIND = QUESTION
SEVERAL = "did_they_happen"
"""The kind of a message that asks about several rounds: a program that asks of each alone does not know it, and leaves it."""
KINDS = (KIND, SEVERAL)
RECORDS = "record_rounds"
"""What somebody needs on the req to say what became of a round."""
LEFT = "left"
"""Of a question: it is asked of somebody who does not stand in for whoever is away."""
TOGETHER = "interviews"
"""Of a message that asks about several rounds, or brings their questions along: their ids."""
STANDS_STILL = timedelta(days=30)
"""A round of a req that stands still is looked at anew after this, or as soon as the req goes on."""


@dataclass(frozen=True, slots=True)
class Question:
    """A round that it is time to ask about, and of whom. `since`: we were away, and should have asked from then on."""

    interview: Interview
    req: Requisition
    person_id: str | None
    since: datetime | None
    left: bool


def queue_questions(unit: Unit, library: Library, now: datetime, real_now: datetime, limit: int) -> int:
    """Ask about the rounds that should have ended by `now` (business time) and were not asked about; how many were looked at.

    The recruiter is asked, or who stands in for them, or whoever hires; in private where they are reached so, else in the req's
    thread; when they are at work, until when it is put off. Of a held or closed req it is asked once that goes on. Somebody who
    left the search, and a round that the candidate has behind them (their loop's end was told, a decision, an offer) are not
    asked about. What comes late comes in one message, with the morning that comes late too.
    """
    found = interviews.to_ask_about(unit, now, limit)
    customs = in_force(library, unit).customs if found else library.customs
    late: dict[str, list[Question]] = {}
    for each in _questions(unit, customs, found, now, real_now):
        if each.since and each.person_id and reach(unit, each.person_id):
            late.setdefault(each.person_id, []).append(each)
        else:
            _ask(unit, each, now, real_now)
    if len(found) == limit:  # there may be more of whoever is told now: they hear all of it at once
        late = late_for(unit, customs, late, now, real_now)
    along = sending.brought_along(unit, customs, late, now) if late else {}
    for person_id, theirs in late.items():
        message = new_id()
        refs = put_into(unit, f"{SEVERAL}:{message}", theirs, now, real_now)
        refs |= {sending.KIND: along[person_id]} if person_id in along else {}
        outbox.put_all(unit, SEVERAL, {message: (refs, reach(unit, person_id) or {})}, real_now)
    return len(found)


def late_for(
    unit: Unit, customs: Customs, person_ids: Collection[str], now: datetime, real_now: datetime
) -> dict[str, list[Question]]:
    """Person → all that they should have been asked while we were away: for a message that tells them what else is still
    true."""
    waiting = unit.meet(Requisition, interviews.reqs_to_ask_about(unit, now) if person_ids else ())
    theirs = [req.id for req in waiting if _heard_by(unit, customs, req, now).person_id in person_ids]
    found = interviews.to_ask_about_on(unit, theirs, now)
    late: dict[str, list[Question]] = {}
    for each in _questions(unit, customs, found, now, real_now):
        if each.since and each.person_id in person_ids:
            late.setdefault(each.person_id or "", []).append(each)
    return late


def put_into(unit: Unit, message: str, questions: Sequence[Question], now: datetime, real_now: datetime) -> dict[str, Any]:
    """What to compose one person's questions from, in the message of that key: it is edited when they are answered."""
    for each in questions:
        _is_asked(unit, each, now, real_now)
        unit.remember(question_key(each.interview.id, each.interview.ends_at), now, KIND, {"message": message})
    since = min(each.since for each in questions if each.since)
    refs = {TOGETHER: [each.interview.id for each in questions], "person": questions[0].person_id, "since": since.isoformat()}
    return refs | ({LEFT: True} if any(each.left for each in questions) else {})


def _questions(unit: Unit, customs: Customs, found: Sequence[Interview], now: datetime, real_now: datetime) -> list[Question]:
    """What is to be asked now; the rest is put off, or needs no asking."""
    questions = []
    for interview in found:
        req, _ = rounds.req_of_interview(unit, interview)
        surfaces.touch(unit, card_key(req), real_now)
        if req.status is not ReqStatus.OPEN:
            interview.ask_at = now + STANDS_STILL
            continue
        if not _matters(unit, interview, req, now):
            interview.asked_at = now
            continue
        heard, since = _heard_by(unit, customs, req, now), _late_since(unit, interview, now)
        if heard.at > now:
            if since:  # we were away, and say so when it is asked
                unit.remember(_late_key(interview), since, KIND)
            interview.ask_at = heard.at
            continue
        left = heard.person_id == req.hiring_manager_id and people.is_out(unit, unrecorded.asked_of(req), now)
        questions.append(Question(interview, req, heard.person_id, since, left))
    return questions


def _late_since(unit: Unit, interview: Interview, now: datetime) -> datetime | None:
    """From when on it should have been asked, where that passed while we were away; else None."""
    kept = unit.recall(_late_key(interview))
    meant = kept.at if kept else interview.ask_at or interview.ends_at
    return meant if now - meant > lateness.AFTER else None


def _late_key(interview: Interview) -> str:
    return f"late:{question_key(interview.id, interview.ends_at)}"


def _heard_by(unit: Unit, customs: Customs, req: Requisition, now: datetime) -> speaking.Told:
    """Who is asked, and when. While whoever should be is away, and nobody stands in for them, whoever hires is asked before they
    are back: nobody knows whose scorecard is due."""
    meant = unrecorded.asked_of(req)
    heard = speaking.heard_by(unit, customs, req, meant, now)
    if not people.is_out(unit, meant, now) or req.hiring_manager_id in (None, meant):
        return heard
    return min(heard, speaking.heard_by(unit, customs, req, req.hiring_manager_id, now), key=lambda told: told.at)


def _ask(unit: Unit, question: Question, now: datetime, real_now: datetime) -> None:
    """In a message of its own."""
    interview, person_id = question.interview, question.person_id
    _is_asked(unit, question, now, real_now)
    alone = reach(unit, person_id) if person_id else None
    address = alone or dict(question.req.address)
    if address:
        refs = {"interview": interview.id, "person": person_id} | ({} if alone else {"public": True})
        refs |= {LEFT: True} if question.left else {}
        refs |= {"since": question.since.isoformat()} if question.since else {}
        outbox.put(unit, question_key(interview.id, interview.ends_at), KIND, refs, address, real_now)


def _is_asked(unit: Unit, question: Question, now: datetime, real_now: datetime) -> None:
    question.interview.asked_at = now
    if question.person_id:
        surfaces.touch(unit, home_key(question.person_id), real_now)


def ask_unsaid(unit: Unit, message: Claim, said: Reply | None, now: datetime) -> None:
    """What a message was to ask, and did not as it left with what it `said` (None: it was dropped), is asked anew where it is
    still to be answered: of whoever is asked by now. Call it in the transaction that marks the message."""
    asks = message.refs if message.kind in KINDS else message.refs.get(KIND)
    if not asks:
        return
    told = (said.data.get(TOGETHER) or [said.data.get("interview")]) if said else []
    meant = unit.meet(Interview, [id for id in _ids(asks) if id not in told])
    keys = asked_in(unit, meant)
    unsaid = [
        each for each in meant if each.asked_at and message.key in keys[each.id] and interviews.is_unrecorded(unit, each, now)
    ]
    if not unsaid:
        return
    for each in unsaid if "since" in asks else ():  # we were away, and say so when it is asked
        unit.remember(_late_key(each), datetime.fromisoformat(asks["since"]), KIND)
    ask_anew(unit, unsaid, now)
    if TOGETHER in asks:
        left = {**asks, TOGETHER: [id for id in asks[TOGETHER] if id not in {each.id for each in unsaid}]}
        refs = left if asks is message.refs else {**message.refs, KIND: left}
        unit.update(Outbox, Outbox.id == message.id, refs=refs)
        unit.update(Surface, Surface.key == message.key, refs=refs)


def compose(unit: Unit, refs: Mapping[str, Any], now: datetime, *, edited: bool = False) -> Reply | None:
    """The question, or the questions of one message; what is answered is not asked (before it is said), or is one line without
    buttons (where it was: `edited`).

    Whom it asks, and whether others read it, was settled with its address: that may have changed since. Who may say it still
    keeps its buttons, and reads who is asked now; for who may not it is one line.
    """
    public = bool(refs.get("public"))
    open_, lines = _split(unit, refs, now, edited=edited)
    if not open_:
        return Reply(" ".join(lines), (Heading(lines[0]), *(Text(each) for each in lines[1:])), public=public) if lines else None
    asks = _asks(unit, refs, open_, now)
    late = _late(unit, refs, now) if not edited else ""
    return Reply(
        " ".join(filter(None, (late, asks, *lines))),
        (*((Text(late),) if late else ()), Heading(asks), *(Text(each, small=True) for each in lines)),
        **_ways(open_),
        public=public,
    )


def below(unit: Unit, refs: Mapping[str, Any], now: datetime, *, edited: bool, late: bool) -> Reply | None:
    """The same below what a message says of other things: its buttons say whom they are about. `late`: that it comes late is
    not said above."""
    open_, lines = _split(unit, refs, now, edited=edited)
    said = [*([_asks(unit, refs, open_, now)] if open_ else []), *lines]
    if not said:
        return None
    marked = [_late(unit, refs, now), *said] if late and not edited else said
    return Reply(
        " ".join(marked),
        tuple(Text(each) for each in marked),
        actions=unrecorded.buttons(open_),
        more=(Action(nudge_words.due_button(), "due"),) if open_ else (),
        data={TOGETHER: [each.interview.id for each in open_]},
    )


def _split(unit: Unit, refs: Mapping[str, Any], now: datetime, *, edited: bool) -> tuple[list[Unrecorded], list[str]]:
    """What a message still asks; and, where it was said (`edited`), a line of what became of the rest."""
    found = [_unrecorded(unit, refs, each, now) for each in unit.meet(Interview, _ids(refs))]
    theirs = [each for each in found if _may_say(unit, refs, each.req, now)]
    open_ = [each for each in theirs if _stands(unit, each, now, edited=edited)]
    if not edited:
        return open_, []
    lost = {each.req.number: say.question_not_yours(req=f"R-{each.req.number}") for each in found if each not in theirs}
    return open_, [*(_answered(unit, refs, each, now) for each in theirs if each not in open_), *lost.values()]


def _ids(refs: Mapping[str, Any]) -> list[str]:
    """The rounds that a message asks about."""
    return refs[TOGETHER] if TOGETHER in refs else [str(refs.get("interview"))]


def _unrecorded(unit: Unit, refs: Mapping[str, Any], interview: Interview, now: datetime) -> Unrecorded:
    req, application = rounds.req_of_interview(unit, interview)
    meant = _asked_instead(unit, refs, req)
    return Unrecorded(unit, interview, application, req, meant if meant and people.is_away(meant, now) else None)


def _asked_instead(unit: Unit, refs: Mapping[str, Any], req: Requisition) -> Person | None:
    """Who is asked about the req's rounds, where that is somebody else than who reads this message of theirs."""
    meant = unrecorded.asked_of(req)
    return unit.get(Person, meant) if not refs.get("public") and refs.get("person") not in (None, meant) else None


def _may_say(unit: Unit, refs: Mapping[str, Any], req: Requisition, now: datetime) -> bool:
    asked = unit.get(Person, str(refs.get("person") or unrecorded.asked_of(req)))
    return bool(refs.get("public")) or access.holds(unit, asked, RECORDS, req, now)


def _stands(unit: Unit, about: Unrecorded, now: datetime, *, edited: bool) -> bool:
    """Whether it is still to be answered; where it was asked (`edited`), also of a req that is on hold by now."""
    interview, req = about.interview, about.req
    is_over = interview.status is InterviewStatus.BOOKED and interview.ends_at <= now
    asks = req.status is ReqStatus.OPEN or (edited and req.closed_at is None)
    return is_over and asks and interviews.is_unrecorded(unit, interview, now)


def _asks(unit: Unit, refs: Mapping[str, Any], open_: Sequence[Unrecorded], now: datetime) -> str:
    zone, public = _zone(unit, refs, open_[0].req), bool(refs.get("public"))
    if len(open_) > 1:
        return unrecorded.did_it_happen(open_, zone, now)
    (one,) = open_
    absent = called(one.absent)
    another = None if one.absent else _asked_instead(unit, refs, one.req)
    text: str = say.did_it_happen(
        items=[one.item(zone, now, public=public)],
        rest=0,
        absent=absent,
        stands=LEFT not in refs,
        instead=called(another),
    )
    return text


def _ways(open_: Sequence[Unrecorded]) -> dict[str, Any]:
    """The buttons of a message that asks nothing else, and what it is about."""
    if len(open_) > 1:
        data = {TOGETHER: [each.interview.id for each in open_]}
        return {"actions": (*unrecorded.buttons(open_), Action(nudge_words.due_button(), "due")), "data": data}
    (one,) = open_
    no_show, move, cancel = unrecorded.ways(one.interview)
    about = {"interview": one.interview.id, "req": one.req.number}
    return {"actions": (one.happened(), no_show, move), "more": (cancel,), "data": about}


def _answered(unit: Unit, refs: Mapping[str, Any], about: Unrecorded, now: datetime) -> str:
    interview, req = about.interview, about.req
    when = times.at(interview.starts_at, _zone(unit, refs, req), now) if interview.ends_at > now else ""
    text: str = say.question_answered(
        name=naming.spoken_of(unit, candidate_of(unit, about.application), public=bool(refs.get("public"))),
        round=rounds.round_name(req, interview.round),
        req=f"R-{req.number}",
        status=interview.status.value,
        when=when,
    )
    return text


def _late(unit: Unit, refs: Mapping[str, Any], now: datetime) -> str:
    """That it comes late, where it does."""
    since, asked = refs.get("since"), unit.get(Person, str(refs.get("person")))
    zone = asked.timezone if asked else None
    return nudge_words.late(since=times.at(datetime.fromisoformat(since), zone, now)) if since else ""


def _zone(unit: Unit, refs: Mapping[str, Any], req: Requisition) -> str | None:
    asked = unit.get(Person, str(refs.get("person") or unrecorded.asked_of(req)))
    return asked.timezone if asked else None


def _matters(unit: Unit, interview: Interview, req: Requisition, now: datetime) -> bool:
    return req.status is ReqStatus.OPEN and interviews.is_unrecorded(unit, interview, now)

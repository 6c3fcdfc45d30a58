"""`decide yes`, `decide no` and `told`: what was decided after the loop, and that the candidate heard our no."""

from __future__ import annotations

from typing import Annotated

from handlers.core.errors import Conflict, NotFound
from handlers.core.markers import Moment, Reason, Remaining, SaidNo
from handlers.core.reply import Action, Element, Reply, Text
from handlers.core.typed.amounts import Empty
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline import changes, history, rounds, scorecards
from handlers.pipeline.changes import Deed
from handlers.pipeline.reading import finding, naming, when, whichcandidate
from handlers.pipeline.replies import changed
from handlers.pipeline.rules import nextdue, standing
from handlers.pipeline.rules.policy import deed
from storage.enums import Decision, Outcome
from storage.models import Application, Event, Person, Requisition
from storage.reqs import Entry

say = Wording("decide")

DECISIONS = dict.fromkeys(("yes", "y", "hire"), Decision.YES) | dict.fromkeys(("no", "n"), Decision.NO)
"""How a decision is said behind the name."""


class DecideArgs(naming.AboutCandidate):
    """About whom, why, and when it was decided, where that is not now."""

    why: Annotated[str, Reason(pauses=True)] = ""
    when: Annotated[str | None, Moment(), Empty] = None


class WhichArgs(DecideArgs):
    """The same, and what was decided, where it stands behind a name in quotation marks."""

    after_name: Annotated[str, Remaining()] = ""


class ToldArgs(naming.AboutCandidate):
    """Who was told, and when; what they were told is our no, however it is said."""

    no: Annotated[str, SaidNo()] = ""
    when: Annotated[str | None, Moment(), Empty] = None


@verb(
    "decide",
    WhichArgs,
    summary="Decide about a candidate after the loop: yes or no",
    usage='decide yes | no "Ana Q." [R-12] [because …]',
    examples=('decide "A.Q." R-12', "decide Ana"),
    no_verb_before=("between",),
    effect="write",
    access="decide",
)
def decide(asked: WhichArgs, at: Context) -> Reply:
    """What `decide yes` and `decide no` answer, where the name stands first; else both buttons, who still owes a scorecard, and
    the debrief; a word that is no decision is told."""
    req, entry, said = _whom(at, asked)
    if (decided := _decided(said)) is not None:
        decision, why = decided
        verb_meant = decide_yes if decision is Decision.YES else decide_no
        meant = DecideArgs(application=entry.application.id, rev=asked.rev, why=asked.why or why, when=asked.when)
        return verb_meant.handle(meant, at)
    application, name = entry.application, naming.called(at, entry.candidate)
    _open_to(at, req, entry)
    about = {"application": application.id, "rev": application.rev}
    lead = say.which(name=name, req=f"R-{req.number}", said=said[:40])
    return Reply(
        lead,
        (Text(lead), *_owed(at, req, application)),
        actions=(
            Action(say.yes_button(), "decide yes", about, primary=True),
            Action(say.no_button(), "decide no", about),
            Action(say.debrief_button(), "debrief", {"application": application.id}),
        ),
        data={"req": req.number, "application": application.id, "decision": None},
    )


@verb(
    "decide yes",
    DecideArgs,
    summary="We want them: the way to the offer is open",
    usage='decide yes "Ana Q." [R-12] [because …]',
    examples=('decide yes "A.Q." R-12',),
    aliases=("decided yes",),
    effect="write",
    access="decide",
    listed=False,
)
def decide_yes(asked: DecideArgs, at: Context) -> Reply:
    """That it is decided, and the offer as the next step. Raises Conflict before the loop is over, and where it was decided."""
    req, entry = finding.the_application(at, asked)
    application, name = entry.application, naming.called(at, entry.candidate)
    _open_to(at, req, entry, Decision.YES)
    if application.outcome is Outcome.OFFER:
        raise standing.offer_says_yes(at, req, entry)
    if application.loop_done_at is None:
        about = {"application": application.id}
        raise Conflict(say.loop_not_done(name=name), actions=(Action(say.loop_done_button(), "loop done", about),))
    decided_at = when.behind(at, asked.when, after=application.loop_done_at) if asked.when else None
    event = changes.decide(at.unit, deed(at, decided_at), application, Decision.YES, asked.why.strip())
    about = {"application": application.id}
    return changed(
        say.yes(name=name, who=at.speaker, req=f"R-{req.number}"),
        event,
        *when.taken(at, asked.when, event.occurred_at),
        *nextdue.offer_heard_late(at, req, application, drafted=False),
        *_owed(at, req, application),
        actions=(
            Action(say.draft_button(), "offer draft", about, primary=True),
            Action(say.sent_button(), "offer sent", about),
        ),
        data={"req": req.number, "application": application.id, "decision": "yes"},
    )


@verb(
    "decide no",
    DecideArgs,
    summary="We decided against them: telling them is next",
    usage='decide no "Ana Q." [R-12] [because …]',
    examples=('decide no "A.Q." R-12',),
    aliases=("decided no",),
    effect="write",
    access="decide",
    listed=False,
)
def decide_no(asked: DecideArgs, at: Context) -> Reply:
    """That it is decided: the application ends, and the clock for telling them runs. Raises Conflict where it was decided."""
    req, entry = finding.the_application(at, asked)
    application, name = entry.application, naming.called(at, entry.candidate)
    _open_to(at, req, entry, Decision.NO)
    if application.outcome is Outcome.OFFER:
        raise standing.offer_is_out(at, entry)
    decided_at = when.behind(at, asked.when, after=application.loop_done_at) if asked.when else None
    event = changes.decide(at.unit, deed(at, decided_at), application, Decision.NO, asked.why.strip())
    booked = rounds.ahead(at.unit, application, at.command.now)
    told_them = Action(say.told_button(), "told", {"application": application.id}, primary=True)
    return changed(
        say.no(name=name, who=at.speaker, req=f"R-{req.number}"),
        event,
        *when.taken(at, asked.when, event.occurred_at),
        *rounds.still_booked(at, req, booked),
        *rounds.untold(at, application),
        actions=(told_them, *rounds.calling_off(booked[:1])),
        data={"req": req.number, "application": application.id, "decision": "no"},
    )


@verb(
    "told",
    ToldArgs,
    summary="The candidate has heard our no",
    usage='told "Ana Q." [R-12] [yesterday 16:00]',
    examples=('told "A.Q." R-12', 'told "A.Q." R-12 yesterday 16:00'),
    aliases=("told no", "candidate told"),
    effect="write",
    access="run_candidates",
)
def told(asked: ToldArgs, at: Context) -> Reply:
    """That they know. Who is still in a search that is over is turned down by that. Raises Conflict for anybody else whom nobody
    turned down, or who was told."""
    req, entry = finding.the_application(at, asked)
    application, name = entry.application, naming.called(at, entry.candidate)
    is_the_end = application.outcome is None and req.closed_at is not None
    if application.outcome is Outcome.OFFER:
        raise standing.offer_is_out(at, entry)
    if application.outcome is not Outcome.REJECTED and not is_the_end:
        about = {"application": application.id}
        raise Conflict(say.nothing_to_tell(name=name), actions=(Action(say.no_button(), "decide no", about),))
    if application.told_at is not None:
        raise Conflict(say.told_already(name=name, when=when.shown(at, application.told_at)))
    done = deed(at, when.behind(at, asked.when) if asked.when else None)
    event = _tell(at, done, application, is_the_end=is_the_end)
    lead = say.told(name=name, who=at.speaker, req=f"R-{req.number}")
    data = {"req": req.number, "application": application.id, "told": True}
    return changed(lead, event, *when.taken(at, asked.when, event.occurred_at), data=data)


def _tell(at: Context, done: Deed, application: Application, *, is_the_end: bool) -> Event:
    """That they have heard it. `is_the_end`: our no was that the search is over without them, and is taken back with it."""
    if not is_the_end:
        return changes.tell_no(at.unit, done, application)
    event = changes.reject(at.unit, done, application)
    changes.tell_no(at.unit, changes.because_of(done, event), application)
    return event


def _whom(at: Context, asked: WhichArgs) -> tuple[Requisition, Entry, str]:
    """Who is meant, and the words before or behind the name that are no part of it: `decide maybe ana`. Raises NotFound."""
    try:
        return *whichcandidate.named_application(at, asked), asked.after_name
    except NotFound as missed:
        words = asked.candidate.split()
        ends = [place for place, word in enumerate(words) if place and _decided(word)]
        for name, said in (
            *((words[:place], words[place:]) for place in ends), (words[1:], words[:1]), (words[:-1], words[-1:]),
        ) if len(words) > 1 else ():  # fmt: skip
            try:
                return *whichcandidate.named_application(at, asked.model_copy(update={"candidate": " ".join(name)})), " ".join(
                    said
                )
            except NotFound:
                continue
        raise missed from None


def _decided(said: str) -> tuple[Decision, str] | None:
    """(The decision that words begin with, what is said behind it); None where they begin with none."""
    first, _, rest = said.strip(" ,.;:!").partition(" ")
    decision = DECISIONS.get(first.casefold().strip(",.;:!"))
    return (decision, rest.strip(" ,.;:–-")) if decision else None


def _open_to(at: Context, req: Requisition, entry: Entry, decision: Decision | None = None) -> None:
    """Raise Conflict where that (None: anything) was decided since the final round, which may have been held again."""
    application = entry.application
    stands = application.decision if _is_since_the_loop(application) else None
    says_it = application.ended_at is None or stands is Decision.NO  # of who has left since, that they have is what counts
    if stands is not None and decision in (None, stands) and says_it:
        name, about = naming.called(at, entry.candidate), {"application": application.id}
        other = (Action(say.no_button(), "decide no", about),) if stands is Decision.YES else ()
        text = say.decided(name=name, decision=stands.value, last=history.what_made(at, application, "decision"))
        raise Conflict(text, actions=other)
    standing.in_search(at, req, entry)


def _is_since_the_loop(application: Application) -> bool:
    ended, decided_at = application.loop_done_at, application.decided_at
    return ended is None or decided_at is None or decided_at >= ended


def _owed(at: Context, req: Requisition, application: Application) -> tuple[Element, ...]:
    owed = scorecards.owed(at.unit, at.library, req, application)
    people = [person for _, id in owed if (person := at.unit.get(Person, id))]
    return (Text(say.owed(who=rounds.names(people))),) if people else ()

"""Several rounds of one candidate that are told in one breath, each with its interviewer and its time: each as a button."""

from __future__ import annotations

from handlers.core.reading.utterance import words_of
from handlers.core.reply import MAX_ACTIONS, Action, Reply, Text
from handlers.core.typed import slots
from handlers.core.typed.corrections import RESCHEDULED
from handlers.core.verb import Context, Verb
from handlers.core.wording import Wording
from handlers.pipeline.reading import deedbuttons, naming, ofkind, reqsaid, spokenof
from handlers.pipeline.reading.deedchoice import req_of_theirs
from storage.reqs import Entry

say = Wording("deedsaid")

BOOKS = "interview book"


def offered(at: Context, *, least: int) -> Reply | None:
    """A button for each round; None where the words say anything else, or name no one candidate."""
    said = words_of(at.command.said)
    told = slots.told(said, least)
    verb = deedbuttons.verb_named(at, BOOKS)
    found = spokenof.named(at, told[0], said) if told and verb else []
    if told is None or verb is None or len(found) != 1:
        return None
    actions = tuple(_booking(at, verb, told[0], each, found[0]) for each in told[1])
    lead = say.which(names=[naming.called(at, found[0].candidate)], req=req_of_theirs(at, found[0]))
    return Reply(lead, (Text(lead),), actions=actions[:MAX_ACTIONS], more=actions[MAX_ACTIONS:], confidential=True)


def either(at: Context) -> Reply | None:
    """A round of theirs at each of the times that they can come; None where the words name no one candidate."""
    said = words_of(at.command.said)
    told = slots.either(said)
    found = spokenof.named(at, told[0], said) if told else []
    if told is None or len(found) != 1:
        return None
    name = ofkind.verbs(at, RESCHEDULED, found[0])[0]
    if (verb := deedbuttons.verb_named(at, name)) is None or not ofkind.can_be(at, name, found[0]):
        return None
    actions = []
    for when in told[1]:
        one = deedbuttons.button(at, verb, told[0], found[0], named=False)
        actions.append(Action(say.button(verb=name, name=when)[:75], name, {**one.args, "when": when}))
    lead = say.either(name=naming.called(at, found[0].candidate), req=req_of_theirs(at, found[0]))
    return Reply(lead, (Text(lead),), actions=tuple(actions[:MAX_ACTIONS]), more=tuple(actions[MAX_ACTIONS:]), confidential=True)


def _booking(at: Context, verb: Verb, head: str, slot: slots.Slot, entry: Entry) -> Action:
    """One of the rounds, which may be named before them; whoever is no colleague that we know is asked for by name."""
    said = deedbuttons.read(at, verb, f"with {slot.who} {slot.when}")
    args = {"when": said.get("when", slot.when), "interviewers": said.get("interviewers") or [f"@{slot.who.lstrip('@')}"]}
    round_named = deedbuttons.button(at, verb, f"{head} {slot.when}", entry, named=False).args.get("round")
    args |= {"round": round_named} if round_named else {}
    label = say.button(verb=BOOKS, name=f"{reqsaid.called(at, args['interviewers'][0]).lstrip('@')}, {slot.when}")
    return Action(label[:75], BOOKS, args | {"application": entry.application.id})

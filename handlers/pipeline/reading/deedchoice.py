"""A deed that is told of those who are named: each deed of each of them as a button, and a question where they leave it open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from handlers.core.reading.utterance import words_of
from handlers.core.reply import MAX_ACTIONS, Action, Reply, Text
from handlers.core.typed.deedphrases import CALLS, TOOK_PLACE
from handlers.core.typed.deedwords import NOTES, Told
from handlers.core.typed.labelled import names_a_bonus
from handlers.core.typed.statewords import SHOWS
from handlers.core.verb import Context
from handlers.core.wording import Wording
from handlers.pipeline.changes import req_of
from handlers.pipeline.reading import deedbuttons, naming, nooffer, ofkind, owntimes, spokenof
from storage.reqs import Entry

say = Wording("deedsaid")

MOVES = "cand move"
MANY = 2
_OF_TERMS = frozenset({"offer draft", "offer edit", "offer counter"})
_HELD = (TOOK_PLACE, *CALLS)
_SENTENCES = re.compile(r"[.;!]\s+|\s*[,–—-]\s*(?=(?:then|next|now)\b|(?:\w+\s+){1,3}next\W*$)|\s+(?=next:)", re.IGNORECASE)


def which(at: Context, told: Told, found: Sequence[Entry]) -> Reply | None:
    """Each of these deeds of each of them as a button; of several the likeliest."""
    told, found = _to_a_stage(at, told, found) if told.verbs == (MOVES,) else (told, found)
    if not found:
        return None
    told = _in_its_sentence(told, found)
    if len(found) == 1 and nooffer.is_answered(at, told, found[0]):
        return nooffer.reply(at, told, found[0])
    most = 1 if len(found) > 1 else None
    own = owntimes.parted(told, found)
    if own is None:
        return whose_is_what(at, found)
    lacking = [each for each in found if nooffer.is_answered(at, told, each)]
    if len(lacking) == len(found) > 1:
        return nooffer.of_several(at, found)
    actions = tuple(
        deedbuttons.button(at, verb, theirs.beside, each, named=len(found) > 1, among=found, calls=set(CALLS) <= set(told.verbs))
        for each, theirs in zip(found, own, strict=True)
        for name in ofkind.verbs(at, told.verbs, each)[:most]
        if (verb := deedbuttons.verb_named(at, name)) is not None and not (each in lacking and name in ofkind.ANSWERS)
    )
    names = [naming.called(at, each.candidate) for each in found]
    sentence = say.whose if told.verbs == (SHOWS,) else say.which
    lead = sentence(names=names, req=req_of_theirs(at, found[0]) if len(found) == 1 else "")
    if note := _of_what_is_paid_once(at, found, actions):
        actions, lead = (*actions, note), f"{lead} {say.paid_once()}"
    return Reply(lead, (Text(lead),), actions=actions[:MAX_ACTIONS], more=actions[MAX_ACTIONS:], confidential=True)


def _to_a_stage(at: Context, told: Told, found: Sequence[Entry]) -> tuple[Told, Sequence[Entry]]:
    """Who is moved to a stage of theirs; without the stage where it is one of another loop."""
    stage = deedbuttons.read(at, deedbuttons.verb_named(at, MOVES), told.beside).get("stage", "")
    unlike = deedbuttons.is_called_so(stage)
    found = [each for each in found if unlike or deedbuttons.is_stage(at, stage, each)]
    if unlike and found and not deedbuttons.is_stage(at, stage, found[0]):
        told = replace(told, beside="")
    return told, found


def _of_what_is_paid_once(at: Context, found: Sequence[Entry], actions: Sequence[Action]) -> Action | None:
    """A note with the words, where one of the terms that they name is none that an offer holds."""
    if len(found) > 1 or not any(each.verb in _OF_TERMS for each in actions) or not names_a_bonus(at.command.said):
        return None
    about = {"application": found[0].application.id, "text": words_of(at.command.said)}
    return Action(say.button(verb=NOTES, name=""), NOTES, about)


def _in_its_sentence(told: Told, found: Sequence[Entry]) -> Told:
    """A call or a round that took place, by the words of its own sentence: what is said to come next is none of it (`talked to
    ana today. next: design with tom`)."""
    if len(found) != 1 or told.verbs[0] not in _HELD or len(parts := _SENTENCES.split(told.beside)) < MANY:
        return told
    first = (found[0].candidate.name or "").split(" ")[0].casefold()
    return replace(told, beside=next((each for each in parts if first and first in each.casefold()), parts[0]))


def whose_is_what(at: Context, found: Sequence[Entry]) -> Reply:
    """That more than one deed is told of more than one, and nothing parts them."""
    lead = say.whose_is_what()
    shows = [
        Action(say.show_button(req=naming.called(at, each.candidate)), SHOWS, {"application": each.application.id})
        for each in found
    ]
    return Reply(lead, (Text(lead),), actions=tuple(shows[:MAX_ACTIONS]), more=tuple(shows[MAX_ACTIONS:]), confidential=True)


def elsewhere(at: Context, told: Told, found: Sequence[Entry]) -> Reply | None:
    """That nobody called so is in the req that is meant, with the same of who is in another, and whoever is in that."""
    meant = spokenof.number_meant(at, at.command.said)
    verb = deedbuttons.verb_named(at, told.verbs[0])
    if verb is None:
        return None
    named = [(naming.called(at, each.candidate), req_of_theirs(at, each), each) for each in found]
    lead = say.not_in_req(people=[(name, req) for name, req, _ in named], req=f"R-{meant}")
    actions = [
        replace(
            deedbuttons.button(at, verb, told.beside, each, named=False, among=found),
            label=say.button(verb=verb.name, name=f"{name}, {req}")[:75],
        )
        for name, req, each in named
    ]
    if meant in {each.number for each in naming.open_to(at)}:
        actions.append(Action(say.show_button(req=f"R-{meant}"), "cand list", {"req": meant}))
    return Reply(lead, (Text(lead),), actions=tuple(actions[:MAX_ACTIONS]), more=tuple(actions[MAX_ACTIONS:]), confidential=True)


def req_of_theirs(at: Context, entry: Entry) -> str:
    return f"R-{req_of(at.unit, entry.application).number}"

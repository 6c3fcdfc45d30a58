"""A deed that is told of those who are named: each deed of each of them as a button, and a question where they leave it open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.core.reply import MAX_ACTIONS, Action, Reply, Text
from handlers.core.typed.deedphrases import CALLS
from handlers.core.typed.deedwords import Told
from handlers.core.typed.statewords import SHOWS
from handlers.core.verb import Context
from handlers.core.wording import Wording
from handlers.pipeline.changes import req_of
from handlers.pipeline.reading import deedbuttons, naming, nooffer, ofkind, owntimes, spokenof
from storage.reqs import Entry

say = Wording("deedsaid")

MOVES = "cand move"


def which(at: Context, told: Told, found: Sequence[Entry]) -> Reply | None:
    """Each of these deeds of each of them as a button; of several the likeliest."""
    if told.verbs == (MOVES,):
        stage = deedbuttons.read(at, deedbuttons.verb_named(at, MOVES), told.beside).get("stage", "")
        unlike = deedbuttons.is_called_so(stage)
        found = [each for each in found if unlike or deedbuttons.is_stage(at, stage, each)]
        if unlike and found and not deedbuttons.is_stage(at, stage, found[0]):
            told = replace(told, beside="")
    if not found:
        return None
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
    return Reply(lead, (Text(lead),), actions=actions[:MAX_ACTIONS], more=actions[MAX_ACTIONS:], confidential=True)


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

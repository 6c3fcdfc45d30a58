"""An answer that is told of somebody who has no offer of ours: that none is out, with what comes before an answer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlers.core.reading.utterance import words_of
from handlers.core.reply import MAX_ACTIONS, Action, Reply, Text
from handlers.core.typed.deedsdenied import OTHER
from handlers.core.typed.deedwords import Told
from handlers.core.verb import Context
from handlers.core.wording import Wording
from handlers.pipeline.changes import req_of
from handlers.pipeline.reading import deedbuttons, naming, ofkind
from storage import reqs
from storage.enums import OfferStatus, Outcome
from storage.reqs import Entry

say = Wording("deedsaid")

ACCEPTS, SENT, DRAFTS, SHOWS_TERMS = "offer accept", "offer sent", "offer draft", "offer show"
_OFFER = re.compile(r"\boffer\b", re.IGNORECASE)


def is_answered(at: Context, told: Told, entry: Entry) -> bool:
    """Whether an answer to an offer of ours is told of somebody who has none; a no that speaks of no offer is of the search, and
    one for another company's offer is, too."""
    if ofkind.ANSWERS.isdisjoint(told.verbs) or entry.application.outcome is Outcome.OFFER:
        return False
    of_ours = _OFFER.search(words_of(at.command.said)) is not None and OTHER not in f" {told.beside} "
    return of_ours or told.verbs[0] == ACCEPTS or told.verbs[-1] == ACCEPTS


def of_whom(at: Context, entries: Sequence[Entry]) -> list[tuple[str, str]]:
    """How they are called, and their reqs, each once."""
    once = {each.application.id: each for each in entries}.values()
    return [(naming.called(at, each.candidate), f"R-{req_of(at.unit, each.application).number}") for each in once]


def reply(at: Context, told: Told, entry: Entry) -> Reply:
    """What else can be told of them by these words, and what comes before an answer."""
    left = [each for each in ofkind.verbs(at, told.verbs, entry) if each not in ofkind.ANSWERS]
    deeds = [
        deedbuttons.button(at, verb, told.beside, entry, named=False)
        for name in left
        if (verb := deedbuttons.verb_named(at, name)) is not None
    ]
    actions = (*deeds, *_before(at, entry))
    text = say.none_out(people=of_whom(at, [entry]))
    return Reply(text, (Text(text),), actions=actions[:MAX_ACTIONS], more=actions[MAX_ACTIONS:], confidential=True)


def of_several(at: Context, entries: Sequence[Entry]) -> Reply:
    """The same of several who have none."""
    text = say.none_out(people=of_whom(at, entries))
    steps = [first_step(at, each) for each in entries]
    return Reply(text, (Text(text),), actions=tuple(steps[:MAX_ACTIONS]), more=tuple(steps[MAX_ACTIONS:]), confidential=True)


def first_step(at: Context, entry: Entry) -> Action:
    """What comes before an answer, of somebody who is named on it."""
    return _before(at, entry, naming.called(at, entry.candidate))[-1]


def _before(at: Context, entry: Entry, name: str = "") -> tuple[Action, ...]:
    """What an offer waits for; where none is made, making it, or that one was sent all the same."""
    about = {"application": entry.application.id}
    sent = Action(say.button(verb=SENT, name=name)[:75], SENT, about)
    offer = reqs.live_offer(at.unit, entry.application.id)
    if offer is None:
        return Action(say.button(verb=DRAFTS, name=""), DRAFTS, about), sent
    if offer.status is OfferStatus.DRAFT:
        return (Action(say.terms_button(name=naming.called(at, entry.candidate))[:75], SHOWS_TERMS, about),)
    return (sent,)

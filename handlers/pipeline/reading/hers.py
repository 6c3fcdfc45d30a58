"""Whose standing is asked for as hers: `where is she`, `did he accept?`."""

from __future__ import annotations

from handlers.core.reading.utterance import words_of
from handlers.core.reply import MAX_ACTIONS, Action, Reply, Text
from handlers.core.typed.deedwords import Told
from handlers.core.typed.statewords import SHOWS
from handlers.core.verb import Context
from handlers.core.wording import Wording
from handlers.pipeline.reading import naming, ofkind, spokenof

say = Wording("deedsaid")


def shown(at: Context, told: Told) -> Reply | Action | None:
    """Of whom the speaker dealt with last. Where that is forgotten, each who may be meant has a button, if that is all that is
    asked; None where nobody is spoken of so."""
    is_all = told.beside != words_of(at.command.said)
    if not spokenof.is_pronoun(told.beside) or not (is_all or spokenof.is_of_one(told.beside)):
        return None  # `will they accept 180k` is asked of candidates at large
    if found := spokenof.they(at, told.beside):
        return Action("", SHOWS, {"application": found.application.id})
    live = ofkind.everybody(at, SHOWS) if is_all and spokenof.is_of_one(told.beside) else []
    if not live:
        return None
    lead = say.who(rest=max(0, len(live) - naming.OFFERED))
    buttons = tuple(
        Action(say.show_button(req=naming.called(at, each.candidate)), SHOWS, {"application": each.application.id})
        for each in live[: naming.OFFERED]
    )
    return Reply(lead, (Text(lead),), actions=buttons[:MAX_ACTIONS], more=buttons[MAX_ACTIONS:], confidential=True)

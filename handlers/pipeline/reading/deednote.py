"""Words about somebody that tell no deed: kept as a note where a press says so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlers.core.reply import MAX_ACTIONS, Action, Reply, Text
from handlers.core.typed.deedwords import NOTES
from handlers.core.typed.statewords import SHOWS
from handlers.core.typed.wordnames import is_a_word
from handlers.core.verb import Context
from handlers.core.wording import Wording
from handlers.pipeline.reading import naming, spokenof
from handlers.pipeline.reading.deedchoice import req_of_theirs
from storage.reqs import Entry

say = Wording("deedsaid")

_AGAINST = re.compile(r"\b(?:vs?|versus|or|against|compared)\b", re.IGNORECASE)


def to_note(at: Context, words: str, found: Sequence[Entry]) -> Reply | None:
    """That nothing was understood as a deed, with keeping the words as a note; about several where they begin with one's name."""
    if len(found) > 1 and not (
        len(found) <= MAX_ACTIONS and spokenof.begins_with_one(words, found) and not _AGAINST.search(words)
    ):
        surely = not any(is_a_word((each.candidate.name or "").split(" ")[0]) for each in found)
        return _shows(at, found) if surely and len(found) <= MAX_ACTIONS and not _AGAINST.search(words) else None
    names = [naming.called(at, each.candidate) for each in found]
    about = [{"application": each.application.id} for each in found]
    lead = say.no_deed(people=[(name, req_of_theirs(at, each)) for name, each in zip(names, found, strict=True)])
    notes = [
        Action(say.button(verb=NOTES, name=name if len(found) > 1 else "")[:75], NOTES, one | {"text": words})
        for name, one in zip(names, about, strict=True)
    ]
    shows = [Action(say.show_button(req=name), SHOWS, one) for name, one in zip(names, about, strict=True)]
    actions = (*notes, *shows)
    return Reply(lead, (Text(lead),), actions=actions[:MAX_ACTIONS], more=actions[MAX_ACTIONS:], confidential=True)


def _shows(at: Context, found: Sequence[Entry]) -> Reply:
    """That nothing was read to record of several, with each as a button."""
    names = [naming.called(at, each.candidate) for each in found]
    lead = say.no_deed_of_several(names=names)
    shows = [
        Action(say.show_button(req=name), SHOWS, {"application": each.application.id})
        for name, each in zip(names, found, strict=True)
    ]
    return Reply(lead, (Text(lead),), actions=tuple(shows), confidential=True)

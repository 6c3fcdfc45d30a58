"""Words about somebody who is in the loop no more, and tell no deed of theirs: that is said, and no guide is asked."""

from __future__ import annotations

from handlers.core.reading.utterance import words_of
from handlers.core.reply import Action, Reply, Text
from handlers.core.typed.deedphrases import BACK
from handlers.core.typed.deedwords import NOTES, Told
from handlers.core.typed.statewords import SHOWS
from handlers.core.verb import Context
from handlers.core.wording import Wording
from handlers.pipeline.reading import naming, spokenof
from handlers.pipeline.reading.deedchoice import req_of_theirs
from storage.enums import Outcome

say = Wording("deedsaid")

MOVES = "cand move"


def spoken_of(at: Context, told: Told) -> Reply | None:
    """That they are out of the loop, with keeping the words as a note and taking them up again; None where it is no thread of
    their search and the words do not begin with them."""
    said = words_of(at.command.said)
    if "?" in said or told.verbs == (SHOWS,):
        return None
    left = spokenof.left(at, said, said)
    here = naming.req_of_place(at)
    left = [each for each in left if here is None or each.application.requisition_id == here.id]
    if len(left) != 1 or not (here or spokenof.begins_with_one(said, left)):
        return None
    entry = left[0]
    name, outcome = naming.called(at, entry.candidate), entry.application.outcome
    lead = say.gone(name=name, req=req_of_theirs(at, entry), outcome=outcome.value if outcome else "")
    about = {"application": entry.application.id}
    note = Action(say.button(verb=NOTES, name=""), NOTES, about | {"text": said})
    again = Action(say.button(verb=BACK, name=""), MOVES, about | {"stage": entry.application.stage})
    show = Action(say.show_button(req=name)[:75], SHOWS, about)
    actions = (note, show) if outcome is Outcome.HIRED else (note, again, show)
    return Reply(lead, (Text(lead),), actions=actions, confidential=True)

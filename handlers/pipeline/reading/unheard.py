"""What is told in a req's thread, names nobody and tells no deed: kept as a note where a press says about whom. In a search's
thread nobody tells such things to the guides."""

from __future__ import annotations

import re
from collections.abc import Callable

from handlers.core.reading.utterance import words_of
from handlers.core.reply import MAX_ACTIONS, Action, Reply, Text
from handlers.core.typed.deedwords import ASKS, NOTES
from handlers.core.verb import Context
from handlers.core.wording import Wording
from handlers.pipeline import access_of
from handlers.pipeline.reading import naming, spokenof
from storage import reqs
from storage.models import Requisition

say = Wording("deedsaid")

FEWEST, MOST = 3, 30
"""Words of what is told so."""
_OF_A_SEARCH = re.compile(
    r"\b(?:he|she|him|her|his|they|them|their|offers?|letter|contract|paperwork|interviews?|rounds?|screen|technical|onsite|final|panel"
    r"|take-?home|score ?cards?|references?|background check|start date|first day|approv\w+|legal|fine with|happy with|good with"
    r"|waiting)\b",
    re.IGNORECASE,
)
_WISHES = re.compile(
    r"\b(?:any|or not|wondering|wonder|remind|ignore|typo"
    r"|need|help|advice|tips|examples?|template|should|looking for|how|what|why|which|who|guide|figures?|market|typical|usual"
    r"|usually|normally)\b",
    re.IGNORECASE,
)
"""What is asked of the guides, though it is no question."""


def noted(at: Context) -> Reply | None:
    """Keeping the words as a note about whoever was dealt with last, or each of the few in the search; None where it is no thread
    of a search, or they may be asked of the guides."""
    here, said = naming.req_of_place(at), words_of(at.command.said)
    if here is None or "?" in said or not FEWEST <= len(said.split()) <= MOST or ASKS.match(said):
        return None
    if _OF_A_SEARCH.search(said) is None or _WISHES.search(said):
        return None
    return _kept(at, here, said, say.unheard)


def verdict(at: Context) -> Reply | None:
    """The same of a yes or no for which nobody's loop is done."""
    here = naming.req_of_place(at)
    return _kept(at, here, words_of(at.command.said), say.no_verdict) if here else None


def _kept(at: Context, here: Requisition, said: str, lead_of: Callable[..., str]) -> Reply | None:
    last = spokenof.last(at)
    found = [last] if last else list(reqs.entries(at.unit, here.id, limit=MAX_ACTIONS + 1))
    found = [each for each in found if access_of.may_see(at, each.application)]
    if not found:
        return None
    few = found if len(found) <= MAX_ACTIONS else []
    lead = lead_of(notes=bool(few))
    actions = [
        Action(
            say.button(verb=NOTES, name=naming.called(at, each.candidate))[:75],
            NOTES,
            {"application": each.application.id, "text": said},
        )
        for each in few
    ]
    board = () if few else (Action(say.board_button(), "board"),)
    return Reply(lead, (Text(lead),), actions=(*actions, *board), confidential=True)

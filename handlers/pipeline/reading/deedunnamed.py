"""A deed that is told of nobody by name: whom `she` means, what waits for it, or whom to ask about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlers.core.reading.utterance import words_of
from handlers.core.reply import MAX_ACTIONS, Action, Reply, Text
from handlers.core.typed import deedshapes, notours
from handlers.core.typed.corrections import RESCHEDULED
from handlers.core.typed.deedphrases import CALLS, TELLS
from handlers.core.typed.deedwords import NOTES, OF_A_REQ, Told
from handlers.core.typed.statewords import SHOWS
from handlers.core.verb import Context
from handlers.core.wording import Wording
from handlers.pipeline.messages import unrecorded
from handlers.pipeline.reading import (
    approvalsaid,
    deedbuttons,
    hers,
    naming,
    ofkind,
    others,
    putright,
    reqsaid,
    spokenof,
    strangers,
    unheard,
)
from handlers.pipeline.reading.deedchoice import which
from handlers.pipeline.reading.deednote import to_note
from storage import reqs
from storage.reqs import Entry

say = Wording("deedsaid")

BOOKS, TOOK_PLACE, APPROVES = "interview book", "interview done", "offer approve"
MOVES_ROUND = "interview move"
SENT, EXTENDS, DRAFTS, EDITS = "offer sent", "offer extend", "offer draft", "offer edit"

SCORES = "scorecard"
VERDICTS = ("decide yes", "decide no")
ANSWERED = ("offer accept", "offer decline")
OF_THE_LAST = ("offer sent", "offer draft", "call recruiter done", "loop done")
"""What is told without a name is told of whom the speaker dealt with last: `sent the offer`."""
_OF_IT = re.compile(r"\s*(?:it|that|this|(?:the|this|that) offer)\b", re.IGNORECASE)
MOST_IN_HASTE = 4
_OF_HER = re.compile(r"\W*(?:he|she|his|her)(?:['’]\w+)?\s", re.IGNORECASE)
_GIVES_HER = re.compile(
    r"\W*(?:(?:please|pls|ok|okay|so|let['’]?s|we|i|can you|just)\s+)*g[ia]ve\s+(?:him|her|them)\s", re.IGNORECASE
)
_CHANGES = re.compile(r"\W*(?:please\s+|pls\s+)?(?:bump|raise|up|lower|change|go(?: up)? to)\b", re.IGNORECASE)
"""What is done so to an offer is done to one that there is."""
_OFFER = re.compile(r"\boffer\b", re.IGNORECASE)


def not_named(at: Context, told: Told) -> Entry | Reply | Action | None:
    """Whom `she` means, or what is asked about a deed of nobody in particular; None where the words may name a stranger."""
    if told.verbs == (SHOWS,):
        return hers.shown(at, told) or reqsaid.shown(at, told.beside) or _in_haste(at, told.beside) or _what_they_owe(at, told)
    if stranger := strangers.several(at, told) or strangers.unknown(at, told):
        return stranger
    if told.verbs == (NOTES,) or _is_done_to_a_colleague(at, told):
        return _nothing_told(at, told)
    if found := spokenof.they(at, told.beside):
        return _she(at, told, found)
    if spokenof.is_of_one(at.command.said) and (asked := _whom(at, told) or _nobody(at, told)):
        return asked
    if told.verbs[0] == EXTENDS and _OF_IT.match(told.beside):
        return _which_offer(at, told) or _nobody(at, told)
    if deedshapes.next_round(told.beside) and (last := spokenof.last(at)):
        return last
    if told.verbs == RESCHEDULED and (put := putright.meant(at, told)):
        return which(at, put[0], [put[1]])
    if told.verbs == (MOVES_ROUND,) and deedshapes.swap(words_of(at.command.said)):  # whoever is named there are colleagues
        return _whom(at, told) or _nobody(at, told)
    return _of_nobody_by_name(at, told)


def _of_nobody_by_name(at: Context, told: Told) -> Entry | Reply | None:
    """The same where no pronoun is said either; what stands in a verdict's reason is nobody's name (`no from me, too junior`)."""
    is_reason = _is_a_verdict(at, told) and told.beside.startswith("because ")
    if not is_reason and spokenof.names_anybody(told.beside):
        return None
    if spokenof.are_several(told.beside):
        return _of_all(at, told)
    if waiting := ofkind.waiting(at, told.verbs[0]):
        return _among(at, told, waiting)
    if told.verbs[0] == DRAFTS and _CHANGES.match(at.command.said):
        return _nobody(at, Told((EDITS,), told.beside))
    return _unnamed(at, told) or (_of_the_last(at, told) if told.verbs[0] in OF_THE_LAST else _none_so_far(at, told))


def _is_a_verdict(at: Context, told: Told) -> bool:
    """Whether a yes or no is all that is said."""
    return told.verbs[0] in VERDICTS and deedshapes.verdict(words_of(at.command.said)) is not None


def _none_so_far(at: Context, told: Told) -> Entry | Reply | None:
    """What somebody saw who says yes or no before any decision waits; that nobody has what is answered, changed or called off, in
    a search's thread: nobody tells that to the guides."""
    if _is_a_verdict(at, told):
        saw = ofkind.waiting(at, SCORES)
        return _among(at, Told((SCORES,), told.beside), saw) if saw else unheard.verdict(at)
    answered = told.verbs[0] in ANSWERED or ofkind.lacking(told.verbs[0]) == "round"
    return _whom(at, told) or _nobody(at, told) if answered and naming.req_of_place(at) else None


def _is_done_to_a_colleague(at: Context, told: Told) -> bool:
    """Whether a call, or a round, is with one of us: `talked to dana, she likes it`."""
    done = notours.done_to(at.command.said) if told.verbs[0] in (*CALLS, TOOK_PLACE) else None
    return done is not None and spokenof.a_colleague(at, done[1]) is not None


def _nothing_told(at: Context, told: Told) -> Entry | Reply | Action | None:
    """What tells no deed: a slip away from one, or a note about her whom the answer before it was about."""
    if hasty := _in_haste(at, told.beside):
        return hasty
    gives = _GIVES_HER.match(told.beside) is not None
    found = spokenof.they(at, told.beside) if gives or _OF_HER.match(told.beside) else None
    if found and (gives or spokenof.is_spoken_of(at, found)):
        return to_note(at, told.beside, [found])
    return unheard.noted(at)


def _she(at: Context, told: Told, found: Entry) -> Entry | Reply | None:
    """Whom `she` means: whoever was dealt with last, or of whom it can be told; nobody has an offer extended who has none."""
    if ofkind.can_be(at, told.verbs[0], found):
        return found
    if told.verbs[0] == EXTENDS:
        return _whom(at, told) or unheard.noted(at) or _nobody(at, told)
    return _whom(at, told) or (None if told.verbs == (TELLS,) else found)  # `she knows her stuff`


def _of_the_last(at: Context, told: Told) -> Entry | Reply | None:
    """Whom the speaker dealt with last; that no offer waits to be sent where theirs can be none."""
    last = spokenof.last(at)
    if (
        told.verbs[0] == SENT
        and not _OFFER.search(at.command.said)
        and (last is None or not (ofkind.can_be(at, SENT, last) or last.application.loop_done_at))
    ):
        return _nobody(at, told)
    return last


def _what_they_owe(at: Context, told: Told) -> Action | None:
    """What a colleague owes whose standing is asked for, or who is to be pinged: `any update from dana`."""
    name = told.beside.strip().removeprefix("@").split(" ")[0]
    person = spokenof.a_colleague(at, name) if told.beside != words_of(at.command.said) else None
    return Action("", "due", {"people": [f"@{person.name}"]}) if person else None


def _in_haste(at: Context, words: str) -> Entry | Reply | Action | None:
    """The same of a few words that are a slip away from telling a deed, and name nobody: `snt it`."""
    from handlers.core.typed import deedslips

    meant = deedslips.meant(words, ()) if len(words.split()) <= MOST_IN_HASTE else None
    if meant is None or meant.verbs == (BOOKS,) or not OF_A_REQ.isdisjoint(meant.verbs):
        return None
    match not_named(at, meant):
        case Entry() as one:
            return which(at, meant, [one])
        case found:
            return found


def _whom(at: Context, told: Told) -> Entry | Reply | None:
    """Whom `she` may mean where that is forgotten, or cannot be: each of whom the deed can be told has a button."""
    return _among(at, told, ofkind.everybody(at, told.verbs[0]))


def _among(at: Context, told: Told, found: Sequence[Entry]) -> Entry | Reply | None:
    """The one of whom it is told, or each as a button."""
    if len(found) < 2:
        return found[0] if found else None
    buttons = [
        deedbuttons.button(at, verb, told.beside, each, named=True)
        for each in found[: naming.OFFERED]
        for name in ofkind.verbs(at, told.verbs, each)[:1]
        if (verb := deedbuttons.verb_named(at, name)) is not None
    ]
    lead = say.whom(rest=max(0, len(found) - naming.OFFERED))
    return Reply(lead, (Text(lead),), actions=tuple(buttons[:MAX_ACTIONS]), more=tuple(buttons[MAX_ACTIONS:]), confidential=True)


def _nobody(at: Context, told: Told) -> Reply | None:
    """That it can be told of nobody as they stand, where the speaker sees a search with people in it."""
    here = naming.req_of_place(at)
    searches = [here] if here else naming.open_to(at)
    verb = told.verbs[0]
    if not searches or not reqs.entries(at.unit, *(req.id for req in searches), limit=1):
        return None
    lead = say.nobody(label=say.button(verb=verb, name=""), lacks=ofkind.lacking(verb))
    return Reply(lead, (Text(lead),), actions=(Action(say.board_button(), "board"),), confidential=True)


def _of_all(at: Context, told: Told) -> Reply | None:
    """Whom `both` may mean: the offers or rounds that wait, else each live candidate of the req that is spoken of."""
    if reply := _unnamed(at, told):
        return reply
    number = spokenof.number_meant(at, told.beside)
    searches = [each for each in naming.open_to(at) if number in (None, each.number)]
    live = reqs.entries(at.unit, searches[0].id, limit=naming.OFFERED) if len(searches) == 1 else []
    if others.SAID.search(told.beside) and len(searches) == 1:
        live = others.of(at, searches[0])[: naming.OFFERED]
    buttons = [
        deedbuttons.button(at, verb, told.beside, each, named=True)
        for each in live
        if (verb := deedbuttons.verb_named(at, ofkind.verbs(at, told.verbs, each)[0]))
    ]
    lead = say.who_all(found=bool(buttons))
    return Reply(lead, (Text(lead),), actions=tuple(buttons[:MAX_ACTIONS]), more=tuple(buttons[MAX_ACTIONS:]), confidential=True)


def _unnamed(at: Context, told: Told) -> Reply | None:
    """`it happened`, `approved`: of what the speaker is asked about; `they accepted`: of whoever has an offer."""
    if TOOK_PLACE in told.verbs:
        return _which_round(at)
    if told.verbs[0] in ANSWERED:
        return _which_offer(at, told)
    return approvalsaid.which(at, told.beside) if APPROVES in told.verbs else None


def _which_offer(at: Context, told: Told) -> Reply | None:
    """The offers that are out, of the thread's req or of all whose offers the speaker may see, each as what became of it."""
    verb = deedbuttons.verb_named(at, told.verbs[0])
    found = ofkind.everybody(at, told.verbs[0])
    actions = tuple(deedbuttons.button(at, verb, told.beside, each, named=True) for each in found if verb)
    if not actions:
        return None
    lead = say.whose_offer()
    return Reply(lead, (Text(lead),), actions=actions[:MAX_ACTIONS], more=actions[MAX_ACTIONS:], confidential=True)


def _which_round(at: Context) -> Reply | None:
    """The rounds that the speaker is asked about."""
    waiting = unrecorded.of_person(at.unit, at.person, at.command.now) if at.person else []
    if not waiting:
        return None
    public = not at.command.place.private
    items = [each.item(at.zone, at.command.now, public=public) for each in waiting]
    lead = say.which_round(items=items)
    actions = unrecorded.buttons(waiting, public=public)
    return Reply(lead, (Text(lead),), actions=actions, confidential=True)

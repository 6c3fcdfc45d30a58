"""A sentence that tells what became of somebody, with no verb in front: the deed as a button, for a press to record."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from handlers.core import access
from handlers.core.args import from_words
from handlers.core.errors import Refusal
from handlers.core.reply import MAX_ACTIONS, Action, Reply, Text
from handlers.core.typed.deedphrases import TELLS
from handlers.core.typed.deedwords import ANSWERS, AWAY, NOTES, OF_A_REQ, Told
from handlers.core.typed.statewords import SHOWS
from handlers.core.verb import Context, Verb
from handlers.core.wording import Wording
from handlers.core.words import Ambiguous
from handlers.pipeline import importing, offers, stages, unrecorded
from handlers.pipeline.cards import order_of
from handlers.pipeline.changes import req_of
from handlers.pipeline.reading import naming, reqsaid, spokenof, when
from handlers.pipeline.reading.alike import folded
from storage import reqs
from storage.enums import Outcome
from storage.reqs import Entry

say = Wording("deedsaid")

ANSWERED = ("offer accept", "offer decline")
BOOKS, MOVES, ERASES, TOOK_PLACE, APPROVES = "interview book", "cand move", "cand forget", "interview done", "offer approve"
OF_THE_LAST = ("offer sent", "offer draft", "call recruiter done", "loop done")
"""What is told without a name is told of whom the speaker dealt with last: `sent the offer`."""

_NO = re.compile(r"\b(?:no|rejection|rejected|decision)\b", re.IGNORECASE)


def offered(at: Context, told: Told) -> Reply | Action | None:
    """Buttons for what was told of a live candidate, who is named exactly; as an Action what is done by itself: a booking that
    says all, and showing whose standing is asked for.

    None where nobody is named whom the speaker may see: then the words mean something else.
    """
    if not OF_A_REQ.isdisjoint(told.verbs):
        return reqsaid.offered(at, told)
    if told.verbs == (ANSWERS,):
        return _answer(at)
    if told.verbs == (AWAY,):
        return _away(at, told.beside)
    if found := _of_whom(at, told):
        return _told_of(at, told, found)
    match _not_named(at, told):
        case Entry() as one:
            return _which(at, told, [one])
        case reply:
            return reply


def _told_of(at: Context, told: Told, found: Sequence[Entry]) -> Reply | Action | None:
    """The same of those who are named."""
    if told.verbs == (NOTES,):
        return _to_note(at, told.beside, found)
    if len(found) == 1 and told.verbs == (SHOWS,):
        return Action("", SHOWS, {"application": found[0].application.id})
    if len(found) == 1 and told.verbs == (BOOKS,):
        booking = _read(at, _verb(at, BOOKS), told.beside)
        if booking.get("when"):
            return Action("", BOOKS, booking)
    return _which(at, told, found)


def _of_whom(at: Context, told: Told) -> Sequence[Entry]:
    """Who is named; that they heard our no is told of those who have left, and of others where it is said."""
    said = told.beside if told.verbs in ((SHOWS,), (NOTES,)) else at.command.said
    live = spokenof.named(at, told.beside, said)
    if told.verbs == (TELLS,):
        return spokenof.left(at, told.beside, said) or (live if _NO.search(told.beside) else ())
    return live or (spokenof.left(at, told.beside, said) if told.verbs == (ERASES,) else ())


def _which(at: Context, told: Told, found: Sequence[Entry]) -> Reply | None:
    """Each of these deeds of each of them as a button; of several the likeliest."""
    if told.verbs == (MOVES,):
        stage = _read(at, _verb(at, MOVES), told.beside).get("stage", "")
        found = [each for each in found if _is_stage(at, stage, each)]
    if not found:
        return None
    verbs = [verb for name in told.verbs[: 1 if len(found) > 1 else None] if (verb := _verb(at, name)) is not None]
    actions = tuple(_button(at, verb, told.beside, each, named=len(found) > 1) for each in found for verb in verbs)
    names = [naming.called(at, each.candidate) for each in found]
    sentence = say.whose if told.verbs == (SHOWS,) else say.which
    lead = sentence(names=names, req=_req(at, found[0]) if len(found) == 1 else "")
    return Reply(lead, (Text(lead),), actions=actions[:MAX_ACTIONS], more=actions[MAX_ACTIONS:], confidential=True)


def _not_named(at: Context, told: Told) -> Entry | Reply | None:
    """Whom `she` means, or what is asked about a deed of nobody in particular; None where the words may name a stranger."""
    if told.verbs == (SHOWS,):
        return None
    if found := spokenof.they(at, told.beside):
        return None if told.verbs == (NOTES,) else found
    if told.verbs == (NOTES,) or spokenof.names_anybody(told.beside):
        return None
    return _unnamed(at, told) or (spokenof.last(at) if told.verbs[0] in OF_THE_LAST else None)


def _to_note(at: Context, words: str, found: Sequence[Entry]) -> Reply | None:
    """That nothing was understood as a deed, with keeping the words as a note, where they are of one candidate."""
    if len(found) > 1:
        return None
    about = {"application": found[0].application.id}
    name, req = naming.called(at, found[0].candidate), _req(at, found[0])
    lead = say.no_deed(name=name, req=req)
    actions = (
        Action(say.button(verb=NOTES, name=""), NOTES, about | {"text": words}),
        Action(say.show_button(req=name), SHOWS, about),
    )
    return Reply(lead, (Text(lead),), actions=actions, confidential=True)


def _is_stage(at: Context, said: str, entry: Entry) -> bool:
    """Whether the words mean a stage of their loop: `moved to Austin` is told of something else."""
    order, stage = order_of(req_of(at.unit, entry.application)), entry.application.stage
    return bool(said) and (stages.next_said(order, stage, said) is not None or len(stages.named(order, said)) == 1)


def _answer(at: Context) -> Reply | None:
    """`yes` and `no` soon after the list that an import proposed: its buttons, as the words may answer something else, and what
    was imported stays."""
    job = importing.just_proposed(at.unit, at.person, at.command.now) if at.person else None
    if job is None:
        return None
    lead = say.which_list(count=job.total, reqs=importing.reqs_of(job), shown=when.shown(at, job.created_at))
    return Reply(lead, (Text(lead),), actions=importing.ways(job), confidential=True)


def _away(at: Context, words: str) -> Reply | None:
    """Until when the speaker is not there: with its time where one is said, else with the form that asks for it."""
    verb = _verb(at, AWAY)
    args = {key: value for key, value in _read(at, verb, words).items() if key != "unread"}
    lead = say.which_absence()
    action = Action(say.button(verb=AWAY, name=""), AWAY, args if "until" in args else {})
    return Reply(lead, (Text(lead),), actions=(action,), confidential=True)


def _unnamed(at: Context, told: Told) -> Reply | None:
    """`it happened`, `approved`: of what the speaker is asked about; `they accepted`: of whoever has an offer."""
    if TOOK_PLACE in told.verbs:
        return _which_round(at)
    if told.verbs[0] in ANSWERED:
        return _which_offer(at, told)
    return _which_approval(at) if APPROVES in told.verbs else None


def _which_approval(at: Context) -> Reply | None:
    """The offers that wait for the speaker's approval, each as its button."""
    waiting = offers.waiting_for(at.unit, at.person) if at.person else []
    buttons = [
        Action(say.button(verb=APPROVES, name=naming.called(at, candidate))[:75], APPROVES, {"offer": offer.id, "rev": offer.rev})
        for offer, candidate in waiting
    ]
    if not buttons:
        return None
    lead = say.which_approval()
    return Reply(lead, (Text(lead),), actions=tuple(buttons[:MAX_ACTIONS]), more=tuple(buttons[MAX_ACTIONS:]), confidential=True)


def _which_offer(at: Context, told: Told) -> Reply | None:
    """The offers that are out, of the thread's req or of all whose offers the speaker may see, each as what became of it."""
    verb, here = _verb(at, told.verbs[0]), naming.req_of_place(at)
    searches = [req for req in ([here] if here else naming.open_to(at)) if verb and access.may(at, verb.access, req)]
    found = reqs.entries(at.unit, *(req.id for req in searches)) if searches else []
    actions = tuple(
        _button(at, verb, told.beside, each, named=True) for each in found if verb and each.application.outcome is Outcome.OFFER
    )
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


def _verb(at: Context, name: str) -> Verb | None:
    return next((each for each in at.verbs if each.name == name), None)


def _read(at: Context, verb: Verb | None, words: str) -> dict[str, Any]:
    """What the words say to the verb beside the name; nothing where they are unclear to it."""
    if verb is None:
        return {}
    try:
        args = from_words(verb.args, words, (), at.library.vocabulary).args
    except (Refusal, Ambiguous):
        return {}
    return args.model_dump(mode="json", exclude_defaults=True)


def _button(at: Context, verb: Verb, words: str, entry: Entry, *, named: bool) -> Action:
    """The deed with what was said beside the name: when, how much, which round."""
    args = {key: value for key, value in _read(at, verb, words).items() if key not in ("candidate", "req")}
    if "round" in verb.args.model_fields:
        args["round"] = " ".join(_round_in(_read(at, verb, words).get("candidate", ""), entry))
    name = naming.called(at, entry.candidate) if named else ""
    label = say.button(verb=verb.name, name=name)[:75]
    return Action(label, verb.name, {key: value for key, value in args.items() if value} | {"application": entry.application.id})


def _round_in(words: str, entry: Entry) -> Sequence[str]:
    """What is left beside the person's name and the words around it."""
    names = {folded(each) for each in (entry.candidate.name or "").split()}
    spoken = (spokenof.OWNER.sub("", each).strip(".,;:") for each in words.split())
    return [each for each in spoken if each and folded(each) not in names and each.casefold() not in spokenof.AROUND]


def _req(at: Context, entry: Entry) -> str:
    return f"R-{req_of(at.unit, entry.application).number}"

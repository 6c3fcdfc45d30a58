"""A sentence that tells what became of somebody, with no verb in front: the deed as a button, for a press to record."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from handlers.core.reply import MAX_ACTIONS, Action, Reply, Text
from handlers.core.typed import deedshapes
from handlers.core.typed.clauses import SEVERAL
from handlers.core.typed.corrections import RESCHEDULED
from handlers.core.typed.deedphrases import BACK, CALLS, TELLS, TELLS_NO
from handlers.core.typed.deedwords import ANSWERS, AWAY, NOTES, OF_A_REQ, REFUSES, Told
from handlers.core.typed.statewords import SHOWS, SITS
from handlers.core.typed.wordnames import is_a_word
from handlers.core.utterance import words_of
from handlers.core.verb import Context
from handlers.core.wording import Wording
from handlers.pipeline import importing, unrecorded
from handlers.pipeline.changes import req_of
from handlers.pipeline.reading import (
    approvalsaid,
    deedbuttons,
    hers,
    naming,
    ofkind,
    others,
    owntimes,
    putright,
    reqsaid,
    roundsahead,
    severalsaid,
    spokenof,
    strangers,
    takenback,
    when,
)
from storage import reqs
from storage.enums import Decision
from storage.reqs import Entry

say = Wording("deedsaid")

ANSWERED = ("offer accept", "offer decline")
BOOKS, MOVES, ERASES, TOOK_PLACE, APPROVES = "interview book", "cand move", "cand forget", "interview done", "offer approve"
SENT, EXTENDS, VOLUNTEERED = "offer sent", "offer extend", "volunteered"
OF_THE_LAST = ("offer sent", "offer draft", "call recruiter done", "loop done")
"""What is told without a name is told of whom the speaker dealt with last: `sent the offer`."""

_OF_IT = re.compile(r"\s*(?:it|that|this|(?:the|this|that) offer)\b", re.IGNORECASE)
MOST_IN_HASTE = 4
_LOOSELY = re.compile(
    r"\b(?:get|put|bring|pencil|slot|fit|squeeze|hook|line|sign|do)\b|\bset\s+(?!up\b)|\bre-?book|\bwith\s+[^@<\s]", re.IGNORECASE
)
"""A booking that is told so is offered: less is said in so many words, or a colleague is only named."""
TAKES_BACK = "offer withdraw"
_OF_HER = re.compile(r"\W*(?:he|she|his|her)(?:['’]\w+)?\s", re.IGNORECASE)
_OFFER = re.compile(r"\boffer\b", re.IGNORECASE)
_AGAINST = re.compile(r"\b(?:vs?|versus|or|against|compared)\b", re.IGNORECASE)
_NO = re.compile(r"\b(?:no|rejection|rejected|decision)\b", re.IGNORECASE)


def offered(at: Context, told: Told) -> Reply | Action | None:
    """Buttons for what was told of a live candidate, who is named exactly; as an Action what is done by itself: a booking that
    says all, and showing whose standing is asked for.

    None where nobody is named whom the speaker may see: then the words mean something else.
    """
    if told.verbs == (SEVERAL,):
        return severalsaid.offered(at, typed=True)
    if not OF_A_REQ.isdisjoint(told.verbs):
        return severalsaid.offered(at) or reqsaid.offered(at, told)
    if told.verbs != (SHOWS,) and (theirs := approvalsaid.offered(at, refuses=told.verbs == (REFUSES,))):
        return theirs
    if told.verbs == (SITS,):
        return roundsahead.shown(at, told.beside)
    if told.verbs == (BACK,):
        return _back(at, told)
    if told.verbs not in ((SHOWS,), TELLS_NO) and (several := severalsaid.offered(at)):
        return several
    if told.verbs in ((ANSWERS,), (AWAY,)):
        return _answer(at) if told.verbs == (ANSWERS,) else _away(at, told.beside)
    if others.BUT.search(at.command.said) and (reply := _but_for(at, told)):
        return reply
    if found := _of_whom(at, told):
        said = words_of(at.command.said)
        done_to = found if told.verbs in ((SHOWS,), (NOTES,)) else spokenof.to_whom_it_is_done(said, found)
        return _told_of(at, told, done_to) if done_to else _to_note(at, said, found)
    return _of_nobody(at, told)


def _of_nobody(at: Context, told: Told) -> Reply | Action | None:
    """The same where nobody is named whom a search knows."""
    match _not_named(at, told):
        case Entry() as one:
            return _which(at, told, [one])
        case reply:
            return reply or (None if told.verbs in ((NOTES,), (SHOWS,)) else severalsaid.of_a_req(at))


def _but_for(at: Context, told: Told) -> Reply | None:
    """The same of everybody in the one search but those who are named: `everyone except hope passed`."""
    number = spokenof.number_meant(at, at.command.said)
    searches = [each for each in naming.open_to(at) if number in (None, each.number)]
    found = others.but_for(at, words_of(at.command.said), searches[0]) if len(searches) == 1 else None
    if not found or deedbuttons.verb_named(at, told.verbs[0]) is None or told.verbs in ((NOTES,), (SHOWS,)):
        return None
    return _which(at, replace(told, beside=""), found[: naming.OFFERED])


def _told_of(at: Context, told: Told, found: Sequence[Entry]) -> Reply | Action | None:
    """The same of those who are named; of the req that is named too, or in whose thread it is said."""
    if told.verbs in ((NOTES,), (SHOWS,)) and told.beside == words_of(at.command.said):
        from handlers.core.typed import deedslips  # only words that tell nothing as they stand are looked at so

        names = [word for each in found for word in (each.candidate.name or "").split()]
        meant = deedslips.meant(told.beside, names)
        if meant and meant.verbs == (MOVES,):
            return _which(at, meant, found) or _told_plainly(at, told, found)
        told = meant or told
    return _told_plainly(at, told, found)


def _told_plainly(at: Context, told: Told, found: Sequence[Entry]) -> Reply | Action | None:
    """The same of words as they stand."""
    if told.verbs == (SENT,) and not _OFFER.search(at.command.said):  # `sent it to ana`: what else is sent is no offer
        found = [each for each in found if ofkind.can_be(at, SENT, each)]
        if not found:
            return None
    if told.verbs == (TAKES_BACK,) and takenback.is_anothers(at, found):
        return _to_note(at, at.command.said, found)  # `google withdrew ana's offer`
    if (
        told.verbs == (APPROVES,)
        and spokenof.begins_with_one(words_of(at.command.said), found)
        and not _OFFER.search(told.beside)
    ):
        waits = [each for each in found if ofkind.can_be(at, APPROVES, each)]
        if not waits:  # `ana approved`: there is nothing to approve
            return _to_note(at, at.command.said, found)
        found = waits
    if told.verbs == (VOLUNTEERED,) and deedshapes.anothers_offer(at.command.said) and spokenof.a_colleague(at, at.command.said):
        return _to_note(at, at.command.said, found)  # `mei gave ana an offer`: whose it is, is ours
    inside = spokenof.of_req(at, at.command.said, found)
    if not inside and told.verbs not in ((NOTES,), (SHOWS,), (ERASES,)):
        return _elsewhere(at, told, found)
    found = inside or found
    if told.verbs == (NOTES,):
        return _to_note(at, told.beside, found)
    if told.mixed and len({each.candidate.name for each in found}) > 1:
        return _whose_is_what(at, found)
    if len(found) == 1 and told.verbs == (SHOWS,):
        return Action("", SHOWS, {"application": found[0].application.id})
    if len(found) == 1 and told.verbs == (BOOKS,) and told.beside != at.command.said and not _LOOSELY.search(at.command.said):
        booking = deedbuttons.read(at, deedbuttons.verb_named(at, BOOKS), told.beside)
        if booking.get("when"):
            return Action("", BOOKS, booking)
    return _which(at, told, found)


def _of_whom(at: Context, told: Told) -> Sequence[Entry]:
    """Who is named; that they heard our no is told of those who have left, and of others where it is said."""
    said = told.beside if told.verbs in ((SHOWS,), (NOTES,)) else at.command.said
    live = spokenof.named(at, told.beside, said)
    if told.verbs == (TELLS,):
        no = [each for each in live if each.application.decision is Decision.NO]
        return spokenof.left(at, told.beside, said) or no or (live if _NO.search(told.beside) else ())
    if told.verbs == TELLS_NO:
        return [*live, *(each for each in spokenof.left(at, told.beside, said) if ofkind.can_be(at, TELLS, each))]
    gone = told.verbs == (ERASES,) or (told.verbs == (SHOWS,) and told.beside != at.command.said)
    return live or (spokenof.left(at, told.beside, said) if gone else ())


def _back(at: Context, told: Told) -> Reply | Action | None:
    """Taking up again whoever has left a loop, each as a button that asks why; where they have not, how they stand."""
    if live := spokenof.named(at, told.beside, at.command.said):
        return Action("", SHOWS, {"application": live[0].application.id}) if len(live) == 1 else None
    found = spokenof.left(at, told.beside, at.command.said)
    if not found:
        return None
    names = [naming.called(at, each.candidate) for each in found]
    lead = say.which(names=names, req=_req(at, found[0]) if len(found) == 1 else "")
    actions = tuple(
        Action(
            say.button(verb=BACK, name=name if len(found) > 1 else "")[:75],
            MOVES,
            {"application": each.application.id, "stage": each.application.stage},
        )
        for name, each in zip(names, found, strict=True)
    )
    return Reply(lead, (Text(lead),), actions=actions[:MAX_ACTIONS], more=actions[MAX_ACTIONS:], confidential=True)


def _which(at: Context, told: Told, found: Sequence[Entry]) -> Reply | None:
    """Each of these deeds of each of them as a button; of several the likeliest."""
    if told.verbs == (MOVES,):
        stage = deedbuttons.read(at, deedbuttons.verb_named(at, MOVES), told.beside).get("stage", "")
        unlike = deedbuttons.is_called_so(stage)
        found = [each for each in found if unlike or deedbuttons.is_stage(at, stage, each)]
        if unlike and found and not deedbuttons.is_stage(at, stage, found[0]):
            told = replace(told, beside="")
    if not found:
        return None
    most = 1 if len(found) > 1 else None
    own = owntimes.parted(told, found)
    if own is None:
        return _whose_is_what(at, found)
    actions = tuple(
        deedbuttons.button(at, verb, theirs.beside, each, named=len(found) > 1, among=found, calls=set(CALLS) <= set(told.verbs))
        for each, theirs in zip(found, own, strict=True)
        for name in ofkind.verbs(at, told.verbs, each)[:most]
        if (verb := deedbuttons.verb_named(at, name)) is not None
    )
    names = [naming.called(at, each.candidate) for each in found]
    sentence = say.whose if told.verbs == (SHOWS,) else say.which
    lead = sentence(names=names, req=_req(at, found[0]) if len(found) == 1 else "")
    return Reply(lead, (Text(lead),), actions=actions[:MAX_ACTIONS], more=actions[MAX_ACTIONS:], confidential=True)


def _whose_is_what(at: Context, found: Sequence[Entry]) -> Reply:
    """That more than one deed is told of more than one, and nothing parts them."""
    lead = say.whose_is_what()
    shows = [
        Action(say.show_button(req=naming.called(at, each.candidate)), SHOWS, {"application": each.application.id})
        for each in found
    ]
    return Reply(lead, (Text(lead),), actions=tuple(shows[:MAX_ACTIONS]), more=tuple(shows[MAX_ACTIONS:]), confidential=True)


def _elsewhere(at: Context, told: Told, found: Sequence[Entry]) -> Reply | None:
    """That nobody called so is in the req that is meant, with the same of who is in another, and whoever is in that."""
    meant = spokenof.number_meant(at, at.command.said)
    verb = deedbuttons.verb_named(at, told.verbs[0])
    if verb is None:
        return None
    named = [(naming.called(at, each.candidate), _req(at, each), each) for each in found]
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


def _not_named(at: Context, told: Told) -> Entry | Reply | Action | None:
    """Whom `she` means, or what is asked about a deed of nobody in particular; None where the words may name a stranger."""
    if told.verbs == (SHOWS,):
        return hers.shown(at, told) or reqsaid.shown(at, told.beside) or _in_haste(at, told.beside) or _what_they_owe(at, told)
    if stranger := strangers.several(at, told) or strangers.unknown(at, told):
        return stranger
    if found := spokenof.they(at, told.beside):
        if told.verbs == (NOTES,):
            of_her = _OF_HER.match(told.beside) is not None and spokenof.is_spoken_of(at, found)
            return _in_haste(at, told.beside) or (_to_note(at, told.beside, [found]) if of_her else None)
        return _she(at, told, found)
    if told.verbs != (NOTES,) and spokenof.is_of_one(at.command.said) and (asked := _whom(at, told) or _nobody(at, told)):
        return asked
    if told.verbs[0] == EXTENDS and _OF_IT.match(told.beside):
        return _which_offer(at, told)
    if told.verbs == (NOTES,):
        return _in_haste(at, told.beside)
    if told.verbs == RESCHEDULED and (put := putright.meant(at, told)):
        return _which(at, put[0], [put[1]])
    if spokenof.names_anybody(told.beside):
        return None
    if spokenof.are_several(told.beside):
        return _of_all(at, told)
    if waiting := ofkind.waiting(at, told.verbs[0]):
        return _among(at, told, waiting)
    return _unnamed(at, told) or (_of_the_last(at, told) if told.verbs[0] in OF_THE_LAST else None)


def _she(at: Context, told: Told, found: Entry) -> Entry | Reply | None:
    """Whom `she` means: whoever was dealt with last, or of whom it can be told; nobody has an offer extended who has none."""
    if ofkind.can_be(at, told.verbs[0], found):
        return found
    if told.verbs[0] == EXTENDS:
        return _whom(at, told) or _nobody(at, told)
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
    match _not_named(at, meant):
        case Entry() as one:
            return _which(at, meant, [one])
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


def _to_note(at: Context, words: str, found: Sequence[Entry]) -> Reply | None:
    """That nothing was understood as a deed, with keeping the words as a note; about several where they begin with one's name."""
    if len(found) > 1 and not (
        len(found) <= MAX_ACTIONS and spokenof.begins_with_one(words, found) and not _AGAINST.search(words)
    ):
        surely = not any(is_a_word((each.candidate.name or "").split(" ")[0]) for each in found)
        return _shows(at, found) if surely and len(found) <= MAX_ACTIONS and not _AGAINST.search(words) else None
    names = [naming.called(at, each.candidate) for each in found]
    about = [{"application": each.application.id} for each in found]
    lead = say.no_deed(people=[(name, _req(at, each)) for name, each in zip(names, found, strict=True)])
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
    verb = deedbuttons.verb_named(at, AWAY)
    args = {key: value for key, value in deedbuttons.read(at, verb, words).items() if key != "unread"}
    lead = say.which_return() if args.get("back") else say.which_absence()
    action = Action(say.button(verb=AWAY, name=""), AWAY, args if "until" in args or args.get("back") else {})
    return Reply(lead, (Text(lead),), actions=(action,), confidential=True)


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


def _req(at: Context, entry: Entry) -> str:
    return f"R-{req_of(at.unit, entry.application).number}"

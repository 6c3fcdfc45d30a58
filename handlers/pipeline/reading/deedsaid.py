"""A sentence that tells what became of somebody, with no verb in front: the deed as a button, for a press to record."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from handlers.core.reading.utterance import words_of
from handlers.core.reply import MAX_ACTIONS, Action, Reply, Text
from handlers.core.typed import corrections, deedshapes, deedwords, slots
from handlers.core.typed.clauses import SEVERAL
from handlers.core.typed.deedphrases import BACK, TELLS, TELLS_NO
from handlers.core.typed.deedwords import ANSWERS, AWAY, NOTES, OF_A_REQ, REFUSES, Told
from handlers.core.typed.statewords import OWED, SHOWS, SITS
from handlers.core.verb import Context
from handlers.core.wording import Wording
from handlers.pipeline import importing
from handlers.pipeline.reading import (
    approvalsaid,
    deedbuttons,
    goingwith,
    gone,
    hersunmarked,
    hired,
    naming,
    ofkind,
    others,
    putright,
    reqsaid,
    roundsahead,
    severalsaid,
    slotssaid,
    spokenof,
    takenback,
    when,
)
from handlers.pipeline.reading.deedchoice import MOVES, elsewhere, req_of_theirs, which, whose_is_what
from handlers.pipeline.reading.deednote import to_note
from handlers.pipeline.reading.deedunnamed import not_named
from storage.enums import Decision
from storage.reqs import Entry

say = Wording("deedsaid")

BOOKS, ERASES, APPROVES = "interview book", "cand forget", "offer approve"
SENT, VOLUNTEERED, SCORES = "offer sent", "volunteered", "scorecard"
_LOOSELY = re.compile(
    r"\b(?:get|put|bring|pencil|slot|fit|squeeze|hook|line|sign|do)\b|\bset\s+(?!up\b)|\bre-?book|\bwith\s+[^@<\s]", re.IGNORECASE
)
"""A booking that is told so is offered: less is said in so many words, or a colleague is only named."""
TAKES_BACK, EXTENDS = "offer withdraw", "offer extend"
_ENDS = re.compile(r"\b(?:ends|expires|runs out|lapses|(?:has|have|gets?) (?:until|till|til))\b", re.IGNORECASE)
_GIVES = re.compile(r"\W*(?:(?:please|pls|ok|let['’]?s|we|i|can you|just|already)\s+)*g[ia]ve\b", re.IGNORECASE)
_OFFER = re.compile(r"\boffer\b", re.IGNORECASE)
_APPROVES = re.compile(r"\bapprov", re.IGNORECASE)
"""Another yes is one to an offer only where there is one: `ok fine, one more round for ana`."""
_HOMEWORK = re.compile(
    r"\b(?:take-? ?home|test|home-?work|assignment|task|exercise|challenge|questionnaire|case study|hand (?:it )?in|submit"
    r"|turn (?:it )?in|score ?cards?|feedback|interview|loop)\b",
    re.IGNORECASE,
)
"""For these somebody is given time that is none of an offer's."""
_ELSE_APPROVED = re.compile(
    r"['’]s\s+(?!(?:offer|terms?|package|numbers?|comp|pay|base|salary|equity|bonus|counter)\b)(?:[\w-]+\s+){1,3}"
    r"(?:approved|ok(?:ay)?ed|signed off)\b",
    re.IGNORECASE,
)
"""`ana's visa was approved`."""
_NO = re.compile(r"\b(?:no|rejection|rejected|decision)\b", re.IGNORECASE)


def offered(at: Context, told: Told) -> Reply | Action | None:
    """Buttons for what was told of a live candidate, who is named exactly; as an Action what is done by itself: a booking that
    says all, and showing whose standing is asked for.

    None where nobody is named whom the speaker may see: then the words mean something else.
    """
    if owned := hersunmarked.marked(at):
        at = replace(at, command=replace(at.command, said=owned))
        told = deedwords.told(owned) or replace(told, beside=owned)
    if first := _of_times_and_wrong_ones(at, told):
        return first
    if told.verbs in ((slots.EITHER,), (corrections.TAKES_BACK,)) or _is_of_homework(at, told) or _is_no_no(at, told):
        told = Told((NOTES,), words_of(at.command.said))
    return _of_a_deed(at, goingwith.one_of_ours(at, told, at.command.said))


def _of_times_and_wrong_ones(at: Context, told: Told) -> Reply | None:
    """Taking back what was done to somebody else than was meant, or not done, and the times of which somebody can come at any."""
    said = words_of(at.command.said)
    if told.verbs == (corrections.TAKES_BACK,):
        return putright.taken_back(at)
    if (pair := corrections.one_for_another(said)) and (other := putright.other_one(at, *pair)):
        return other
    if corrections.wrong_one(words_of(at.command.said)) and (wrong := putright.wrong_one(at)):
        return wrong
    return slotssaid.either(at) if told.verbs == (slots.EITHER,) else None


def _of_a_deed(at: Context, told: Told) -> Reply | Action | None:
    """The same of what is told of somebody, or of a req."""
    if told.verbs in ((SEVERAL,), (BOOKS,), (NOTES,)) and (
        rounds := slotssaid.offered(at, least=1 if told.verbs == (NOTES,) else 2)
    ):
        return rounds
    if told.verbs == (SEVERAL,):
        return severalsaid.offered(at, typed=True)
    if not OF_A_REQ.isdisjoint(told.verbs):
        return severalsaid.offered(at) or reqsaid.offered(at, told) or _of_one_in_it(at)
    if told.verbs != (SHOWS,) and (theirs := approvalsaid.offered(at, refuses=told.verbs == (REFUSES,))):
        return theirs
    if told.verbs == (OWED,):
        here = naming.req_of_place(at)
        return Action("", "due", {"req": here.number} if here else {})
    if told.verbs == (SITS,):
        return roundsahead.shown(at, told.beside)
    if told.verbs == (BACK,):
        return _back(at, told)
    if told.verbs not in ((SHOWS,), TELLS_NO) and (several := _several(at, told)):
        return several
    if told.verbs in ((ANSWERS,), (AWAY,)):
        return _answer(at) if told.verbs == (ANSWERS,) else _away(at, told.beside)
    if others.BUT.search(at.command.said) and (reply := _but_for(at, told)):
        return reply
    if signed := hired.of_them(at, told):
        return signed
    if found := _of_whom(at, told):
        said = words_of(at.command.said)
        done_to = found if told.verbs in ((SHOWS,), (NOTES,)) else spokenof.to_whom_it_is_done(said, found)
        return _told_of(at, told, done_to) if done_to else to_note(at, said, found)
    return _of_nobody(at, told)


def _of_one_in_it(at: Context) -> Reply | None:
    """A note, where what is told of no req begins with a candidate: `ana is on hold until we hear from bo`."""
    said = words_of(at.command.said)
    found = spokenof.of_req(at, said, spokenof.named(at, said, said))
    first = [each for each in found if spokenof.begins_with_one(said, [each])]
    return to_note(at, said, first) if first else None


def _is_no_no(at: Context, told: Told) -> bool:
    """Whether somebody is let know of something who waits for no answer of ours: `let ana know`."""
    if told.verbs != (TELLS,) or _NO.search(told.beside):
        return False
    live = spokenof.named(at, told.beside, at.command.said)
    return bool(live) and not any(ofkind.can_be(at, TELLS, each) for each in live)


def _several(at: Context, told: Told) -> Reply | None:
    """Each of several deeds; None where the rest of a verdict is its reason."""
    several = severalsaid.offered(at)
    deeds = [each for each in (*several.actions, *several.more) if each.verb != SHOWS] if several else []
    return several if len(deeds) > 1 or not told.beside.startswith("because ") else None


def _is_of_homework(at: Context, told: Told) -> bool:
    """Whether the time that is given is for a task, or for a scorecard, and no offer stands longer by it."""
    return told.verbs == (EXTENDS,) and _HOMEWORK.search(at.command.said) is not None and not _OFFER.search(at.command.said)


def _of_nobody(at: Context, told: Told) -> Reply | Action | None:
    """The same where nobody is named whom a search knows."""
    if told.verbs == corrections.SUMS:
        return _of_terms(at, told)
    match not_named(at, told):
        case Entry() as one:
            return which(at, told, [one])
        case None if told.verbs not in ((NOTES,), (SHOWS,)) and (of_req := severalsaid.of_a_req(at)):
            return of_req
        case reply:
            return reply or gone.spoken_of(at, told)


def _of_terms(at: Context, told: Told) -> Reply | None:
    """A figure that is put right, as one of what was entered last."""
    put = putright.of_terms(at, told)
    return which(at, put[0], [put[1]]) if put else None


def _but_for(at: Context, told: Told) -> Reply | None:
    """The same of everybody in the one search but those who are named: `everyone except hope passed`."""
    number = spokenof.number_meant(at, at.command.said)
    searches = [each for each in naming.open_to(at) if number in (None, each.number)]
    found = others.but_for(at, words_of(at.command.said), searches[0]) if len(searches) == 1 else None
    if not found or deedbuttons.verb_named(at, told.verbs[0]) is None or told.verbs in ((NOTES,), (SHOWS,)):
        return None
    return which(at, replace(told, beside=""), found[: naming.OFFERED])


def _told_of(at: Context, told: Told, found: Sequence[Entry]) -> Reply | Action | None:
    """The same of those who are named; of the req that is named too, or in whose thread it is said."""
    if told.verbs in ((NOTES,), (SHOWS,)) and told.beside == words_of(at.command.said):
        from handlers.core.typed import deedslips  # only words that tell nothing as they stand are looked at so

        names = [word for each in found for word in (each.candidate.name or "").split()]
        meant = deedslips.meant(told.beside, names)
        if meant and meant.verbs == (MOVES,):
            return which(at, meant, found) or _told_plainly(at, told, found)
        told = meant or told
    return _told_plainly(at, told, found)


def _told_plainly(at: Context, told: Told, named: Sequence[Entry]) -> Reply | Action | None:
    """The same of words as they stand."""
    found = named
    if told.verbs == (SENT,) and not _OFFER.search(at.command.said):  # `sent it to ana`: what else is sent is no offer
        found = [each for each in found if ofkind.can_be(at, SENT, each)]
        if not found:
            return None
    if _is_of_anothers_offer(at, told, found) or (told.verbs == (APPROVES,) and _ELSE_APPROVED.search(at.command.said)):
        return to_note(at, at.command.said, found)
    if _needs_an_offer(at, told, found):
        found = [each for each in found if ofkind.can_be(at, told.verbs[0], each)]
        if not found:  # `ana approved`, `give bo another week`: there is nothing to approve, and none that runs out
            return to_note(at, at.command.said, named)
    inside = spokenof.of_req(at, at.command.said, found)
    if not inside and told.verbs not in ((NOTES,), (SHOWS,), (ERASES,)):
        return elsewhere(at, told, found)
    found = inside or found
    if told.verbs == (NOTES,):
        return _first_told(at, found) or to_note(at, told.beside, found)
    if told.mixed and len({each.candidate.name for each in found}) > 1:
        return whose_is_what(at, found)
    if len(found) == 1 and told.verbs == (SHOWS,):
        return Action("", SHOWS, {"application": found[0].application.id})
    if len(found) == 1 and told.verbs == (BOOKS,) and told.beside != at.command.said and not _LOOSELY.search(at.command.said):
        booking = deedbuttons.read(at, deedbuttons.verb_named(at, BOOKS), told.beside)
        if booking.get("when"):
            return Action("", BOOKS, booking)
    reply = which(at, told, found)
    if reply and told.verbs == deedshapes.OF_A_ROUND and len(found) == 1 and reply.actions[0].verb != SCORES:
        note = Action(say.button(verb=NOTES, name=""), NOTES, {"application": found[0].application.id, "text": at.command.said})
        return replace(reply, actions=(*reply.actions, note))  # that it took place says nothing of how
    return reply


def _first_told(at: Context, found: Sequence[Entry]) -> Reply | None:
    """A call or a round that is told first of the one whom the words are about, and what was heard there as a note: `called ana,
    she leans yes`."""
    first = severalsaid.first_told(at, found) if len(found) == 1 else None
    reply = which(at, first, found) if first else None
    if reply is None:
        return None
    note = Action(say.button(verb=NOTES, name=""), NOTES, {"application": found[0].application.id, "text": at.command.said})
    actions = (*reply.actions, *reply.more, note)
    return replace(reply, actions=actions[:MAX_ACTIONS], more=actions[MAX_ACTIONS:])


def _needs_an_offer(at: Context, told: Told, found: Sequence[Entry]) -> bool:
    """Whether it is told only of whoever has an offer: a yes that begins with their name, and time that is given."""
    if told.verbs == (EXTENDS,):
        return _GIVES.match(words_of(at.command.said)) is not None
    if told.verbs != (APPROVES,) or _OFFER.search(told.beside):
        return False
    said = words_of(at.command.said)
    return spokenof.begins_with_one(said, found) or not _APPROVES.search(said)


def _is_of_anothers_offer(at: Context, told: Told, found: Sequence[Entry]) -> bool:
    """Whether another company's offer is meant where ours would be, or ours where another's would."""
    said = at.command.said
    if told.verbs == (TAKES_BACK,):  # `google withdrew ana's offer`
        return takenback.is_anothers(at, found)
    if told.verbs == (EXTENDS,) and _ENDS.search(said):  # `ana's offer expires friday`: none of ours is out
        return not any(ofkind.can_be(at, EXTENDS, each) for each in found)
    gave = told.verbs == (VOLUNTEERED,) and deedshapes.anothers_offer(said) is not None
    return gave and spokenof.a_colleague(at, said) is not None  # `mei gave ana an offer`


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
    found = spokenof.left(at, told.beside, at.command.said) or spokenof.who_left(at, told.beside)
    if not found:
        return None
    names = [naming.called(at, each.candidate) for each in found]
    lead = say.which(names=names, req=req_of_theirs(at, found[0]) if len(found) == 1 else "")
    actions = tuple(
        Action(
            say.button(verb=BACK, name=name if len(found) > 1 else "")[:75],
            MOVES,
            {"application": each.application.id, "stage": each.application.stage},
        )
        for name, each in zip(names, found, strict=True)
    )
    return Reply(lead, (Text(lead),), actions=actions[:MAX_ACTIONS], more=actions[MAX_ACTIONS:], confidential=True)


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

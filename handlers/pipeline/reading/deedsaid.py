"""A sentence that tells what became of somebody, with no verb in front: the deed as a button, for a press to record."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from handlers.core import access
from handlers.core.args import from_words
from handlers.core.errors import Refusal
from handlers.core.reply import MAX_ACTIONS, Action, Reply, Text
from handlers.core.typed.deedwords import ANSWERS, AWAY, OF_A_REQ, Told
from handlers.core.typed.reasons import REQ
from handlers.core.typed.statewords import SHOWS
from handlers.core.verb import Context, Verb
from handlers.core.wording import Wording
from handlers.core.words import Ambiguous
from handlers.pipeline import access_of, importing, offers, unrecorded
from handlers.pipeline.changes import req_of
from handlers.pipeline.reading import naming, when
from handlers.pipeline.reading.alike import folded
from storage import reqs
from storage.enums import Outcome
from storage.reqs import Entry

say = Wording("deedsaid")

ANSWERED = ("offer accept", "offer decline")
BOOKS, TOOK_PLACE, ADDS, APPROVES = "interview book", "interview done", "cand add", "offer approve"

_WORD = re.compile(r"(?<![@\w])[^\W\d_][\w.'’-]*")
_OWNER = re.compile(r"['’]s?$")
_TO = re.compile(r"\s+(?:to|into|in|on|for)\s*$", re.IGNORECASE)
_AROUND = frozenset({
    "the", "a", "an", "to", "for", "of", "with", "on", "our", "her", "his", "their", "has", "have", "is", "was", "just", "offer",
    "loop", "round", "it", "i", "we", "and", "in", "by", "at", "from", "today", "yesterday", "now", "already", "please",
    "he", "she", "they", "candidate", "other", "another", "company", "gave", "more", "because", "us",
})  # fmt: skip
"""Words that stand around a name: nobody is looked for by them."""


def offered(at: Context, told: Told) -> Reply | Action | None:
    """Buttons for what was told of a live candidate, who is named exactly; as an Action what is done by itself: a booking that
    says all, and showing whose standing is asked for.

    None where nobody is named whom the speaker may see: then the words mean something else.
    """
    if not OF_A_REQ.isdisjoint(told.verbs):
        return _about_a_req(at, told)
    if told.verbs == (ANSWERS,):
        return _answer(at)
    if told.verbs == (AWAY,):
        return _away(at, told.beside)
    found = _named(at, told.beside)
    if not found:
        return None if _names_anybody(told.beside) else _unnamed(at, told)
    if len(found) == 1 and told.verbs == (SHOWS,):
        return Action("", SHOWS, {"application": found[0].application.id})
    verbs = [verb for name in told.verbs if (verb := _verb(at, name)) is not None]
    if len(found) == 1 and told.verbs == (BOOKS,) and _read(at, verbs[0], told.beside).get("when"):
        return Action("", BOOKS, _read(at, verbs[0], told.beside))
    if len(found) > 1:
        verbs = verbs[:1]
    actions = tuple(_button(at, verb, told.beside, each, named=len(found) > 1) for each in found for verb in verbs)
    names = [naming.called(at, each.candidate) for each in found]
    sentence = say.whose if told.verbs == (SHOWS,) else say.which
    lead = sentence(names=names, req=_req(at, found[0]) if len(found) == 1 else "")
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
    verb = _verb(at, AWAY)
    args = {key: value for key, value in _read(at, verb, words).items() if key != "unread"} if verb else {}
    lead = say.which_absence()
    action = Action(say.button(verb=AWAY, name=""), AWAY, args if "until" in args else {})
    return Reply(lead, (Text(lead),), actions=(action,), confidential=True)


def _about_a_req(at: Context, told: Told) -> Reply | None:
    """`fill R-1`, `add Bo Lind to R-1`; a colleague who is mentioned is nobody to add to a search."""
    number = REQ.search(told.beside)
    live = {each.number for each in naming.open_to(at)}
    if number is None or int(number.group(1)) not in live or "@" in told.beside:
        return None
    req, verb = int(number.group(1)), told.verbs[0]
    people = _TO.sub("", told.beside[: number.start()]).strip(" ,.;:") if verb == ADDS else ""
    if verb == ADDS and not people:
        return None
    lead = say.which_req(req=f"R-{req}")
    action = Action(say.button(verb=verb, name=people)[:75], verb, {"req": req} | ({"people": people} if people else {}))
    show = Action(say.show_button(req=f"R-{req}"), "req show", {"req": req})
    return Reply(lead, (Text(lead),), actions=(action, show), confidential=True)


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


def _named(at: Context, words: str) -> list[Entry]:
    """The live candidates whose first or full name stands among the words; by a full name its bearer alone."""
    found: dict[str, Entry] = {}
    for word in _candidates_for_a_name(words):
        for each in reqs.named(at.unit, word):
            first = folded((each.candidate.name or "").split(" ")[0])
            if first == folded(word) and access_of.may_see(at, each.application):
                found[each.application.id] = each
    spoken = folded(words)
    whole = [each for each in found.values() if len(name := folded(each.candidate.name or "")) > 3 and name in spoken]
    firsts = {folded((each.candidate.name or "").split(" ")[0]) for each in whole}
    others = [each for each in found.values() if folded((each.candidate.name or "").split(" ")[0]) not in firsts]
    return [*whole, *others]


def _candidates_for_a_name(words: str) -> list[str]:
    spoken = (_OWNER.sub("", each).rstrip(".") for each in _WORD.findall(words))
    return list(dict.fromkeys(each for each in spoken if len(each) > 1 and each.casefold() not in _AROUND))


def _names_anybody(words: str) -> bool:
    return bool(_candidates_for_a_name(words))


def _verb(at: Context, name: str) -> Verb | None:
    return next((each for each in at.verbs if each.name == name), None)


def _read(at: Context, verb: Verb, words: str) -> dict[str, Any]:
    """What the words say to the verb beside the name; nothing where they are unclear to it."""
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
    spoken = (_OWNER.sub("", each).strip(".,;:") for each in words.split())
    return [each for each in spoken if each and folded(each) not in names and each.casefold() not in _AROUND]


def _req(at: Context, entry: Entry) -> str:
    return f"R-{req_of(at.unit, entry.application).number}"

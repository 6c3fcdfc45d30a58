"""A message that tells several deeds: each as its own button, and what was not read told as words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from handlers.core.reading.utterance import words_of
from handlers.core.reply import MAX_ACTIONS, Action, Reply, Text
from handlers.core.typed import clauses, moments, notours
from handlers.core.typed.clauses import Clause
from handlers.core.typed.deedphrases import CALLS, TELLS, TOOK_PLACE, WEEKDAY
from handlers.core.typed.deedwords import OF_A_REQ, Told
from handlers.core.typed.plainly import plainly
from handlers.core.typed.reasons import REQ
from handlers.core.typed.wordnames import words_not_names
from handlers.core.verb import Context
from handlers.core.wording import Wording
from handlers.pipeline.reading import deedbuttons, goingwith, naming, nooffer, ofkind, reqsaid, spokenof, strangers
from handlers.pipeline.reading.alike import spelt
from storage.reqs import Entry

say = Wording("deedsaid")

MOVES, SHOWS = "cand move", "cand show"
_OF_EACH = frozenset({MOVES, "cand reject", "cand withdraw", "interview no-show"})
"""Deeds of which one verb takes one person, and one message may tell several: `reject ana and mary`."""
_TIMED = frozenset({"interview book", "interview move"})
_A_DAY = re.compile(rf"\b(?:{WEEKDAY}|today|tomorrow)\b", re.IGNORECASE)
_VERDICTS = (("decide yes",), ("decide no",))
MOST_SHOWN = 8
"""Buttons of one answer; beyond these it is said in several messages."""
_OF_A_DEED = frozenset({"stage", "when", "base", "expires"})
"""What is said beside a name of what becomes of them."""
_EXPIRING = frozenset({"offer sent", "offer draft", "offer edit", "volunteered"})
_UNTIL_WHEN = re.compile(
    r"(?:(?:it|that|which|and|the offer|offer)\s+)*(?:expires|expiring|ends"
    r"|(?:is |it['’]s )?(?:valid|good|open)(?= (?:until|till|til|for)\b)"
    r"|(?:(?:(?:he|she|they) )?(?:has|have) )?(?:until|till|til)\b|deadline)",
    re.IGNORECASE,
)
"""How it is said until when an offer stands."""
_MOST_OF_A_TIME = 5
_WENT = re.compile(
    r"(?:it |that |all |and )*(?:went|did)\s+(?:\w+\s+)?(?:well|great|good|fine|ok|okay|badly|poorly)\W*$", re.IGNORECASE
)
_WORDS_OF_ITS_OWN = 3
"""A part of fewer words that names nobody is a greeting, or thanks."""


@dataclass
class _Deed:
    """What one part tells, and of whom."""

    told: Told
    people: list[Entry]
    in_front: bool
    commands: bool = False


@dataclass
class _Found:
    """The deeds of a message, the names that still wait for one, and the parts that tell none."""

    deeds: list[_Deed] = field(default_factory=list)
    waiting: list[Entry] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    spoken_of: list[Entry] = field(default_factory=list)
    """Whoever is named in those."""
    named_last: list[Entry] = field(default_factory=list)
    """Whoever the last part named that names anybody."""
    nameless: list[Told] = field(default_factory=list)
    """What is told of nobody."""
    of_reqs: list[Told] = field(default_factory=list)
    """What is told of a req."""
    strangers: list[str] = field(default_factory=list)
    """Names of nobody whom a search knows, said in one breath with somebody's."""
    carried: bool = False
    """Whether a deed is told of whom a part before it only spoke of."""


def offered(at: Context, *, typed: bool = False) -> Reply | None:
    """A button for each deed of each person; None where the message tells one deed of one person, or none.

    `typed`: a verb stands in front, which reads the words itself unless they tell different deeds of different people.
    """
    said = plainly(words_of(at.command.said))
    parts = clauses.clauses(said, _commands(at)) if clauses.may_hold_several(said) else []
    found = _read(at, parts, said) if parts else _Found()
    _give_to_whose_turn_it_is(at, found)
    if not (_tells_apart(found) if typed else _are_several(found)):
        return None
    buttons = [*_buttons(at, found), *_req_buttons(at, found)]
    if not buttons:
        return None
    buttons += strangers.to_add(at, found.strangers)
    shows = [
        Action(say.show_button(req=naming.called(at, each.candidate)), SHOWS, {"application": each.application.id})
        for each in _once(found.spoken_of)
    ]
    lacking = [each for deed in found.deeds for each in deed.people if nooffer.is_answered(at, deed.told, each)]
    lead = say.several(
        none_out=nooffer.of_whom(at, lacking), unread=found.unread, strangers=[each.capitalize() for each in found.strangers]
    )
    actions = (*buttons, *shows)[:MOST_SHOWN]
    return Reply(lead, (Text(lead),), actions=actions[:MAX_ACTIONS], more=actions[MAX_ACTIONS:], confidential=True)


def first_told(at: Context, found: Sequence[Entry]) -> Told | None:
    """What the first part tells of them, where that is a call or a round that took place, and no other part tells a deed."""
    said = plainly(words_of(at.command.said))
    parts = clauses.clauses(said, {}) if clauses.may_hold_several(said) and not notours.tells_of_something_else(said) else []
    told = parts[0].told if parts and not any(each.told for each in parts[1:]) else None
    if told is None or not set(told.verbs) <= {TOOK_PLACE, *CALLS}:
        return None
    people = spokenof.to_whom_it_is_done(parts[0].said, _people(at, parts[0], words_not_names(said)))
    return told if {each.application.id for each in people} == {each.application.id for each in found} else None


def of_a_req(at: Context) -> Reply | None:
    """What one part tells of a req, where the others name nobody: `no budget left. cancel the search`."""
    said = words_of(at.command.said)
    parts = clauses.clauses(said, {}) if clauses.may_hold_several(said) else []
    told = [part.told for part in parts if part.told and not OF_A_REQ.isdisjoint(part.told.verbs)]
    return reqsaid.offered(at, told[-1]) if told else None


def _commands(at: Context) -> dict[str, str]:
    """What a typed deed may begin with."""
    return {name: verb.name for verb in at.verbs if verb.name in clauses.DEEDS for name in verb.names}


def _read(at: Context, parts: Sequence[Clause], said: str) -> _Found:
    found, words = _Found(), words_not_names(said)
    for place, each in enumerate(parts):
        part = each._replace(told=goingwith.one_of_ours(at, each.told, each.said)) if each.told else each
        people = _people(at, part, words)
        inside = spokenof.of_req(at, part.said if REQ.search(part.said) else said, people)
        if people and not inside:
            found.unread.append(part.said)
            found.spoken_of += people
            continue
        people = _done_to(at, found, part, inside)
        last = found.deeds[-1] if found.deeds else None
        found.named_last = people or found.named_last
        if _goes_on(found, last, part, people):
            continue
        found.strangers += _a_stranger(at, part, parts[place + 1 : place + 2], people, said)
        if part.told and not OF_A_REQ.isdisjoint(part.told.verbs):
            found.of_reqs.append(part.told)
            continue
        if part.told:
            if not people and not found.waiting and not spokenof.names_anybody(part.told.beside):
                found.nameless.append(part.told)
            people, found.waiting = [*found.waiting, *people], []
            people = people or _spoken_of_before(at, found, last, part.said, part.told)
            found.deeds += [_Deed(part.told, people, part.in_front, part.commands)] if people else []
        elif people and clauses.is_bare(part.said, _names_of(people)):
            _join(found, part, people, parts[place + 1 :])
        elif people and last and last.in_front and _goes_on_alike(at, last.told, part.said, people):
            _go_on(at, found, last, part.said, people)
        elif people or len(part.said.split()) >= _WORDS_OF_ITS_OWN:
            found.unread.append(part.said)
            found.spoken_of += [*found.waiting, *people]
            found.waiting = []
    if found.waiting and found.deeds:
        found.deeds[-1].people += found.waiting
    for one, then in pairwise(found.deeds):
        if one.told.verbs == then.told.verbs and not one.in_front and clauses.is_bare(one.told.beside, _names_of(one.people)):
            one.told = then.told  # `jane passed and bob failed the screen`
    return found


def _goes_on(found: _Found, last: _Deed | None, part: Clause, people: list[Entry]) -> bool:
    """Whether a part only says more of the deed before it, which then has its words too."""
    same = last is not None and all(each in last.people for each in people)
    if last and same and any(each(last.told, part) for each in (_is_their_first_day, _is_its_end, _is_how_it_went)):
        last.told = Told(last.told.verbs, f"{last.told.beside}, {part.said}")
        return True
    nameless = found.nameless[-1] if found.nameless and not (people or part.told) else None
    if nameless and _is_when_instead(nameless, part.said):
        found.nameless[-1] = replace(nameless, beside=f"{nameless.beside} to {part.said}")
        return True
    return False


def _is_when_instead(before: Told, said: str) -> bool:
    """Whether a part says when a round can be of which it was said when it cannot: `can't do mon, tue works`."""
    moves = before.verbs[0] == "interview move" and not _says_when(before.beside)
    return moves and len(said.split()) <= _MOST_OF_A_TIME and _says_when(said)


def _done_to(at: Context, found: _Found, part: Clause, people: list[Entry]) -> list[Entry]:
    """Of whom a part tells its deed; who stands beside a colleague who does it does it, too: `tom and mei interviewed hope`."""
    if not part.told:
        return people
    done = notours.done_to(part.said)
    if done and people and spokenof.a_colleague(at, done[0]):
        found.waiting = []
    return spokenof.to_whom_it_is_done(part.said, people)


def _a_stranger(at: Context, part: Clause, following: Sequence[Clause], people: list[Entry], said: str) -> list[str]:
    """The name of nobody whom a search knows, where an `and` joins it to others: a name alone, or one in front of a deed."""
    words = part.said.split()
    alone = len(words) == 1 and (not following or (following[0].told is not None and not following[0].in_front))
    if not words or people or not (alone or (part.told and not part.in_front)):
        return []
    name = re.escape(words[0])
    joined = re.search(rf"(?:\band|[&+])\s*{name}\b" if part.told or not following else rf"\b{name}\s*(?:and\b|[&+])", said)
    return [words[0]] if joined and strangers.may_be_called(at, words[0]) else []


def _is_its_end(before: Told, part: Clause) -> bool:
    """Whether a part says until when what was offered before it stands: `sent it, expires next friday`."""
    return before.verbs[0] in _EXPIRING and _UNTIL_WHEN.match(part.said) is not None


def _is_how_it_went(before: Told, part: Clause) -> bool:
    """Whether a part says how a call or a round went that was told before it: `had the 90 day chat with ana, went well`."""
    held = before.verbs[0] in (TOOK_PLACE, *CALLS) and part.told is not None and part.told.verbs == (TOOK_PLACE,)
    return held and _WENT.match(part.said) is not None


def _is_their_first_day(before: Told, part: Clause) -> bool:
    """Whether a part goes on about terms with when they start: `lena accepted, starts march 15`."""
    return before.verbs[0].startswith("offer ") and part.told is not None and part.told.beside.strip().startswith("start ")


def _give_to_whose_turn_it_is(at: Context, found: _Found) -> None:
    """Deeds that name nobody at all are told of whoever waits for the first of them: `final done, it's a yes`."""
    if found.deeds or found.spoken_of or found.waiting or not found.nameless:
        return
    people = ofkind.waiting(at, found.nameless[0].verbs[0])
    told = found.nameless if len(people) == 1 else found.nameless[:1]
    found.deeds = [_Deed(each, people, in_front=False) for each in told if people]
    found.carried = bool(found.deeds)


def _req_buttons(at: Context, found: _Found) -> Iterable[Action]:
    """What is told of a req beside it: `lena signed, close R-1`."""
    for told in found.of_reqs if found.deeds else ():
        reply = reqsaid.offered(at, told)
        yield from (each for each in (*reply.actions, *reply.more) if each.verb != "req show") if reply else ()


def _spoken_of_before(at: Context, found: _Found, last: _Deed | None, said: str, told: Told | None = None) -> list[Entry]:
    """Whom a part that names nobody goes on about: who was named before it, or `she`; what a colleague is said to do is told of
    whomever they speak of (`mei says yes`)."""
    if spokenof.a_colleague(at, said) or (told and (strangers.is_one(at, told, said) or _is_of_another(at, told))):
        found.unread.append(said)
        return []
    if last and len(found.named_last) == 1 and found.named_last[0] not in last.people:
        found.carried = True  # `let's move ana on. bo was weak, pass`
        return list(found.named_last)
    if last:
        return list(last.people)
    if len(found.spoken_of) == 1:
        found.carried = True  # `owen was weak on evals. pass`
        return list(found.spoken_of)
    she = spokenof.they(at, said)
    return [she] if she else []


def _is_of_another(at: Context, told: Told) -> bool:
    """Whether a verdict stands behind one word that may be a name: `mary no` is not told of whoever was named before."""
    word = told.beside.strip()
    plain = word.isalpha() and not word.endswith("ly") and not spokenof.is_pronoun(word)
    return told.verbs in _VERDICTS and plain and not at.library.vocabulary.means_something(word.casefold())


def _names_of(people: Sequence[Entry]) -> frozenset[str]:
    """The parts of their names, as words are told apart."""
    whole = " ".join(f"{each.candidate.name or ''} {each.candidate.initials or ''}" for each in people)
    return frozenset(re.findall(r"[^\W_]+", f"{whole.casefold()} {spelt(whole)}"))


def _join(found: _Found, part: Clause, people: list[Entry], following: Sequence[Clause]) -> None:
    """A name by itself is of the deed before it that was said in front (`reject jane and bob`), else of the next one; between two
    such it is nobody's to say of which."""
    last = found.deeds[-1] if found.deeds else None
    then = next((each for each in following if each.told), None)
    if last is None or not last.in_front:
        found.waiting += people
    elif then is None or then.in_front:
        last.people += people
    else:
        found.unread.append(part.said)
        found.spoken_of += people


def _people(at: Context, part: Clause, words: frozenset[str]) -> list[Entry]:
    """Who is named in a part; that they heard our no is told of those who have left."""
    said = part.told.beside if part.told else part.said
    left = spokenof.left(at, said, part.said, words) if part.told and part.told.verbs == (TELLS,) else []
    return left or spokenof.named(at, said, part.said, words)


def _goes_on_alike(at: Context, told: Told, words: str, people: Sequence[Entry]) -> bool:
    """Whether the words go on with the deed before them: `move jane to technical and bob to manager`."""
    said = _said(at, told, words)
    if told.verbs == (MOVES,):
        return all(deedbuttons.is_stage(at, said.get("stage", ""), each) for each in people)
    return not _OF_A_DEED.isdisjoint(said) and "why" not in said


def _go_on(at: Context, found: _Found, last: _Deed, words: str, people: list[Entry]) -> None:
    """The same deed with words of its own; where the one before has none, these are said of both (`move jane and bob to x`)."""
    if _OF_A_DEED.isdisjoint(_said(at, last.told, last.told.beside)):
        last.told = Told(last.told.verbs, f"{last.told.beside} {words}")
        last.people += people
    else:
        found.deeds.append(_Deed(Told(last.told.verbs, words), people, in_front=True))


def _said(at: Context, told: Told, words: str) -> dict[str, Any]:
    return deedbuttons.read(at, deedbuttons.verb_named(at, told.verbs[0]), words)


def _are_several(found: _Found) -> bool:
    """Whether something is told of more than one person, or more than one thing of one."""
    people = {each.candidate.id for deed in found.deeds for each in deed.people}
    people |= {each.candidate.id for each in found.spoken_of} if found.deeds else set()
    if found.strangers and found.deeds:
        return True
    return found.carried or bool(found.deeds and found.of_reqs) or len(people) > 1 or len(_unalike(found.deeds)) > 1


def _tells_apart(found: _Found) -> bool:
    """Whether different deeds are told of different people, one with words that are of several, or another is asked for."""
    whose = {frozenset(each.candidate.id for each in deed.people) for deed in found.deeds}
    shared = any(len(deed.people) > 1 and deed.told.verbs[0] in _OF_EACH for deed in found.deeds)
    return len(whose) > 1 or shared or (any(deed.commands for deed in found.deeds[1:]) and len(_unalike(found.deeds)) > 1)


def _unalike(deeds: Iterable[_Deed]) -> list[_Deed]:
    """Those that tell something new: `declined` and `took another offer` may both be a withdrawal."""
    kept: list[_Deed] = []
    for deed in deeds:
        if all(set(deed.told.verbs).isdisjoint(each.told.verbs) or _are_two_rounds(each.told, deed.told) for each in kept):
            kept.append(deed)
    return kept


def _are_two_rounds(one: Told, then: Told) -> bool:
    """Whether rounds are told, each with a time of its own: `ana's screen is fri 3pm, final is mon 2pm`."""
    timed = not _TIMED.isdisjoint(one.verbs) and not _TIMED.isdisjoint(then.verbs)
    return timed and _says_when(one.beside) and _says_when(then.beside)


def _says_when(words: str) -> bool:
    """Whether a day or an hour is said."""
    return moments.find(words) is not None or _A_DAY.search(words) is not None


def _buttons(at: Context, found: _Found) -> Iterable[Action]:
    given: set[tuple[str, str, str]] = set()
    everybody = [each for deed in found.deeds for each in deed.people]
    for deed in found.deeds:
        for each in deed.people:
            verb = deedbuttons.verb_named(at, ofkind.verbs(at, deed.told.verbs, each)[0])
            own = deed.told.beside if verb and verb.name in _TIMED and _says_when(deed.told.beside) else ""
            if verb is None or (verb.name, each.application.id, own) in given:
                continue
            if verb.name in ofkind.ANSWERS and nooffer.is_answered(at, deed.told, each):
                yield nooffer.first_step(at, each)
                continue
            action = deedbuttons.button(at, verb, deed.told.beside, each, named=True, among=everybody)
            if own and sum(each in one.people and _says_when(one.told.beside) for one in found.deeds) > 1:  # told apart by when
                action = replace(action, label=f"{action.label}, {action.args.get('when', '')}".strip(" ,")[:75])
            if verb.name == MOVES and deedbuttons.is_called_so(action.args.get("stage", "")):
                action = replace(action, args=deedbuttons.to_some_stage(at, action.args, each))
            if verb.name != MOVES or "stage" not in action.args or deedbuttons.is_stage(at, action.args.get("stage", ""), each):
                given.add((verb.name, each.application.id, own))
                yield action


def _once(entries: Iterable[Entry]) -> list[Entry]:
    return list({each.application.id: each for each in entries}.values())

"""Finding what people mean: a req by number, description or thread; a candidate by name, initials or number; a colleague.

Nothing is taken for what it only resembles: nearly right is asked back with buttons. Whatever is found here has been asked
for by somebody who may (see access), whether it came as words or as an id in a button.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import model_validator
from rapidfuzz import fuzz

from handlers.core import access, named
from handlers.core.args import Arguments
from handlers.core.errors import Conflict, NotFound
from handlers.core.markers import Name, Remaining, ReqRef
from handlers.core.reply import Action
from handlers.core.typed import notours
from handlers.core.verb import Context
from handlers.core.wording import Wording
from handlers.pipeline import settings
from handlers.pipeline.people import mentioned
from handlers.pipeline.reading import others
from handlers.pipeline.reading.alike import alike, begins, could_be, first_and_initial, folded, shares_a_word
from storage import people, reqs
from storage.enums import System
from storage.models import Candidate, Person, Requisition
from storage.reqs import Entry
from storage.unit import Unit, table_of

say = Wording("pipeline")

MOST_NUMBER = 999_999_999
"""No number is longer: what a column holds, and what is read as one."""
OFFERED = 6
"""How many are offered back: three buttons, the rest in the menu."""

_NUMBER = re.compile(r"\s*(?:r|req)?[-\s#]{0,2}(\d{1,9})\s*", re.IGNORECASE)
_SPOKEN_OF = re.compile(
    r"\s*(?:(?:the|this|our|that)\s+)?(?:req|requisition|search|role|position)(?:\s+(?:now|again|please|pls))*[\s.!]*",
    re.IGNORECASE,
)
"""A req that is spoken of and not described: the thread's, or the only one."""
_IT = re.compile(r"\s*(?:it|this|that)(?:\s+(?:now|again|please|pls))*[\s.!]*", re.IGNORECASE)
"""What may be a req, or anything (`hold it`): it is asked about."""
_CANDIDATE_NUMBER = re.compile(r"\s*(?:c|cand|candidate)[-\s#]{0,2}(\d{1,9})\s*", re.IGNORECASE)
_MENTIONED = re.compile(r"<@([A-Za-z0-9-]+)(?:\|([^<>]*))?>")


ReqWords = Annotated[str, Remaining()]
"""What no other field took: words for the req (`sr mle`), where a verb takes no name. Last in its class, as `described`."""


class AboutReq(Arguments):
    """Base of verbs about one req: its number or words for it; inside its thread nothing is needed."""

    req: Annotated[int | str | None, ReqRef()] = None
    rev: int | None = None
    """The req's or the application's `rev` that a button was made for."""

    @model_validator(mode="before")
    @classmethod
    def _words_name_the_req(cls, given: Any) -> Any:
        if not isinstance(given, dict) or "described" not in given:
            return given
        words = "" if _SPOKEN_OF.fullmatch(str(given["described"])) else given["described"]
        rest = {name: value for name, value in given.items() if name != "described"}
        return rest if rest.get("req") is not None else {**rest, "req": words}


class OneReq(AboutReq):
    """Arguments of verbs about one req that take nothing else."""

    described: ReqWords = ""


class AboutCandidate(AboutReq):
    """Base of verbs about one candidate of a req, by name or (from a button) by application."""

    candidate: Annotated[str, Name()] = ""
    application: str | None = None


# Requisitions


def the_req(at: Context, said: int | str | None, *, need: str | None = None) -> Requisition:
    """The requisition that is meant: the named one, the thread's, or the only open one. Asks whether the speaker may.

    Raises NotFound, which offers the open ones, and NotAllowed.
    """
    req = find_req(at, said)
    access.ask(at, req, need)
    return req


def find_req(at: Context, said: int | str | None) -> Requisition:
    """The same without asking. Raises NotFound."""
    if said in (None, ""):
        return _req_here(at)
    said = said.strip() if isinstance(said, str) else said
    number = said if isinstance(said, int) else int(match.group(1)) if (match := _NUMBER.fullmatch(str(said))) else None
    if number is not None:
        found = reqs.by_number(at.unit, number) if 0 < number <= MOST_NUMBER else None
        if found is None:
            raise NotFound(say.no_such_req(number=number), actions=(*which(at, _near_number(at, number)), _list()))
        return found
    return _described(at, str(said))


def req_of_place(at: Context) -> Requisition | None:
    """The req in whose thread it was said."""
    place = at.command.place
    return reqs.in_thread(at.unit, place.system, thread_name(place.channel, place.thread)) if place.thread else None


def thread_name(channel: str, thread: str | None) -> str:
    """A thread as external references name it: threads are named within their channel only."""
    return f"{channel}/{thread}"


def _req_here(at: Context) -> Requisition:
    here = req_of_place(at)
    if here is not None:
        return here
    columns = table_of(Requisition).c
    live = access.visible(at, at.unit.all(Requisition, columns.closed_at.is_(None), order_by=columns.number, limit=50))
    if len(live) == 1:
        return live[0]
    raise NotFound(say.which_req(), actions=(*which(at, live[: OFFERED // 2]), _list())[:3] if live else (_list(),))


def _described(at: Context, words: str) -> Requisition:
    """`senior`, `sr mle`, `the platform one`: by level and lane as the vocabulary reads them, and by the title's words."""
    live = open_to(at)
    if _IT.fullmatch(words):
        here = req_of_place(at)
        raise NotFound(say.which_req(), actions=(*which(at, [here] if here else live), _list()))
    vocabulary = at.library.vocabulary
    reading = vocabulary.read(words, {"level", "lane", "market"})
    meant = {match.kind: match.id for match in reading.found}
    nearly = [req for req in live if meant and all(getattr(req, kind) == id for kind, id in meant.items())]
    fitting = [] if reading.guesses else nearly
    if not fitting:
        wanted = words.casefold().split()
        fitting = [req for req in live if all(word in req.title.casefold() for word in wanted)]
    if len(fitting) == 1:
        return fitting[0]
    near = fitting or nearly or [live[place] for _, _, place in alike(words, [req.title for req in live])]
    here = req_of_place(at)
    if not near and here is not None and at.verb is not None and at.verb.effect == "read":
        return here  # polite words in its thread; what would change it is asked about
    if near and not fitting:
        raise NotFound(say.perhaps_req(said=words[:60], count=len(near)), actions=(*which(at, near), _list()))
    text = say.which_of_reqs(said=words[:60], count=len(fitting)) if near else say.no_req_like(said=words[:60])
    raise NotFound(text, actions=(*which(at, near), _list()))


def _near_number(at: Context, number: int) -> list[Requisition]:
    """Open reqs whose number differs by a slip of a finger."""
    live = open_to(at)
    return [req for req in live if fuzz.ratio(str(req.number), str(number)) >= 50][:2]


def which(at: Context, found: Sequence[Requisition]) -> tuple[Action, ...]:
    """Buttons that ask the same of each of these reqs."""
    if at.verb is None or "req" not in at.verb.args.model_fields:
        return ()
    return tuple(again(at, say.req_button(number=req.number, title=req.title), req=req.number) for req in found[:OFFERED])


# Candidates


def the_application(at: Context, asked: AboutCandidate, *, need: str | None = None) -> tuple[Requisition, Entry]:
    """The candidate that is meant, with their req. Inside a req's thread the only live one needs no name.

    Raises NotFound (with those who are called alike, or with the words that are no part of a name), NotAllowed, and Conflict
    where a button is late (`rev`).
    """
    if (
        asked.candidate
        and not asked.application
        and ("offer" in asked.candidate.casefold() or len(asked.candidate) <= len("that."))
    ):
        from handlers.pipeline.reading import approvalsaid

        approvalsaid.ask(at, asked.candidate)
    try:
        return named_application(at, asked, need=need)
    except NotFound as missed:
        from handlers.pipeline.reading import bygone, unread

        if found := bygone.the_application(at, asked, need):
            return found
        if others.BUT.search(asked.candidate):
            raise
        if notours.on_condition(asked.candidate):
            raise NotFound(say.on_condition()) from None
        raise unread.beside(at, asked, missed, need) from None


def named_application(at: Context, asked: AboutCandidate, *, need: str | None = None) -> tuple[Requisition, Entry]:
    """The same, and all the words are the name."""
    if asked.application:
        entry = reqs.entry(at.unit, asked.application)
        req = at.unit.get(Requisition, entry.application.requisition_id) if entry else None
        if entry is None or req is None or entry.candidate.erased_at is not None:
            raise NotFound(say.gone(), actions=(_list(),))
        access.ask(at, req, need)
    else:
        req, entry = _named_candidate(at, asked, need)
    named.note(at.unit, entry.candidate.id)
    on_time(at, asked.rev, entry.application.rev, entry)
    return req, entry


def candidate_number(said: str) -> int | None:
    """`C-31` as its number."""
    match = _CANDIDATE_NUMBER.fullmatch(said)
    return int(match.group(1)) if match else None


def find_application(unit: Unit, req: Requisition, name: str) -> Entry | None:
    """The one candidate of a req whom the words mean, by number, name, initials or the beginning of a name; None without one."""
    found = matching(unit, req.id, name) or _ended(unit, [req], name)
    return found[0] if len(found) == 1 else None


def matching(unit: Unit, requisition_id: str | None, name: str, *, ended: bool = False) -> list[Entry]:
    """The live candidates (or those who have left) whom the words may mean, of a req or of the workspace; exact ones alone
    where there are some."""
    name = name.rstrip(" ?!")  # `note ana?`: no part of a name
    number = candidate_number(name)
    if number is not None:
        candidate = reqs.candidate_by_number(unit, number)
        found = [Entry(each, candidate) for each in reqs.applications_of(unit, candidate.id)] if candidate else []
        found = [each for each in found if requisition_id in (None, each.application.requisition_id)]
        return [each for each in found if each.application.ended_at is None] or found[:1]
    wanted = folded(name)
    found = reqs.named(unit, first_and_initial(name), requisition_id, ended=ended) if wanted else []
    found = [each for each in found if could_be(name, each.candidate.name or "")]
    exact = [each for each in found if wanted in (folded(each.candidate.name or ""), folded(each.candidate.initials or ""))]
    return exact or found


def _named_candidate(at: Context, asked: AboutCandidate, need: str | None) -> tuple[Requisition, Entry]:
    """By words. Without a req, the workspace is searched where the words fit one live candidate only."""
    here = req_of_place(at) if asked.req is None else None
    if asked.req is None and here is None and asked.candidate:
        anywhere = [each for each in matching(at.unit, None, asked.candidate) if may_see(at, each)]
        if len(anywhere) > 1:
            raise NotFound(say.which_candidate(said=asked.candidate[:60]), actions=who(at, anywhere))
        if anywhere:
            req = at.unit.get(Requisition, anywhere[0].application.requisition_id)
            assert req is not None
            access.ask(at, req, need)
            return req, anywhere[0]
        if len(open_to(at)) > 1 and not (others.SAID.match(asked.candidate) or others.BUT.search(asked.candidate)):
            raise _nobody_called(at, asked.candidate)
    req = here or find_req(at, asked.req)
    access.ask(at, req, need)
    others.ask(at, asked, req)
    return req, _in_req(at, req, asked.candidate)


def open_to(at: Context) -> list[Requisition]:
    """The open reqs that the speaker may see."""
    return access.visible(at, [each.req for each in reqs.open_reqs(at.unit)])


def _nobody_called(at: Context, name: str) -> NotFound:
    """Nobody in any loop is called so: those who have left one, or whose names are like it, are offered."""
    seen = open_to(at)
    near = _they(at, name) or _ended(at.unit, seen, name) or like(at.unit, seen, name, shared=True)
    return NotFound(say.nobody_called(name=name[:60], near=bool(near)), actions=(*who(at, near), _list()))


def _in_req(at: Context, req: Requisition, name: str) -> Entry:
    if not name:
        live = reqs.entries(at.unit, req.id, limit=OFFERED + 1)
        if len(live) == 1:
            return live[0]
        text = say.which_in_req(req=f"R-{req.number}") if live else say.nobody_in(req=f"R-{req.number}")
        raise NotFound(text, actions=who(at, live[:OFFERED]))
    found = matching(at.unit, req.id, name) or _ended(at.unit, [req], name)
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFound(say.which_candidate(said=name[:60]), actions=who(at, found))
    everybody = reqs.entries(at.unit, req.id)
    near = _they(at, name) or like(at.unit, [req], name, shared=True)
    offered = [_name(each) for each in near[:OFFERED] or everybody[:3]]
    raise NotFound(say.no_such_candidate(name=name[:60], req=f"R-{req.number}", near=offered), actions=who(at, near))


def _they(at: Context, name: str) -> list[Entry]:
    """Whom `her` may mean: asked back, never taken."""
    from handlers.pipeline.reading import ofkind, spokenof

    if len(name.split()) > 2 or not spokenof.is_pronoun(name):
        return []
    verb = at.verb.name if at.verb else ""
    found = spokenof.they(at, name)
    return [found] if found and ofkind.can_be(at, verb, found) else ofkind.everybody(at, verb)[:OFFERED]


def like(unit: Unit, searches: Sequence[Requisition], name: str, *, shared: bool = False) -> list[Entry]:
    """The live candidates of these reqs who are called almost so: perhaps meant, never taken. `shared`: or who share a word."""
    everybody = reqs.entries(unit, *(req.id for req in searches))
    near = [everybody[place] for _, _, place in alike(name, [each.candidate.name or "" for each in everybody])]
    return near or [each for each in everybody if shared and shares_a_word(name, each.candidate.name or "")]


def _ended(unit: Unit, searches: Sequence[Requisition], name: str) -> list[Entry]:
    """Those who have left the loop, the same way."""
    wanted = folded(name)
    over = reqs.entries(unit, *(req.id for req in searches), ended=True, limit=500 * len(searches)) if wanted else []
    exact = [each for each in over if wanted in (folded(each.candidate.name or ""), folded(each.candidate.initials or ""))]
    return exact or [each for each in over if begins(each.candidate.name or "", wanted)]


def _name(entry: Entry) -> str:
    return entry.candidate.name or entry.candidate.initials or ""


def may_see(at: Context, entry: Entry) -> bool:
    req = at.unit.get(Requisition, entry.application.requisition_id)
    return req is not None and access.may(at, "see_reqs", req)


def who(at: Context, found: Sequence[Entry]) -> tuple[Action, ...]:
    """Buttons that ask the same about each of these candidates."""
    if at.verb is None or "application" not in at.verb.args.model_fields:
        return ()
    return tuple(
        again(at, _button_name(at, each), application=each.application.id, candidate=None, req=None) for each in found[:OFFERED]
    )


def _button_name(at: Context, entry: Entry) -> str:
    req = at.unit.get(Requisition, entry.application.requisition_id)
    named.note(at.unit, entry.candidate.id)
    return say.candidate_button(name=_name(entry)[:40], number=entry.candidate.number, req=req.number if req else 0)


# Colleagues


def the_person(at: Context, said: str, *, make: bool = False) -> Person:
    """A colleague: `<@U123>`, `@ravi`, a handle, a name or the beginning of one that only one has, or `me`.

    With `make`, somebody mentioned whom we have not met is made known: the platform vouches for them. Raises NotFound.
    """
    words = said.strip()
    if words.casefold().lstrip("@") in {"me", "myself"} and at.person is not None:
        return at.person
    mention = _MENTIONED.fullmatch(words)
    if mention:
        return _mentioned(at, mention.group(1), mention.group(2) or "", make=make)
    known = people.everyone(at.unit)
    wanted = folded(words)
    handles = people.identities_of(at.unit, [each.id for each in known])
    exact = [
        each for each in known
        if wanted == folded(each.name or "")
        or any(wanted in (folded(one.handle or ""), folded(one.external_id)) for one in handles[each.id])
    ]  # fmt: skip
    found = exact or [each for each in known if wanted and begins(each.name or "", wanted)]
    if len(found) == 1:
        return found[0]
    names = [each.name for each in found if each.name]
    near = names or [name for name, _, _ in alike(words, [each.name or "" for each in known])]
    raise NotFound(say.no_such_person(name=words.lstrip("@")[:60], near=near[:OFFERED]))


def _mentioned(at: Context, external_id: str, name: str, *, make: bool) -> Person:
    system = System(at.command.place.system)
    person = people.by_identity(at.unit, system, external_id)
    if make:
        return mentioned(at.unit, at.command, external_id, name)
    if person is None:
        raise NotFound(say.not_met(name=name or external_id))
    return person


# How things are called


def called(at: Context, candidate: Candidate, *, public: bool | None = None) -> str:
    """How a candidate is called in this place: by name in private, by initials and number where others read along.

    `public`: whether others do; by default where the command was said is looked at.
    """
    return spoken_of(at.unit, candidate, public=not at.command.place.private if public is None else public)


def spoken_of(unit: Unit, candidate: Candidate, *, public: bool) -> str:
    """The same for messages that are composed later."""
    reference = f"C-{candidate.number}"
    name = candidate.name or candidate.initials
    if candidate.erased_at is not None or not name:
        return reference
    named.note(unit, candidate.id)
    if not public or settings.of(unit).names_in_public:
        return name
    return f"{candidate.initials} ({reference})" if candidate.initials else reference


# Buttons


def again(at: Context, label: str, **changed: Any) -> Action:
    """A button that asks the same with some arguments changed; None takes one away."""
    assert at.verb is not None and at.args is not None
    args = at.args.model_dump(mode="json", exclude_defaults=True) | changed
    return Action(label[:75], at.verb.name, {name: value for name, value in args.items() if value is not None})


def on_time(at: Context, wanted: int | None, rev: int, entry: Entry | None = None) -> None:
    """Raise Conflict where a button was made for an earlier state; it says what happened meanwhile, and who did it."""
    if wanted is None or wanted == rev:
        return
    from handlers.pipeline.history import last_line

    raise Conflict(say.overtaken(what=last_line(at, entry.application.id if entry else None)))


def _list() -> Action:
    return Action(say.list_button(), "req list")

"""A sentence that tells what became of a req, or whom to add to it: the deed as a button.

A req that is only spoken of (`the req`, `it`) is the thread's, or one of those that are open.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from handlers.core import access
from handlers.core.errors import NotFound
from handlers.core.figures import money
from handlers.core.reading.utterance import mentioned
from handlers.core.reply import MAX_ACTIONS, Action, Reply, Text
from handlers.core.typed import reqwords, teamparts
from handlers.core.typed.deedwords import Told
from handlers.core.typed.reasons import REQ
from handlers.core.typed.reqwords import EDITS, OPENS, SEATS
from handlers.core.verb import Context
from handlers.core.wording import Wording
from handlers.pipeline import planning
from handlers.pipeline.reading import deedbuttons, naming, whichcolleague
from handlers.pipeline.reading.lines import ORNAMENT
from knowledge.words.spelling import fold
from storage import reqs
from storage.models import Requisition

say, team = Wording("deedsaid"), Wording("req_team")

ADDS, HOLDS, CANCELS = "cand add", "req hold", "req cancel"

_PEOPLE = re.compile(r"[A-ZÀ-Þ][\w.'’-]*(?: [A-ZÀ-Þ][\w.'’-]*)+")
_IN_SMALL_LETTERS = re.compile(r"[^\W\d_]{2,}[\w'’-]*(?: [^\W\d_][\w.'’-]*){1,2}")
_LISTED = re.compile(r"\s*[,;]\s*(?:and\s+)?|\s+(?:and|&)\s+", re.IGNORECASE)
_NO_NAMES = frozenset({
    "sourced", "referred", "applied", "via", "from", "by", "linkedin", "agency", "referral", "inbound", "internal",
    "a", "an", "the", "some", "any", "more", "another", "one", "two", "three", "few", "new", "this", "that", "these",
    "those", "my", "our", "your", "his", "her", "their", "its", "it", "them", "him", "me", "us", "you", "all", "everyone",
    "everybody", "someone", "somebody", "people", "person", "candidate", "candidates", "to", "of", "for", "in", "on",
    "with", "as", "and", "or", "up", "back", "note", "notes", "comment", "reminder", "link", "details", "detail", "info",
    "context", "value", "money", "time", "section", "question", "questions", "source", "sources", "column", "field", "step",
    "round", "stage", "calendar", "invite", "emoji", "file", "picture", "resume", "cv", "email", "number", "date", "rounds",
    "steps", "words", "line", "lines", "text", "here", "there",
})  # fmt: skip
"""Words that stand in no name."""
_THE_REQ = re.compile(
    r"(?:put |place )?(?:(?:the|this|our|that) )?(?:it|this|that|everything"
    r"|(?:(?:whole|open) )?(?:req|requisition|search|role|position|opening))\b"
    r"(?: (?:is|was|now|again|please|for now|back|down|on|out|up))*"
    r"(?:\W*$|\W+(?:until|till|because|for|since|as)\b|\s*[,;(–—]|\s+-\s)",
    re.IGNORECASE,
)
"""A req that is spoken of and not named: the thread's, or the only open one."""
IT = re.compile(r"\W*it\b\W*(?:now|please|pls|then|out)?\W*", re.IGNORECASE)
_TO_ANOTHER = re.compile(
    r"\b(?:to|into|for)\s+(?:an?|another|some)\s+(?:new\s+|other\s+)?(?:req|requisition|search|role|position)\b", re.IGNORECASE
)
"""A req that there is not yet."""
_ALL = re.compile(
    r"(?:put |place )?(?:both|all)(?: (?:of )?(?:the|our|these|my))?(?: (?:two|three|four|five|six|\d))?(?: open)?"
    r" (?:reqs|requisitions|searches|roles|positions)\b"
    r"|(?:put\s+)?(?:all\s+)?(?:hiring|everyone|everybody)(?=\W*$|\s+(?:on hold|until|till|for|now|because)\b)",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\b(?:until|till|til)\b((?:[^,;]|,\s*\d{4}\b)+)", re.IGNORECASE)
_A_REQ = re.compile(
    r"\b(?:the|our|my|this|that)\s+(?P<title>(?:(?!(?:on|of|for|in|to|the)\b)[\w/+-]+\s+){1,4}?)(?:req|requisition|role|search|position|opening|job)\b",
    re.IGNORECASE,
)
_OF_ANY = frozenset({"open", "whole", "new", "old", "same", "other", "first", "second"})
_BAND = re.compile(
    r"(?<![\w$€£.,-])(?<!band )(?<!range )[$€£]?\d{3}\s?k?\s?(?:-|–|to)\s?[$€£]?\d{3}\s?k?(?![\w-])", re.IGNORECASE
)
"""A band that is said without its word, in thousands."""
_IN_MARKS = re.compile(r"[\"“”„«»]")
_LEADS = re.compile(r"\b(?:lead|manager|head|director|chief|vp)\b", re.IGNORECASE)
_TO = re.compile(
    r"\s+(?:to|into|in|on|for)\s*(?:(?:the|this|our|that) (?:req|requisition|search|role|position|pipeline)\s*)?(?=$|[,;])",
    re.IGNORECASE,
)


def offered(at: Context, told: Told) -> Reply | None:
    """`fill R-1`, `add Bo Lind to R-1`, `close the req`; a colleague who is mentioned is nobody to add to a search."""
    if told.verbs == (OPENS,):
        return _to_open(at, told.beside)
    if told.verbs in ((EDITS,), (SEATS,)):
        return _changed(at, told)
    number, adds = REQ.search(told.beside), told.verbs == (ADDS,)
    live = naming.open_to(at)
    numbers = {int(each.group(1)) for each in REQ.finditer(told.beside)}
    meant = [each for each in live if each.number in numbers] if numbers else _spoken_of(at, told, live)
    people = _people_in(at, told.beside.lstrip(" :,-"), number) if adds else ()
    if not meant or "@" in told.beside or (adds and not people):
        return None
    verbs = told.verbs[:1] if len(meant) > 1 else told.verbs
    sure = len(meant) == 1 or numbers or _ALL.match(told.beside)
    lead = say.which_req(reqs=[f"R-{each.number}" for each in meant]) if sure else say.of_which_req()
    told_of = [{"people": each} for each in people] or [_until(told)]
    actions = tuple(_req_button(verb, each, about, named=len(meant) > 1) for about in told_of for each in meant for verb in verbs)
    if len(meant) == 1:
        ref = f"R-{meant[0].number}"
        actions += (Action(say.show_button(req=ref), "req show", {"req": meant[0].number}),)
    return Reply(lead, (Text(lead),), actions=actions[:MAX_ACTIONS], more=actions[MAX_ACTIONS:], confidential=True)


def _to_open(at: Context, words: str) -> Reply | None:
    """A search that is to be opened, with all that was said of it; None where the words name no kind of job."""
    verb = deedbuttons.verb_named(at, OPENS)
    if words.startswith(reqwords.LIKE):
        return _like_another(at, words)
    args = deedbuttons.read(at, verb, _BAND.sub(r"band \g<0>", words, count=1))
    if verb is None or not (args.get("called") or args.get("level") or args.get("lane")):
        return None
    if not _IN_MARKS.search(words) and (args.get("called") or not _LEADS.search(args.get("title", ""))):
        args.pop("title", None)  # what is left of a sentence is no title: the form asks for one
    lead = say.to_open()
    return Reply(lead, (Text(lead),), actions=(Action(say.button(verb=OPENS, name="")[:75], OPENS, args),), confidential=True)


def _like_another(at: Context, words: str) -> Reply | None:
    """A search like another, which may be over: its job, its place and its band, for whoever opens it to run."""
    number = REQ.search(words)
    req = reqs.by_number(at.unit, int(number.group(1))) if number else None
    if req is None or not access.may(at, "see_reqs", req):
        return None
    args: dict[str, Any] = {"title": req.title, "level": req.level, "lane": req.lane}
    args |= {"markets": (req.market,)} if req.market else {}
    args |= {"band": {"low": req.band_low, "high": req.band_high}} if req.band_low and req.band_high else {}
    lead = say.to_open_like(req=f"R-{req.number}", title=req.title)
    kept = {name: value for name, value in args.items() if value}
    actions = (
        Action(say.button(verb=OPENS, name="")[:75], OPENS, kept),
        Action(say.show_button(req=f"R-{req.number}"), "req show", {"req": req.number}),
    )
    return Reply(lead, (Text(lead),), actions=actions, confidential=True)


def _changed(at: Context, told: Told) -> Reply | None:
    """A req's band, or who is on its team, as it was said: of the req that is named, or those that may be meant."""
    verb = deedbuttons.verb_named(at, told.verbs[0])
    number, live = REQ.search(told.beside), naming.open_to(at)
    here = naming.req_of_place(at)
    spoken_of = _called(told.beside, live) or ([here] if here else live[: naming.OFFERED])
    meant = [each for each in live if each.number == int(number.group(1))] if number else spoken_of
    args = reqwords.band_in(told.beside) if told.verbs == (EDITS,) else _seats(at, told.beside)
    if verb is None or not meant or not args:
        return None
    if told.verbs == (SEATS,) and len(meant) == 1 and (parts := teamparts.several(told.beside)):
        return _each_their_part(at, meant[0], parts)
    refs = [f"R-{each.number}" for each in meant]
    sure = len(meant) == 1
    low, high = (money(ends, planning.CURRENCY) if (ends := args.get(end)) else "" for end in ("band_low", "band_high"))
    ref = refs[0] if sure else ""
    if told.verbs == (SEATS,):
        if not args.get("part") and not args.get("remove") and reqwords.HANDS_OVER.search(told.beside):
            args |= {"part": _part_of(at, meant[0])} if _part_of(at, meant[0]) else {"form": True}
        who = [called(at, each) for each in args["people"]]
        lead = say.which_team(req=ref, people=who, part=args.get("part", ""), leaves=bool(args.get("remove")))
    else:
        lead = say.which_band(req=ref, low=low, high=high)
    actions = [
        Action(say.button(verb=verb.name, name="" if sure else ref)[:75], verb.name, {"req": each.number, **args})
        for ref, each in zip(refs, meant, strict=True)
    ]
    if sure:
        actions.append(Action(say.show_button(req=refs[0]), "req show", {"req": meant[0].number}))
    return Reply(lead, (Text(lead),), actions=tuple(actions[:MAX_ACTIONS]), more=tuple(actions[MAX_ACTIONS:]), confidential=True)


def _each_their_part(at: Context, req: Requisition, parts: Mapping[str, str]) -> Reply:
    """Several who join a team, each as what they were named for: one press is one change."""
    lead = team.several_parts()
    actions = tuple(
        Action(
            team.as_part(person=called(at, who), part=part.replace("_", " "))[:75],
            SEATS,
            {"req": req.number, "people": (who,), "part": part},
        )
        for who, part in parts.items()
    )
    return Reply(lead, (Text(lead),), actions=actions[:MAX_ACTIONS], more=actions[MAX_ACTIONS:], confidential=True)


def called(at: Context, words: str) -> str:
    """What a colleague who was mentioned is called; as they were mentioned where we have not met them."""
    typed = next(iter(mentioned(words)), words)
    with suppress(NotFound):
        return whichcolleague.the_person(at, words).name or typed
    return typed


def _part_of(at: Context, req: Requisition) -> str:
    """The part that the speaker has in a req, which they may hand over."""
    mine = at.person.id if at.person else ""
    return next((part for part in ("recruiter", "hiring_manager", "approver") if mine and getattr(req, f"{part}_id") == mine), "")


def _seats(at: Context, words: str) -> dict[str, Any]:
    """Who joins a team or leaves it, and as what."""
    args = deedbuttons.read(at, deedbuttons.verb_named(at, SEATS), REQ.sub(" ", words))
    said = {key: args[key] for key in ("people", "part") if args.get(key)}
    return said | ({"remove": True} if reqwords.LEAVES.match(words) else {}) if "people" in said else {}


def _until(told: Told) -> dict[str, str]:
    """Until when a req is to stand still."""
    until = _UNTIL.search(told.beside) if told.verbs == (HOLDS,) else None
    return {"until": until.group(1).strip()} if until else {}


def _spoken_of(at: Context, told: Told, live: list[Requisition]) -> list[Requisition]:
    """The reqs that may be meant where none is named: the thread's, else those that are open to the speaker."""
    if _ALL.match(told.beside):
        return live
    if called := _called(told.beside, live):
        return called
    if told.verbs != (ADDS,) and not _THE_REQ.match(told.beside):
        return []
    here = naming.req_of_place(at)
    if here is None and len(live) > 1 and told.verbs == (CANCELS,) and IT.fullmatch(told.beside):
        return []  # `drop it`: leave it
    return [here] if here else live[: naming.OFFERED]


def shown(at: Context, words: str) -> Action | None:
    """The req whose standing is asked for by a word of its title: `where are we with the platform search`."""
    found = _called(words, naming.open_to(at)) if _A_REQ.search(words) else []
    return Action("", "req show", {"req": found[0].number}) if len(found) == 1 else None


def _called(words: str, live: list[Requisition]) -> list[Requisition]:
    """The reqs that are called by words of their title: `the research role`."""
    said = _A_REQ.search(words)
    if said is None:
        return []
    meant = set(fold(said["title"]).split()) - _OF_ANY
    return [each for each in live if meant and meant <= set(fold(each.title).split())]


def _people_in(at: Context, words: str, number: re.Match[str] | None) -> Sequence[str]:
    """Who is to be added: what stands in front of a req's number; without one, words that begin with a whole name. Several in
    small letters are each by themselves: a name with a capital is told apart where it is added."""
    said = ORNAMENT.sub("", _TO.sub("", REQ.split(words, maxsplit=1)[0] if number else words)).strip(" ,.;:")
    if _TO_ANOTHER.search(words):
        return ()
    several = [each.strip() for each in _LISTED.split(said)]
    if len(several) > 1 and all(_is_a_name(at, each) for each in several):
        return several
    if number:
        return [said] if said and said.split()[0] not in _NO_NAMES else ()
    name = _PEOPLE.match(words)
    begins = name.group() if name else said.partition(",")[0]
    return [_TO.sub("", words)] if _is_a_name(at, begins) or (name and _names_no_job(at, begins)) else ()


def _is_a_name(at: Context, words: str) -> bool:
    """Whether they may be somebody's whole name in small letters."""
    return _IN_SMALL_LETTERS.fullmatch(words) is not None and _NO_NAMES.isdisjoint(words.split()) and _means_nothing(at, words)


def _means_nothing(at: Context, words: str) -> bool:
    """Whether none of them means anything to us as it is spelt: `patel` is near to `panel`, and `mary` to `many`."""
    vocabulary = at.library.vocabulary
    as_spelt = any(not match.guessed for match in vocabulary.read(words).found)
    return not as_spelt and not any(vocabulary.means_something(each.casefold()) for each in words.split())


def _names_no_job(at: Context, words: str) -> bool:
    """Whether no word of what is written as a name is one of ours: `Tran` is a little word in another language."""
    reading = at.library.vocabulary.read(words)
    return bool(reading.unread) and all(match.guessed for match in reading.found)


def _req_button(verb: str, req: Requisition, about: Mapping[str, str], *, named: bool) -> Action:
    name = ", ".join(part for part in (about.get("people", "").partition(",")[0], f"R-{req.number}" if named else "") if part)
    return Action(say.button(verb=verb, name=name)[:75], verb, {"req": req.number, **about})

"""A deed that was told of somebody as a button: with what was said beside their name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from handlers.core import times
from handlers.core.errors import Refusal
from handlers.core.reading.filling import from_words
from handlers.core.reply import Action
from handlers.core.typed.deedphrases import TOOK_PLACE
from handlers.core.verb import Context, Verb
from handlers.core.wording import Wording
from handlers.core.words import Ambiguous
from handlers.pipeline.changes import req_of
from handlers.pipeline.messages.cards import order_of
from handlers.pipeline.reading import naming, spokenof
from handlers.pipeline.reading.alike import folded, spelt
from handlers.pipeline.rules import stages
from storage import interviews
from storage.enums import InterviewStatus
from storage.reqs import Entry

say = Wording("deedsaid")

NOTICE = "notice"
SCORES, _HIRES = "scorecard", "manager"
_CALLED_SO = re.compile(
    r"\b(?:technical|coding|code|on-?site|panel|finals?|hm|design|debugging|pairing|homework|take-?home|presentation|culture|behaviou?ral"
    r"|values)\b",
    re.IGNORECASE,
)
"""What a round of some loop is called."""
_TALKED = re.compile(r"\s+(?:call|chat|talk|conversation|meeting|session|screen|interview)s?$", re.IGNORECASE)
"""What a round is called beside its own name: `the recruiter call`."""


_SAME_TIME = re.compile(r"\bsame (?:time|hour|slot)\b", re.IGNORECASE)
_CLOCK = re.compile(r"\d\s?[ap]m\b|\d:\d\d|\bnoon\b", re.IGNORECASE)


def verb_named(at: Context, name: str) -> Verb | None:
    """The verb of that name, where this house has it."""
    return next((each for each in at.verbs if each.name == name), None)


def read(at: Context, verb: Verb | None, words: str) -> dict[str, Any]:
    """What the words say to the verb beside the name; nothing where they are unclear to it."""
    if verb is None:
        return {}
    words = spokenof.colleagues(at, words) if "interviewers" in verb.args.model_fields else words
    try:
        args = from_words(verb.args, words, (), at.library.vocabulary).args
    except (Refusal, Ambiguous):
        return {}
    return args.model_dump(mode="json", exclude_defaults=True)


def button(
    at: Context, verb: Verb, words: str, entry: Entry, *, named: bool, among: Sequence[Entry] = (), calls: bool = False
) -> Action:
    """The deed with what was said beside the name: when, how much, which round. `among`: all who are named there; `calls`: a call
    is told, which before an offer is the round of whoever recruits or hires."""
    said = {} if verb.name == SCORES else read(at, verb, words)  # its form asks for the evidence
    said = {key: value.strip(" ,;") if isinstance(value, str) else value for key, value in said.items()}
    args = {key: value for key, value in said.items() if key not in ("candidate", "req")}
    if "round" in verb.args.model_fields:
        args["round"] = _round_of(at, entry, " ".join(_round_in(said.get("candidate", ""), (entry, *among))))
        args["round"] = args["round"] or (_own_round(at, entry) if calls and verb.name == TOOK_PLACE else "")
    if verb.name == "interview move" and args.get("when") and _SAME_TIME.search(words) and not _CLOCK.search(args["when"]):
        args["when"] += _hour(at, entry)
    name = naming.called(at, entry.candidate) if named else ""
    label = say.button(verb=NOTICE if _is_notice_alone(verb, args) else verb.name, name=name)[:75]
    return Action(label, verb.name, {key: value for key, value in args.items() if value} | {"application": entry.application.id})


def _is_notice_alone(verb: Verb, args: Mapping[str, Any]) -> bool:
    """Whether of all that somebody may volunteer only their notice is told."""
    return verb.name == "volunteered" and args.keys() == {NOTICE}


def _hour(at: Context, entry: Entry) -> str:
    """The hour of their booked round, as the speaker's calendar has it."""
    booked = [each for each in interviews.of_application(at.unit, entry.application.id) if each.status is InterviewStatus.BOOKED]
    return f" {booked[-1].starts_at.astimezone(times.zone(at.zone)):%H:%M}" if booked else ""


def _own_round(at: Context, entry: Entry) -> str:
    """The round of whoever recruits or hires, which is a call that nobody books: where they tell of one and none is booked."""
    if at.person is None or interviews.of_application(at.unit, entry.application.id):
        return ""
    req = req_of(at.unit, entry.application)
    word = "recruiter" if at.person.id == req.recruiter_id else _HIRES if at.person.id == req.hiring_manager_id else ""
    return word if word and len(stages.named(order_of(req), word)) == 1 else ""


def is_stage(at: Context, said: str, entry: Entry) -> bool:
    """Whether the words mean a stage of their loop: `moved to Austin` is told of something else."""
    order, stage = order_of(req_of(at.unit, entry.application)), entry.application.stage
    return bool(said) and (stages.next_said(order, stage, said) is not None or len(stages.named(order, said)) == 1)


def is_called_so(said: str) -> bool:
    """Whether a round of some loop is called so."""
    return _CALLED_SO.search(said) is not None


def to_some_stage(at: Context, args: Mapping[str, Any], entry: Entry) -> dict[str, Any]:
    """The same without a stage that their loop has not: it is asked for."""
    return {key: value for key, value in args.items() if key != "stage" or is_stage(at, value, entry)}


def _round_of(at: Context, entry: Entry, words: str) -> str:
    """The words where they name a round of their loop; those of them that rounds are called by where this loop has none of that
    name, so that nothing is taken for another; what else was said is none."""
    order = order_of(req_of(at.unit, entry.application))
    if said := next((each for each in _beginnings(words) if each and stages.named(order, each)), ""):
        return said
    called = " ".join(_HIRES if each.casefold() == "hm" else each for each in _CALLED_SO.findall(words))
    return called if len(order) > 1 else ""


def _beginnings(words: str) -> list[str]:
    """The words, and those that they begin with as far as a round may be called so: `recruiter call went great`."""
    said = words.split()
    begun = [" ".join(said[:count]) for count in range(len(said) - 1, 0, -1)]
    called = [each for each in begun if _TALKED.search(f" {each}") or is_called_so(each.split()[-1])]
    known = [words, *called]
    return [one for each in known for one in (each, _TALKED.sub("", each), each.removesuffix("s"))]


def _round_in(words: str, entries: Sequence[Entry]) -> Sequence[str]:
    """What is left beside people's names and the words around them."""
    names = {known for each in entries for part in (each.candidate.name or "").split() for known in (folded(part), spelt(part))}
    names |= {known[0] for known in names if known}  # `ana q`
    spoken = (spokenof.OWNER.sub("", each).strip(".,;:") for each in words.split())
    return [each for each in spoken if each and folded(each) not in names and each.casefold() not in spokenof.AROUND]

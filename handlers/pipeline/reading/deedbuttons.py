"""A deed that was told of somebody as a button: with what was said beside their name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from handlers.core.args import from_words
from handlers.core.errors import Refusal
from handlers.core.reply import Action
from handlers.core.verb import Context, Verb
from handlers.core.wording import Wording
from handlers.core.words import Ambiguous
from handlers.pipeline import stages
from handlers.pipeline.cards import order_of
from handlers.pipeline.changes import req_of
from handlers.pipeline.reading import naming, spokenof
from handlers.pipeline.reading.alike import folded
from knowledge.spelling import fold
from storage.reqs import Entry

say = Wording("deedsaid")


def verb_named(at: Context, name: str) -> Verb | None:
    """The verb of that name, where this house has it."""
    return next((each for each in at.verbs if each.name == name), None)


def read(at: Context, verb: Verb | None, words: str) -> dict[str, Any]:
    """What the words say to the verb beside the name; nothing where they are unclear to it."""
    if verb is None:
        return {}
    try:
        args = from_words(verb.args, words, (), at.library.vocabulary).args
    except (Refusal, Ambiguous):
        return {}
    return args.model_dump(mode="json", exclude_defaults=True)


def button(at: Context, verb: Verb, words: str, entry: Entry, *, named: bool, among: Sequence[Entry] = ()) -> Action:
    """The deed with what was said beside the name: when, how much, which round. `among`: all who are named there."""
    said = read(at, verb, words)
    args = {key: value for key, value in said.items() if key not in ("candidate", "req")}
    if "round" in verb.args.model_fields:
        args["round"] = _round_of(at, entry, " ".join(_round_in(said.get("candidate", ""), (entry, *among))))
    name = naming.called(at, entry.candidate) if named else ""
    label = say.button(verb=verb.name, name=name)[:75]
    return Action(label, verb.name, {key: value for key, value in args.items() if value} | {"application": entry.application.id})


def is_stage(at: Context, said: str, entry: Entry) -> bool:
    """Whether the words mean a stage of their loop: `moved to Austin` is told of something else."""
    order, stage = order_of(req_of(at.unit, entry.application)), entry.application.stage
    return bool(said) and (stages.next_said(order, stage, said) is not None or len(stages.named(order, said)) == 1)


def _round_of(at: Context, entry: Entry, words: str) -> str:
    """The words where they name a round of their loop; what else was said is none."""
    order = order_of(req_of(at.unit, entry.application))
    return words if stages.named(order, words) else ""


def _round_in(words: str, entries: Sequence[Entry]) -> Sequence[str]:
    """What is left beside people's names and the words around them."""
    names = {spelt for each in entries for part in (each.candidate.name or "").split() for spelt in (folded(part), fold(part))}
    spoken = (spokenof.OWNER.sub("", each).strip(".,;:") for each in words.split())
    return [each for each in spoken if each and folded(each) not in names and each.casefold() not in spokenof.AROUND]

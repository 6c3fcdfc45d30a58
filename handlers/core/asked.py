"""A question that was answered, named again by a button: which verb, with what. For `why` and `share`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import Field as Initially

from handlers.core.args import Arguments
from handlers.core.errors import NotFound
from handlers.core.reading.filling import validated
from handlers.core.reading.listening import holds_ids
from handlers.core.reply import Reply
from handlers.core.verb import Context, Verb
from handlers.core.wording import Wording
from knowledge.schema import Fact

say = Wording("asked")

SIDES, NEAR = "sides", "near"
"""Under what an answer to a free question names the facts that answer it, and those that only come near."""


class AskedArgs(Arguments):
    """The answered question; or the `facts` that answered a free one."""

    asked: str = ""
    args: dict[str, Any] = Initially(default_factory=dict)
    facts: tuple[str, ...] = ()


def repeatable(verb: Verb, args: Arguments) -> bool:
    """Whether an answer can be given again from its arguments alone: they are ids and numbers, and hold nobody's words."""
    return verb.effect == "none" and verb.listed and verb.explained and holds_ids(type(args))


def named(verb: Verb, args: Arguments) -> dict[str, Any]:
    """The question as a button carries it."""
    return {"asked": verb.name, "args": args.model_dump(mode="json", exclude_defaults=True)}


def meant(asked: AskedArgs, at: Context) -> tuple[Verb, Arguments]:
    """The verb and its arguments, checked. Raises NotFound for what cannot be answered again."""
    verb = next((each for each in at.verbs if each.name == asked.asked), None)
    if verb is not None:
        args = validated(verb.args, asked.args, at.library.vocabulary)
        if repeatable(verb, args):
            return verb, args
    raise NotFound(say.not_repeatable())


def again(asked: AskedArgs, at: Context) -> Reply:
    """The answer, given again from what is known now."""
    verb, args = meant(asked, at)
    reply: Reply = verb.handle(args, at)
    return reply


def facts_behind(asked: AskedArgs, at: Context) -> list[Fact]:
    """The facts behind an answered question, in order of appearance. Raises NotFound for what cannot be answered again."""
    known = at.library.knowledge.facts
    return [known[each] for each in asked.facts or fact_ids(again(asked, at).data) if each in known]


def fact_ids(data: Any) -> tuple[str, ...]:
    """Every fact that an answer's data cites, in order of appearance."""
    return tuple(dict.fromkeys(_facts(data)))


def _facts(data: Any) -> list[str]:
    if isinstance(data, Mapping):
        here = [data["fact"]] if isinstance(data.get("fact"), str) else []
        return here + [each for value in data.values() for each in _facts(value)]
    if isinstance(data, list | tuple):
        return [each for value in data for each in _facts(value)]
    return []

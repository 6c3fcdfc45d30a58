"""`help`: what there is, generated from the declarations."""

from __future__ import annotations

from typing import Annotated

from handlers.core.args import Arguments, from_words
from handlers.core.errors import NotFound
from handlers.core.markers import Rest
from handlers.core.reply import Action, Bullets, Facts, Heading, Reply, Text
from handlers.core.verb import Context, Verb, verb
from handlers.core.wording import Wording

say = Wording("help")


class HelpArgs(Arguments):
    """Which verb; all of them where it is empty."""

    about: Annotated[str, Rest()] = ""


@verb(
    "help",
    HelpArgs,
    summary="What I can do, or how one verb works",
    usage="help [verb]",
    examples=("help", "help band"),
    aliases=("?", "hi", "hello", "start"),
    cues=("what can you do", "how does this work"),
)
def help_(asked: HelpArgs, at: Context) -> Reply:
    """All verbs with a line each; one verb with its usage and its examples, each a button that works."""
    listed = [each for each in at.verbs if each.listed]
    if not asked.about:
        return _all(listed, at)
    one = next((each for each in at.verbs if asked.about.casefold().strip(" /?.\"'") in each.names), None)
    if one is None and len(asked.about.split()) > 1:
        return _all(listed, at)
    if one is None:
        raise NotFound(say.no_such_verb(name=asked.about[:40]), actions=(Action(say.all_button(), "help"),))
    return _one(one, at)


def _all(listed: list[Verb], at: Context) -> Reply:
    lead = say.lead()
    usual = tuple(_example(each, each.examples[0], at) for each in listed[:3])
    # A button acts when it is pressed: verbs that change something are listed, and not offered with invented people.
    rest = tuple(_example(each, each.examples[0], at) for each in listed[3:] if each.effect == "none" and each.name != "help")
    return Reply(
        lead,
        (Heading(lead), Facts(tuple((each.usage, each.summary) for each in listed)), Text(say.manner(), small=True)),
        actions=usual,
        more=rest,
        data={"verbs": [{"name": each.name, "usage": each.usage, "examples": list(each.examples)} for each in listed]},
    )


def _one(one: Verb, at: Context) -> Reply:
    lead = say.one(name=one.name, summary=one.summary)
    return Reply(
        lead,
        (Heading(lead), Facts(((say.usage(), one.usage),)), Bullets(one.examples)),
        actions=tuple(_example(one, example, at) for example in one.examples[:2]) if one.effect == "none" else (),
        data={"name": one.name, "usage": one.usage, "examples": list(one.examples)},
    )


def _example(one: Verb, example: str, at: Context) -> Action:
    args = from_words(one.args, example.removeprefix(one.name), (), at.library.vocabulary).args
    return Action(example, one.name, args.model_dump(mode="json", exclude_defaults=True))

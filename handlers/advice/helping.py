"""`help`: what there is, generated from the declarations."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated, Any

from handlers.core.answers import howto
from handlers.core.args import Arguments
from handlers.core.errors import NotFound
from handlers.core.markers import Flag, Rest
from handlers.core.reading.filling import from_words
from handlers.core.reply import Action, Bullets, Facts, Heading, Reply, Text
from handlers.core.verb import Context, Verb, verb
from handlers.core.wording import Wording
from knowledge.words.spelling import Speller

say = Wording("help")

GROUPS = (
    ("pay", ("band", "market", "close")),
    ("work", ("triage", "jd", "role", "mistakes")),
    ("people", ("source", "screen")),
    ("interviews", ("loop", "kit", "questions", "questionnaire")),
    ("team", ("team", "outsource", "ramp", "retain")),
    ("lore", ("tools", "certs", "ask", "sources", "fact")),
    (
        "search",
        ("req", "cand", "interview", "scorecard", "debrief", "loop done", "decide", "told", "offer", "volunteered", "call"),
    ),
    ("day", ("due", "done", "snooze", "skip", "reassign", "why nudge", "home", "board", "report", "away", "undo")),
    ("house", ("help", "people", "settings", "audit", "import", "export", "legal", "screen enable", "screen disable")),
)
"""Verbs, by their whole name or its first word, by what people come for. One that stands in none is listed last."""
OTHER = "other"
ALL = ("all", "everything", "verbs", "commands")
NOBODY = ("me", "us", "please", "pls")
"""What follows `help` and names no verb."""
_LEADS_IN = re.compile(r"^(?:(?:me|us|please|on|with|for|about|using|to|the)\s+)+(?=\S)")
"""What stands before what help is asked about."""


class HelpArgs(Arguments):
    """Which verb; all of them where it is empty, in full with `everything`."""

    about: Annotated[str, Rest()] = ""
    everything: Annotated[bool, Flag(())] = False


@verb(
    "help",
    HelpArgs,
    summary="What I can do, or how one verb works",
    usage="help [verb | all]",
    examples=("help", "help band"),
    aliases=("?", "hi", "hello", "hey", "commands", "menu"),
    no_verb_before=("me", "us"),
    cues_alone=True,
    cues=(
        "what can you do",
        "how does this work",
        "get started",
        "how do i start",
        "where do i start",
        "how do i use this",
        "how do i use it",
        "how do we use this",
        "how to use this",
        "how does this bot work",
        "what does this bot do",
        "what do you do",
        "what exactly do you do",
        "what exactly can you do",
        "what do you actually do",
        "what is it you do",
        "what is it that you do",
        "what are you for",
        "what can i ask you",
        "what can we ask you",
        *(f"what {else_}can {who}" for else_ in ("", "else ") for who in (
            "you tell me", "you tell us", "you help with", "you help me with", "you help us with")),
        "what else can you do", "what else do you do", "what else do you know", "what do you know",
        *(f"{plea} {hire}" for plea in ("help me", "help us", "can you help me", "can you help us")
          for hire in ("hire", "hire someone", "hire somebody", "hire people", "hire an engineer", "hire an ml engineer",
                       "hire ml engineers", "with hiring", "recruit", "start", "get started")),
    ),
)  # fmt: skip
def help_(asked: HelpArgs, at: Context) -> Reply:
    """What people come for, with the verbs for it; a verb or a family of them with usage and examples that work."""
    listed = [each for each in at.verbs if each.listed]
    about = _LEADS_IN.sub("", asked.about.casefold().strip(" /?!.\"'"))
    if asked.everything or about in ALL:
        return _everything(listed)
    if not about or about in NOBODY:
        return _short(listed, at)
    family = [each for each in listed if each.name.split()[0] == about]
    one = next((each for each in at.verbs if each.name in (about, about.removesuffix("s"))), None)
    if one is None and len(family) > 1:
        return _family(about, family, at)
    one = one or next((each for each in at.verbs if about in each.names), None)
    if one is None and len(about.split()) > 1:
        done_by = howto.verbs_for(about, at.verbs) or howto.verbs_for(f"how do i {about}", at.verbs)
        return howto.told(done_by) if done_by else _short(listed, at)
    if one is None:
        near = Speller(each.name for each in listed if " " not in each.name).nearest(about[:40], limit=2)
        buttons = tuple(Action(name, "help", {"about": name}) for name, _ in near)
        raise NotFound(
            say.no_such_verb(name=asked.about[:40], near=bool(near)), actions=(*buttons, Action(say.all_button(), "help"))
        )
    return _one(one, at)


def _short(listed: list[Verb], at: Context) -> Reply:
    """A phone screen: each group with its verbs. A button acts when it is pressed, so only what changes nothing is offered."""
    lead = say.lead()
    pairs = tuple((title, say.names(families=_families(verbs))) for title, verbs in grouped(listed).items())
    offered = [each for each in listed if each.effect == "none" and each.name != "help"]
    return Reply(
        lead,
        (Heading(lead), Facts(pairs), Text(say.manner(), small=True)),
        actions=tuple(_example(each, each.examples[0], at) for each in offered[:3]),
        more=(Action(say.everything_button(), "help", {"everything": True}),),
        data=_data(listed),
    )


def grouped(listed: Iterable[Verb]) -> dict[str, list[Verb]]:
    """Verbs by what people come for: the group's title, as it is said, and those of `listed` in it. No group is empty."""
    titles = {word: title for title, words in GROUPS for word in words}
    groups: dict[str, list[Verb]] = {title: [] for title, _ in (*GROUPS, (OTHER, ()))}
    for each in listed:
        groups[titles.get(each.name) or titles.get(each.name.split()[0], OTHER)].append(each)
    return {str(say.group(name=title)): verbs for title, verbs in groups.items() if verbs}


def _families(verbs: list[Verb]) -> list[tuple[str, list[str]]]:
    """First words, each with what follows it: `req` with open, list, show; one that is a verb by itself stands alone."""
    found: dict[str, list[str]] = {}
    for each in verbs:
        first, _, rest = each.name.partition(" ")
        alone = any(other.name == first for other in verbs)
        found.setdefault(each.name if alone else first, []).extend([] if alone else [rest])
    return list(found.items())


def _everything(listed: list[Verb]) -> Reply:
    """All verbs with a line each."""
    lead = say.lead()
    pairs = tuple((each.usage, each.summary) for each in listed)
    return Reply(lead, (Heading(lead), Facts(pairs), Text(say.manner(), small=True)), data=_data(listed))


def _family(word: str, verbs: list[Verb], at: Context) -> Reply:
    """Verbs that begin with the same word, a line each."""
    lead = say.family(word=word, count=len(verbs))
    offered = tuple(_example(each, each.examples[0], at) for each in verbs if each.effect == "none")[:3]
    return Reply(
        lead, (Heading(lead), Facts(tuple((each.usage, each.summary) for each in verbs))), actions=offered, data=_data(verbs)
    )


def _data(verbs: list[Verb]) -> dict[str, Any]:
    return {"verbs": [{"name": each.name, "usage": each.usage, "examples": list(each.examples)} for each in verbs]}


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

"""Advice that is asked in a thread and names no work: where the thread is a req's, it is about that req's cell. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from handlers.core.args import Arguments
from handlers.core.command import Command
from handlers.core.markers import Concept
from handlers.core.reading.carried import told_in
from handlers.core.reading.filling import validated
from handlers.core.reading.heard import Heard
from handlers.core.reading.listening import holds_ids, slots
from handlers.core.reading.spelled import spelled
from knowledge.words.vocabulary import Vocabulary

CELL = frozenset({"level", "lane", "market"})
"""What a req says of its work."""
_NAMES_WORK = frozenset({
    "level", "levels", "rank", "years", "markets", "places", "lane", "lanes", "specialty", "job", "neighbour", "employer",
    "modifiers", "style", "beside", "stage",
})  # fmt: skip
"""Arguments of which one is enough to say what is asked about."""


def may_be(heard: Heard, command: Command) -> bool:
    """Whether it asks for advice about a cell, in words of its own, in a channel's thread, and names none."""
    typed = command.said and command.place.thread and not command.place.private and not command.verb
    if not typed or heard.verb.effect != "none" or not heard.verb.listed or heard.after or heard.unread or heard.spare:
        return False
    return bool(_cells(heard.verb.args)) and _NAMES_WORK.isdisjoint(told_in(heard.args))


def completed(heard: Heard, cell: Mapping[str, str], vocabulary: Vocabulary) -> tuple[Heard, str]:
    """The same with what the req says, and the whole question as one would type it; itself and nothing where it says none."""
    args = {
        name: (cell[kind],) if many else cell[kind] for name, (kind, many) in _cells(heard.verb.args).items() if cell.get(kind)
    }
    if not args:
        return heard, ""
    whole = validated(heard.verb.args, {**told_in(heard.args), **args}, vocabulary)
    return heard._replace(args=whole), spelled(heard.verb, whole, vocabulary)


@cache
def _cells(model: type[Arguments]) -> Mapping[str, tuple[str, bool]]:
    """The arguments that take a part of a cell, each with its kind and whether it takes several."""
    if not holds_ids(model):
        return {}
    return {each.name: (each.kind, each.many) for each in slots(model) if each.kind in CELL and type(each.marker) is Concept}

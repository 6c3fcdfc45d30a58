"""What the message box completes: verbs with their examples, and the words that their arguments declare."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from handlers.core.markers import After, Choose, Concept, Flag, Labelled
from handlers.core.reading.listening import Slot, slots

if TYPE_CHECKING:
    from handlers.core.library import Library
    from handlers.core.verb import Verb


def completions(verbs: tuple[Verb, ...], library: Library) -> list[dict[str, Any]]:
    """One entry a listed verb: `name`, `usage`, `summary`, `examples`, and `words` as [word, what it means] pairs."""
    known = library.knowledge.vocabulary
    named = {str(kind["kind"]): known.get(kind["section"], ()) for kind in known.get("kinds", ())}
    concepts = {
        kind: [[str(entry["words"][0]), str(entry.get("name", entry["id"]))] for entry in entries if entry.get("words")]
        for kind, entries in named.items()
    }
    return [
        {
            "name": verb.name,
            "usage": verb.usage,
            "summary": verb.summary,
            "examples": list(verb.examples),
            "words": [pair for slot in slots(verb.args) for pair in _words(slot, concepts)],
        }
        for verb in verbs
        if verb.listed
    ]


def _words(slot: Slot, concepts: dict[str, list[list[str]]]) -> Iterator[list[str]]:
    """What can be said for one argument: its vocabulary, its choices, or the word that introduces it."""
    means = slot.name.replace("_", " ")
    match slot.marker:
        case Concept(kind=kind):
            yield from concepts.get(kind, ())
        case Choose(options=options):
            yield from ([phrase, means] for _, phrases in options for phrase in phrases[:1])
        case Flag(phrases=phrases):
            yield from ([phrase, means] for phrase in phrases[:1])
        case After(words=words) | Labelled(words=words):
            yield from ([word, f"{means} …"] for word in words[:1])

"""What the message box completes: verbs with their examples, and the words that their arguments know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handlers.core.args import slots
from handlers.core.markers import Concept

if TYPE_CHECKING:
    from handlers.core.library import Library
    from handlers.core.verb import Verb


def completions(verbs: tuple[Verb, ...], library: Library) -> list[dict[str, Any]]:
    """One entry a listed verb: `name`, `usage`, `summary`, `examples`, and `words` as [word, what it means] pairs."""
    known = library.knowledge.vocabulary
    kinds = {str(kind["kind"]): known.get(kind["section"], ()) for kind in known.get("kinds", ())}
    return [
        {
            "name": verb.name,
            "usage": verb.usage,
            "summary": verb.summary,
            "examples": list(verb.examples),
            "words": [
                [str(entry["words"][0]), str(entry.get("name", entry["id"]))]
                for kind in kinds
                if kind in _listens_for(verb)
                for entry in kinds[kind]
                if entry.get("words")
            ],
        }
        for verb in verbs
        if verb.listed
    ]


def _listens_for(verb: Verb) -> frozenset[str]:
    return frozenset(slot.marker.kind for slot in slots(verb.args) if isinstance(slot.marker, Concept))

"""A candidate's name with its owner's s and no sign before it: `sofias design moved to tues 11` is told of Sofia."""

from __future__ import annotations

import re

from handlers.core.reading.utterance import words_of
from handlers.core.verb import Context
from handlers.pipeline.reading.alike import folded
from knowledge.retrieval.wordvectors import is_common
from storage import reqs

_WORD = re.compile(r"(?<![@\w'’-])(?P<name>[^\W\d_]{3,})s(?=\s+[^\W\d_])", re.IGNORECASE)
_BOTH = re.compile(r"\b(?:both|two|all|the)\s+$", re.IGNORECASE)
MOST = 3
"""Words that are looked up."""


def marked(at: Context) -> str:
    """The words with the sign, where somebody live is called so without the s, and nobody with it; else empty."""
    said = words_of(at.command.said)
    if "?" in said:
        return ""
    words = [
        each for each in _WORD.finditer(said) if not is_common(each.group().casefold()) and not _BOTH.search(said[: each.start()])
    ]
    for word in words[:MOST]:
        name = word["name"]
        if _called(at, word.group()) or not _called(at, name):
            continue
        return f"{said[: word.start()]}{name}'s{said[word.end() :]}"
    return ""


def _called(at: Context, name: str) -> bool:
    """Whether a live candidate bears it as their first name."""
    found = reqs.named(at.unit, name, ended=False)
    return any(folded((each.candidate.name or "").split(" ")[0]) == folded(name) for each in found)

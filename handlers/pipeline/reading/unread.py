"""Words beside a name that mean nothing to the verb: they are what is wrong, and not the name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from handlers.core.errors import NotFound
from handlers.core.verb import Context
from handlers.core.wording import Wording
from handlers.pipeline.reading import naming, whichcandidate
from handlers.pipeline.reading.alike import misspelt
from storage.reqs import Entry

say = Wording("pipeline")

MOST = 3
"""So many words are told as not understood; among more, the name itself is the question."""

_PAUSE = re.compile(r"\s*,\s*|\s+(?=because\s)", re.IGNORECASE)
_AND = re.compile(r"^(?:and|&|plus|,)\s+|\s+(?:and|&|plus|,)$", re.IGNORECASE)


def beside(at: Context, asked: naming.AboutCandidate, missed: NotFound, need: str | None) -> NotFound:
    """What to say instead of `missed` where some of the words name one person (`ana next week`), else `missed` itself."""
    for kept, left in partings(asked.candidate):
        try:
            _, entry = whichcandidate.named_application(at, asked.model_copy(update={"candidate": kept}), need=need)
        except NotFound:
            continue
        if misspelt(asked.candidate, entry.candidate.name or ""):  # and no name with a word beside it
            return missed
        another = _another(at, asked, left, need)
        if another is not None and another.candidate.id != entry.candidate.id:
            return _one_at_a_time(at, (entry, another))
        about = {"application": entry.application.id, "candidate": None, "req": None}
        return not_read(at, left, naming.called(at, entry.candidate), **about)
    return missed


def partings(words: str, most: int = MOST) -> Iterator[tuple[str, str]]:
    """(What may be the name, what is left): by a pause or a reason, then by so many words at either end."""
    head, *tail = _PAUSE.split(words, maxsplit=1)
    if head.strip() and tail and tail[0].strip(" ,"):
        yield head.strip(), tail[0].strip(" ,")
    said = words.split()
    for count in range(1, min(len(said), most + 1)):
        yield " ".join(said[:-count]), " ".join(said[-count:])
        yield " ".join(said[count:]), " ".join(said[:count])


def _another(at: Context, asked: naming.AboutCandidate, words: str, need: str | None) -> Entry | None:
    """Somebody else whom the words beside a name are: `and Bo`."""
    name = _AND.sub("", words).strip()
    try:
        return whichcandidate.named_application(at, asked.model_copy(update={"candidate": name}), need=need)[1] if name else None
    except NotFound:
        return None


def _one_at_a_time(at: Context, entries: Sequence[Entry]) -> NotFound:
    """That a deed is about one person, and the same about each as a button."""
    names = [naming.called(at, each.candidate) for each in entries]
    actions = tuple(
        naming.again(at, name, application=each.application.id, candidate=None, req=None)
        for name, each in zip(names, entries, strict=True)
    )
    return NotFound(say.one_at_a_time(names=names), actions=actions)


def not_read(at: Context, said: str, understood: str, **about: Any) -> NotFound:
    """That words were not understood, how what the verb takes is said, and the same without them as a button."""
    takes = at.verb.args.model_fields if at.verb else {}
    kind = "verdict" if "verdict" in takes else "round" if "interviewers" in takes else "time" if "when" in takes else ""
    text = say.not_read(said=said[:60], understood=understood, takes=kind)
    return NotFound(text, actions=(naming.again(at, say.without_button(), **about),))

"""Words beside a name that mean nothing to the verb: they are what is wrong, and not the name."""

from __future__ import annotations

from typing import Any

from handlers.core.errors import NotFound
from handlers.core.verb import Context
from handlers.core.wording import Wording
from handlers.pipeline import naming
from handlers.pipeline.alike import misspelt

say = Wording("pipeline")

MOST = 3
"""So many words are told as not understood; among more, the name itself is the question."""


def beside(at: Context, asked: naming.AboutCandidate, missed: NotFound, need: str | None) -> NotFound:
    """What to say instead of `missed` where some of the words name one person (`ana next week`), else `missed` itself."""
    words = asked.candidate.split()
    for count in range(1, min(len(words), MOST + 1)):
        for kept, left in ((words[:-count], words[-count:]), (words[count:], words[:count])):
            try:
                _, entry = naming.named_application(at, asked.model_copy(update={"candidate": " ".join(kept)}), need=need)
            except NotFound:
                continue
            if misspelt(asked.candidate, entry.candidate.name or ""):  # and no name with a word beside it
                return missed
            about = {"application": entry.application.id, "candidate": None, "req": None}
            return not_read(at, " ".join(left), naming.called(at, entry.candidate), **about)
    return missed


def not_read(at: Context, said: str, understood: str, **about: Any) -> NotFound:
    """That words were not understood, how what the verb takes is said, and the same without them as a button."""
    takes = at.verb.args.model_fields if at.verb else {}
    kind = "verdict" if "verdict" in takes else "round" if "interviewers" in takes else "time" if "when" in takes else ""
    text = say.not_read(said=said[:60], understood=understood, takes=kind)
    return NotFound(text, actions=(naming.again(at, say.without_button(), **about),))

"""With whom one goes: another company, which is a no to ours, or a candidate, who gets our yes (`going with ana`)."""

from __future__ import annotations

import re

from handlers.core.typed.deedwords import Told
from handlers.core.verb import Context
from handlers.pipeline.reading import spokenof

_GOES_WITH = re.compile(r"\b(?:going|go|goes|went)\s+with\s+(?P<whom>[^\W\d_][\w'’-]*(?:\s+[A-Z][\w'’-]*)?)", re.IGNORECASE)


def one_of_ours(at: Context, told: Told, said: str) -> Told:
    """What is told, as a yes to whoever is called so in a search: `going with ana, bo is second`."""
    if "cand withdraw" not in told.verbs or (found := _GOES_WITH.search(said.replace(" w ", " with "))) is None:
        return told
    return Told(("decide yes",), found["whom"]) if spokenof.named(at, found["whom"], said) else told

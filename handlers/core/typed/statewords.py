"""How people ask where somebody stands: `what is gus waiting for`, `when does gus's offer expire`. Pure.

Such words only lead to the verb that shows it: whether they name anybody is looked up before anything is answered.
"""

from __future__ import annotations

import re

from handlers.core.typed.deedwords import MOST_LETTERS, Told

SHOWS = "cand show"
"""The verb that shows where somebody stands, what is due, and with whom."""

_NAME = r"(?P<name>[^\s?,;:]+(?:\s+[^\s?,;:]+){0,2}?)"
_IS = r"(?:\s+(?:is|are|was)|['’]s)"
_THEIRS = r"(?:['’]s?)?\s+offer"
_ACTS = r"(?:(?:has|have|needs?|is|ought)\s+to|must|should|can)"
_ASKED = tuple(
    re.compile(rf"\W*{pattern}\s*[?!.\s]*", re.IGNORECASE)
    for pattern in (
        rf"(?:what|whom?){_IS}\s+{_NAME}\s+waiting\s+(?:for|on)",
        rf"(?:what|whom?)\s+(?:does|do)\s+{_NAME}\s+wait\s+(?:for|on)",
        rf"(?:what|whom?)\s+(?:are|do)\s+we\s+wait(?:ing)?\s+(?:for|on)\s+(?:with|about)\s+{_NAME}",
        rf"what{_IS}\s+(?:next|due|open|up|left)\s+(?:for|with|on)\s+{_NAME}",
        rf"who\s+(?:{_ACTS}\s+)?acts?\s+(?:next\s+)?(?:on|for|about)\s+{_NAME}",
        rf"whose\s+turn\s+is\s+it\s+(?:on|for|with)\s+{_NAME}",
        rf"(?:until\s+)?when\s+(?:does|do|will|is|are)\s+{_NAME}{_THEIRS}\s+(?:expires?|ends?|lapses?|runs?\s+out|stands?|due|over|up)",
        rf"how\s+long\s+(?:does|is)\s+{_NAME}{_THEIRS}\s+(?:stand|last|valid|good)(?:\s+for)?",
        rf"where(?:\s+(?:is|are)|['’]s|\s+does)\s+{_NAME}(?:\s+(?:stand|at|now))*",
        rf"where\s+(?:are|do)\s+we\s+(?:stand\s+)?with\s+{_NAME}",
    )
)


def asked(said: str) -> Told | None:
    """Whose standing is asked for, and nothing else; None for other words."""
    if len(said) > MOST_LETTERS:
        return None
    found = next((match for pattern in _ASKED if (match := pattern.fullmatch(said))), None)
    return Told((SHOWS,), found["name"]) if found else None

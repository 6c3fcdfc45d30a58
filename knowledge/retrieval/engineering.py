"""Questions about how the engineering itself is done, which no guide teaches though its words stand in many facts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

READ_AT_MOST: Final = 400
"""Letters of a question that are looked at; longer ones tell of something."""


@dataclass(frozen=True, slots=True)
class EngineeringQuestions:
    """How such questions are told: by their forms and what they are about, and by no word of hiring."""

    called: str
    forms: tuple[re.Pattern[str], ...]
    nouns: re.Pattern[str]
    hiring: re.Pattern[str]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> EngineeringQuestions:
        """From their section of search.yaml."""
        nouns, hiring = (re.compile(rf"\b({'|'.join(data[each].split(', '))})\b") for each in ("nouns", "hiring"))
        return cls(data["called"], tuple(map(re.compile, data["forms"])), nouns, hiring)

    def name(self, question: str) -> str:
        """What such a question is declined by; empty for every other, whatever speaks of people or of hiring among them."""
        folded = question[:READ_AT_MOST].casefold().replace("’", "'")
        asked = any(form.search(folded) for form in self.forms) and self.nouns.search(folded)
        return self.called if asked and not self.hiring.search(folded) else ""

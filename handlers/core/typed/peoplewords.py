"""Markers of people and what they are called: colleagues, the part that each takes, a candidate's name, a job's title. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from handlers.core.typed.labelled import QUOTED, Misread, either
from handlers.core.typed.reasons import REQ
from handlers.core.words import Words
from knowledge.words.patterns import pattern

MENTION = pattern(r"<@[A-Za-z0-9-]+(?:\|[^<>]{0,80})?>|(?<![\w@.])@[^\W_][\w.'-]{0,80}")
_AND_ANOTHER = rf"\s*(?:\band\b|&|/|\+)\s*(?:{MENTION.pattern})(?=\s*(?:$|[,;.]))"
"""Who stands beside whoever takes a part, and takes none of their own."""
_LITTLE = pattern(r"^(?:(?:for|of|with|about|on)\s+)+|(?:\s+(?:for|of|with|in|on|at))+$")
_INITIALS = pattern(r"(?:[^\W\d_]\.\s?){2,}")
_STRAY = pattern(r"(?:\s+[,;.:])+(?=\s|$)|(?<=[,;])(?:\s*[,;])+")
_INTO_TITLE = r"(?:(?:for|a|an|the|our|new|another|(?:we|i) (?:need|want)|hire|hiring)\s+)*"
_WRITTEN = {
    "ml": "ML", "ai": "AI", "nlp": "NLP", "llm": "LLM", "mlops": "MLOps", "genai": "GenAI", "sr": "Senior", "jr": "Junior",
}  # fmt: skip
"""How a title writes what is typed in small letters."""
_OF_TITLES = ("manager", "lead", "director")
"""What makes another role of one that stands in front (`engineer manager`)."""


class People:
    """Colleagues who are addressed: `<@U123>` as a platform hands a mention over, or `@ravi` as it was typed."""

    __slots__ = ()

    def read(self, words: Words, many: bool, _model: Any) -> Any:
        """Each as typed, in order; the first where one is wanted."""
        found = list(MENTION.finditer(words.text))
        for each in found:
            words.cut(*each.span())
        said = tuple(each.group().strip() for each in found)
        return (said if many else said[0]) if said else None


@dataclass(frozen=True, slots=True)
class TakesPart:
    """Whoever is said to take a part: `recruiter @ravi`, `@ravi as recruiter`; with `alone` also who is mentioned without one.

    `parts` are patterns: what is called so in other words' company (`engineering manager`) is a title.
    """

    parts: tuple[str, ...]
    alone: bool = False

    def read(self, words: Words, _many: bool, _model: Any) -> Any:
        """The mention as typed. Raises Misread where several are said to take it: nobody is taken for the one who was meant."""
        part, mention = rf"(?<![\w-])(?:{'|'.join(self.parts)})", rf"(?P<who>{MENTION.pattern})"
        named = (
            rf"(?:[,;]\s*|\b(?:and|with|the|our|a|an|as)\s+){{0,4}}{part}(?:\s*[:=]|\s+is\b)?\s*{mention}(?:{_AND_ANOTHER})?",
            rf"{mention}\s*(?:\b(?:as|is)\s+(?:(?:the|our)\s+)?|\(){part}(?![\w-])\)?",
            rf"{mention}\s+{part}(?![\w-])(?!\s*(?:[:=]|is\b)?\s*(?:{MENTION.pattern}))",
        )
        found = [one for said in named for one in self._cut(words, said)]
        found = found or (self._cut(words, mention) if self.alone else [])
        if len({one.casefold() for one in found}) > 1:
            raise Misread(self.parts[0], found[0], "person", tuple(found))
        return found[0] if found else None

    @staticmethod
    def _cut(words: Words, said: str) -> list[str]:
        """Whoever is said so, each cut out of the words."""
        spans = [(one.span(), [who.group().strip() for who in MENTION.finditer(one.group())])
                 for one in re.finditer(said, words.text, re.IGNORECASE)]  # fmt: skip
        for span, _ in spans:
            words.cut(*span)
        return [who for _, each in spans for who in each]


@dataclass(frozen=True, slots=True)
class JobTitle:
    """A job's title where no quotation marks say it: the words up to the one that names a role (`senior vision engineer`).

    The words stay, for level, lane and market to be read in them too.
    """

    roles: tuple[str, ...]

    def read(self, words: Words, _many: bool, _model: Any) -> Any:
        """The title, beginning with a capital; nothing where something is quoted or no role is named."""
        role = rf"(?:{either(self.roles)})s?(?!\s+(?:{either(_OF_TITLES)})\b)"
        found = re.match(rf"\s*{_INTO_TITLE}((?:[\w&/+.'’-]+ +){{0,7}}?{role})(?![\w-])", words.text, re.IGNORECASE)
        if found is None or QUOTED.search(words.text):
            return None
        title = " ".join(_WRITTEN.get(word, word) for word in found[1].split())
        return title[0].upper() + title[1:]


class Name:
    """A person's name: in quotation marks, or what is left when everything else has been read."""

    __slots__ = ()

    def read(self, words: Words, _many: bool, _model: Any) -> Any:
        """The name as typed."""
        quoted = QUOTED.search(words.text)
        if quoted:
            words.cut(*quoted.span())
            return quoted.group(1).strip()
        if words.labels:
            from handlers.core.typed.amounts import without

            read = [one for one in words.amounts if one.label or one.amount.start in words.read_amounts]
            words.text = without(words.text, read, words.labels)
        left = " ".join(word.said for word in words.unread) if words.reading.found else REQ.sub(" ", words.text)
        words.unread.clear()
        words.text = ""
        return _bare(" ".join((*left.split(), *words.unheard.split()))) or None


def _bare(name: str) -> str:
    """Without the little words around it (`for Ana`), and without the pauses that what was read has left behind; initials keep
    their last dot."""
    bare = _STRAY.sub("", _LITTLE.sub("", name.strip(" ,.;:"))).strip(" ,.;:")
    whole = f"{bare}."
    return whole if whole in name and _INITIALS.fullmatch(whole) else bare

"""The words after a verb, on their way to becoming arguments."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from handlers.core.args import Arguments, Filled, Guess
from handlers.core.command import Attachment
from knowledge.words.vocabulary import Match, Reading, Vocabulary, Word

if TYPE_CHECKING:
    from handlers.core.typed.amounts import Said

_SPOKEN = re.compile(r"[\w/'-]+")


@dataclass(slots=True)
class Words:
    """The words after the verb, on their way to becoming arguments: markers read them, and note what they guessed."""

    text: str
    attachments: tuple[Attachment, ...]
    vocabulary: Vocabulary
    reading: Reading
    """What the vocabulary finds of the kinds that the verb listens for."""
    fill: Callable[[type[Arguments], str], Filled]
    """Reads words into a model; for arguments inside arguments."""
    guesses: list[Guess] = field(default_factory=list)
    unread: list[Word] = field(default_factory=list)
    spare: list[tuple[str, str]] = field(default_factory=list)
    """(kind, id) of what was named beyond the one that a field can take."""
    below: str = ""
    """The lines below the first, for a verb that takes them as a document; `text` is the first line alone then."""
    reason: str = ""
    """Somebody's own words, for a verb that takes some: no part of `text`."""
    unheard: str = ""
    """The same for a verb that takes none."""
    amounts: tuple[Said, ...] = ()
    """The amounts in the text, each with the label that stands beside it; read only for verbs that take some."""
    read_amounts: set[int] = field(default_factory=set)
    """Where the amounts begin that an argument has taken."""
    labels: Collection[str] = ()
    """The words that name an amount to this verb: no part of a name."""

    found: dict[str, list[Match]] = field(init=False, default_factory=dict)
    """Kind → what was found of it, in order."""

    _said: tuple[str, Sequence[str]] = field(init=False, default=("", ()))

    def __post_init__(self) -> None:
        for match in self.reading.found:
            self.found.setdefault(match.kind, []).append(match)

    def cut(self, start: int, end: int) -> None:
        """These letters have been read: no other marker finds them."""
        self.text = self.text[:start] + " " * (end - start) + self.text[end:]
        self.heed(start, end)

    def heed(self, start: int, end: int) -> None:
        """These letters have been read, and are not told as left out; other markers may find them too."""
        self.unread[:] = [word for word in self.unread if not start <= word.start < end]

    def taken(self, one: Said) -> Any:
        """The amount's value, for the argument that takes it: what none takes is told as not read."""
        self.read_amounts.add(one.amount.start)
        return one.amount.value

    def forget_unread(self, phrase: str) -> None:
        """The words of a phrase have been read, each part of a hyphened one too."""
        spoken = {*phrase.split(), *re.split(r"[\s-]+", phrase)}
        self.unread[:] = [word for word in self.unread if word.said.casefold() not in spoken]

    @property
    def lowered(self) -> str:
        """What has not been cut, in lower case, one space between words and around them: how phrases are looked for."""
        return f" {' '.join(self._spoken())} "

    def may_say(self, first_words: frozenset[str]) -> bool:
        """Whether a phrase that begins with one of these could be in `lowered`: most questions say none of a verb's phrases."""
        return not first_words.isdisjoint(self._spoken())

    def _spoken(self) -> Sequence[str]:
        if self._said[0] is not self.text:
            self._said = (self.text, _SPOKEN.findall(self.text[:2000].casefold()))
        return self._said[1]


class Ambiguous(Exception):
    """Words have several equally good readings: only the person can say which. `ids` are the readings, best first."""

    def __init__(self, said: str, kind: str, ids: tuple[str, ...]) -> None:
        super().__init__(said)
        self.said, self.kind, self.ids = said, kind, ids

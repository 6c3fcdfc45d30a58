"""What the reader makes of words: a request that was understood."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from handlers.core.args import Arguments, Guess
from handlers.core.reading.weighing import Weighed
from handlers.core.reply import Action
from handlers.core.typed.asking import Asked
from handlers.core.verb import Verb

if TYPE_CHECKING:
    from handlers.core.typed.deedwords import Told


SAY_NOTHING = frozenset({
    "out", "low", "high", "check", "checking", "location", "level", "title", "budget", "explain", "new", "sits", "plan",
    "planning", "stages", "stage", "style", "sal", "type", "types", "going", "around", "roughly", "approx", "idea", "question",
    "quick", "number", "numbers", "figure", "figures", "info", "details", "tell", "curious", "wondering", "wonder", "right",
    "now", "today", "currently", "these", "days", "nowadays", "usually", "normally", "typically", "generally", "kinda", "like",
    "tho", "though", "good", "decent", "mean", "means", "define", "describe", "simple", "plain", "words", "terms", "english",
    "asks", "asking", "expects", "crazy", "normal", "insane", "put",
})  # fmt: skip
"""Words without which an answer is none the less whole: it is not said that they were left out."""


class Heard(NamedTuple):
    """A request that was understood: which verb, with what."""

    verb: Verb
    args: Arguments
    guesses: tuple[Guess, ...] = ()
    unread: tuple[str, ...] = ()
    spare: tuple[tuple[str, str], ...] = ()
    """(kind, id) of what was named beyond the one that the verb can take."""
    further: tuple[Action, ...] = ()
    """What else the same message asked for, each as the button that answers it."""
    told: Told | None = None
    """What the words may tell besides: where they name somebody in a search, that is what they mean."""
    perhaps: Told | None = None
    """The same of words that the guides are asked about first: somebody's name may stand among them."""
    asks: Asked | None = None
    """Where what was typed asks about a change: it is answered, and changes nothing."""
    weighed: Weighed | None = None
    """Where cues alone led a question with words of its own here: what the guides say to it may come before."""
    first: str = ""
    """The words that are answered, where the message asks something else besides."""
    after: str = ""
    """The whole question that words were read as which go on from the one before them, as somebody would type it."""
    goes_on: bool = False
    """Where it is asked of what was told last, and says too little by itself."""
    otherwise: Heard | None = None
    """What is meant where there is nothing of the kind: `why?` of no reminder is of the answer before it."""
    framed: bool = False
    """Where it says a verb and a cell and nothing besides: it goes on from nothing."""
    in_thread: bool = False
    """Where it names no work and is said in a thread: if that is a req's, the req's work is meant."""

    @property
    def left_out(self) -> list[str]:
        """The words that meant nothing to the verb, and that somebody may miss in its answer."""
        return [word for word in self.unread if self.verb.effect != "none" or word.casefold() not in SAY_NOTHING]

    @property
    def quick(self) -> bool:
        """Whether it may be answered on the event loop: it touches no database and reads nothing long."""
        looks = self.told or self.perhaps or self.weighed
        return self.verb.effect == "none" and not (self.verb.heavy or self.in_thread) and looks is None

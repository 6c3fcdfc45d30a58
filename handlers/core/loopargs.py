"""What is asked of `loop`: for whom, in whose style, and which part of it."""

from __future__ import annotations

from typing import Annotated

from handlers.core.args import Arguments
from handlers.core.markers import Choose, Concept, Effort, Flag, HowMany, Others, Spread
from handlers.core.reading.jobs import JOBS, NEAR_ML, OURS
from handlers.core.typed.nth import Nth, NthOthers

OF_HOURS = ("hour take home", "hours take home", "take home of", "take home exercise", "take home test", "take home task",
            "take home assignment", "take home too long", "long take home", "take home too much", "short take home")  # fmt: skip
"""A take-home that is one, where pay that somebody takes home is none."""
TAKE_HOME = ("take-home", "take home", "takehome", "homework", "assignment", "home assignment", "coding challenge", "home task")
"""Work to be done at home, as people call it."""
WITHOUT = tuple(f"{denial} {each}" for denial in ("no", "without", "without a", "skip the") for each in (*TAKE_HOME, "leetcode"))
"""What the guides advise against, and nobody asks for here."""
NOT_TO_DO = (
    *(f"what {should}" for should in ("not to do", "to avoid", "should we avoid", "should i avoid", "should we not do",
                                      "should i not do", "shouldn't we do", "must we not do")),
    "don'ts", "donts", "do's and don'ts", "dos and donts", "never do", "things to avoid",
)  # fmt: skip
"""What asks for the guides' warnings, and for no loop."""


class LoopArgs(Arguments):
    """Level and lane, or a specialty that stands in a lane; `style` is `recommended`, `short`, or the source of a published
    loop, `beside` further ones; `levels` are further levels to set beside; `job` is work of no lane, `rank` one that no guide
    speaks of, `one_round` the one that is asked about, `more_rounds` further ones, `avoid` what not to do; `rounds` how many
    somebody has in mind, `effort` how many minutes, and `days` over how many."""

    job: Annotated[str | None, Choose((*JOBS, *NEAR_ML), unless=OURS)] = None
    level: Annotated[str | None, Concept("level")] = None
    levels: Annotated[tuple[str, ...], Others("level")] = ()
    rank: Annotated[str | None, Concept("rank")] = None
    lane: Annotated[str | None, Concept("lane")] = None
    specialty: Annotated[str | None, Concept("specialty")] = None
    style: Annotated[str | None, Concept("style")] = None
    beside: Annotated[tuple[str, ...], Others("style")] = ()
    rounds: Annotated[int | None, HowMany()] = None
    effort: Annotated[int | None, Effort()] = None
    days: Annotated[int | None, Spread()] = None
    too_long: Annotated[bool, Flag(("too long", "too slow", "too drawn out"))] = False
    too_many: Annotated[bool, Flag(("too many", "too many rounds", "too few"))] = False
    prompts: Annotated[bool, Flag(("prompts", "questions", "with prompts", "details"))] = False
    take_home: Annotated[bool, Flag(TAKE_HOME)] = False
    without: Annotated[bool, Flag(WITHOUT)] = False
    one_day: Annotated[
        bool, Flag(("in one day", "one day", "single day", "same day", "in a day", "one afternoon", "an afternoon"))
    ] = False
    leetcode: Annotated[bool, Flag(("leetcode", "leet code", "hackerrank", "algorithm puzzles", "coding puzzles"))] = False
    one_round: Annotated[int | None, Nth(cuts=False)] = None
    more_rounds: Annotated[tuple[int, ...], NthOthers()] = ()
    avoid: Annotated[bool, Flag(NOT_TO_DO)] = False
    compare: Annotated[bool, Flag(("compare", "compared", "published", "side by side", "vs", "versus"))] = False

    @property
    def judges(self) -> bool:
        """Whether the published loops are what somebody's own plan is held against."""
        return bool(self.rounds or self.effort or self.days or self.too_many)

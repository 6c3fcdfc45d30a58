"""What a verb's arguments are: each verb declares them once, as a pydantic model. And what comes of reading words into them."""

from __future__ import annotations

from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from knowledge.words.vocabulary import Word


class Guess(NamedTuple):
    """Something read otherwise than it was typed; shown above the answer."""

    said: str
    read_as: str


class Arguments(BaseModel):
    """Base of every verb's arguments. Unknown keys are refused, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Filled(NamedTuple):
    """Arguments read from words, what had to be guessed, what meant nothing here, and what was one too many."""

    args: Arguments
    guesses: tuple[Guess, ...] = ()
    unread: tuple[Word, ...] = ()
    spare: tuple[tuple[str, str], ...] = ()

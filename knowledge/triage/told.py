"""Told: which sentences of a document tell of the work, and which of those stand under a head of duties."""

from __future__ import annotations

from functools import lru_cache

from knowledge.texts.cues import words
from knowledge.texts.documents import Document
from knowledge.texts.passages import Passage, asks
from knowledge.texts.sections import DUTIES
from knowledge.triage.tallies import weights


def work_of(document: Document) -> list[Passage]:
    """The sentences about the work: not what is asked of a person, nor what praises the company."""
    rules = weights()
    return [
        passage
        for passage in document.passages
        if passage.section in rules.work_sections and passage.weight >= rules.work_weight_at_least and not asks(passage)
    ]


def duties_of(work: list[Passage]) -> list[Passage]:
    """Those of these sentences that stand under a head of duties, where so many do; else all."""
    duties = [passage for passage in work if passage.section == DUTIES]
    return duties if len(duties) >= weights().duties_told_from else work


def is_under_duties(passage: Passage) -> bool:
    """Whether a sentence stands under a head of duties and speaks of no "us", as a perk there does; a label is none."""
    if passage.section != DUTIES or passage.text.endswith(":"):
        return False
    return all(word.stem not in _of_us() for word in passage.words)


@lru_cache(maxsize=1)
def _of_us() -> frozenset[str]:
    return frozenset(word.stem for each in weights().of_us for word in words(each))

"""Pairs: two lanes that are taken for each other, and the question that tells them apart (``cues/pairs.yaml``)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from knowledge.texts.cues import data


def separating_question(lane: str, other: str) -> str:
    """The one question that tells two lanes apart, in either order. Raises KeyError where they are not two known lanes."""
    return _questions()[frozenset((lane, other))]


@lru_cache(maxsize=1)
def _questions() -> Mapping[frozenset[str], str]:
    return {frozenset(entry["pair"]): str(entry["ask"]) for entry in data("pairs")["questions"]}

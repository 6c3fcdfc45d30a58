"""Patterns that are compiled at the first look find what compiled ones find."""

from __future__ import annotations

import re

import pytest

from knowledge.words import patterns
from knowledge.words.patterns import compiling, pattern


def test_it_finds_replaces_and_parts_as_a_compiled_pattern_does():
    said, compiled = pattern(r"(\w+)-(\d+)", re.IGNORECASE), re.compile(r"(\w+)-(\d+)", re.IGNORECASE)
    text = "R-12 and c-3"
    assert said.findall(text) == compiled.findall(text)
    assert said.sub("x", text) == compiled.sub("x", text)
    assert said.split(text) == compiled.split(text)
    assert [found.span() for found in said.finditer(text)] == [found.span() for found in compiled.finditer(text)]
    assert said.pattern == compiled.pattern


def test_what_is_wrong_in_one_is_told_at_the_first_look():
    broken = pattern("(")
    with pytest.raises(re.error):
        broken.search("anything")
    patterns._MADE.pop()  # nobody else should meet it


def test_what_serves_leaves_none_to_be_compiled_in_an_answer(monkeypatch):
    for _ in compiling():
        pass
    late = pattern("late")
    assert len(list(compiling())) == 1
    monkeypatch.setattr(patterns.re, "compile", lambda *_: pytest.fail("it was compiled before"))
    assert late.search("too late")

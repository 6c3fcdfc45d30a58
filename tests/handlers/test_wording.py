"""Sentences as they come out of the wording files."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from handlers.core import wording
from handlers.core.wording import Wording

TEMPLATES = sorted((Path(wording.__file__).parent / "wording").glob("*.j2"))


def test_a_sentence_that_ends_with_initials_has_one_full_stop():
    say = Wording("decide")
    assert say.nothing_to_tell(name="A.Q.") == "Nobody has decided against A.Q. Nothing changed."
    assert say.nothing_to_tell(name="Ana") == "Nobody has decided against Ana. Nothing changed."
    assert Wording("cand").noted(name="A.Q.") == "Noted about A.Q."
    assert Wording("cand").noted(name="A...") == "Noted about A...."


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_a_sum_is_reckoned_before_words_are_put_to_it(template):
    # `~` binds closer than `+`: `many + rest ~ " rounds"` adds a number and a text, which fails as soon as it is said.
    tree = Environment(autoescape=True, extensions=["jinja2.ext.do"]).parse(template.read_text(encoding="utf-8"))
    for reckoned in (*tree.find_all(nodes.Add), *tree.find_all(nodes.Sub)):
        assert not isinstance(reckoned.right, nodes.Concat), f"line {reckoned.lineno}"

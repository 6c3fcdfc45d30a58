"""Sentences as they come out of the wording files."""

from __future__ import annotations

from handlers.core.wording import Wording


def test_a_sentence_that_ends_with_initials_has_one_full_stop():
    say = Wording("decide")
    assert say.nothing_to_tell(name="A.Q.") == "Nobody has decided against A.Q. Nothing changed."
    assert say.nothing_to_tell(name="Ana") == "Nobody has decided against Ana. Nothing changed."
    assert Wording("cand").noted(name="A.Q.") == "Noted about A.Q."
    assert Wording("cand").noted(name="A...") == "Noted about A...."

"""The declared examples of rounds, decisions and offers, said one after the other: a search from the first round to yes."""

from __future__ import annotations

from datetime import timedelta

from handlers.catalog import verbs
from tests.conftest import MEI, NOW, RAVI
from tests.pipeline.team import DANA, TOM

EXAMPLES = {verb.name: verb.examples for verb in verbs()}
LATER = NOW + timedelta(days=4)
STEPS = (
    ("interview book", 0, MEI, NOW),
    ("interview cancel", 0, MEI, NOW),
    ("interview book", 0, MEI, NOW),
    ("interview move", 0, MEI, NOW),
    ("interview done", 0, MEI, LATER),
    ("scorecard", 1, TOM, LATER),
    ("interview book", 1, MEI, LATER),
    ("debrief", 0, MEI, LATER),
    ("loop done", 1, MEI, LATER),
    ("decide", 0, MEI, LATER),
    ("decide yes", 0, MEI, LATER),
    ("volunteered", 0, RAVI, LATER),
    ("volunteered", 1, RAVI, LATER),
    ("offer draft", 0, RAVI, LATER),
    ("offer show", 0, DANA, LATER),
    ("offer approve", 0, DANA, LATER),
    ("offer sent", 1, RAVI, LATER),
    ("call recruiter done", 0, RAVI, LATER),
    ("call manager done", 0, MEI, LATER),
    ("offer counter", 0, RAVI, LATER),
    ("offer extend", 0, RAVI, LATER + timedelta(days=5)),
    ("offer accept", 0, RAVI, LATER + timedelta(days=5)),
)


def example(name, number):
    return EXAMPLES[name][number].replace("R-12", "R-1")


def test_a_search_is_run_in_the_words_of_help(tell, search):
    for name, number, person, now in STEPS:
        reply = tell(example(name, number), by=person, at=now)
        assert reply.understood, name
        assert not {"refused", "error"} & set(reply.data), (name, reply.text)
        assert reply.form is None, name


OTHERWISE = (
    ("interview book", 0, MEI, NOW),
    ("interview move", 1, MEI, NOW),
    ("interview cancel", 1, MEI, NOW),
    ("loop done", 1, MEI, LATER),
    ("decide", 1, MEI, LATER),
    ("decide yes", 0, MEI, LATER),
    ("offer draft", 1, RAVI, LATER),
    ("offer edit", 1, RAVI, LATER),
    ("offer show", 1, DANA, LATER),
    ("offer approve", 1, DANA, LATER),
    ("offer sent", 0, RAVI, LATER),
    ("call recruiter done", 1, RAVI, LATER + timedelta(hours=2)),
    ("call manager done", 1, MEI, LATER),
    ("offer counter", 1, RAVI, LATER),
    ("offer accept", 1, RAVI, LATER),
)


def test_a_search_is_run_in_the_other_words_of_help(tell, search):
    for name, number, person, now in OTHERWISE:
        reply = tell(example(name, number), by=person, at=now)
        assert reply.understood, name
        assert not {"refused", "error"} & set(reply.data), (name, reply.text)


def test_the_other_ends_are_reached_in_the_words_of_help(tell, search):
    tell(example("offer sent", 0), by=RAVI)
    assert tell(example("offer withdraw", 0), by=RAVI).data["outcome"] is None
    tell(example("offer sent", 0), by=RAVI)
    assert tell(example("offer decline", 0), by=RAVI).data["reason"] == "other_offer"
    tell("cand move ana to screen because a mistake")
    tell(example("interview book", 0))
    assert tell(example("interview no-show", 0), at=LATER).data["status"] == "no_show"
    assert tell(example("decide no", 0), at=LATER).data["decision"] == "no"
    assert tell(example("told", 0), at=LATER).data["told"] is True

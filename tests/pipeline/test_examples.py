"""Every declared example of the verbs that run a search works, said by an admin of a small search."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from handlers.catalog import verbs
from handlers.core.command import Command
from handlers.core.reading.heard import Heard
from tests.conftest import CHANNEL, MEI, NOW, RAVI
from tests.pipeline.team import TOM, added, application, kinds, met, opened, rows

EXAMPLES = [
    (verb.name, example)
    for verb in verbs()
    if verb.access != "everyone" or verb.name in {"req list", "board", "undo"}
    for example in verb.examples
]


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_an_example_is_heard_as_its_verb(stateful, name, example):
    heard = stateful.router.read(Command(MEI, CHANNEL, NOW, said=example))
    assert isinstance(heard, Heard)
    assert heard.verb.name == name


MINE = [
    (name, example)
    for name, example in EXAMPLES
    if name.split()[0] in {"req", "cand", "board", "audit", "export", "people", "import"} and name != "req card"
]
"""Without the button on a message about a card that could not be posted: here each card stands."""


@pytest.mark.parametrize(("name", "example"), MINE)
def test_an_example_does_what_it_says(tell, name, example):
    for _ in range(11):
        opened(tell, '"ML engineer"')
    number = opened(tell)
    met(tell, RAVI, TOM)
    if name not in {"cand add", "req edit", "import"}:
        added(tell, number)
    if "remove" in example:
        tell(f"req team R-{number} add @tom as interviewer")
    if "role remove" in example:
        tell("people role @ravi recruiter")
    if name == "req resume":
        tell(f"req hold R-{number}")
    if name in {"req jd", "req triage", "req jd audit"}:
        tell(f"req jd R-{number}\nWe run model serving for six teams.")
    if name == "cand forget":
        tell(verb="cand add", req=number, people="\n".join(f"Candidate {each}" for each in range(40)))
    reply = tell(example)
    assert "error" not in reply.data
    assert not isinstance(reply.data.get("refused"), str), reply.text


def test_of_two_who_press_at_the_same_time_one_acts_and_one_is_told(tell, stateful):
    number = opened(tell)
    met(tell, RAVI)
    tell(f"req team R-{number} add @ravi as recruiter")
    id = added(tell, number)
    rev = application(stateful, id).rev
    with ThreadPoolExecutor(2) as both:
        pressed = [
            both.submit(tell, verb="cand move", application=id, stage="screen", rev=rev, key="mei"),
            both.submit(tell, verb="cand withdraw", application=id, rev=rev, by=RAVI, key="ravi"),
        ]
    refused = [reply.result().data.get("refused") for reply in pressed]
    assert sorted(refused, key=str) == ["Conflict", None]
    assert len([kind for kind in kinds(stateful) if kind in ("stage_moved", "withdrawn")]) == 1
    assert len(rows(stateful, type(application(stateful, id)))) == 1

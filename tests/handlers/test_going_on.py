"""What is asked behind an answer in sentences is answered of its matter, or it is said that no guide goes on there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.answering import Answering
from bot.compose import House
from handlers.core.command import Actor, Command
from handlers.core.reading.heard import Heard
from handlers.core.reply import Reply
from tests.conftest import CHANNEL, MEI, NOW, RAVI

GOES_ON = {
    ("first hire senior or mid?", "and if we already have a senior?"): "kore1.team.mid-beside-a-senior",
    ("when should I use an agency?", "how long do others wait?"): "kore1.outsource.usually-after-60-days",
    ("why do people leave?", "how do we stop that?"): "rfs.retention.a-metric-they-own",
    ("how long does a search take", "and what slows it down?"): "kore1.market.vague-jd-or-low-band",
    ("should the first hire be a contractor?", "and the second one?"): "kore1.outsource.contract-to-hire-later",
    ("what is the biggest sourcing win?", "and the second best?"): "kore1.sourcing.pool-saas-platform-teams",
    ("what makes candidates reject?", "what else?"): "kore1.mistakes.compression-mistake",
    ("band senior remote", "ask why do people leave"): "rfs.retention.maintainers-leave-first",
}
"""(What was asked, what is asked behind it) → the fact that answers."""

NO_FURTHER = [
    ("why do ml hires fail?", "how do we avoid that?"),
    ("how often do ppl accept the first offer", "how do we raise that?"),
    ("bonus for seniors?", "and for juniors?"),
    ("how fast should the offer go out after final", "and then?"),
    ("do we need a staffing partner?", "what does that cost?"),
    ("do seniors mind the office?", "and 5 days a week?"),
    ("is kaggle a good sign?", "why not?"),
    ("who should ml report to?", "and how long is parental leave?"),
]


@pytest.fixture
def told(house: House) -> Callable[..., Reply]:
    """Say something in one talk: what is answered. Every test has a talk of its own."""
    answering = Answering(house.router)

    def say(said: str, by: Actor = MEI) -> Reply:
        command = Command(by, CHANNEL, NOW, said=said)
        heard = answering.talk.read(command)
        return house.router.run(heard, command) if isinstance(heard, Heard) else heard

    return say


@pytest.mark.parametrize(("first", "then", "fact"), [(*said, fact) for said, fact in GOES_ON.items()])
def test_what_goes_on_from_an_answer_is_answered_of_its_matter(told, first, then, fact):
    told(first)
    reply = told(then)
    assert reply.data["answered"] and reply.data["sides"][0] == fact


@pytest.mark.parametrize(("first", "then"), NO_FURTHER)
def test_where_no_guide_goes_on_it_is_said_and_nothing_near_is_told(told, first, then):
    told(first)
    reply = told(then)
    assert not reply.data["answered"] and reply.text.startswith("No guide")
    assert not reply.sources


def test_a_question_that_is_only_joined_to_an_answer_is_its_own(told, house):
    alone = house.router.answer(Command(MEI, CHANNEL, NOW, said="and how many offers do they have?"))
    told("how fast should the offer go out after final")
    assert told("and how many offers do they have?").text == alone.text


def test_why_behind_a_free_answer_tells_the_facts_of_that_one(told):
    told("band senior remote")
    told("ask why do people leave")
    assert [fact["id"] for fact in told("says who?").data["facts"]] == ["rfs.retention.maintainers-leave-first"]


def test_a_place_behind_a_free_answer_still_goes_on_from_the_band(told):
    told("band senior remote")
    told("ask why do people leave")
    assert "New York City" in told("and in nyc?").text


def test_nobody_goes_on_from_what_another_was_told(told, house):
    told("should the first hire be a contractor?")
    alone = house.router.answer(Command(MEI, CHANNEL, NOW, said="and the second one?"))
    assert told("and the second one?", by=RAVI).text == alone.text


def test_a_declined_question_leaves_nothing_to_go_on_from(told, house):
    told("should the first hire be a contractor?")
    told("ask how long is parental leave")
    alone = house.router.answer(Command(MEI, CHANNEL, NOW, said="and the second one?"))
    assert told("and the second one?").text == alone.text


def test_what_else_there_is_to_nothing_is_not_searched_for(told):
    assert "says too little" in told("what else?").text

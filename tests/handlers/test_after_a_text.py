"""After a text was read, a message may go on from what was found in it; of the text itself nothing is kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.answering import Answering
from bot.compose import House
from handlers.core.command import Command
from handlers.core.reading.heard import Heard
from handlers.core.reply import Reply, as_json
from tests.conftest import CHANNEL, MEI, NOW

APPLIED = "triage own the RAG pipeline and its eval harness, prompts and agents, with LangChain and pgvector"
PLATFORM = "triage own the GPU node pools and KServe, training clusters on kubernetes for six teams, terraform, on call"
NOTHING = "triage somebody nice to join our lovely office"

AS = {
    (APPLIED, "why not mlops"): "role applied llm mlops",
    (APPLIED, "what would make it mlops?"): "role applied llm mlops",
    (APPLIED, "isn't it research"): "role applied llm research",
    (APPLIED, "compare it with mlops"): "role applied llm mlops",
    (PLATFORM, "is it production?"): "role mlops production",
    (PLATFORM, "what's the difference to an ml engineer"): "role mlops production",
    (APPLIED, "which band is that"): "band applied llm",
    (APPLIED, "so what do we pay"): "band applied llm",
    (APPLIED, "what does such a senior cost in seattle"): "band senior seattle applied llm",
    (APPLIED, "where do i find them"): "source applied llm",
    (APPLIED, "and in seattle?"): "band seattle applied llm",
    (PLATFORM, "loop for it"): "loop mlops",
    (PLATFORM, "loop"): "loop mlops",
    (PLATFORM, "jd for it"): "jd template mlops",
    (PLATFORM, "can you write the jd"): "jd template mlops",
    (APPLIED, "make a jd from this"): "jd template applied llm",
    (PLATFORM, "questions for that role"): "questions mlops",
}
"""(What was read, what goes on from it) → what that is read as."""

ALONE = [
    (NOTHING, "which band is that"),
    (APPLIED, "band senior remote"),
    (APPLIED, "what does a staff data scientist cost, is that normal"),
    (APPLIED, "which certificates matter"),
    (APPLIED, "why not kubeflow"),
    (APPLIED, "is it urgent"),
    (APPLIED, "band for that mlops role"),
]


@pytest.fixture
def talk(house: House) -> Callable[[str], tuple[Heard | Reply, Reply]]:
    """Say something in one talk: how it was read, and the answer."""
    answering = Answering(house.router)

    def say(said: str) -> tuple[Heard | Reply, Reply]:
        command = Command(MEI, CHANNEL, NOW, said=said)
        heard = answering.talk.read(command)
        return heard, house.router.run(heard, command) if isinstance(heard, Heard) else heard

    return say


@pytest.mark.parametrize(("text", "then", "read_as"), [(*said, read_as) for said, read_as in AS.items()])
def test_what_is_asked_after_a_text_is_of_the_work_that_it_was_found_to_be(talk, text, then, read_as):
    talk(text)
    assert talk(then)[0].after == read_as


@pytest.mark.parametrize(("text", "then"), ALONE)
def test_what_names_its_own_work_or_matter_is_read_alone(talk, text, then):
    talk(text)
    heard, _ = talk(then)
    assert isinstance(heard, Reply) or heard.after == ""


def test_setting_it_beside_another_lane_does_not_change_the_subject(talk):
    talk(APPLIED)
    read_as = [talk(said)[0].after for said in ("why not mlops", "is it research?", "what does that pay", "and the loop?")]
    assert read_as[0::2] == ["role applied llm mlops", "band applied llm"] and read_as[3] == "loop applied llm"


def test_a_talk_keeps_the_lane_and_no_word_of_the_text(house):
    answering = Answering(house.router)
    command = Command(MEI, CHANNEL, NOW, said=APPLIED)
    reply = house.router.run(answering.talk.read(command), command)
    (last,) = answering.talk._last._values.values()
    assert last.question.work == {"lane": "applied-llm"} and last.question.told == {}
    assert "work" not in as_json(reply)


@pytest.mark.parametrize(("said", "colour"), [("and green?", "green"), ("red flags?", "red"), ("what about the red ones", "red")])
def test_after_a_resume_a_colour_asks_for_its_flags(house, said, colour):
    talk = Answering(house.router).talk
    talk.read(Command(MEI, CHANNEL, NOW, said="screen Cut p99 latency from 210 ms to 80 ms for the fraud model"))
    heard = talk.read(Command(MEI, CHANNEL, NOW, said=said))
    assert (heard.verb.name, heard.args.question) == ("ask", f"{colour} flags in a cv")

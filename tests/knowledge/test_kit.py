"""An interview kit as values."""

import pytest

from knowledge.interviews.kit import MOST_PROMPTS, kit
from knowledge.interviews.loops import LoopBook
from knowledge.interviews.questions import QuestionBook
from knowledge.load import Knowledge, load


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load()


@pytest.mark.parametrize("lane", ["production", "data-scientist", "mlops", "applied-llm", "research"])
@pytest.mark.parametrize("level", ["junior", "mid", "senior", "staff"])
def test_every_round_has_something_to_judge_by_and_nearly_every_one_something_to_ask(
    knowledge: Knowledge, level: str, lane: str
) -> None:
    loop = LoopBook(knowledge).loop(level, lane)
    found = kit(loop, QuestionBook(knowledge))
    assert [each.round for each in found.rounds] == list(loop.rounds)
    for each in found.rounds:
        assert each.criteria or each.unwritten
        assert len(each.prompts) <= MOST_PROMPTS
    assert sum(not each.prompts for each in found.rounds) <= 1


def test_a_rounds_own_prompts_come_first(knowledge: Knowledge) -> None:
    for each in kit(LoopBook(knowledge).loop("senior", "production"), QuestionBook(knowledge)).rounds:
        own = [prompt.text for prompt in each.round.prompts][:MOST_PROMPTS]
        assert [asked.text for asked in each.prompts][: len(own)] == own


def test_all_sources_of_a_kit_are_named(knowledge: Knowledge) -> None:
    found = kit(LoopBook(knowledge).loop("senior", "mlops"), QuestionBook(knowledge))
    assert {asked.source for each in found.rounds for asked in each.prompts} <= set(found.sources)

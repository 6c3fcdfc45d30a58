"""Interview questions: by lane, round and depth, with what to hear only where the same guide says it."""

import pytest

from knowledge.interviews.loops import NoSuchLoop
from knowledge.interviews.questions import QuestionBook
from knowledge.load import Knowledge, load

LANES = ("production", "data-scientist", "mlops", "applied-llm", "research")


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load()


@pytest.fixture(scope="module")
def book(knowledge: Knowledge) -> QuestionBook:
    return QuestionBook(knowledge)


@pytest.mark.parametrize("lane", LANES)
def test_every_lane_has_questions_of_every_depth_its_own_first(book: QuestionBook, lane: str) -> None:
    for depth in book.depths:
        found = book.questions(lane, depth=depth)
        assert found and {each.depth for each in found} == {depth}
        order = [("lane", "general", "nearest").index(each.match) for each in found]
        assert order == sorted(order)


@pytest.mark.parametrize("lane", LANES)
def test_questions_for_another_lane_are_left_out_or_marked(book: QuestionBook, lane: str) -> None:
    for each in book.questions(lane):
        assert not each.lanes or lane in each.lanes


def test_a_round_without_a_question_for_the_lane_borrows_the_nearest_and_says_so(book: QuestionBook) -> None:
    found = book.questions("data-scientist", round="design")
    assert not any(each.match == "lane" for each in found)
    assert any(each.match == "nearest" and "production" in each.lanes for each in found)


def test_a_round_is_found_among_sorted_questions_and_prompts_of_loops(book: QuestionBook) -> None:
    topics = {each.fact.split(".")[1] for each in book.questions("production", round="debugging")}
    assert topics == {"questions", "loops"}


def test_specialty_narrows(book: QuestionBook) -> None:
    found = book.questions("mlops", specialty="inference")
    assert found and all("inference" in each.specialties for each in found)


def test_no_question_is_asked_twice(book: QuestionBook) -> None:
    found = [each.text for each in book.questions()]
    assert len(found) == len(set(found))


def test_what_to_listen_for_is_never_invented(knowledge: Knowledge, book: QuestionBook) -> None:
    assert all(not each.listen_for and not each.weak for each in book.questions(depth="depth") if each.source == "mlaiqa")
    shipped = next(each for each in book.questions() if each.fact == "kore1.questions.shipped-model")
    assert "drift monitoring" in shipped.listen_for and shipped.source == "kore1"


def test_the_written_questionnaire_gives_minutes_questions_and_what_warns(knowledge: Knowledge, book: QuestionBook) -> None:
    written = book.questionnaire()
    frame = knowledge.facts["exzev.questionnaire.frame"].values
    assert (written.minutes, written.asked) == (frame["minutes"]["value"], frame["questions"]["value"]) == (45, 5)
    assert len(written.questions) == frame["printed"]["value"] == 3
    assert len(written.listen_for) == 3
    assert [fact.id for fact in written.warns] == ["exzev.questionnaire.red-flag-tuning"]


def test_printed_questions_are_listened_to_as_their_round_says(book: QuestionBook) -> None:
    for each in book.questionnaire().questions:
        assert each.rounds == ("questionnaire",)
        assert len(each.listen_for) == 3 and len(each.weak) == 1


def test_the_questionnaire_says_who_advises_against_homework(book: QuestionBook) -> None:
    assert [fact.source for fact in book.questionnaire().caveats] == ["kore1"]


def test_what_to_avoid_names_whose_advice_it_is(book: QuestionBook) -> None:
    avoided = book.avoid()
    assert {each.fact.source for each in avoided} == {"kore1", "exzev", "rfs", "mlaiqa"}
    assert "What is gradient descent?" in {each.example for each in avoided}


def test_nothing_to_avoid_is_among_the_questions(book: QuestionBook) -> None:
    assert not {each.example for each in book.avoid()} & {each.text for each in book.questions()}


@pytest.mark.parametrize("asked", [{"lane": "sales"}, {"round": "lunch"}, {"depth": "bottomless"}])
def test_an_unknown_word_is_refused_with_what_is_known(book: QuestionBook, asked: dict[str, str]) -> None:
    with pytest.raises(NoSuchLoop) as refused:
        book.questions(**asked)
    assert refused.value.what in asked and refused.value.known


def test_every_kind_of_round_that_questions_name_exists(book: QuestionBook) -> None:
    known = {kind.id for kind in book.kinds}
    assert {round_ for each in book.questions() for round_ in each.rounds} <= known

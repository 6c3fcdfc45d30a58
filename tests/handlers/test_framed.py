"""What is asked most is read in one look, and says what the reader makes of a verb's name before the same cell."""

from __future__ import annotations

from random import Random

import pytest

from handlers.core.command import Command
from handlers.core.errors import Refusal
from handlers.core.reading.framed import Framed
from handlers.core.reading.reading import Reader
from handlers.core.verb import CELL
from tests.conftest import CHANNEL, MEI, NOW


@pytest.fixture(scope="module")
def verbs(house):
    return house.router.verbs


@pytest.fixture(scope="module")
def vocabulary(house):
    return house.packaged.vocabulary


@pytest.fixture(scope="module")
def framed(verbs):
    return Framed(verbs)


@pytest.fixture(scope="module")
def whole(verbs, vocabulary):
    """Reads words without the one look; a refusal is given back."""
    reader = Reader(verbs)
    reader._framed = Framed(())

    def read(said):
        try:
            return reader.read(Command(MEI, CHANNEL, NOW, said=said), vocabulary)
        except Refusal as refusal:
            return refusal

    return read


def cells(knowledge, vocabulary, count):
    """Cells in the vocabulary's words, most of them in some order that people type; some with words of others among them."""
    random, words = Random(23), sorted(vocabulary.cell_words)

    def one(section):
        return str(random.choice(random.choice([each for each in knowledge.vocabulary[section] if each.get("words")])["words"]))

    for _ in range(count):
        parts = [one("levels")]
        parts += [one(each) for each, share in (("markets", 0.8), ("lanes", 0.4), ("modifiers", 0.3)) if random.random() < share]
        parts += [random.choice(words) for _ in range(random.random() < 0.3)]
        random.shuffle(parts)
        cell = " ".join(parts)
        yield random.choice((cell, f"a {cell}", f"{cell} engineer", cell.upper(), f"{cell}?"))


def test_a_verb_and_a_cell_are_read_as_any_other_words(house, framed, whole, vocabulary):
    names = [name for verb in house.router.verbs if verb.frames for name in verb.names if " " not in name]
    plain = 0
    for at, cell in enumerate(cells(house.packaged.knowledge, vocabulary, 2000)):
        said = f"{names[at % len(names)]} {cell}"
        heard = framed.read(said, vocabulary)
        if heard is not None:
            plain += 1
            assert heard._replace(framed=False) == whole(said), said
    assert plain > 800


def test_a_framed_question_says_what_the_verbs_name_says(house, framed, whole, vocabulary):
    questions = [(verb, question) for verb in house.router.verbs for question in verb.frames]
    plain = 0
    for at, cell in enumerate(cells(house.packaged.knowledge, vocabulary, 2000)):
        verb, question = questions[at % len(questions)]
        heard = framed.read(question.replace(CELL, cell.rstrip("?")), vocabulary)
        if heard is not None:
            plain += 1
            commanded = whole(f"{verb.name} {cell}")
            assert (heard.verb, heard.args) == (commanded.verb, commanded.args), cell
    assert plain > 800


@pytest.mark.parametrize(
    "said",
    [
        "band senior nyc vs staff sf",  # two cells
        "band senior to staff remote",
        "band senior remote in 2024",
        "band senoir remote",  # a guess is shown
        "band senior remote and loop senior",
        "what's the band for a senior not in seattle",
        "how much does a senior prompt engineer cost us",  # work of its own
        "how much does charlotte cost us",  # nobody's level
        "loop senior bob",
        "band",
        "band senior remote " * 8,
        "",
        "?",
    ],
)
def test_whatever_says_more_or_less_is_read_at_leisure(framed, vocabulary, said):
    assert framed.read(said, vocabulary) is None


@pytest.mark.parametrize(
    "said", ["what does a senior make in seattle", "what will a staff mlops engineer cost", "How much is a senior?"]
)
def test_what_somebody_makes_or_costs_is_a_question_of_pay(ask, said):
    assert ask(said).data["rows"]


def test_a_framed_question_goes_on_from_nothing(house):
    talk = house.answering.talk
    first, then = (talk.read(Command(MEI, CHANNEL, NOW, said=said)) for said in ("band staff nyc", "what does a senior cost us?"))
    assert (first.args.markets, then.args.markets) == (("new-york",), ())

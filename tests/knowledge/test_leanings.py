"""What whole job descriptions lean to: probabilities, from a file that speaks of what there is."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest import approx

from knowledge.texts.cues import data, figures
from knowledge.texts.documents import read
from knowledge.triage.lanes import triage
from knowledge.triage.leanings import NOT_ML, leanings
from knowledge.triage.tallies import lanes, weights
from knowledge.triage.weighing import weigh

JDS = sorted((Path(__file__).parent / "jds").glob("*.txt"))


def leaning(text: str) -> dict[str, float]:
    document = read(text)
    return dict(leanings(document, weigh(document)))


@pytest.mark.parametrize("path", JDS, ids=lambda path: path.stem)
def test_the_lanes_and_other_work_share_all_there_is(path: Path) -> None:
    found = leaning(path.read_text(encoding="utf-8"))
    assert set(found) == {*lanes(), NOT_ML}
    assert sum(found.values()) == approx(1.0)


def test_the_file_speaks_of_every_tally_and_of_no_other() -> None:
    fit = figures("leanings")
    tallies = {*data("lanes"), *data("other_work")}
    assert (set(fit["points"]), set(fit["shares"]), set(fit["kinds"])) == (tallies, tallies, {*lanes(), NOT_ML})


def test_nothing_at_all_leans_somewhere_without_an_error() -> None:
    assert sum(leaning("").values()) == approx(1.0)


def test_a_word_that_the_text_denies_does_not_count() -> None:
    assert "rag" in figures("leanings")["words"]
    assert leaning("We run no RAG here with all our friends.") == approx(leaning("We run no here with all our friends."))


@pytest.mark.parametrize(
    "path", [path for path in JDS if read(path.read_text(encoding="utf-8")).words >= weights().document_words]
)
def test_a_whole_description_is_no_ml_work_where_that_is_likeliest(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found, judged = leaning(text), triage(text)
    assert judged.verdict == "resume" or (judged.verdict == "not-ml") == (max(found, key=found.__getitem__) == NOT_ML)

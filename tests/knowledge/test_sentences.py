"""What each sentence of a job description tells of, and what a whole one has of each kind."""

from __future__ import annotations

import pytest
from pytest import approx

from knowledge.texts.cues import data, figures
from knowledge.texts.documents import read
from knowledge.triage.lanes import triage
from knowledge.triage.leanings import NOT_ML
from knowledge.triage.sentences import ASKED, NOTHING, WORK, measures, parts, points_by_sentence, told
from knowledge.triage.tallies import ML, lanes
from knowledge.triage.weighing import weigh

DUTIES = """What you will do
- Deploy ranking models to production and keep their latency within budget
- Monitor the drift of your models and retrain them
- Provision the GPU cluster on which every team trains

What you bring
- Five years of Python and a degree in computer science
"""


def likeliest(sentence: str) -> str:
    document = read(f"What you will do\n- {sentence}\n")
    passage = next(each for each in document.passages if each.words and each.section == "duties")
    found = parts(passage, points_by_sentence(weigh(document)).get(passage.text, {}))
    assert sum(found.values()) == approx(1.0)
    return max(found, key=found.__getitem__)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Deploy machine learning models into production and monitor their performance and latency", "production"),
        ("Analyse customer data and present insights from A/B tests to stakeholders", "data-scientist"),
        ("Build the CI/CD pipelines and the feature store that data scientists use to train and serve models", "mlops"),
        ("Build retrieval-augmented agents on top of LLM APIs and write the prompts and evals", "applied-llm"),
        ("Publish novel architectures at top conferences and pre-train foundation models", "research"),
        ("Build ETL pipelines and maintain the data warehouse for reporting", NOT_ML),
        ("Manage the sales pipeline and close deals with enterprise customers", NOT_ML),
        ("We offer a friendly team and a flexible culture of trust", NOTHING),
    ],
)
def test_a_sentence_tells_of_its_kind_of_work(sentence: str, kind: str) -> None:
    assert likeliest(sentence) == kind


def test_the_parts_of_a_text_are_counted_apart() -> None:
    document = read(DUTIES)
    found = told(document, weigh(document))
    assert set(found) == set(measures(figures("sentences")["kinds"]))
    assert found[f"{WORK} part production"] > found[f"{WORK} part mlops"] > found[f"{WORK} part research"]
    assert found[f"{ASKED} number production"] < found[f"{WORK} number production"]


def test_a_degree_is_quoted_for_no_lane() -> None:
    shares = triage("""ML engineer, numerical modelling
Key responsibilities
- Model the arithmetic of our accelerators in software and compare what it gives with the silicon
- Profile networks of customers, find what slows them, and tell the compiler team where to look
- Keep a suite of reference results that every release of the toolchain is held against
- Write down what you found so that colleagues in three countries can go on with it
Requirements
- Experience with PyTorch, TensorFlow and ONNX, and with machine learning models of several kinds
- Strong understanding of state of the art machine learning algorithms and how they map onto hardware
- PhD or MSc in computer science, electrical engineering or a related field
- C++ and Python, ten years of either
""").lanes
    quotes = " ".join(each.quote for share in shares for each in share.evidence)
    assert "state of the art" in quotes and "PhD" not in quotes


def test_a_text_without_sentences_has_no_measures() -> None:
    assert told(read("Python, SQL"), weigh(read("Python, SQL"))) == {}


def test_what_a_sentence_denies_does_not_count() -> None:
    assert "latency" in figures("sentences")["words"]
    words = ("latency", "without latency", "without")
    said, denied, bare = (read(f"What you will do\n- You care for models, {each} to be there\n") for each in words)
    assert told(denied, weigh(denied)) == approx(told(bare, weigh(bare)))
    assert told(said, weigh(said)) != approx(told(bare, weigh(bare)))


def test_the_files_speak_of_one_set_of_kinds_and_measures() -> None:
    sentences, texts = figures("sentences"), figures("leanings")
    assert set(sentences["kinds"]) == {*lanes(), ML, NOT_ML, NOTHING}
    assert set(sentences["points"]) == {*data("lanes"), *data("other_work")}
    assert set(texts["sentences"]) == set(measures(sentences["kinds"]))

"""Triage: which lane the work in a text is, with the words that say so."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.texts.cues import compile_cues, data, stem, words
from knowledge.texts.documents import read
from knowledge.triage.lanes import triage
from knowledge.triage.pairs import separating_question
from knowledge.triage.specialties import specialty_name
from knowledge.triage.verdicts import Triage

JDS = Path(__file__).parent / "jds"
LANES = ("production", "data-scientist", "mlops", "applied-llm", "research")


def jd(name: str) -> str:
    return (JDS / f"{name}.txt").read_text(encoding="utf-8")


def all_evidence(result: Triage) -> list[str]:
    return [evidence.quote for lane in result.lanes for evidence in lane.evidence]


@pytest.mark.parametrize(
    ("name", "lane", "specialty"),
    [
        ("production-recommender", "production", "recommender"),
        ("production-fraud-bank", "production", "anomaly-detection"),
        ("production-vision-factory", "production", "computer-vision"),
        ("boilerplate-heavy", "production", "forecasting"),
        ("asks-for-resume", "production", "ranking"),
        ("german", "production", "forecasting"),
        ("data-scientist-product", "data-scientist", "experimentation"),
        ("data-scientist-hospital", "data-scientist", None),
        ("mlops-platform", "mlops", "ml-platform"),
        ("mlops-misleading-title", "mlops", "mlops-automation"),
        ("applied-llm-startup", "applied-llm", "rag"),
        ("applied-llm-consultancy-glob", "applied-llm", "rag"),
        ("two-lanes", "applied-llm", "rag"),
        ("research-lab", "research", "foundation-model"),
        ("research-speech", "research", "speech"),
    ],
)
def test_a_jd_gets_the_lane_and_specialty_of_its_duties(name: str, lane: str, specialty: str | None) -> None:
    result = triage(jd(name))
    assert (result.lane, result.specialty) == (lane, specialty)


@pytest.mark.parametrize(
    ("name", "work"),
    [
        ("not-ml-sales", "sales, marketing or customer work"),
        ("not-ml-data-engineer", "data engineering"),
        ("not-ml-marketing", "sales, marketing or customer work"),
        ("not-ml-annotator", "labelling or rating work"),
        ("not-ml-backend", "software engineering"),
    ],
)
def test_other_work_that_says_ai_is_not_ml_and_is_named(name: str, work: str) -> None:
    result = triage(jd(name))
    assert (result.verdict, result.lane, result.other_work) == ("not-ml", None, work)
    assert result.other_evidence and all(each.quote in jd(name) for each in result.other_evidence)


@pytest.mark.parametrize(
    ("note", "lane"),
    [
        ("someone to build RAG agents and evals", "applied-llm"),
        ("prompt engineer for our support chatbot", "applied-llm"),
        ("data scientist for growth", "data-scientist"),
        ("A/B testing person, sql, causal inference", "data-scientist"),
        ("someone who runs our gpu cluster for the research team, kubernetes", "mlops"),
        ("fraud model is drifting, need someone to own it and be on call", "production"),
        ("PhD to publish at NeurIPS on diffusion models", "research"),
        ("Nous cherchons un data scientist pour conduire des tests A/B", "data-scientist"),
    ],
)
def test_a_few_words_are_enough(note: str, lane: str) -> None:
    assert triage(note).lane == lane


@pytest.mark.parametrize("text", ["", "  \n\t ", "🚀🔥", "\x00\x01\x07", "hello", "plumber"])
def test_a_text_with_nothing_to_judge_by_is_unclear(text: str) -> None:
    result = triage(text)
    assert (result.verdict, result.lane, result.lanes) == ("unclear", None, ())


@pytest.mark.parametrize("name", ["resume-engineer", "resume-prose"])
def test_a_resume_is_never_classified(name: str) -> None:
    assert triage(jd(name)) == Triage("resume")


@pytest.mark.parametrize(
    "note",
    [
        "Maria L., 8 years in NLP. Built search at Foo (2018-2021), led RAG at Bar (2021-now). MSc.",
        "Candidate: A.Q. She led the fraud team at a bank and built their feature store.",
        "I have six years of experience building RAG systems and I worked at Acme as an ML engineer",
    ],
)
def test_a_few_words_about_a_person_are_not_classified(note: str) -> None:
    assert triage(note) == Triage("resume")


def test_a_jd_that_asks_for_a_resume_is_not_one() -> None:
    assert triage(jd("asks-for-resume")).verdict == "one"


def test_a_german_jd_that_asks_for_a_lebenslauf_is_not_one() -> None:
    text = """Aufgaben
Analyse und Visualisierung von Absatzdaten mit statistischen Methoden und Machine Learning
Das Team sucht Menschen, die ihre Erfahrung und Kompetenzen einbringen.
Bewerbung
Bitte füge Deiner Bewerbung einen Lebenslauf, Anschreiben und Zeugnisse bei.
Fragen gern an karriere@example.com oder hr@example.com."""
    assert triage(text).verdict != "resume"


def test_two_lanes_with_duties_of_their_own_are_two() -> None:
    result = triage(jd("two-lanes"))
    assert result.verdict == "two"
    assert [share.lane for share in result.lanes[:2]] == ["applied-llm", "mlops"]
    assert result.confused_with == "mlops"


def test_tools_in_a_wish_list_do_not_make_a_second_lane() -> None:
    assert triage(jd("production-fraud-bank")).verdict == "one"


@pytest.mark.parametrize("path", sorted(JDS.glob("*.txt")), ids=lambda path: path.stem)
def test_evidence_is_quoted_verbatim_from_its_line(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines = text.split("\n")
    result = triage(text)
    for evidence in [*(each for lane in result.lanes for each in lane.evidence), *result.other_evidence]:
        assert evidence.quote and evidence.quote in lines[evidence.line - 1]


@pytest.mark.parametrize("path", sorted(JDS.glob("*.txt")), ids=lambda path: path.stem)
def test_shares_are_ranked_and_sum_to_one(path: Path) -> None:
    shares = [lane.share for lane in triage(path.read_text(encoding="utf-8")).lanes]
    assert shares == sorted(shares, reverse=True)
    assert not shares or sum(shares) == pytest.approx(1)


def test_company_praise_and_benefits_are_not_evidence() -> None:
    quotes = " ".join(all_evidence(triage(jd("boilerplate-heavy"))))
    assert "Prompt payment" not in quotes and "research library" not in quotes and "world's leading" not in quotes


def test_a_long_sentence_is_quoted_around_the_cue() -> None:
    filler = "with many other people in many other places " * 10
    text = f"You will work {filler}and build our RAG pipeline over contracts {filler}"
    quote = triage(text).lanes[0].evidence[0].quote
    assert "RAG" in quote and len(quote) <= data("weights")["quote_characters"] and quote in text


@pytest.mark.parametrize(
    ("name", "title_lane", "misleads"),
    [
        ("mlops-misleading-title", "research", True),
        ("data-scientist-hospital", "production", True),
        ("two-lanes", "production", True),
        ("mlops-platform", "mlops", False),
        ("production-recommender", "production", False),
        ("not-ml-backend", None, False),
        ("not-ml-annotator", "production", True),
    ],
)
def test_a_title_that_the_duties_contradict_is_called_misleading(name: str, title_lane: str | None, misleads: bool) -> None:
    result = triage(jd(name))
    assert (result.title_lane, result.title_misleads) == (title_lane, misleads)


def test_the_title_decides_only_when_the_text_says_nothing() -> None:
    assert triage("MLOps Engineer\nGood people. Nice office.").lane == "mlops"


def test_the_same_duties_get_the_same_lane_whatever_the_title() -> None:
    body = jd("mlops-platform").split("\n", 1)[1]
    assert {triage(f"{title}\n{body}").lane for title in ("Data Scientist", "LLM Engineer", "Wizard", "")} == {"mlops"}


def test_what_is_denied_is_not_evidence() -> None:
    assert triage("not a research role: we call the OpenAI API and ship features").lane == "applied-llm"
    assert "prompt" not in " ".join(all_evidence(triage("You deploy fraud models to production. No prompt engineering.")))


def test_repeated_paragraphs_count_once() -> None:
    duty = "Build the RAG pipeline for our assistant, with the two engineers who look after search and the people who write."
    start = "Deploy fraud models to production.\n"
    often, oftener = triage(start + f"{duty}\n" * 10), triage(start + f"{duty}\n" * 30)
    assert [lane.share for lane in often.lanes] == [lane.share for lane in oftener.lanes]


def test_duties_outweigh_a_longer_wish_list() -> None:
    text = "Responsibilities\n- Deploy churn models to production and retrain them\n\nNice to have\n" + "\n".join(
        f"- {tool}" for tool in ("LangChain", "RAG", "prompt engineering", "vector databases", "LLM agents")
    )
    assert triage(text).lane == "production"


def test_what_is_done_is_quoted_before_what_is_asked_for() -> None:
    asked_for = (
        "You have built an ML platform with Kubeflow pipelines and model registries",
        "You know model serving on Triton and KServe, and GPU clusters with Kubernetes",
        "Experience with MLOps, CI/CD for models and model monitoring",
        "You bring SRE habits for inference clusters and autoscaling GPUs",
    )
    text = "Responsibilities\n- Watch GPU cost\n\nRequirements\n" + "\n".join(f"- {each}" for each in asked_for)
    assert "Watch GPU cost" in [each.quote for each in triage(text).lanes[0].evidence]


def test_the_separating_question_is_the_pairs_own() -> None:
    result = triage(jd("applied-llm-startup") + "\n- run the Kubernetes cluster and the ML platform for six teams\n")
    assert result.lane is not None and result.confused_with is not None
    asked = {frozenset(entry["pair"]): entry["ask"] for entry in data("pairs")["questions"]}
    assert result.separating_question == asked[frozenset((result.lane, result.confused_with))]


def test_every_judged_text_names_a_lane_it_could_be_confused_with() -> None:
    for note in ("RAG", "deploy models", "kubeflow", "causal inference", "FSDP"):
        result = triage(note)
        assert result.confused_with in LANES and result.confused_with != result.lane and result.separating_question


def test_scoping_questions_left_open_say_what_was_said_in_part() -> None:
    questions = {
        each.id: each for each in triage("Responsibilities\n- Deploy fraud models\n- On-call one week in four").open_questions
    }
    assert questions["reliability-bar"].partly == "“On-call” is said; the SLA is not."
    assert questions["six-month-deliverable"].partly is None
    assert {each.source for each in questions.values()} == {"kore1", "exzev"}


def test_scoping_questions_that_the_text_answers_are_not_asked() -> None:
    text = (
        "Responsibilities\n- In your first six months you will deliver a ranking model, fine-tuned from an open-source model\n"
        "- Real-time serving at p99 under 80 ms with a 99.9% SLA\n- Success is measured by NDCG and conversion rate\n"
        "- Work with software engineers, and with data engineers, who own the pipelines; we have MLflow and a feature store"
    )
    assert triage(text).open_questions == ()


@settings(max_examples=200)
@given(st.text(max_size=400))
def test_any_text_gets_an_answer(text: str) -> None:
    assert triage(text).verdict in {"one", "two", "not-ml", "unclear", "resume"}


@settings(max_examples=100)
@given(
    st.lists(
        st.sampled_from([*jd("two-lanes").split(), *jd("resume-engineer").split(), "**", "-", "\n", ":", "#", "<b>"]),
        max_size=200,
    )
)
def test_shuffled_words_of_real_documents_get_an_answer(parts: list[str]) -> None:
    result = triage(" ".join(parts))
    assert (result.lane is not None) == (result.verdict in {"one", "two"})


def test_ten_thousand_words_get_an_answer() -> None:
    assert triage(jd("production-recommender") * 80).lane == "production"


def test_triage_is_deterministic() -> None:
    assert triage(jd("two-lanes")) == triage(jd("two-lanes"))


def test_sections_are_found_in_markdown_capitals_labels_and_one_line() -> None:
    def section_of(text: str, words_in: str) -> str:
        return next(passage.section for passage in read(text).passages if words_in in passage.text)

    assert section_of("**What you'll do**\n* ship it", "ship") == "duties"
    assert section_of("REQUIREMENTS\n- know it", "know") == "requirements"
    assert section_of("Hello. **Responsibilities:** - ship it now - and later **Benefits:** - lunch", "ship") == "duties"
    assert section_of("## Preferred qualifications\n- rust", "rust") == "nice"
    assert section_of("Our mission\nto help", "help") == "company"
    assert section_of("You are responsible for:\n- shipping it", "ship") == "duties"
    assert section_of("Essential duties and responsibilities\n- shipping it", "ship") == "duties"
    assert section_of("What we expect from you\n- rust", "rust") == "requirements"


def test_bullets_that_lost_their_dots_open_no_section() -> None:
    text = (
        "What you will do\nShare knowledge of ranking models with the team\nBuild tools for the warehouse\nDeploy ranking models"
    )
    assert {passage.section for passage in read(text).passages} == {"duties"}


def test_a_fact_in_one_line_does_not_swallow_what_follows_it() -> None:
    passages = read("Salary: 90,000 to 110,000\nYou will deploy ranking models to production.").passages
    assert [passage.weight > 0 for passage in passages] == [False, True]


def test_html_is_read_as_its_text() -> None:
    result = triage("<h2>Responsibilities</h2><ul><li>Build RAG pipelines</li><li>Write evals for agents</li></ul>")
    assert result.lane == "applied-llm" and "<" not in " ".join(all_evidence(result))


def test_a_title_is_found_by_its_label_or_at_the_top() -> None:
    assert read("Job title: Data Person\nYou will count.").title == "Data Person"
    assert read("Acme\nSenior ML Engineer\nYou will train models.").title == "Senior ML Engineer"
    assert read("We need an engineer to train models").title is None
    assert read("Lead the team that ranks results\nDeploy ranking models").title is None
    assert read("- a person who deploys models\n- on call").title is None


def test_every_pair_of_lanes_has_one_question_and_every_lane_a_neighbour() -> None:
    pairs = [frozenset(entry["pair"]) for entry in data("pairs")["questions"]]
    assert sorted(map(sorted, pairs)) == sorted(map(sorted, combinations(LANES, 2)))
    assert set(data("pairs")["neighbours"]) == set(LANES)


def test_every_lane_has_a_factor_and_every_specialty_names_known_lanes() -> None:
    assert set(data("weights")["lane_factors"]) == set(LANES)
    for entry in data("specialties")["specialties"]:
        assert set(entry.get("lanes", LANES)) <= set(LANES)
    ids = [entry["id"] for entry in data("specialties")["specialties"]]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("file", ["lanes", "other_work"])
def test_every_cue_stands_once_in_a_known_group(file: str) -> None:
    strengths = data("weights")["strengths"]
    for name, entry in data(file).items():
        assert set(entry) <= {*strengths, "name"}, name
        cues = [str(cue) for strength in strengths for cue in entry.get(strength) or ()]
        assert sorted(cues) == sorted(set(cues)), name


def test_every_head_opens_one_section() -> None:
    heads = [head for section in data("sections")["sections"] for head in section["heads"]]
    assert sorted(heads) == sorted(set(heads))


def test_every_scoping_question_says_what_is_missing_in_its_own_words() -> None:
    for entry in data("questions")["questions"]:
        assert entry["question"].endswith("?") or "?" in entry["question"]
        assert "{quote}" in entry["said"] and entry["answered"] and entry["partly"]


def test_every_specialty_has_a_name() -> None:
    assert specialty_name("rag") == "Retrieval-augmented generation"
    with pytest.raises(KeyError):
        specialty_name("astrology")


def test_a_separating_question_needs_two_lanes() -> None:
    assert separating_question("mlops", "research") == separating_question("research", "mlops")
    with pytest.raises(KeyError):
        separating_question("mlops", "mlops")


def test_cues_match_by_stem_in_order_across_a_gap() -> None:
    cues = compile_cues([("x", "strong", "deploy|ship ~2 model")], gap=6)

    def found(text: str) -> bool:
        return next(cues.find(text, words(text)), None) is not None

    assert found("Deploying our new models") and found("we shipped a model")
    assert not found("model, deployed") and not found("deploy one two three models") and not found("do not deploy models")


@pytest.mark.parametrize("cue", ["", "~ model", "model ~"])
def test_a_cue_without_words_at_both_ends_is_refused(cue: str) -> None:
    with pytest.raises(ValueError, match="both ends"):
        compile_cues([("x", "strong", cue)], gap=6)


@pytest.mark.parametrize(
    ("one", "other"),
    [("deploying", "deploy"), ("models", "model"), ("pipelines", "pipeline"), ("tuned", "tuning"), ("queries", "query")],
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_words_that_mean_something_else_keep_their_own_stem() -> None:
    assert stem("marketing") != stem("market") and stem("embeddings") == stem("embedding") != stem("embedded")

"""What is read in a résumé, what is never quoted, and that no learned weight is anywhere near it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import grimp
import pytest

from knowledge.load import load
from knowledge.papers.screening import screen
from knowledge.texts.cues import data

ROOT = Path(__file__).parents[2]
JDS = Path(__file__).parent / "jds"

STRONG = """Priya N.

Experience
Staff ML Engineer, Northgate Pay, 2020 – present
- On call for the fraud models that score 40 million payments a month; wrote the postmortem when feature drift hit them
- Cut p99 latency from 210 ms to 80 ms by moving to Triton 24.05
- Built the eval suite that blocks a release when recall drops
- Contributor to Feast (merged 12 pull requests)
- Talk at MLOps Day 2023
Education
MSc
"""

WEAK = """Jordan B.

Summary
ML engineer with experience. I have worked for two years.
Skills
TensorFlow, PyTorch, Keras, JAX, MXNet, scikit-learn
Experience
ML Engineer, Foo Corp, Mar 2023 – Aug 2023
- Implemented machine learning to improve business outcomes
- Used ChatGPT API for machine learning
Data Analyst, Bar, 2018 – 2020
- Explored data in Jupyter notebooks and Kaggle competitions
Certifications
AWS Certified Machine Learning Specialty
Google Professional ML Engineer certification
Coursera Deep Learning certificate
"""

PRIVATE = """Experience
ML Engineer, 2015 – 2016, 2019 – 2020, career break caring for my children
- Mentored four engineers, two of them women returning from maternity leave
- Talk at NeurIPS as the only Black woman from Stanford University
- Contributor to Feast since my time at MIT, merged 3 pull requests
- Cut latency by 40%, aged 52, visa holder
Education
BSc, Harvard University
"""

NEVER = (
    "women", "maternity", "black woman", "stanford", "mit,", "harvard", "aged", "visa", "children", "career break",
    "2015", "example.com",
)  # fmt: skip


def flags(text: str) -> dict[str, str]:
    return {flag.id: flag.colour for flag in screen(text).flags}


def quotes(text: str) -> list[str]:
    return [quote.text for flag in screen(text).flags for quote in flag.quotes]


def test_green_flags_are_quoted():
    found = flags(STRONG)
    assert {
        "production-scale",
        "quantified-outcome",
        "production-ownership",
        "framework-depth",
        "open-source",
        "conferences",
        "evals",
    } <= set(found)
    assert set(found.values()) == {"green"}


def test_red_flags_are_quoted():
    assert flags(WEAK) == {
        "generic-claims": "red", "every-framework": "red", "notebooks-only": "red", "cert-heavy": "red", "chat-api-as-ml": "red",
    }  # fmt: skip


@pytest.mark.parametrize("text", [STRONG, WEAK, PRIVATE, *(path.read_text("utf-8") for path in JDS.glob("resume*.txt"))])
def test_every_flag_has_a_quote_of_the_text_and_a_question(text):
    for flag in screen(text).flags:
        assert flag.quotes and flag.ask.endswith(("?", "."))
        for quote in flag.quotes:
            assert quote.text in text.splitlines()[quote.line - 1]


def test_something_that_ran_takes_notebooks_and_certificates_back():
    found = flags(WEAK + "\nProjects\nDeployed the churn model as a service on Kubernetes, evaluated on a held-out set\n")
    assert not {"notebooks-only", "cert-heavy", "chat-api-as-ml"} & set(found)


def test_what_is_not_seen_is_a_topic_and_no_flag():
    found = screen("Experience\nI have worked as an ML engineer for three years.\nEducation\nBSc")
    assert found.flags == () and "an incident they worked on" in found.not_seen


def test_no_code_link_short_stays_and_gaps_are_no_flag():
    with_gaps = STRONG.replace("2020 – present", "Jan 2023 – Apr 2023").replace("Education", "Analyst, 2015 – 2015\nEducation")
    assert flags(with_gaps) == flags(STRONG)


@pytest.mark.parametrize(
    "change",
    [("Priya N.", "John Smith"), ("MSc", "MSc, Stanford University"), ("Northgate Pay", "Google DeepMind"), ("MSc", "no degree")],
)
def test_names_schools_and_employers_change_nothing(change):
    assert flags(STRONG.replace(*change)) == flags(STRONG)
    assert quotes(STRONG.replace(*change)) == quotes(STRONG)


def test_protected_attributes_are_never_quoted():
    said = " ".join(quotes(PRIVATE)).casefold()
    assert said and not [word for word in NEVER if word in said]
    assert "Mentored four engineers" in quotes(PRIVATE)


def test_milliseconds_at_the_end_of_a_sentence_are_no_form_of_address():
    said = "Moved the ranker to Triton and cut p99 latency from 800 to 120 ms."
    found = screen(STRONG.replace("- Contributor to Feast (merged 12 pull requests)", said).replace("from 210 ms to 80 ms ", ""))
    assert any(quote.text == said for flag in found.flags if flag.id == "quantified-outcome" for quote in flag.quotes)


def test_addresses_and_links_are_never_quoted():
    said = quotes(
        "Experience\nCode at github.com/priya/fraud, training scripts and Helm charts, "
        "write to p@example.com, merged pull requests\nEducation\nBSc"
    )
    assert not any("github.com" in quote or "@" in quote for quote in said)


def test_two_people_at_once_are_not_read():
    assert screen(f"{STRONG}\n\n{STRONG.replace('Priya', 'Omar')}").kind == "several"


@pytest.mark.parametrize("name", ["production-recommender", "mlops-platform", "research-lab", "data-scientist-product"])
def test_a_job_description_is_no_resume(name):
    assert screen((JDS / f"{name}.txt").read_text("utf-8")).kind == "job"


@pytest.mark.parametrize("text", ["", "hello", "\n" * 500, "1 " * 5_000, "💥" * 100])
def test_any_text_is_read(text):
    assert not screen(text).flags


def test_nothing_of_it_is_a_number_about_the_person():
    found = screen(STRONG)
    fields = {name for part in (found, *found.flags) for name in part.__slots__}
    assert fields == {"kind", "flags", "not_seen", "id", "colour", "says", "ask", "facts", "quotes"}


def test_no_flag_rests_on_a_fact_that_must_never_be_one():
    known = load().facts
    for flag in data("screening")["flags"]:
        facts = [known[fact] for fact in flag["facts"] if fact in known]
        assert facts and not any(fact.applies_to.get("never_a_flag") for fact in facts)


LEARNED = {
    "numpy",
    "wordllama",
    "torch",
    "sklearn",
    "scipy",
    "tensorflow",
    "transformers",
    "gensim",
    "onnxruntime",
    "safetensors",
    "tokenizers",
}


def test_no_embedding_and_no_learned_weight_is_reachable_from_screening():
    """By its imports, all the way down: nothing but this package's patterns, the standard library, and the YAML reader."""
    graph = grimp.build_graph("knowledge", include_external_packages=True, cache_dir=None)
    reached = graph.find_upstream_modules("knowledge.papers.screening")
    inside = {name for name in reached if name.startswith("knowledge")}
    assert "knowledge.texts.documents" in inside
    assert not {name for name in inside if "retrieval" in name or "leanings" in name or "sentences" in name}
    assert reached - inside - set(sys.stdlib_module_names) == {"yaml"}


def test_reading_a_resume_loads_no_learned_weight():
    screened = f"import sys; from knowledge.papers.screening import screen; screen({STRONG!r})"
    code = f"{screened}; print(sorted(set(sys.modules) & {LEARNED!r}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_tools_in_a_bare_list_show_nothing_that_was_built_with_them():
    resume = """John Smith
ML Engineer
Skills: TensorFlow, PyTorch, JAX, MXNet, Kafka, Kubernetes, Airflow
Used ChatGPT API for ML.
Jupyter notebooks for sales analysis
Acme (2022-2024), Beta (2020-2022)"""
    assert {"chat-api-as-ml", "notebooks-only"} <= {flag.id for flag in screen(resume).flags}

"""The audit of a job description: what is found, what is not, and that what the template writes passes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.load import load
from knowledge.papers.jd import audit
from knowledge.papers.jd_draft import draft, markdown, needed, parts, questions
from knowledge.texts.cues import data

JDS = Path(__file__).parent / "jds"
LANES = ("production", "data-scientist", "mlops", "applied-llm", "research")
LEVELS = ("junior", "mid", "senior", "staff")

OWNED = """You will own the readmission-risk model behind discharge planning at 40 hospitals: 3 million patient records,
PyTorch 2.3 on Triton and KServe, retrained weekly by Airflow from Feast on Snowflake. On call one week in four, paged about twice
a month; the last incident was a lab feed that changed its units."""
BOILERPLATE = "We are looking for a passionate ML engineer to leverage cutting-edge AI and revolutionize healthcare."

GOOD = """Senior Machine Learning Engineer, Search Ranking

You will own the ranking model behind our product search: 9 million shoppers a month, 1,400 queries per second. New listings are
found 40% less often than they should be, and p95 is 310 ms.

What you will do
- Bring p95 under 200 ms and keep it there.
- Fix the cold start of new listings, and prove it with an A/B test.
- Retrain when features drift between training and serving.
- Carry the pager one week in five; it goes off about three times a month.

After six months
- New listings get 90% of the impressions they deserve.

Stack
PyTorch 2.4, LightGBM, Triton on EKS, Feast on Snowflake, Airflow, MLflow.

You
- You have kept a model alive in production through at least one bad incident.

Pay
$205,000–$240,000 base, plus equity. Remote in the US.
"""

BAD = """AI/ML Rockstar Engineer

About us
Synthwave is a fast-paced company at the forefront of AI. We are passionate about leveraging cutting-edge technology to transform
industries.

Requirements
- PhD or Master's degree in Computer Science, Statistics or a related field
- 5+ years of experience with Python
- 5+ years of experience with TensorFlow, PyTorch, Keras, JAX and scikit-learn
- 3+ years with LangChain, LlamaIndex, Pinecone and Weaviate

Responsibilities
- Develop machine learning models
- Build prompts and RAG pipelines for our LLM features
- Manage GPU clusters and the Kubernetes model serving platform

We offer a competitive salary commensurate with experience.
"""

ANSWERS = {
    "production": {
        "model": "the fraud model that scores card payments", "scale": "40 million payments a month",
        "deliverable": "retraining runs nightly without a person", "success": "chargebacks down 10% at the same decline rate",
        "stack": "PyTorch 2.4, Triton on EKS, Feast, Airflow", "on_call": "one week in five, paged twice a month",
        "reliability": "p99 under 80 ms", "pay": "$190,000–$230,000 base", "location": "US remote",
    },
    "data-scientist": {
        "model": "the experiments that set delivery fees", "scale": "3 million orders a week",
        "deliverable": "one trusted readout of the winter test", "success": "a readout within ten days of every change",
        "stack": "Python, dbt on BigQuery, Looker", "pay": "$150,000–$180,000 base", "location": "New York",
    },
    "mlops": {
        "model": "the training and serving platform of six research teams", "scale": "640 GPUs, 200 jobs a day",
        "deliverable": "a queue under thirty minutes", "success": "no team waits an hour for a GPU",
        "stack": "Kubernetes, Ray, KServe, Terraform", "on_call": "one week in six",
        "reliability": "99.5% of jobs start in an hour",
        "pay": "€120k–€150k", "location": "Berlin",
    },
    "applied-llm": {
        "model": "the assistant that drafts replies for our support agents", "scale": "80,000 policy documents",
        "deliverable": "an eval set that support leads trust", "success": "60% of drafts sent unedited",
        "stack": "Python, FastAPI, Bedrock, pgvector", "on_call": "none", "reliability": "an answer within 6 seconds",
        "pay": "£85,000–£105,000", "location": "London",
    },
    "research": {
        "model": "the speech recognition model for broadcasters", "scale": "60,000 hours of audio",
        "deliverable": "one full pretraining run", "success": "word error rate under 17%", "stack": "PyTorch, FSDP, Slurm",
        "pay": "CHF 170'000–210'000", "location": "Zürich",
    },
}  # fmt: skip


def ids(text: str) -> list[str]:
    return [finding.id for finding in audit(text).findings]


def test_an_opening_that_says_the_work_gets_a_clean_bill():
    found = audit(OWNED)
    assert found.clean and found.excerpt
    assert {"lane", "model", "stack", "on-call", "scale"} <= {each.id for each in found.good}
    assert "pay" in {name for name, _ in found.worth}


def test_a_boilerplate_opening_says_neither_model_nor_stack_nor_on_call():
    assert ids(BOILERPLATE)[:3] == ["lane-unclear", "model-unsaid", "boilerplate-opener"]
    assert {"stack-unsaid", "on-call-unsaid", "pay-unposted"} <= set(ids(BOILERPLATE))


def test_a_good_description_has_no_finding():
    assert ids(GOOD) == []
    assert audit(GOOD).worth == ()


def test_a_bad_description_has_all_the_main_ones_worst_first():
    found = ids(BAD)
    assert found[0] == "two-lanes"
    assert {
        "model-unsaid", "boilerplate-opener", "degree-first", "stack-wish-list", "on-call-unsaid", "pay-vague",
        "success-unsaid", "scale-unsaid", "years-list", "rockstar",
    } <= set(found)  # fmt: skip
    ranks = [finding.rank for finding in audit(BAD).findings]
    assert ranks == sorted(ranks)


TEXTS = [GOOD, BAD, OWNED, BOILERPLATE, *(path.read_text("utf-8") for path in sorted(JDS.glob("*.txt")))]


@pytest.mark.parametrize("text", TEXTS)
def test_every_quote_stands_in_the_text_on_its_line(text):
    found = audit(text)
    lines = text.splitlines()
    for each in (*found.findings, *found.good):
        if each.quote and each.line:
            assert each.quote[:25] in lines[each.line - 1] + " "


@pytest.mark.parametrize("without, finding", [
    ("Carry the pager one week in five; it goes off about three times a month.", "on-call-unsaid"),
    ("$205,000–$240,000 base, plus equity.", "pay-unposted"),
    ("PyTorch 2.4, LightGBM, Triton on EKS, Feast on Snowflake, Airflow, MLflow.", "stack-unsaid"),
])  # fmt: skip
def test_what_is_taken_out_is_missed(without, finding):
    assert ids(GOOD.replace(without, "")) == [finding]


@pytest.mark.parametrize("first, finding", [
    ("PhD in Machine Learning required", "degree-required"),
    ("Bachelor's degree in computer science", "degree-first"),
    ("Experience with TensorFlow, JAX, Keras, Spark, Hadoop, Vertex AI, LangChain and Kubeflow", "stack-wish-list"),
    ("We want a ninja", "rockstar"),
])  # fmt: skip
def test_what_is_put_in_is_found(first, finding):
    assert ids(GOOD.replace("You\n-", f"Requirements\n- {first}\n-")) == [finding]


@pytest.mark.parametrize("pay", [
    "$205,000 - $240,000", "USD 205k–240k", "£85,000 to £105,000", "€65.000–€80.000", "CHF 170'000-210'000",
    "Base salary: 120,000 to 150,000", "$90-$110 per hour",
])  # fmt: skip
def test_a_range_is_seen_however_it_is_written(pay):
    text = GOOD.replace("$205,000–$240,000 base, plus equity.", f"{pay}.")
    assert ids(text) == [] and audit(text).good[-1].id == "pay"


@pytest.mark.parametrize("money", ["We raised $45M to $60M.", "A 401(k) match and a $2,000 desk budget.", "A $10B market."])
def test_other_money_is_no_pay(money):
    assert ids(GOOD.replace("$205,000–$240,000 base, plus equity.", money)) == ["pay-unposted"]


def test_a_range_twice_as_wide_as_its_bottom_says_little():
    assert ids(GOOD.replace("$205,000–$240,000", "$90,000–$240,000")) == ["pay-too-wide"]


def test_saying_that_there_is_no_on_call_is_saying_it():
    pager = "Carry the pager one week in five; it goes off about three times a month."
    assert ids(GOOD.replace(pager, "There is no on-call.")) == []


def test_a_company_that_is_a_unicorn_is_no_type_of_person():
    assert "rockstar" not in ids(GOOD.replace("Remote in the US.", "Remote in the US. We reached unicorn status in 2022."))


def test_a_degree_that_is_not_needed_is_not_led_with():
    assert ids(GOOD.replace("You\n-", "You\n- No degree needed.\n-")) == []


def test_two_lanes_are_two_requisitions():
    found = audit((JDS / "two-lanes.txt").read_text("utf-8"), {"mlops": "platform", "applied-llm": "LLM"})
    assert found.findings[0].id == "two-lanes"
    assert "LLM and platform" in found.findings[0].says


@pytest.mark.parametrize(
    "names",
    [
        "PyTorch, CUDA, DeepSpeed, Kubernetes, Terraform, LangChain, RAG, Pinecone",
        "PyTorch, CUDA, DeepSpeed\nLangChain, RAG, Pinecone\nKubernetes, Terraform",
        "We need PyTorch, CUDA, DeepSpeed. LangChain, RAG, Pinecone. Kubernetes, Terraform, Kubeflow.",
    ],
)
def test_tools_of_two_lanes_in_a_bare_list_are_no_second_job(names):
    assert "two-lanes" not in ids(names)


def test_a_title_that_names_another_lane_misleads():
    assert "title-misleads" in ids((JDS / "mlops-misleading-title.txt").read_text("utf-8"))


@pytest.mark.parametrize("name", ["not-ml-annotator", "not-ml-backend", "not-ml-data-engineer", "not-ml-marketing"])
def test_a_job_that_is_not_ml_is_said_first_and_not_held_to_ml(name):
    found = ids((JDS / f"{name}.txt").read_text("utf-8"))
    assert found[0] == "not-ml"
    assert not {"model-unsaid", "on-call-unsaid", "scale-unsaid", "stack-unsaid"} & set(found)


@pytest.mark.parametrize("name", ["resume-engineer", "resume-prose"])
def test_a_person_is_not_audited(name):
    found = audit((JDS / f"{name}.txt").read_text("utf-8"))
    assert found.kind == "resume" and not found.findings and not found.good and not found.clean


def test_another_language_is_held_only_to_what_needs_no_words():
    found = audit((JDS / "german.txt").read_text("utf-8"))
    assert not found.english and {each.id for each in found.findings} <= {"pay-unposted", "stack-wish-list"}


def test_a_data_scientist_is_not_asked_for_a_pager():
    assert "on-call-unsaid" not in ids((JDS / "data-scientist-product.txt").read_text("utf-8"))


ODD = ["", "   ", "\n" * 500, "ML engineer", "1" * 20_000, "$1 " * 3_000, "- \n" * 2_000, "💥" * 500, "\x00\x07 a"]


@pytest.mark.parametrize("text", ODD)
def test_any_text_is_read(text):
    audit(text)


def test_every_check_rests_on_a_fact_that_is_known():
    known = load().facts
    for check in data("jd")["checks"]:
        assert any(fact in known for fact in check["facts"]), check["id"]
        assert all(fact in known for fact in check.get("advice", ())), check["id"]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("lane", LANES)
def test_what_the_template_writes_passes_its_own_audit(lane, level):
    found = audit(markdown(draft(lane, level, ANSWERS[lane])))
    assert found.clean and found.triage is not None
    assert found.triage.verdict == "one" and found.triage.lane == lane and not found.triage.title_misleads


def test_answers_stand_in_the_draft_as_they_were_typed():
    answers = ANSWERS["research"] | {"location": "Zürich {level} {{ lane }} *here* <b>"}
    assert "Zürich {level} {{ lane }} *here* <b>" in markdown(draft("research", "senior", answers))


def test_a_needed_answer_that_is_missing_is_named():
    with pytest.raises(KeyError, match="on_call"):
        draft("production", "senior", ANSWERS["production"] | {"on_call": " "})
    assert "on_call" not in needed("research") and set(needed("mlops")) == set(questions())


def test_a_part_without_answers_is_left_out():
    assert "When it breaks" not in {part.head for part in parts(draft("research", "mid", ANSWERS["research"]))}

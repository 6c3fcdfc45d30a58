"""`triage` as a person sees it."""

from __future__ import annotations

import pytest

from handlers.advice.triage import _level
from handlers.core.reply import Bullets, Form
from knowledge.triage.evidence import LaneShare
from knowledge.triage.verdicts import Triage

PLATFORM_AND_LLM = """Senior ML Engineer
About us
We are a passionate team that leverages cutting-edge AI.
What you will do
- Own our RAG pipeline and its eval harness, prompts and agents for the support product
- Build LLM features with the product team, prompt design and agent design
- Run the GPU node pools and model serving platform for six teams on Kubernetes
- Be on-call for the training cluster, Terraform and the GPU operator
"""


def test_two_lanes_become_two_reqs(ask):
    reply = ask("triage", PLATFORM_AND_LLM)
    assert reply.data["verdict"] == "two"
    assert {each["lane"] for each in reply.data["lanes"][:2]} == {"applied-llm", "mlops"}
    assert "two reqs" in reply.text


def test_evidence_is_quoted_where_it_stands(ask):
    lines = PLATFORM_AND_LLM.splitlines()
    for lane in ask("triage", PLATFORM_AND_LLM).data["lanes"]:
        for each in lane["evidence"]:
            assert each["quote"].strip("… ") in lines[each["line"] - 1]


def test_a_resume_is_not_triaged(ask):
    resume = """Ana Quiroga
ana@example.com · +1 555 0100
Summary
ML engineer with 7 years of experience.
Experience
Senior ML Engineer, Example Corp, 2021 – present
- Built the ranking model and its serving stack
Education
MSc Computer Science, 2017
Skills
Python, PyTorch
"""
    data = ask("triage", resume).data
    assert (data["verdict"], data["lane"], data["lanes"]) == ("resume", None, [])


def test_without_a_text_a_form_asks_for_one(ask):
    reply = ask("triage")
    assert isinstance(reply.form, Form)
    assert ask(verb=reply.form.verb, **{reply.form.fields[0].name: "own RAG agents and evals"}).data["lane"] == "applied-llm"


def test_another_job_is_said_to_be_one(ask):
    assert ask("triage We need a backend engineer for our billing APIs in Go and PostgreSQL").data["verdict"] == "not-ml"


BACKEND = """Backend Engineer
We are an AI-first company: our LLM agents read contracts.
Responsibilities
- Build and run the Go services behind billing and permissions
- Design REST APIs that our agents call
- Own PostgreSQL schemas and migrations
Nice to have
- You have built a RAG prototype
"""


def test_another_job_shows_its_work_first_and_gives_what_it_says_of_ml_no_share(ask):
    reply = ask("triage", BACKEND)
    bullets = next(each for each in reply.elements if isinstance(each, Bullets))
    names = [item[0].text for item in bullets.items]
    assert names[0] == "Software engineering work"
    assert not any("%" in str(item) for item in bullets.items)


def test_a_vague_note_is_asked_the_question_that_would_settle_it(ask):
    reply = ask("triage ai stuff")
    assert (reply.data["verdict"], reply.data["lanes"]) == ("unclear", [])
    assert reply.data["separating_question"] in str(reply.elements)


def test_the_lane_it_is_confused_with_is_named_with_its_own_share(ask):
    reply = ask("triage own the churn model in production")
    assert reply.data["confused_with"] not in {each["lane"] for each in reply.data["lanes"]}
    assert reply.text.endswith("The usual mix-up is with a data scientist.")


def test_a_few_words_about_a_person_get_no_lane(ask):
    reply = ask("triage Ana Q. worked at Google for 5 years on TPU kernels, MSc Stanford")
    assert (reply.data["verdict"], reply.data["lane"]) == ("resume", None)


def test_where_no_lane_stands_out_those_in_front_are_named_with_their_shares(ask):
    text = """ML Engineer
Own our RAG pipeline and its eval harness: prompt and agent design, retrieval quality, LLM cost per request, pgvector.
Run the GPU node pools and model serving for six teams with Terraform, KServe and Argo; on-call for the cluster.
Invent new architectures, pretrain them with FSDP and publish at NeurIPS."""
    reply = ask(f"triage {text}")
    assert reply.text.startswith("No lane stands out: ")
    assert all(f"{lane} (3" in reply.text for lane in ("Applied AI / LLM engineer", "MLOps / ML platform engineer"))
    assert [each.verb for each in reply.actions] == ["band", "band", "jd audit"]


@pytest.mark.parametrize(
    "said",
    ["forecasting demand for 400 stores, batch scoring at night, Airflow and Snowflake",
     "a person who does it all: train our LLMs, run the GPU platform, and look after the data warehouse"],
)  # fmt: skip
def test_ml_work_beside_a_warehouse_is_still_ml(ask, said):
    assert ask(f"triage {said}").data["verdict"] != "not-ml"


def test_other_work_is_named_once(ask, shown):
    text = shown(ask("triage Marketing manager: you run paid social and email, work with our sales team and report to marketing"))
    assert "work work" not in text


@pytest.mark.parametrize(
    "said",
    [
        "Own the fraud model in production. Design A/B tests and present findings. Run the GPU cluster. Build RAG agents.",
        "train models, dashboards, kubernetes for ml, prompts, papers at NeurIPS",
        "a person who does it all: train our LLMs, run the GPU platform, and look after the data warehouse",
    ],
)
def test_no_lane_stands_out_only_where_the_verdict_is_two(ask, said):
    reply = ask(f"triage {said}")
    assert reply.data["verdict"] == "two" or not reply.text.startswith("No lane stands out")


def test_one_lane_with_others_near_is_said_as_one():
    near = tuple(LaneShare(lane, share, ()) for lane, share in (("mlops", 0.4), ("production", 0.35), ("research", 0.25)))
    names = {each.lane: each.lane for each in near}
    assert _level(Triage("one", "mlops", lanes=near), names) == ""
    assert _level(Triage("two", "mlops", lanes=(*near[:2], LaneShare("research", 0.31, ()))), names) != ""


@pytest.mark.parametrize(
    ("said", "lane"),
    [
        ("we want someone to build RAG pipelines", "applied-llm"),
        ("I'm looking for somebody who can keep our fraud models healthy in production", "production"),
        ("we need an engineer to run our GPU clusters", "mlops"),
    ],
)
def test_work_that_somebody_is_wanted_for_is_triaged_without_the_verb(ask, said, lane):
    assert ask(said).data["lane"] == lane


def test_whoever_only_wants_an_engineer_is_asked_for_what(ask):
    assert isinstance(ask("i need to hire an ml engineer").form, Form)


def test_what_is_asked_at_the_end_is_answered_and_not_the_need_before_it(ask):
    assert "verdict" not in ask("we need someone to build RAG pipelines. what would a senior cost").data


@pytest.mark.parametrize(
    ("said", "lane"),
    [
        ("own airflow, feature store, model registry, ci/cd for models", "mlops"),
        ("must own model serving, autoscaling and cost of inference", "production"),
        ("someone who ships ranking models to production for our marketplace", "production"),
        ("phd to publish at neurips and push new architectures", "research"),
        ("forecast demand for 2000 stores each night and keep that running", "production"),
        ("we want to fine tune llama on our contracts and serve it cheaply", "applied-llm"),
        ("looking for a person who'd build our search ranking", "production"),
        ("take our notebooks to production", "production"),
        ("maintain kubeflow, gpu quota, model registry", "mlops"),
    ],
)
def test_work_told_in_a_few_words_is_read_as_work_whatever_words_of_other_verbs_stand_in_it(ask, said, lane):
    assert ask(said).data["lane"] == lane


@pytest.mark.parametrize(
    "said",
    [
        "set up a loop for senior mlops",
        "get me the band for a senior",
        "people who can build agents, where are they",
        "how do we deploy models",
        "one ml engineer per how many data scientists",
        "evaluate a take-home",
    ],
)
def test_what_is_asked_of_hiring_is_no_note_of_work(ask, said):
    assert "lanes" not in (ask(said).data or {})


@pytest.mark.parametrize("triage", ["", "triage "])
@pytest.mark.parametrize(
    "said",
    [
        "Jane has 5 years of pytorch, worked at Google",
        "John Smith, ex-Meta, knows kubernetes and rag.",
        "Priya: 6 yrs NLP, PhD Stanford, built search at Flipkart",
        "candidate with 8 years in mlops, kafka, k8s",
        "5 years of pytorch, 3 years of kubernetes, worked at Meta and Uber",
        "John Smith, ex-Meta, knows kubernetes and rag. which lane is he?",
        "what lane fits a guy who did 6 years of nlp",
    ],
)
def test_a_person_told_in_a_few_words_is_never_classified(ask, triage, said):
    assert ask(triage + said).data["verdict"] == "resume"


@pytest.mark.parametrize(
    "said",
    [
        "triage he runs our gpu clusters",
        "triage someone with 5 years of pytorch to own the training platform",
        "triage Our engineer left, she ran the model serving platform. need a replacement",
        "triage Finley is a fintech with 5 years of transaction data. Own the fraud models in production, on call",
        "triage PhD or 5+ years; train and publish new architectures",
    ],
)
def test_work_is_read_as_work_though_somebody_is_named_in_it(ask, said):
    assert ask(said).data["lane"]


def test_years_somewhere_ask_for_their_pay(ask):
    assert "Senior ML engineer" in ask("candidate with 6 years, remote").text


def test_what_is_said_of_how_somebody_did_is_no_resume(ask):
    assert ask("he was great, knows k8s cold").data.get("verdict") != "resume"


@pytest.mark.parametrize("text", ["نبحث عن مهندس لتشغيل نموذج كشف الاحتيال ومراقبته", "วิศวกรดูแลโมเดลแนะนำสินค้า"])
def test_a_script_that_is_not_read_is_said_not_to_be(ask, text):
    reply = ask(f"triage {text}")
    assert reply.data["verdict"] == "unclear" and "script" in reply.text and isinstance(reply.form, Form)


@pytest.mark.parametrize("text", ["инженер", "좋은 분을 찾습니다"])
def test_few_words_in_a_script_that_is_read_are_too_little(ask, text):
    assert "too little" in ask(f"triage {text}").text


def test_work_told_in_korean_gets_its_lane(ask):
    assert ask("triage 추천 모델을 배포할 엔지니어").data["lane"] == "production"


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("junior ML engineer to retrain our churn model in production", "junior"),
        ("Staff Machine Learning Engineer, own the ranking model in production", "staff"),
        ("own the ranking model in production with a staff engineer", "senior"),
        ("own the fraud model, mentor junior engineers", "senior"),
    ],
)
def test_what_is_offered_next_is_of_the_level_that_is_sought(ask, said, level):
    assert {each.args["level"] for each in ask(f"triage {said}").actions if each.verb in ("band", "loop")} == {level}


@pytest.mark.parametrize("said", ["AI person", "Help!", "need a senior person, budget 200k, starts in January"])
def test_whoever_says_too_little_is_asked_one_question(ask, said):
    reply = ask(f"triage {said}")
    assert reply.data["verdict"] == "unclear" and reply.data["separating_question"].endswith("?")

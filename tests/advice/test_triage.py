"""`triage` as a person sees it."""

from __future__ import annotations

from handlers.core.reply import Form

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

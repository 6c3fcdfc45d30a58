"""Questions that begin with a verb's word, or hold one, and are no verb's: each goes where its answer is."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("said", "fact"),
    [
        ("source of the glassdoor figure", "kore1.benchmarks.glassdoor"),
        ("source of the 48 hours", "kore1.closing.offer-within-48-hours"),
        ("why 48 hours", "kore1.closing.offer-within-48-hours"),
        ("share of placements that are remote or hybrid", "rfs.market.remote-share"),
        ("people in the room for technical depth", "kore1.loops.technical-depth"),
        ("screen length", "kore1.loops.recruiter-screen"),
        ("should the first ml hire be a contractor", "kore1.outsource.direct-for-the-first"),
        ("how much time goes to serving infrastructure", "kore1.role.week-serving"),
        ("how much bigger is the pool if remote", "kore1.market.remote-pool"),
        ("how close to market must total comp be", "rfs.candidates-weigh.pay"),
        ("where in the band should the base be", "kore1.closing.base-in-top-quartile"),
        ("years of experience for senior", "exzev.levels.senior"),
        ("what does levels.fyi say ml engineers make", "kore1.benchmarks.levels-fyi"),
        ("how much bonus do senior ml engineers get", "mlaiqa.pay-factors.bonus-senior"),
        ("prompt engineer salary", "role-profile.role.related-prompt-engineer"),
        ("data scientist salary vs ml engineer salary", "mlaiqa.pay-factors.ml-engineer-over-data-scientist"),
        ("what questions to ask before writing the jd", "kore1.scoping.two-questions-first"),
        ("where do nlp phds come from", "rfs.sourcing.pool-finishing-phds"),
    ],
)
def test_a_plain_question_is_answered_by_its_fact(ask, said, fact):
    reply = ask(said)
    assert reply.data["answered"] is True
    assert reply.data["facts"][0]["id"] == fact


@pytest.mark.parametrize(
    ("said", "lead"),
    [
        ("market rate for a senior", "Senior ML engineer: "),
        ("market value of a senior in nyc", "Senior ML engineer, New York City: post "),
        ("what's the market salary for a senior in seattle", "Senior ML engineer, Seattle: post "),
        ("help me price a senior in seattle", "Senior ML engineer, Seattle: post "),
        ("help me find a band for senior remote", "Senior ML engineer, remote: post "),
        ("ote senior ml engineer seattle", "Senior ML engineer, Seattle: post "),
        ("market mid", "Mid-level: a seller's market."),
        ("close rate on first offers", "64% of first offers accepted"),
        ("source of mlops engineers", "MLOps / ML platform engineer: begin with"),
        ("role of a staff engineer", "Senior or staff:"),
        ("help me", "Ask about hiring ML engineers"),
        ("which feature stores exist", "Feature store: 6"),
        ("tools list", "15 kinds of tool"),
        ("what stack signals mlops", "MLOps / ML platform engineer: the tools"),
    ],
)
def test_what_is_a_verbs_goes_to_it(ask, said, lead):
    assert ask(said).text.startswith(lead)


@pytest.mark.parametrize("said", ["how old should candidates be", "agency fee percent", "define p99", "what is an slo"])
def test_what_no_guide_answers_is_not_met_with_something_else(ask, said):
    reply = ask(said)
    assert reply.text.startswith("No guide answers that")


def test_whether_a_source_counts_base_or_total_is_said_by_its_note(ask, shown):
    assert "does not say whether it is base or total pay" in shown(ask("does exzev say base or total"))
    assert "are base pay" in shown(ask("does kore1 say base or total"))

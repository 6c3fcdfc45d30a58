"""`jd audit` and `jd template` as a person sees them."""

from __future__ import annotations

import pytest

from handlers.advice.jd_audit import jd_audit
from handlers.advice.jd_template import jd_template
from handlers.catalog import verbs
from handlers.core.command import Attachment, Command
from handlers.core.reply import Document
from handlers.router import Router
from tests.conftest import CHANNEL, MEI, NOW

LANES = ("production", "data-scientist", "mlops", "applied-llm", "research")
ANSWERS = {
    "model": "the fraud model that scores card payments", "scale": "40 million payments a month",
    "deliverable": "nightly retraining",
    "success": "chargebacks down 10%", "stack": "PyTorch 2.4, Triton on EKS, Feast", "on_call": "one week in five",
    "reliability": "p99 under 80 ms", "pay": "$190,000–$230,000 base", "location": "US remote",
}  # fmt: skip
OWNED = (
    "You will own the churn model that serves 4 million members, PyTorch on Triton, retrained weekly by Airflow from Feast, "
    "on call one week in four."
)
BAD = "We are seeking a passionate ML engineer to leverage cutting-edge AI to transform healthcare."


@pytest.fixture(scope="module")
def ask(house):
    """Say something in the channel, to the catalog with these verbs in it."""
    mine = {verb.name: verb for verb in (jd_audit, jd_template)}
    router = Router((*(verb for verb in verbs() if verb.name not in mine), *mine.values()), house.library, lambda: None)

    def ask(said: str = "", *files: str, verb: str = "", **args):
        attachments = tuple(Attachment(f"document-{number}", text) for number, text in enumerate(files, start=1))
        return router.answer(Command(MEI, CHANNEL, NOW, said=said, verb=verb, args=args, attachments=attachments))

    return ask


def test_findings_are_quoted_with_the_line_the_reason_and_a_hint(ask, shown):
    reply = ask(f"jd audit {BAD}")
    first = reply.data["findings"][0]
    assert first["id"] == "lane-unclear" and first["quote"] == BAD and first["line"] == 1
    assert first["fact"] == "kore1.jd.lane-before-bullets" and first["hint"]
    text = shown(reply)
    assert f"“{BAD}” (line 1)" in text and "(KORE1)" in text and "→" in text
    assert {source.id for source in reply.sources} >= {"kore1"}


def test_only_the_worst_are_shown_in_full_and_everything_on_request(ask, shown):
    reply = ask(f"jd audit {BAD}")
    assert "Also: The stack is not named. On-call is not mentioned. No pay range is posted." in shown(reply)
    button = reply.more[0]
    everything = ask(verb=button.verb, **button.args)
    assert "Also:" not in shown(everything) and "eight US states" in shown(everything)
    assert everything.data["findings"] == reply.data["findings"]


def test_a_clean_opening_gets_a_clean_bill_and_what_is_good_is_said(ask, shown):
    reply = ask(f"jd audit {OWNED}")
    assert reply.data["clean"] and reply.data["findings"] == [] and reply.data["lane"] == "production"
    text = shown(reply)
    assert text.startswith("A clean bill") and "on-call is said (line 1)" in text and "the pay range" in text


def test_the_text_may_come_as_a_file(ask):
    assert ask("jd audit", BAD).data == ask(f"jd audit {BAD}").data


def test_two_lanes_offer_a_description_for_each(ask):
    reply = ask(
        "jd audit",
        "ML Engineer\n\nYour job\n- Own our RAG pipeline and its eval harness\n- Prompt and agent design\n"
        "- Run the GPU node pools and model serving for six teams\n"
        "- On call for the Kubernetes cluster, Terraform for all of it\n",
    )
    assert reply.data["findings"][0]["id"] == "two-lanes"
    assert [action.args["lane"] for action in reply.actions[:2]] == ["applied-llm", "mlops"]


def test_a_resume_is_not_audited(ask, shown):
    reply = ask(
        "jd audit",
        "Dear hiring team,\n\nI am an ML engineer with six years of experience. I have built fraud models and led the team.\n",
    )
    assert reply.data["kind"] == "resume" and reply.data["findings"] == [] and not reply.data["clean"]
    assert "never of a person" in shown(reply)


@pytest.mark.parametrize("said", ["jd audit", "jd", "jd audit    ", "jd senior mlops"])
def test_too_little_asks_for_the_text(ask, said):
    form = ask(said).form
    assert form.verb == "jd audit" and form.fields[0].name == "text"


def test_the_template_asks_for_what_it_lacks_and_proposes_the_pay(ask):
    form = ask("jd template production senior us remote").form
    assert form.verb == "jd template"
    assert form.args == {"lane": "production", "level": "senior", "markets": ["us-remote"]}
    asked = {field.name: field for field in form.fields}
    assert set(asked) == set(ANSWERS) and all(field.required for field in form.fields)
    assert asked["pay"].value == "$190K–$230K base" and "RFS" in asked["pay"].hint
    assert asked["location"].value == "US remote"


def test_the_template_asks_for_lane_and_level_where_they_are_not_said(ask):
    form = ask("jd template").form
    assert [field.name for field in form.fields[:2]] == ["lane", "level"]
    assert {choice.value for choice in form.fields[0].choices} == set(LANES)


def test_only_what_is_missing_is_asked(ask):
    form = ask(verb="jd template", lane="mlops", level="mid", **{**ANSWERS, "stack": " "}).form
    assert [field.name for field in form.fields] == ["stack"]
    assert form.args["model"] == ANSWERS["model"]


def test_a_data_scientist_needs_no_on_call(ask):
    required = {field.name for field in ask("jd template data science senior").form.fields if field.required}
    assert "on_call" not in required and "pay" in required


@pytest.mark.parametrize("lane", LANES)
def test_what_is_written_is_text_and_a_file_and_passes_the_audit(ask, shown, lane):
    reply = ask(verb="jd template", lane=lane, level="senior", **ANSWERS)
    file = next(each for each in reply.elements if isinstance(each, Document))
    assert file.media_type == "text/markdown" and file.name.endswith(".md") and file.text == reply.data["markdown"]
    assert reply.data["audit"] == {"clean": True, "findings": []}
    assert ask("jd audit", file.text).data["clean"]
    assert all(answer in file.text and answer in shown(reply) for answer in ANSWERS.values())


def test_answers_that_cost_candidates_are_said(ask, shown):
    poor = {**ANSWERS, "pay": "competitive salary"}
    reply = ask(verb="jd template", lane="production", level="senior", **poor)
    assert reply.data["audit"]["findings"] == ["pay-vague"] and "Pay is described and not given" in shown(reply)


def test_answers_can_be_changed(ask):
    change = ask(verb="jd template", lane="production", level="senior", **ANSWERS).actions[0]
    fields = {field.name: field.value for field in ask(verb=change.verb, **change.args).form.fields}
    assert fields["model"] == ANSWERS["model"] and fields["lane"] == "production"


def test_long_answers_are_not_put_into_a_button(ask):
    long = {**ANSWERS, **dict.fromkeys(("deliverable", "success", "location", "scale"), "x" * 350)}
    assert "jd template" not in {
        action.verb for action in ask(verb="jd template", lane="production", level="senior", **long).actions
    }


@pytest.mark.parametrize("verb", [jd_audit, jd_template], ids=lambda verb: verb.name)
def test_every_declared_example_works(ask, verb):
    for example in verb.examples:
        reply = ask(example)
        assert reply.understood and "refused" not in reply.data and "error" not in reply.data


WHOLE = """Senior ML engineer, ranking (Seattle or remote in the US)
You will own the ranking model behind our grocery search (9 million shoppers a month). It is a two-tower model in PyTorch, \
served by Triton on EKS at 1,400 queries a second, retrained nightly by Airflow from features in Feast on Snowflake.
The problem: new shoppers get NDCG@10 40% worse than known ones, and p95 latency is 450 ms.
In six months: cold-start NDCG@10 within 15% of known shoppers, p95 under 200 ms, a drift alert within 24 hours of a shift.
On call one week in five; the pager goes about twice a month.
Base $198,000 to $242,000, equity 0.09% to 0.20%."""


def test_a_whole_description_in_plain_lines_is_no_opening_and_its_six_months_are_heard(ask):
    reply = ask(f"jd audit {WHOLE}")
    assert reply.data["clean"] and not reply.data["excerpt"]
    assert "success" in {each["id"] for each in reply.data["good"]}


def test_a_wish_list_is_not_praised_for_its_lane_or_its_stack(ask):
    reply = ask(
        "jd audit ML engineer\nRequirements:\n- PhD\n- Experience with TensorFlow, PyTorch, JAX, MXNet, Spark, Kubernetes, MLflow"
    )
    assert {"lane", "stack"}.isdisjoint({each["id"] for each in reply.data["good"]})


@pytest.mark.parametrize("words", ["young and energetic team", "digital natives", "native speakers"])
def test_words_for_an_age_or_an_origin_are_a_finding(ask, words):
    reply = ask(f"jd audit {WHOLE}\nWe look for {words}.")
    assert "rockstar" in {each["id"] for each in reply.data["findings"]}


def test_the_request_before_a_description_is_no_part_of_it(ask, shown):
    assert "review my jd" not in shown(ask("review my jd: We are seeking a passionate ML engineer to leverage cutting-edge AI"))


@pytest.mark.parametrize(
    "said", ["jd audit what does this check?", "can you audit this", "what is wrong with my posting", "how do I improve my jd"]
)
def test_a_question_is_no_description_and_is_told_what_to_paste(ask, said):
    reply = ask(said)
    assert reply.text.startswith("Paste the job description, and I'll say what in it costs you candidates")
    assert reply.form.fields[0].value == ""


@pytest.mark.parametrize(
    ("said", "fact"),
    [
        ("jd what do we put first", "kore1.jd.rank-skills-by-prediction"),
        ("jd must haves vs nice to haves", "kore1.jd.real-stack"),
        ("what should the job description open with", "exzev.jd.five-parts"),
        ("writting a good job discription", "exzev.jd.five-parts"),
    ],
)
def test_a_question_about_descriptions_is_answered_by_the_guides(ask, said, fact):
    assert ask(said).data["facts"][0]["id"] == fact


def test_a_long_question_that_names_a_description_is_not_audited(ask):
    said = "our boss insists on a master's degree in the job description although they will deploy and monitor, is that right?"
    assert "findings" not in ask(said).data


def test_a_description_that_begins_with_a_question_is_audited(ask):
    assert ask("jd audit Do you want to build ML? We are hiring an ML engineer who trains models.").data["findings"]

"""Triage of texts that are easily misread: denials, lost heads, plain prose, vague notes, two jobs in one, other languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.load import load
from knowledge.texts.cues import data
from knowledge.texts.documents import read
from knowledge.triage.lanes import triage
from knowledge.triage.specialties import specialty_name
from knowledge.triage.verdicts import Triage
from knowledge.triage.weighing import weigh
from knowledge.words.vocabulary import Vocabulary

JDS = Path(__file__).parent / "jds"


def jd(name: str) -> Triage:
    return triage((JDS / f"{name}.txt").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("name", "lane", "specialty"),
    [
        ("production-credit-denials", "production", "credit-risk"),
        ("research-denials", "research", "speech"),
        ("production-inference", "production", "inference"),
        ("production-turbines-one-line", "production", "forecasting"),
        ("production-you-head", "production", "ranking"),
        ("mlops-scheduler", "mlops", None),
        ("applied-llm-prompts-no-code", "applied-llm", None),
        ("data-scientist-gyms-prose", "data-scientist", None),
        ("production-german", "production", "forecasting"),
        ("applied-llm-german", "applied-llm", None),
        ("research-german", "research", None),
        ("mlops-french", "mlops", "mlops-automation"),
        ("data-scientist-french", "data-scientist", None),
        ("production-spanish", "production", "anomaly-detection"),
        ("applied-llm-spanish", "applied-llm", "rag"),
        ("production-home-page", "production", "recommender"),
        ("production-voice", "production", "speech"),
        ("mlops-serving-fleet", "mlops", "inference"),
        ("data-scientist-scorecards", "data-scientist", "credit-risk"),
        ("research-lost-head", "research", None),
        ("applied-llm-uncapitalised", "applied-llm", None),
    ],
)
def test_a_jd_gets_the_lane_of_its_duties_however_it_is_written(name: str, lane: str, specialty: str | None) -> None:
    result = jd(name)
    assert (result.verdict, result.lane, result.specialty) == ("one", lane, specialty)


@pytest.mark.parametrize("name", ["not-ml-backend-at-llm-company", "not-ml-spanish"])
def test_a_backend_job_at_a_company_that_says_llm_is_software(name: str) -> None:
    assert (jd(name).verdict, jd(name).other_work) == ("not-ml", "software engineering")


@pytest.mark.parametrize(
    ("note", "lane"),
    [
        ("We train and deploy pricing models to production. There is no LLM or RAG work.", "production"),
        ("You own the churn model end to end. We don't do LLMs, agents or prompt engineering here.", "production"),
        ("Own fraud models in production; LLMs and RAG are out of scope.", "production"),
        (
            "Instead of prompts and agents, this is old-fashioned forecasting: train, deploy and retrain demand models.",
            "production",
        ),
        ("No model training: you integrate LLM APIs into our product.", "applied-llm"),
        ("We neither train nor fine-tune models. You ship features on hosted LLMs: tool calling, evals.", "applied-llm"),
        (
            "Not an engineer's job: you won't deploy models. You design A/B tests, estimate effects, and tell product.",
            "data-scientist",
        ),
        ("You never touch the models, nor their prompts. You run the GPU clusters and the serving platform.", "mlops"),
        ("Keine LLMs, sondern klassische Prognosemodelle: du bringst sie in Produktion.", "production"),
    ],
)
def test_what_a_text_says_the_work_is_not_is_no_evidence(note: str, lane: str) -> None:
    assert triage(note).lane == lane


@pytest.mark.parametrize(
    ("note", "lane"),
    [
        ("You own the scheduler, quotas, node pools", "mlops"),
        ("infra for the DS team, deployments take weeks, sagemaker mess", "mlops"),
        ("an ML person to set up airflow and k8s for three squads", "mlops"),
        ("somebody to tell us if the loyalty programme works", "data-scientist"),
        ("Work out why bookings fell and tell the leadership what to change; set up fair comparisons.", "data-scientist"),
        ("chat thing over our pdfs, has to cite", "applied-llm"),
        ("prompt engineer, no coding needed", "applied-llm"),
        ("inference engineer", "production"),
        ("LLM Inference Engineer", "production"),
        ("phd level, new architectures for protein folding, papers ok", "research"),
        ("Vous construirez l'assistant qui aide nos conseillers : prompts, garde-fous, modèles de langage", "applied-llm"),
        ("Funciones: operar la plataforma de ML, automatizar el despliegue de modelos", "mlops"),
        ("Thèse en apprentissage profond : nouvelles méthodes, publier dans les conférences", "research"),
        ("Du betreibst unsere ML-Plattform und die GPU-Cluster für mehrere Teams", "mlops"),
    ],
)
def test_a_note_in_plain_words_is_enough(note: str, lane: str) -> None:
    assert triage(note).lane == lane


def test_an_inference_note_names_its_specialty() -> None:
    assert triage("make our LLM serving faster: vLLM, quantization, KV cache").specialty == "inference"


@pytest.mark.parametrize(
    "note", ["ai stuff", "we need AI", "someone for ai stuff", "ai/ml", "machine learning stuff for marketing"]
)
def test_a_vague_note_is_unclear_and_gets_the_question_to_ask(note: str) -> None:
    result = triage(note)
    assert (result.verdict, result.lane, result.lanes) == ("unclear", None, ())
    assert result.separating_question in {entry["ask"] for entry in data("pairs")["questions"]}


@pytest.mark.parametrize(
    ("note", "lanes"),
    [
        (
            "Own the recommender in production and run the shared GPU cluster that the other teams train on.",
            {"production", "mlops"},
        ),
        ("Build RAG agents for support and run our Kubernetes model serving platform", {"applied-llm", "mlops"}),
        ("Ship fraud models to production, and design A/B tests with causal inference", {"production", "data-scientist"}),
    ],
)
def test_two_jobs_in_one_sentence_are_two_lanes(note: str, lanes: set[str]) -> None:
    result = triage(note)
    assert result.verdict == "two" and {share.lane for share in result.lanes[:2]} == lanes


def test_one_job_with_its_tools_in_one_sentence_is_one_lane() -> None:
    result = triage(
        "Train and deploy defect detection models for our cameras; you will use Kubernetes, MLflow and Docker, "
        "and work with the platform team."
    )
    assert (result.verdict, result.lane) == ("one", "production")


def test_a_sentence_that_opens_with_work_is_not_praise() -> None:
    passages = read("Improve search ranking for our customers").passages
    assert passages[0].weight == data("sections")["intro_weight"]


def test_colleagues_in_a_note_are_not_its_title() -> None:
    assert triage("You build the paved road for our ML engineers: a registry, one-click rollout and rollback.").lane == "mlops"


def test_in_a_note_the_first_name_is_the_job() -> None:
    assert triage("Technical recruiter for machine learning teams, to close ML engineers and MLOps people").verdict == "not-ml"


@pytest.mark.parametrize(
    "said",
    [
        "After six months you will have replaced the rules engine",
        "By month six the new ranker serves half the traffic",
        "Within half a year two teams are on it",
        "By the end of Q2 the assistant answers refunds",
        "Nach sechs Monaten läuft das Modell",
    ],
)
def test_a_deliverable_of_the_first_months_is_heard(said: str) -> None:
    asked = {each.id for each in triage(f"Responsibilities\n- Deploy ranking models\n- {said}").open_questions}
    assert "six-month-deliverable" not in asked


@pytest.mark.parametrize(
    "said",
    [
        "Forecasts are recomputed every night",
        "It scores all accounts once a week",
        "The model is called synchronously at checkout",
        "Predictions are served per request",
        "The model answers within 80 ms",
    ],
)
def test_online_or_batch_is_heard_in_plain_words(said: str) -> None:
    asked = {each.id for each in triage(f"Responsibilities\n- Deploy ranking models\n- {said}").open_questions}
    assert "online-or-batch" not in asked


def test_a_specialty_that_the_vocabulary_knows_has_its_name() -> None:
    vocabulary = Vocabulary.of(load())
    ids = [entry["id"] for entry in data("specialties")["specialties"]]
    known = {each: vocabulary.name("specialty", each) for each in ids if vocabulary.knows("specialty", each)}
    assert len(known) >= 10 and {each: specialty_name(each) for each in known} == known


def test_reading_up_is_asked_of_everybody_and_is_no_research() -> None:
    result = triage("Deploy ranking models to production\nStay up to date with the latest research and publications in AI")
    assert [share.lane for share in result.lanes] == ["production"]


@pytest.mark.parametrize(
    "listed",
    [
        "- LangChain\n- LlamaIndex\n- RAG\n- Kubeflow\n- KServe\n- MLOps platform\n- GPU cluster",
        "PyTorch, LangChain, LlamaIndex, RAG, Kubeflow, KServe, model registry, GPU cluster",
        "LangChain / RAG / Pinecone\nKubeflow / KServe / MLflow",
    ],
)
def test_a_bare_list_of_frameworks_is_never_two_lanes(listed: str) -> None:
    assert triage(listed).verdict == "one"


@pytest.mark.parametrize(
    ("sentence", "lane"),
    [
        ("Expand our language learning platform and its lessons.", "mlops"),
        ("Partner across machine learning, platform and sales to plan the year.", "mlops"),
        ("Use pre-trained and pretrained LLMs to answer questions.", "research"),
    ],
)
def test_words_that_only_stand_near_each_other_say_nothing_of_a_lane(sentence: str, lane: str) -> None:
    assert lane not in {share.lane for share in triage(sentence).lanes if share.share >= 0.2}


def test_two_jobs_below_the_companys_own_text_are_two_lanes_though_no_head_says_so() -> None:
    result = jd("two-lanes-lost-head")
    assert result.verdict == "two" and {share.lane for share in result.lanes[:2]} == {"mlops", "applied-llm"}


def test_what_is_a_plus_weighs_what_a_wish_does() -> None:
    passages = {
        passage.text: passage.weight for passage in read("Requirements\n- Python\n- RAG is a plus\n- LLMs, good to know").passages
    }
    assert passages["Python"] > passages["RAG is a plus"] == passages["LLMs, good to know"] > 0


def test_what_could_be_built_is_not_asked_for() -> None:
    passages = read("The role\nSome examples of services you might build include:\n- A ranker of berths").passages
    assert passages[-1].section == "role"


def test_an_order_among_what_is_asked_for_is_a_duty() -> None:
    said = ["Design ML platforms for reuse", "Designed ML platforms", "Design experience with ML platforms", "Python"]
    passages = read("Requirements\n" + "\n".join(f"- {each}" for each in said)).passages
    weights = {passage.text: passage.weight for passage in passages}
    assert weights[said[0]] == 1.0 and {weights[each] for each in said[1:]} == {0.45}


def test_what_the_team_uses_is_no_duty_under_the_head_of_the_role_either() -> None:
    company, work = read(
        "Job description\nLarkmoor sells power. We use generative AI to answer letters.\nYou will train models.\n"
        + "Rain. " * 100
    ).passages[1:3]
    assert company.weight < 0.5 < work.weight


ASIDES = ["Try prompts and RAG agents with the support team", "Build LLM agents for two internal tools"]
DUTIES = [
    "Train ranking models and deploy them to production",
    "Retrain the models when they drift",
    "Own model serving and its latency in production",
    "Measure each model online in A/B tests",
    "Build the features that the models read",
    "Keep the recommendation models alive at peak",
    "Watch the predictions in production",
    "Debug what the monitoring of the models shows",
    "Review the code of two colleagues",
    "Work with product people on what to rank next",
]


def test_a_job_that_shows_its_results_in_a_demo_is_of_one_lane() -> None:
    found = triage("""Research scientist, language
What you will do
- Pre-train language models of our own from scratch on four thousand GPUs
- Design new attention architectures, ablate them, and publish at NeurIPS and ICML
- Derive scaling laws for data mixtures and write them up as papers
- Invent training objectives that beat the state of the art on public benchmarks
- Fine-tune foundation models with distributed training in FSDP
- Build retrieval-augmented generation into our demo
- Write prompts and evals for the demo's agent
- Build an LLM agent with tool calls that presents our results
What you bring
- A PhD in machine learning and papers at leading conferences
- PyTorch, CUDA and distributed training
- Curiosity and patience with long experiments that fail more often than they succeed
""")
    assert (found.verdict, found.lane, found.confused_with) == ("one", "research", "applied-llm")


def test_two_asides_among_many_duties_are_no_second_lane() -> None:
    page = "Responsibilities\n" + "\n".join(f"- {each}" for each in (*DUTIES, *ASIDES))
    result = triage(page)
    assert (result.verdict, result.lane) == ("one", "production")


@pytest.mark.parametrize(
    "duty", ["Conduct research in large language models", "Pursue research on neural networks", "Do foundational research"]
)
def test_research_on_models_is_heard_as_strongly_as_a_paper(duty: str) -> None:
    found = weigh(read(f"Responsibilities\n- {duty}")).findings("research")
    assert "strong" in {finding.hit.strength for finding in found}


def test_a_page_that_lost_its_lines_keeps_its_heads() -> None:
    filler = " ".join(
        f"The harbour of Bergen has {number} berths and the Customer Experience Team counts them." for number in range(12)
    )
    page = (
        f"{filler} What You'll Do Retrain the ranking models each week Serve them behind the booking service Requirements "
        "Python and SQL Benefits A ferry pass"
    )
    sections = {passage.text: passage.section for passage in read(page).passages}
    assert sections["Python and SQL"] == "requirements" and sections["A ferry pass"] == "benefits"
    assert next(section for text, section in sections.items() if text.startswith("Retrain")) == "duties"
    assert all(section == "intro" for text, section in sections.items() if text.startswith("The harbour"))


@pytest.mark.parametrize(
    "lead", ["You will be working with:", "You know how to apply machine learning to:", "Payment systems you will own:"]
)
def test_a_lead_in_that_shares_a_word_with_the_companys_heads_opens_no_such_part(lead: str) -> None:
    assert read(f"The role\n{lead}\n- Ranking models").passages[-1].weight > 0.1


@pytest.mark.parametrize(
    "head",
    [
        "The job itself", "What the job involves", "What you'd be doing", "A typical week", "Your week", "The gig", "Scope",
        "What we need you to do", "Half your week: platform", "Cosa farai", "Wat ga je doen", "Arbetsuppgifter",
    ],
)  # fmt: skip
def test_a_head_of_the_work_in_any_words_ends_what_is_asked_of_a_person(head: str) -> None:
    page = f"About you\nYou are curious.\n\n{head}\nDeploy ranking models and watch their drift.\n\nBenefits\nLunch."
    [section] = {each.section for each in read(page).passages if each.text.startswith("Deploy")}
    assert section in ("duties", "role")


def test_who_makes_the_models_of_others_run_within_their_latency_does_ml_in_production() -> None:
    note = (
        "You will take the detection networks which our researchers hand over and make them run within 30 ms on the "
        "on-board GPU: quantise to INT8, write CUDA kernels, batch frames, profile, and defend the latency budget "
        "release after release. You do not train the networks."
    )
    page = (
        f"About us\nWe sort parcels.\n\nThe job itself\n{note}\n\nAbout you\n{'You are humble, kind and good with people. ' * 9}"
    )
    for text in (note, page, page.replace("quantise", "quantize")):
        judged = triage(text)
        assert (judged.verdict, judged.lane, judged.specialty) == ("one", "production", "inference")


def test_lines_of_a_word_or_two_are_no_duties_beside_which_a_second_job_is_an_aside() -> None:
    page = (
        "# ML Engineer\n**Location:** Remote (EU) | **Team:** Four\n## Half your week: product\n"
        "- Ship the RAG assistant that our lawyers use, with evals and prompt versions\n"
        "- Agents that draft contracts with tool calling\n"
        "## Half your week: platform\n- Run our Kubernetes GPU cluster and the serving platform for three squads\n"
        "- Terraform, CI/CD for models, on-call for the cluster"
    )
    judged = triage(page)
    assert (judged.verdict, {each.lane for each in judged.lanes[:2]}) == ("two", {"mlops", "applied-llm"})

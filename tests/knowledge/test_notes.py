"""What a note of a few words comes to: its duty before its title, the platform where it is for others, nothing from nothing."""

from __future__ import annotations

import pytest

from knowledge.texts.documents import read
from knowledge.triage.lanes import triage
from knowledge.triage.weighing import weigh


@pytest.mark.parametrize(
    ("note", "lane"),
    [
        ("ml engineer for causal analysis of pricing experiments", "data-scientist"),
        ("machine learning engineer who sizes and reads A/B tests", "data-scientist"),
        ("data scientist shipping ranking models to production, on call", "production"),
        ("research scientist to run the GPU cluster", "mlops"),
        ("data scientist who writes prompts and evals for the help bot", "applied-llm"),
        ("which machine learning engineer do we need for a RAG assistant", "applied-llm"),
        ("prompt engineer", "applied-llm"),
        ("data scientist for marketing", "data-scientist"),
        ("ml engineer for fraud", "production"),
        ("LLM inference engineer", "production"),
    ],
)
def test_the_duty_of_a_note_outweighs_its_title(note: str, lane: str) -> None:
    assert triage(note).lane == lane


@pytest.mark.parametrize(
    "note",
    ["machine learning engineer to keep the data warehouse and its ETL jobs", "data scientist who builds React web applications"],
)
def test_a_title_makes_no_ml_of_another_trade(note: str) -> None:
    assert triage(note).verdict == "not-ml"


@pytest.mark.parametrize(
    "note",
    ["ml engineer", "Senior ML Engineer, Lisbon, hybrid", "我们招聘机器学习工程师", "ML Engineer\nGood people. Nice office."],
)
def test_the_trade_of_them_all_names_no_lane(note: str) -> None:
    assert triage(note).verdict == "unclear"


@pytest.mark.parametrize("text", ["word " * 10_000, "lorem ipsum\n" * 500])
def test_the_same_words_over_and_over_are_no_job(text: str) -> None:
    assert triage(text).verdict == "unclear"


def test_a_title_that_decides_is_what_is_quoted() -> None:
    found = triage("Acme\nMLOps Engineer\nGood people. Nice office.")
    (evidence,) = found.lanes[0].evidence
    assert (found.verdict, evidence.quote, evidence.line) == ("one", "MLOps Engineer", 2)


@pytest.mark.parametrize(
    "note",
    [
        "run kubernetes for the ml teams",
        "keep gpus and kubernetes healthy for our scientists",
        "deploy models that our researchers trained",
        "monitoring and retraining of models written by five data science teams",
        "build the feature store that other teams use",
    ],
)
def test_what_is_done_for_other_teams_is_the_platform(note: str) -> None:
    assert triage(note).lane == "mlops"


@pytest.mark.parametrize(
    "note",
    [
        "deploy ranking models with our scientists",
        "retrain the fraud model and watch drift, working with the risk team",
        "own the recommender in production for three shops",
    ],
)
def test_what_is_done_with_others_is_ones_own(note: str) -> None:
    assert triage(note).lane == "production"


@pytest.mark.parametrize(
    "note",
    [
        "fine-tune Mistral; operate Kubernetes for all ML teams",
        "Ship ranking models to production and keep the GPU cluster up for other teams",
    ],
)
def test_two_clauses_of_two_lanes_are_two(note: str) -> None:
    assert triage(note).verdict == "two"


def test_only_the_clause_that_is_for_others_is_carried_over() -> None:
    balance = weigh(read("Own the churn model in production and run the GPU clusters that other teams train on"))
    assert balance.lanes["production"] > 0 and balance.lanes["mlops"] > 0


@pytest.mark.parametrize(
    "note", ["fine tune", "kubernetes for ml", "ml", "ai agents", "our machine learning team", "ml engineer terraform"]
)
def test_one_lane_is_never_given_without_a_quote(note: str) -> None:
    found = triage(note)
    assert found.verdict != "one" or found.lanes[0].evidence


@pytest.mark.parametrize(
    ("note", "lane"),
    [
        # the model, and where it has to work, in whatever words
        ("make the lead scoring model actually work in production", "production"),
        ("predict battery ageing in the car, runs on the ECU", "production"),
        ("a person who gets our scientists' prototypes live and keeps them healthy", "production"),
        ("owner for card fraud scoring. Kafka in, 20 ms out", "production"),
        # what is for other teams is the platform's
        ("build deploy tooling so that scientists ship without asking us", "mlops"),
        ("an inference fleet that serves eleven product teams, 24/7", "mlops"),
        ("you won't train models; our researchers do. You make the cluster they train on fast", "mlops"),
        ("which stores should we close? data person with stats", "data-scientist"),
        ("design experiments for checkout, size them, read them out", "data-scientist"),
        ("experimentation lead: CUPED, sequential tests, guardrail metrics", "data-scientist"),
        ("text-to-SQL assistant for our analysts, golden questions", "applied-llm"),
        ("email assistant that answers tenants from our lease PDFs", "applied-llm"),
        ("explore new diffusion architectures and publish", "research"),
        ("new attention variants, ablations, arXiv", "research"),
        # who sits beside somebody does not do their work
        ("works next to the platform team and the LLM team, but does pricing experiments and nothing else", "data-scientist"),
        # another trade's name says less than a lane's duty right behind it
        ("full stack engineer who builds LLM features", "applied-llm"),
        ("tools and agents on top of Claude for our accountants", "applied-llm"),
    ],
)
def test_a_note_in_everyday_words_gets_the_lane_of_its_work(note: str, lane: str) -> None:
    found = triage(note)
    assert (found.verdict, found.lane) == ("one", lane)


@pytest.mark.parametrize(
    ("note", "lane"),
    [
        ("Wir suchen jemanden, der unser Betrugsmodell betreibt: neu trainieren, überwachen", "production"),
        ("on cherche quelqu'un pour expliquer la baisse des ventes et tester les prix", "data-scientist"),
        ("cercasi ricercatore per nuovi modelli di diffusione, pubblicazioni", "research"),
        ("нужен человек, который поддерживает GPU-кластер и Kubernetes для команд машинного обучения", "mlops"),
        ("我们需要一名工程师负责推荐模型的训练、上线和监控", "production"),
        ("Nous voulons un assistant qui répond aux clients à partir de nos manuels", "applied-llm"),
    ],
)
def test_a_note_in_another_language_gets_the_lane_of_its_work(note: str, lane: str) -> None:
    assert triage(note).lane == lane


@pytest.mark.parametrize(
    ("note", "first", "second"),
    [
        (
            "half the job is running the GPU cluster for other teams, the other half is building our RAG assistant",
            "mlops",
            "applied-llm",
        ),
        ("50% platform (kubeflow, gpu nodes for 6 teams), 50% owning the churn model in production", "mlops", "production"),
        ("two days a week A/B test analysis for product, three days building our LLM assistant", "data-scientist", "applied-llm"),
        ("half RAG assistant, half GPU cluster for the data scientists", "applied-llm", "mlops"),
        ("mornings: A/B tests for growth. afternoons: own the ranking model in production", "data-scientist", "production"),
        ("(1) research on new architectures, papers; (2) the feature store and ML platform", "research", "mlops"),
        (
            "Causal analyses for growth; also trains, deploys and maintains the real-time ranking model",
            "data-scientist",
            "production",
        ),
    ],
)
def test_the_parts_that_a_note_sets_apart_are_judged_each(note: str, first: str, second: str) -> None:
    found = triage(note)
    assert found.verdict == "two" and {found.lane, found.confused_with} == {first, second}
    quoted = {share.lane: [each.quote for each in share.evidence] for share in found.lanes}
    assert all(quote in note and quote != note for quotes in quoted.values() for quote in quotes)


@pytest.mark.parametrize(
    "note",
    [
        "Own the ranking model in production; also nice to have: RAG",
        "Own the ranking model in production; retrain it, watch drift",
    ],
)
def test_an_aside_is_no_second_job(note: str) -> None:
    assert (triage(note).verdict, triage(note).lane) == ("one", "production")


@pytest.mark.parametrize(
    "note",
    [
        "passionate ML engineer to leverage cutting edge AI to transform healthcare",
        "Senior. Must know TensorFlow, PyTorch, JAX, Spark and Kubernetes.",
        "ML/AI engineer to work on exciting problems with a great team, equity",
        "AI engineer or data scientist, not sure",
        "GenAI/ML/DS all-rounder, immediate joiner",
        "ML lead, Lisbon or remote, 110k",
        "ML person for everything",
        "experience with Spark, Kafka, sklearn, AWS; PhD preferred",
    ],
)
def test_a_note_that_says_nothing_of_the_work_is_asked_about(note: str) -> None:
    found = triage(note)
    assert found.verdict == "unclear"


@pytest.mark.parametrize(
    ("note", "kind"),
    [
        ("label images of cats for our vision team, 20 hours a week", "annotation"),
        ("scrum master for the ML squads", "people"),
        ("lawyer for AI regulation", "people"),
        ("customer success manager for our ML platform customers", "commercial"),
        ("dbt models and Looker dashboards for finance", None),
        ("someone to clean our data and do dashboards", "analytics"),
    ],
)
def test_other_work_beside_ml_is_none(note: str, kind: str | None) -> None:
    assert triage(note).verdict == "not-ml"
    assert kind is None or weigh(read(note)).other_kind == kind


@pytest.mark.parametrize(
    "note",
    [
        "own objectives and key results",
        "travel agent who answers customers",
        "central training for all teams on safety",
        "small lab technician",
        "publish our app to the app store",
        "market analyst for energy price",
        "product analyst",
        "slides on sales",
    ],
)
def test_two_everyday_words_make_no_lane(note: str) -> None:
    assert triage(note).lane is None


@pytest.mark.parametrize(
    "note",
    ["ML engineer to automate labelling of images with models", "engineer to build a model that tags images automatically"],
)
def test_who_builds_what_labels_is_no_labeller(note: str) -> None:
    assert triage(note).verdict != "not-ml"


def test_dashboards_are_a_data_scientists_where_one_is_called_so() -> None:
    assert triage("data scientist to build dashboards for product").lane == "data-scientist"
    assert triage("ML engineer to build dashboards for product").lane is None


@pytest.mark.parametrize(
    ("note", "lane", "specialty"),
    [
        ("ML engineer to own the fraud model in production\nremote, 160k", "production", "anomaly-detection"),
        ("Senior ML Engineer, RAG and agents\nBerlin", "applied-llm", "rag"),
    ],
)
def test_a_first_line_that_goes_on_to_say_the_work_is_read_as_work(note: str, lane: str, specialty: str) -> None:
    assert (triage(note).lane, triage(note).specialty) == (lane, specialty)


def test_words_of_a_note_count_nowhere_else() -> None:
    note = "text-to-SQL assistant with golden questions"
    assert weigh(read(note)).lanes["applied-llm"] > 0
    whole = f"{note}\n" + " ".join(f"word{n}" for n in range(90))
    assert weigh(read(whole)).lanes["applied-llm"] == 0


def test_what_a_text_denies_ends_a_cue_that_began_before_it() -> None:
    assert weigh(read("We train no foundation models. You run pricing experiments.")).lanes["research"] == 0


def test_a_text_of_duties_quotes_none_of_what_is_asked_for() -> None:
    duties = "What you will do\n- Own the churn model and retrain it weekly"
    text = f"{duties}\nRequirements\n- Five years of shipping models, MLflow, Triton"
    assert [each.quote for each in triage(text).lanes[0].evidence] == ["Own the churn model and retrain it weekly"]


def test_scoping_asks_nothing_that_a_text_answers() -> None:
    found = triage(
        "Train detectors for cracks on our line cameras with LightGBM, deployed on Jetson boxes. Own the model in production."
    )
    asked = {each.id for each in found.open_questions}
    assert asked.isdisjoint({"model-category", "build-or-fine-tune", "online-or-batch"})


@pytest.mark.parametrize(
    ("note", "lane"),
    [
        # everyday words, of which two show a lane
        ("We guess how many loaves each shop sells. The guesses come from a script on a laptop", "production"),
        ("milking robots spot sick cows with a camera, but it got worse over winter", "production"),
        ("no-show prediction for dentists, from Excel to a running service", "production"),
        ("You would own the songs you may like, and get woken up if it breaks", "production"),
        ("why do tenants leave after a year? slides to the owners", "data-scientist"),
        ("person for numbers: control groups, honest p values", "data-scientist"),
        ("thirty modellers wait days for machines: queues, sharing, bills", "mlops"),
        ("Six quant teams, six ways of putting models out. We want one.", "mlops"),
        ("connect our chat helper to the returns system", "applied-llm"),
        ("find out how networks remember, write it up, go to conferences", "research"),
        # what is for other teams is theirs who keep the platform, however it is told
        ("you build the tooling used by every model team", "mlops"),
        ("a tool that retrains any team's model when its data changes", "mlops"),
        # what the work is for, or made of, is no other trade
        ("LLM person to write the weekly report for each farm out of its CRM records", "applied-llm"),
        ("pipeline that turns sales calls into CRM notes using a language model", "applied-llm"),
        ("A pharmacist asks, it replies with the right page. Build on Anthropic's API.", "applied-llm"),
        ("prompts and measuring of answers for a music teacher bot", "applied-llm"),
    ],
)
def test_two_everyday_signs_show_the_lane_of_a_note(note: str, lane: str) -> None:
    found = triage(note)
    assert (found.verdict, found.lane) == ("one", lane)
    assert found.lanes[0].evidence[0].quote in note


@pytest.mark.parametrize(
    "note",
    [
        "truck driver, night tours",
        "office clerk two days a week",
        "Install cameras in forty stores, cabling, ladder work",
        "Game programmer, Unreal, C++",
        "Move our accounting data from Oracle into Snowflake each night",
        "Insurance agent, visits customers, sells policies",
        "SQL reports and dashboards for the clinic heads",
        "CRM administrator, Salesforce, weekly reports",
        "sells our AI assistant to insurers",
    ],
)
def test_another_trade_told_in_everyday_words_is_no_ml(note: str) -> None:
    assert triage(note).verdict == "not-ml"


@pytest.mark.parametrize(
    "note",
    [
        "somebody clever with AI for our farm",
        "machine learning wizard who is a team player",
        "something with models and data in the game studio",
        "get more out of our hospital data with modern technology",
    ],
)
def test_one_everyday_sign_shows_no_lane(note: str) -> None:
    assert triage(note).verdict == "unclear"

"""Research and analysis without ML: work that every trade has is no lane, though its people are called scientists."""

from __future__ import annotations

import pytest

from knowledge.triage.lanes import triage
from knowledge.triage.tallies import weights

VINEYARD = """Tallow & Reed looks after old vineyards for nineteen growers between Colmar and Thann. Our people walk the rows,
graft, and argue about soil.

The role
We are looking for a Research Scientist for our work on roots.
Your responsibilities
- Plan field studies on how roots answer to drought, and carry them through with two growers
- Keep up with the literature and bring what is new to our weekly seminar
- Publish in peer-reviewed journals and present at conferences in Bordeaux and Davis
- Supervise one PhD student together with the university
- Write proposals for public research grants
Requirements
- PhD in plant physiology or a related field, with a strong publication record
- Patience with mud, and a driving licence"""

REPORTS = """Orchard Street Dairies brings milk to 60,000 doors. Four of us look after what depots, drivers and tills know.

The role
As a data scientist you give every depot its figures on time.
Your responsibilities
- Build dashboards in Tableau and Power BI for depot managers, and keep the weekly reporting right
- Own the KPI definitions with finance, and answer ad hoc requests in SQL and Excel
- Analyze trends in deliveries and returns and present insights to stakeholders
- Document where each number comes from
- Train depot managers in self service business intelligence
Requirements
- Three years as a data analyst or BI analyst
- Advanced Excel, SQL and Tableau; some statistics"""

TRIES_OUT = REPORTS.replace(
    "- Document where each number comes from",
    "- Design experiments on delivery slots and tell the board with causal inference what they brought",
)


def test_the_texts_are_whole_descriptions() -> None:
    assert all(len(text.split()) > weights().document_words for text in (VINEYARD, REPORTS, TRIES_OUT))


def test_research_without_a_word_of_ml_is_no_ml() -> None:
    found = triage(VINEYARD)
    assert (found.verdict, found.lane, found.other_work) == ("not-ml", None, None)


def test_reports_and_dashboards_are_no_ml_whatever_the_person_is_called() -> None:
    found = triage(REPORTS)
    assert (found.verdict, found.lane, found.other_work) == ("not-ml", None, "reporting and analytics")
    assert all(each.quote in REPORTS for each in found.other_evidence)


@pytest.mark.parametrize(
    "duty",
    [
        "- Analyze trends in what doors order, and build predictive forecasts of churn with them",
        "- Perform data mining and statistical analysis for predictive modelling of returns",
    ],
)
def test_who_predicts_for_insight_is_a_data_scientist_beside_reports(duty: str) -> None:
    found = triage(REPORTS.replace("- Document where each number comes from", duty))
    assert (found.verdict, found.lane) == ("one", "data-scientist")


MODELS = REPORTS.replace(
    "- Document where each number comes from", "- Build predictive models of returns with logistic regression"
)
OWNS = REPORTS.replace("- Document where each number comes from", "- Own the churn model, retrain it and watch it for drift")


@pytest.mark.parametrize("text", [TRIES_OUT, MODELS, OWNS])
def test_who_tries_things_out_or_owns_a_model_keeps_a_lane(text: str) -> None:
    assert triage(text).lane is not None


def test_experiments_in_a_laboratory_are_no_lane() -> None:
    text = VINEYARD.replace(
        "- Supervise one", "- Design and oversee the execution of experiments on grafted roots\n- Supervise one"
    )
    assert triage(text).verdict == "not-ml"


def test_research_on_models_stays_research() -> None:
    text = VINEYARD.replace(
        "- Plan field studies on how roots answer to drought, and carry them through with two growers",
        "- Train deep learning models of roots from scratch on our cluster, and find new architectures for them",
    )
    assert triage(text).lane == "research"


def test_one_word_names_no_other_work() -> None:
    found = triage(VINEYARD.replace("- Write proposals", "- Work in compliance with plant health rules\n- Write proposals"))
    assert (found.verdict, found.other_work, found.other_evidence) == ("not-ml", None, ())


PIPES = """Larkmoor Grid keeps the lights on in two counties. Our machine learning models say where the next fault will be.

The role
You join the machine learning team, whose deep learning models and neural networks read the grid.
Your responsibilities
- Build data pipelines that give the ML training runs what they need, in PyTorch's own format
- Look after data ingestion for model training, and the data quality that deep learning asks for
- Keep the data warehouse of features, and model its tables in dbt
- Support ML engineers with reproducible machine learning datasets and infrastructure for training
- Deploy the feature pipelines beside the models in production
Requirements
- Four years with Spark, SQL and Airflow
- Machine learning frameworks (PyTorch, TensorFlow), MLflow and Kubeflow"""


def test_pipelines_that_feed_the_models_of_others_are_data_engineering() -> None:
    found = triage(PIPES)
    assert (found.verdict, found.other_work) == ("not-ml", "data engineering")


@pytest.mark.parametrize(
    "text",
    [
        PIPES.replace(
            "- Deploy the feature pipelines beside the models in production",
            "- Train fault detection models, deploy them to production and retrain them when they drift\n"
            "- Own the serving of the models, their latency and their monitoring in production\n"
            "- Ship a ranking model of repairs from idea to production",
        ),
        PIPES.split("Your responsibilities", maxsplit=1)[0]
        + """Your responsibilities
- Train fault detection models and deploy them to production
- Watch them for drift, and retrain them
- Measure each release online before the crews rely on it
- Explain to the crews why a model says what it says
Requirements
- Data pipelines, data warehouses, ETL, data modeling, data quality, data ingestion, Spark, Snowflake and Airflow""",
    ],
)
def test_who_owns_models_too_or_is_only_asked_for_pipelines_is_of_a_lane(text: str) -> None:
    assert triage(text).lane == "production"


def test_one_sentence_that_calls_for_a_data_engineer_is_no_pipeline() -> None:
    drawings = (
        "Brightquill is looking for a Senior Data Engineer to join a small team!\n"
        "Responsibilities\n"
        "- Train generative models that draw vector figures for papers, and measure them against what editors accept\n"
        "- Own these models from prototype to production, and keep them running at 300 ms a figure\n"
        "- Build the training data with two illustrators, and retrain the models when taste changes\n"
        "- Deploy new models behind a flag, watch drift, and roll back what readers dislike\n"
        "- Decide with the founders what the models should learn next\n"
        "Requirements\n"
        "- Four years with neural networks, PyTorch and a pager\n"
        "- A taste for good figures, and patience with those who want another one by tomorrow morning"
    )
    found = triage(drawings)
    assert (found.verdict, found.lane) == ("one", "production")

"""Duties are read wherever a page has put them: above any head, under "Why us?", in bullets with labels of their own."""

from __future__ import annotations

import pytest

from knowledge.texts.documents import read
from knowledge.texts.passages import Passage
from knowledge.triage.lanes import triage

DUTY = "Build and retrain the demand models for each harbour"


def passage(text: str, beginning: str) -> Passage:
    return next(each for each in read(text, join=True).passages if each.text.startswith(beginning))


@pytest.mark.parametrize(
    "head", ["Why Join Us:", "Salary:", "Salaries -", "Job Requisition ID", "About us", "What we offer", "Benefits"]
)
def test_an_order_before_any_duties_is_one_whatever_head_it_stands_under(head: str) -> None:
    text = f"{head}\n- {DUTY}\n- Collaborate closely with the pilots to plan each berth\n- Free lunch every day and a tram card"
    assert passage(text, "Build").section == "duties"
    assert passage(text, "Collaborate").section == "duties"
    assert passage(text, "Free").section != "duties"


def test_duties_that_are_told_as_what_one_is_doing_are_found_too() -> None:
    text = "About us\nWe move ships.\n- Deploying the trained models of each harbour into production\nOur office has a view."
    assert passage(text, "Deploying").section == "duties"
    assert passage(text, "Our office").section != "duties"


@pytest.mark.parametrize("value", ["Own it!", "Build great things together", "Research and Technology Center of the north"])
def test_a_value_or_a_name_is_no_duty(value: str) -> None:
    assert passage(f"Our values\n- {value}\n- Be kind", value[:5]).section != "duties"


def test_where_the_duties_have_been_told_what_follows_is_the_companys() -> None:
    text = f"Responsibilities\n- {DUTY}\n\nOur values\n- Create mutual value for all who sail with us and for their ports"
    assert passage(text, "Create").section != "duties"


@pytest.mark.parametrize("head", ["What You'll Get to Do:", "What you get to do in this role:"])
def test_what_you_get_to_do_is_no_benefit(head: str) -> None:
    assert passage(f"{head}\n- {DUTY}", "Build").section == "duties"


@pytest.mark.parametrize("label", ["Technology evaluation", "Data expertise"])
def test_the_label_of_a_bullet_among_duties_heads_that_bullet_alone(label: str) -> None:
    text = f"Responsibilities\n- {DUTY}\n- {label}: Design how the models of the north are compared\n- Forecasting: the next one"
    assert passage(text, "Design").weight == 1.0
    assert passage(text, "Forecasting").section == "duties"


@pytest.mark.parametrize("head", ["Nice to have", "Preferred qualifications", "Technologies"])
def test_an_order_among_wishes_or_tools_is_a_duty(head: str) -> None:
    text = f"Responsibilities\n- {DUTY}\n\n{head}\n- Design the evaluation of each model that we release\n- Python"
    assert passage(text, "Design").weight == 1.0
    assert passage(text, "Python").weight < 0.5


def test_a_page_that_names_the_salary_first_is_judged_by_what_it_asks() -> None:
    text = (
        "Salaries -\n90k plus bonus\nLocation -\nOslo\nThe client\nOur client builds software for harbours and their pilots.\n"
        "What Makes a Great Candidate\nTheoretical understanding of machine learning, and of real world ML systems.\n"
        "Deployment and retraining of models in production, and how to look after them when the weather changes.\n"
        "Feature pipelines, drift, and the latency that a pilot on a bridge can bear.\n"
        "A degree in computer science or a related field, ideally with some years at sea.\n"
        "The ability to own a ranking model from the first sketch to the day on which nobody needs it any more.\n"
    )
    assert passage(text, "Theoretical").section == "requirements"


def test_perks_under_a_head_of_duties_are_no_duties_without_ml() -> None:
    perks = "- If you want to work from your couch\n- Our yoga lessons are free for all\n- We were elected best of all"
    text = (
        "We are looking for the special you.\n\nRequirements\n- Three years with machine learning models in production\n"
        "- Strong Python and SQL, and monitoring of ML models after deployment\n- TensorFlow or PyTorch, and CI/CD for models\n"
        "- Airflow or another way to retrain models every night\n- A sense of what drifts, in the data and in the models\n"
        "- Docker and Kubernetes for batch scoring\n- A clear way of telling others what a prediction means\n"
        f"- English, spoken as well as written\n\nWhat you will do\n{perks}\n- Take care of your health with us\n"
    )
    assert triage(text).lane in {"production", "mlops"}


@pytest.mark.parametrize(
    ("duty", "lane"),
    [
        ("Design infrastructure and platform components for training, deploying and monitoring models of all teams", "mlops"),
        ("Build tools that streamline the deployment and monitoring of models", "mlops"),
        ("Create sandboxes for data scientists", "mlops"),
        ("Implement conversational bots for the harbour desk", "applied-llm"),
        ("Extend the generative chat of our apps", "applied-llm"),
    ],
)
def test_platforms_and_bots_are_heard_in_other_words_too(duty: str, lane: str) -> None:
    assert triage(duty).lane == lane


def test_research_into_robots_that_learn_is_ml_though_it_hardly_says_so() -> None:
    text = (
        "About the role\nWe seek a chief scientist who builds the brains of robots. You will drive research that makes "
        "physical AI practical.\n\nResponsibilities\n- Architect the core of the systems that move our robots\n"
        "- Drive original "
        "research into general-purpose labour and publish what is found\n- Own the technical vision for robot cognition, from "
        "the architecture to the last line\n- Speak for us at conferences and before partners\n\nRequirements\n- A PhD, or deep "
        "experience of research in a good laboratory\n- Papers at leading conferences\n- Imitation learning, diffusion policies "
        "and navigation\n- A record of robots that worked outside of the laboratory, in rain, dust and the hands of strangers\n"
    )
    assert (triage(text).verdict, triage(text).lane) == ("one", "research")

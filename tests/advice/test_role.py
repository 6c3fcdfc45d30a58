"""`role` as a person sees it."""

from __future__ import annotations

import pytest

PARTS = ["week", "duties", "next", "phd", "seniority", "staff", "related"]


def test_the_week_adds_up(ask):
    week = ask("role").data["week"]
    assert sum(each["percent"] for each in week) == 100 and len(week) == 7


def test_the_answer_begins_with_what_a_senior_does(ask):
    assert ask("role").text.startswith("A senior designs, builds and runs")


@pytest.mark.parametrize("part", PARTS)
def test_each_part_has_a_page(ask, part):
    reply = ask(f"role {part}")
    assert reply.text != ask("role").text and reply.sources


def test_duties_are_all_there(ask):
    assert len(ask("role duties").data["duties"]) == 10


def test_what_comes_next_has_both_ladders_and_pay(ask):
    data = ask("role next").data
    assert {"technical", "management"} <= data["ladder"]["values"].keys()
    assert {row["level"] for row in data["pay"]} == {"senior", "staff"}


def test_paths_are_those_of_the_lane(ask):
    assert {each["fact"] for each in ask("role mlops next").data["paths"]} == {
        "mlaiqa.role.path-platform-engineer",
        "mlaiqa.role.path-mlops-engineer",
    }


def test_the_word_on_degrees_depends_on_the_lane(ask):
    assert "almost never" in ask("role production phd").text
    assert "research engineering" in ask("role research phd").text


def test_related_roles_carry_pay_and_what_is_not_said_of_it(ask, shown):
    reply = ask("role related")
    assert len(reply.data["related"]) == 6 and all(each["measures"] == "unstated" for each in reply.data["related"])
    assert "$105K–$185K" in shown(reply) and "not said" in shown(reply)


def test_senior_and_staff_are_told_apart(ask, shown):
    assert "hardest promotion" in shown(ask("role senior vs staff"))


@pytest.mark.parametrize(
    ("said", "role"), [("role prompt engineer", "Prompt"), ("how much does an ai safety engineer make", "Safety")]
)
def test_a_neighbouring_role_is_answered_by_itself(ask, shown, said, role):
    reply = ask(said)
    assert role in reply.data["role"]
    assert "measure are not said" in shown(reply)


def test_a_specialty_is_told_with_its_skills_tools_and_path(ask):
    reply = ask("role inference")
    assert (reply.data["specialty"], reply.data["lane"]) == ("inference", "mlops")
    assert [label for label, _ in reply.elements[1].pairs] == ["Skills", "Tools", "Hands over", "Goes on to"]


@pytest.mark.parametrize("said", ["role difference between ml engineer and data scientist", "data scientist vs ml engineer"])
def test_a_lane_is_set_apart_from_the_production_engineer(ask, said):
    reply = ask(said)
    assert set(reply.data["lanes"]) == {"data-scientist", "production"}
    assert "read the analysis" in reply.text


def test_duties_say_whose_they_are(ask, shown):
    assert "are those of a senior ML engineer" in shown(ask("role applied llm duties"))


def test_a_lanes_own_path_leads_where_its_next_step_is_asked(ask):
    reply = ask("role data scientist next")
    assert reply.text == "A data scientist becomes a senior one, or leads research."
    assert "becomes a senior one" not in str(reply.elements[1])


@pytest.mark.parametrize("said", ["compare mlops and production", "mlops vs production", "mlops or production"])
def test_two_lanes_are_told_apart_however_they_are_set_against_each_other(ask, shown, said):
    reply = ask(said)
    assert reply.data["lanes"].keys() == {"mlops", "production"}
    assert "You also named" not in shown(reply)


def test_two_lanes_are_told_apart_though_neither_is_the_production_engineers(ask):
    reply = ask("role research vs applied llm")
    assert reply.data["lanes"].keys() == {"research", "applied-llm"}
    assert [each.args for each in reply.actions[:2]] == [{"lane": "research"}, {"lane": "applied-llm"}]


def test_a_lane_of_a_button_is_the_lane_that_is_typed(ask):
    assert ask(verb="role", lane="mlops").text == ask("role mlops").text
    assert ask(verb="role", lane=None).text == ask("role").text
    assert ask(verb="role", lane="wizard").data["refused"]


@pytest.mark.parametrize("said", ["role data engineer", "what does a data engineer do"])
def test_a_job_that_no_lane_covers_is_not_described_as_a_senior(ask, shown, said):
    text = shown(ask(said))
    assert text.startswith("No guide describes a data engineer; what they say of one:")
    assert "half a data engineer's job" in text and "Robotics AI Engineer" in text
    assert "left out" not in text


def test_a_job_that_no_guide_names_leads_to_the_roles_beside(ask):
    reply = ask("role of an analyst")
    assert reply.text.startswith("No guide describes an analyst as a role of its own: ")
    assert reply.actions[0].args == {"related": True}


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("is a data engineer an ml job", "A data engineer is none of them."),
        ("is a software engineer an ml engineer", "A software engineer is none of them."),
        ("is devops part of ml", "A devops engineer is none of them."),
        ("is mlops an ml job", "MLOps or ML platform engineer"),
    ],
)
def test_whether_some_work_is_ml_work_is_answered_by_what_the_guides_tell_apart(ask, shown, said, answer):
    assert answer in shown(ask(said))


def test_an_ml_role_that_is_asked_about_otherwise_is_no_question_of_that_kind(ask):
    assert "none of them" not in ask("how long does it take to fill an ml role").text


@pytest.mark.parametrize(
    "said", ["mlops vs platform pay", "data scientist vs ml engineer pay", "mlops or production, who earns more"]
)
def test_the_pay_of_kinds_of_work_is_answered_by_what_is_said_of_their_pay(ask, said):
    reply = ask(said)
    facts = {each["fact"] for each in reply.data["adjustments"]}
    assert facts and all(".pay-factors." in each for each in facts)


def test_two_names_of_one_lane_are_told_apart_by_the_guide_that_does(ask):
    assert "goes further than MLOps" in ask("mlops vs ml platform").text

"""`questions` and `questionnaire` as a person sees them."""

from __future__ import annotations

import pytest

LANES = ["production", "data science", "mlops", "applied llm", "research"]


@pytest.mark.parametrize("lane", LANES)
def test_the_lanes_own_questions_come_first(ask, lane):
    matches = [each["match"] for each in ask(f"questions {lane}").data["questions"]]
    assert matches[0] == "lane"
    assert matches == sorted(matches, key=["lane", "general", "nearest"].index)


def test_a_round_narrows_the_questions(ask):
    data = ask("questions mlops design").data
    assert data["round"] == "design" and all("design" in each["rounds"] for each in data["questions"])


@pytest.mark.parametrize(("said", "depth"), [("capability", "capability"), ("depth", "depth"), ("judgement", "judgment")])
def test_a_depth_narrows_the_questions(ask, said, depth):
    assert {each["depth"] for each in ask(f"questions production {said}").data["questions"]} == {depth}


def test_without_a_round_one_of_each_depth_is_shown(ask, shown):
    text = shown(ask("questions production"))
    assert all(depth in text for depth in ("(capability", "(depth", "(judgment"))


def test_borrowed_and_general_questions_say_so(ask, shown):
    assert "borrowed from the nearest lane" in shown(ask("questions data science design everything"))
    assert "any lane" in shown(ask("questions applied llm judgment"))


def test_without_a_lane_a_question_for_one_lane_names_it(ask, shown):
    reply = ask("questions everything")
    about = [each for each in reply.data["questions"] if each["lanes"]]
    assert about and "(depth, Research / deep" in shown(reply)


def test_what_to_listen_for_is_of_the_same_source(ask):
    question = next(
        each for each in ask("questions production manager").data["questions"] if each["fact"] == "kore1.questions.shipped-model"
    )
    assert question["source"] == "kore1" and question["listen_for"] and question["weak"]


def test_what_not_to_ask_names_whose_advice_it_is(ask):
    avoid = ask("questions not to ask").data["avoid"]
    assert {each["source"] for each in avoid} == {"kore1", "exzev", "rfs", "mlaiqa"}


def test_a_specialty_without_questions_falls_back_to_the_lanes(ask):
    assert ask("questions data science computer vision").data["questions"]


def test_the_questionnaire_has_minutes_and_how_to_read_it(ask):
    data = ask("questionnaire").data
    assert (data["minutes"], data["asked"], len(data["questions"])) == (45, 5, 3)
    assert data["listen_for"] and data["warns"] and data["judged_on"]


def test_who_advises_against_written_work_is_said(ask, shown):
    reply = ask("questionnaire")
    assert [each["source"] for each in reply.data["against"]] == ["kore1"]
    assert "Against written work" in shown(reply)


def test_a_lanes_own_written_questions_come_first(ask):
    assert "mlops" in ask("questionnaire mlops").data["questions"][0]["lanes"]


def test_written_questions_for_another_lane_say_so(ask, shown):
    assert "not written for yours" in shown(ask("questionnaire applied llm everything"))


def test_for_a_lane_without_printed_questions_its_own_stand_in_their_place(ask, shown):
    text = shown(ask("questionnaire applied llm"))
    assert "70B parameters" in text
    assert "churn model" not in text


def test_a_level_that_no_guide_sorts_by_is_said(ask, shown):
    assert "No guide sets senior apart here" in shown(ask("questions senior mlops design"))


def test_a_kind_of_round_says_what_it_is_for(ask, shown):
    text = shown(ask("questions recruiter screen"))
    assert "pay expectation; notice period; why now (KORE1)" in text
    assert "Never ask what somebody earns" in text
    assert "gradient descent" not in text


@pytest.mark.parametrize(
    "said",
    ["can I ask what they make now", "is it ok to ask about their age", "questions how old are they",
     "questions do you have children",
     "questions about kids", "questions about disability"],
)  # fmt: skip
def test_what_may_be_asked_is_answered_by_what_nobody_is_asked(ask, said):
    assert ask(said).text.startswith("Never ask what somebody earns")


@pytest.mark.parametrize(
    "said",
    ["questions about model age and drift", "how old may the data be", "questions on features of kids content",
     "questions about child nodes and children of a tree"],
)  # fmt: skip
def test_the_age_of_a_model_is_nobodys_own(ask, said):
    assert not ask(said).text.startswith("Never ask")


def test_puzzles_lead_to_what_not_to_ask(ask):
    assert "things that the guides say not to ask" in ask("questions leetcode").text


def test_every_lane_is_a_press_away(ask):
    reply = ask("questions")
    assert {each.args.get("lane") for each in (*reply.actions, *reply.more) if each.args.get("lane")} >= {
        "applied-llm",
        "research",
    }


@pytest.mark.parametrize(("said", "stem"), [("questions on drift", "drift"), ("questions about leakage for mlops", "leak")])
def test_what_the_questions_are_to_be_about_is_heard(ask, said, stem):
    found = ask(said).data["questions"]
    assert found
    assert all(stem in " ".join((each["text"], *each["listen_for"], *each["weak"])).casefold() for each in found)


@pytest.mark.parametrize("said", ["red flags in an interview", "questions red flags", "warning signs in interviews"])
def test_red_flags_of_an_interview_are_listed(ask, shown, said):
    reply = ask(said)
    assert len(reply.data["flags"]) > 10
    assert {each.id for each in reply.sources} == {"exzev", "kore1", "rfs", "mlaiqa"}
    assert "Résumé" not in shown(reply)
    assert len(ask(verb="questions", flags=True, everything=True).elements[1].items) == len(reply.data["flags"])


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("how do I test someone on evals", "evaluat"),
        ("what is a strong answer about training serving skew", "skew"),
        ("what do I ask to see if they ever got paged", "postmortem"),
    ],
)
def test_what_a_question_is_about_goes_before_the_specialty_its_words_resemble(ask, said, heard):
    asked = ask(said).data["questions"]
    assert asked and all(heard in " ".join((each["text"], *each["listen_for"], *each["weak"])).casefold() for each in asked)


@pytest.mark.parametrize(
    ("said", "kind", "line"),
    [
        ("what do I ask in round 3", "technical", "Round 3 of 5 in the recommended loop: Technical depth."),
        ("what do i ask in the 2nd round", "manager", "Round 2 of 5 in the recommended loop: Hiring manager call."),
        ("questions round three mlops", "design", "Round 3 of 5 in the recommended loop: ML systems design."),
        ("questions for the last round", "team", "Round 5 of 5 in the recommended loop: Team fit and reverse interview."),
        ("what happens in round 4 of kore1", "debugging", "Round 4 of 5 in KORE1's loop: Production debugging or system design."),
    ],
)
def test_a_round_is_known_by_its_number_in_a_loop_that_is_named(ask, shown, said, kind, line):
    reply = ask(said)
    assert reply.data["round"] == kind
    assert line in shown(reply)


def test_a_round_that_the_loop_lacks_is_said(ask, shown):
    reply = ask("questions round 9")
    assert "There is no round 9 in the recommended loop: it has 5." in shown(reply)
    assert reply.data["questions"]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("system design round what is tested", "System design tests: features first; class imbalance in evaluation"),
        ("what does the debugging round test", "Production debugging tests: production debugging or system design"),
        ("what is the ownership interview about", "Ownership tests: whether the metric is a goal or an instrument (EXZEV)"),
        ("what is tested in the loop", "The recommended loop tests: which lane it is; pay expectation"),
    ],
)
def test_what_a_round_tests_leads_with_each_guides_word(ask, shown, said, answer):
    reply = ask(said)
    assert reply.text.startswith(answer)
    assert "The round is for" not in shown(reply)


@pytest.mark.parametrize(
    ("said", "lane"),
    [("questions nlp", "production"), ("computer vision interview questions", "production"), ("questions inference", "mlops")],
)
def test_a_specialtys_questions_are_those_of_its_lane_and_say_so(ask, shown, said, lane):
    reply = ask(said)
    assert reply.data["lane"] == lane and reply.data["questions"][0]["match"] == "lane"
    assert "the lane is our reading" in shown(reply)


def test_a_specialty_of_which_nothing_is_printed_says_so_and_one_with_questions_begins_with_them(ask, shown):
    assert "No guide prints a question for NLP / NLU alone" in shown(ask("questions nlp"))
    reply = ask("questions for recsys")
    own = [index for index, each in enumerate(reply.data["questions"]) if "recommender" in each["specialties"]]
    assert own == list(range(len(own))) and own
    assert len(reply.data["questions"]) > len(own) and "alone" not in shown(reply)
    assert shown(reply).index("recommender") < shown(reply).index("p99")


def test_a_specialty_that_no_guide_files_under_a_lane_still_shows_its_own_question_first(ask, shown):
    text = shown(ask("what should i ask for fraud detection"))
    assert text.index("Design fraud detection") < text.index("precision and recall")

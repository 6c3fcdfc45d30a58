"""`loop` as a person sees it."""

from __future__ import annotations

import pytest

from handlers.core.reply import as_json


def test_a_loop_says_rounds_minutes_who_and_what(ask):
    data = ask("loop senior production").data
    assert len(data["rounds"]) == 5
    assert data["candidate_minutes_low"] == sum(each["minutes_low"] for each in data["rounds"])
    assert data["span_days"] == 14
    assert {"name", "minutes_low", "minutes_high", "who", "tests", "prompts", "strong", "weak"} <= data["rounds"][0].keys()


@pytest.mark.parametrize("level", ["junior", "mid", "senior", "staff"])
@pytest.mark.parametrize("lane", ["production", "data science", "mlops", "applied llm", "research"])
def test_every_level_and_lane_has_a_loop(ask, level, lane):
    assert ask(f"loop {level} {lane}").data["rounds"]


def test_what_not_to_do_names_whose_advice_it_is(ask):
    warnings = ask("loop senior production").data["warnings"]
    assert any(each["source"] == "kore1" and "one-day" in each["fact"] for each in warnings)


def test_the_published_loops_are_compared(ask):
    data = ask("loop compare").data
    assert {each["style"] for each in data["loops"]} == {"kore1", "exzev", "rfs", "mlaiqa"}
    assert data["disagreements"]


def test_a_published_loop_is_shown_by_its_name(ask):
    assert ask("loop senior rfs").data["source"] == "rfs"


@pytest.mark.parametrize("said", ["loop mid", "loop junior platform", "loop data scientist", "loop mid applied llm"])
def test_no_sentence_names_a_round_that_the_loop_does_without(ask, said):
    reply = ask(said)
    rounds = " ".join(each["name"] for each in reply.data["rounds"])
    told = " ".join(str(element) for element in reply.elements[2:])
    assert "debugging" in rounds or "debugging" not in told


def test_every_round_of_ours_says_who_sits_in_and_whose_choice_it_is(ask):
    for said in ("loop senior applied llm", "loop staff research", "loop junior mlops"):
        assert all(each["who"] for each in ask(said).data["rounds"])
    assert "our choice" in str(ask("loop senior applied llm").elements)


def test_a_take_home_is_advised_against_and_the_guides_part_on_it(ask):
    reply = ask("loop senior take-home")
    assert reply.text.startswith("Senior candidates decline a take-home")
    assert "EXZEV begins with 45 written minutes" in str(reply.elements)


@pytest.mark.parametrize("said", ["loop compare senior vs staff", "loop senior or staff"])
def test_two_levels_are_set_beside_each_other(ask, said):
    reply = ask(said)
    assert [each["level"] for each in reply.data["loops"]] == ["senior", "staff"]
    assert "Senior: 5 rounds" in reply.text and "Staff: 6 rounds" in reply.text


@pytest.mark.parametrize(
    ("said", "told"), [("in 45 minutes", "45 min"), ("in half an hour", "30 min"), ("2 hours", "2 h"), ("90 min", "90 min")]
)
def test_a_length_in_mind_is_set_against_the_published_loops(ask, said, told):
    reply = ask(f"loop senior {said}")
    assert f"You named {told}; the published loops take 3–6 h" in reply.text
    assert not any("I left out" in str(each) for each in reply.elements)


def test_the_length_of_one_round_is_not_that_of_the_loop(ask):
    assert "You named" not in ask("loop senior with a 45 minute hiring manager call").text


def test_the_prompts_of_a_specialty_come_first(ask):
    asked = ask("loop inference prompts")
    design = next(each for each in asked.data["rounds"] if each["name"] == "ML systems design")
    assert "70B-parameter" in design["prompts"][0]["text"]
    assert "70B-parameter" in str(asked.elements)
    prompts = next(each for each in ask("loop inference").actions if each.label == "Prompts")
    assert "70B-parameter" in str(ask(verb="loop", **prompts.args).elements)
    kit = ask("kit senior inference").data["rounds"]
    assert "70B-parameter" in str(kit)


def test_a_specialty_is_read_as_its_lane_and_that_is_said(ask, shown):
    reply = ask("loop inference")
    assert reply.data["lane"] == "mlops"
    assert "read as work of an MLOps / ML platform engineer" in shown(reply)


@pytest.mark.parametrize("said", ["loop senior 7 rounds", "is 7 rounds too much", "loop of seven interviews"])
def test_a_number_of_rounds_is_set_against_the_published_loops(ask, shown, said):
    assert "You named 7 rounds; the published loops have 4–6." in shown(ask(said))


@pytest.mark.parametrize("said", ["loop senior without take home", "loop senior no leetcode", "loop mid no take-home please"])
def test_who_wants_none_of_what_is_advised_against_gets_the_loop(ask, said):
    assert ask(said).data["rounds"]


@pytest.mark.parametrize("said", ["loop data engineer", "loop senior plumber"])
def test_other_work_gets_no_ml_loop(ask, said):
    reply = ask(said)
    assert reply.text.startswith("No guide lays out an interview loop for")
    assert all(ask(verb=action.verb, **action.args).data["rounds"] for action in reply.actions)


@pytest.mark.parametrize("said", ["compare the published loops", "loop compare kore1", "loops side by side"])
def test_published_loops_are_compared_in_other_words_too(ask, said):
    assert len(ask(said).data["loops"]) == 4


@pytest.mark.parametrize("said", ["loop compare kore1 vs rfs", "compare kore1 and rfs loops", "loop rfs kore1"])
def test_two_loops_that_are_named_are_the_ones_compared(ask, shown, said):
    reply = ask(said)
    assert [each["style"] for each in reply.data["loops"]] == ["kore1", "rfs"]
    assert "ask for it by itself" not in shown(reply)
    assert "KORE1: 5 rounds, 4–6 h, 14 days; RFS: 4 rounds, 3 h, days not said." in reply.text
    assert all("RFS" in each["statement"] and "KORE1" in each["statement"] for each in reply.data["disagreements"])
    every = next(action for action in reply.actions if action.label == "All published loops")
    assert len(ask(verb=every.verb, **every.args).data["loops"]) == 4


def test_a_second_loop_that_cannot_be_compared_is_named(ask, shown):
    assert "You also named KORE1's loop: ask for it by itself." in shown(ask("loop short kore1"))


@pytest.mark.parametrize(
    ("said", "rank", "level"),
    [
        ("loop intern", "interns", "junior"),
        ("loop head of ml", "directors", "staff"),
        ("loop for a vp of ai", "executives", "staff"),
    ],
)
def test_a_rank_that_no_guide_speaks_of_gets_the_nearest_level_and_that_is_said(ask, shown, said, rank, level):
    reply = ask(said)
    assert f"No guide lays out a loop for {rank}: the nearest level is {level}." in shown(reply)
    assert "I left out" not in shown(reply)
    assert reply.data["level"] == level


def test_a_rank_beside_a_level_gets_that_levels_loop(ask, shown):
    reply = ask("loop senior manager")
    assert "No guide lays out a loop for managers: this is for senior." in shown(reply)
    assert reply.data["level"] == "senior"


def test_whoever_sits_in_a_round_is_no_rank(ask, shown):
    said = shown(ask("how long is the hiring manager interview in the loop"))
    assert "No guide lays out" not in said
    assert "no guide speaks of that level" not in said


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("8 rounds over 5 weeks", "You named 5 weeks, longer than any guide's loop: "),
        ("is a 6-week interview process too long", "You named 6 weeks, longer than any guide's loop: "),
        ("interviews over 3 to 4 weeks", "You named 4 weeks, longer than any guide's loop: "),
        ("loop senior in 10 days", "You named 10 days: "),
    ],
)
def test_the_days_of_a_loop_are_set_against_the_guides(ask, shown, said, named):
    reply = ask(said)
    judged = f"{named}KORE1's takes 14 days, mlai.qa's takes under 21 days."
    assert judged in shown(reply)
    assert judged in reply.text
    assert "I left out" not in shown(reply)
    assert {"kore1", "mlaiqa"} <= {each.id for each in reply.sources}


def test_days_in_the_office_are_no_span_of_a_loop(ask, shown):
    assert "You named 3 days" not in shown(ask("loop senior 3 days in office"))


@pytest.mark.parametrize("said", ["how long is too long for a loop", "how long is too long", "is our hiring process too long"])
def test_how_long_is_too_long_is_answered_with_where_the_guides_part(ask, shown, said):
    reply = ask(said)
    assert "mlai.qa wants it compressed under three" in shown(reply)
    assert reply.text.startswith("KORE1 spreads the loop over two weeks on purpose")


@pytest.mark.parametrize("said", ["what's the loop for a senior in seattle", "how do we interview a staff mlops in denver?"])
def test_a_place_makes_no_pay_of_what_frames_a_loop(ask, said):
    assert ask(said).data.keys() >= {"rounds"}


def test_one_round_is_shown_whole(ask):
    reply = ask("loop senior production round 3")
    assert reply.text == "Round 3 of 5: Technical depth, 60–90 min"
    assert "two engineers" in str(as_json(reply)) and "“Your recommender's click-through rate fell 8%" in str(as_json(reply))
    assert [action.label for action in reply.actions] == ["The next round", "The loop", "Every prompt, to print"]


def test_a_round_that_there_is_not_is_said_to_be_none(ask):
    reply = ask("loop senior production round 9")
    assert reply.text.startswith("There is no round 9 here: this loop has 5.") and reply.data["rounds"]


def test_a_number_of_rounds_or_hours_is_no_round(ask):
    assert len(ask("interview 2 rounds enough?").data["rounds"]) == 5


def test_what_not_to_do_is_told_by_itself(ask):
    reply = ask("what not to do in interviews")
    assert (
        reply.text.startswith("What not to do: ")
        and "LeetCode" in str(as_json(reply))
        and "Recruiter screen" not in str(as_json(reply))
    )


@pytest.mark.parametrize("said", ["can we skip the take-home", "loop senior no take home"])
def test_who_leaves_the_homework_out_hears_that_it_is_well_left_out(ask, said):
    reply = ask(said)
    assert "Senior candidates decline a take-home" in reply.text and len(reply.data["rounds"]) == 5


@pytest.mark.parametrize(
    ("said", "places"),
    [
        ("loop senior second round and third round", [2, 3]),
        ("loop senior round 2 and 3", [2, 3]),
        ("loop staff rounds 2-4", [2, 3, 4]),
        ("loop senior the first and last rounds", [1, 5]),
        ("loop senior rounds 1, 3 and 9", [1, 3]),
    ],
)
def test_several_rounds_are_shown_one_after_the_other(ask, said, places):
    reply = ask(said)
    assert reply.data["places"] == places and "left out" not in str(as_json(reply))


@pytest.mark.parametrize("said", ["loop senior in 2 or 3 rounds", "loop senior 3 to 4 interviews"])
def test_a_span_of_counts_is_no_list_of_rounds(ask, said):
    assert len(ask(said).data["rounds"]) == 5


def test_advice_that_is_said_of_one_level_is_not_passed_for_anothers(ask, shown):
    assert "No guide says it of staff engineers: it is said of senior ones." in shown(ask("loop staff take-home"))
    assert "No guide says it" not in shown(ask("loop senior take-home"))

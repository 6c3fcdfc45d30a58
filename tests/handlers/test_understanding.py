"""What people type, and what is understood."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.core.command import Command
from handlers.core.reading.heard import Heard
from handlers.core.reply import Text, plain
from tests.bench.questions import band_questions, loop_questions
from tests.conftest import CHANNEL, MEI, NOW


def small_lines(reply):
    return [plain(each.text) for each in reply.elements if isinstance(each, Text) and each.small]


@pytest.mark.parametrize(
    ("said", "level", "market"),
    [
        ("band senior remote", "senior", "remote"),
        ("/mlhire band senior remote", "senior", "remote"),
        ("@mlhire band remote sr", "senior", "remote"),
        ("band IC5 nyc", "senior", "new-york"),
        ("what's the band for a senior in seattle", "senior", "seattle"),
        ("what would a staff genai person cost us in new york", "staff", "new-york"),
        ("senior remote", "senior", "remote"),
        ("how much does a mid-level ml engineer make in the bay area?", "mid", "bay-area"),
        ("“band senior remote", "senior", "remote"),
        ("BAND  Senior,   REMOTE!!", "senior", "remote"),
        ("band senior us", "senior", "us"),
        ("salary principal western europe", "staff", "western-europe"),
    ],
)
def test_a_band_is_asked_for_in_any_order_and_in_many_words(ask, said, level, market):
    data = ask(said).data
    assert (data["level"], data["market"]) == (level, market)


def test_a_guess_is_shown(ask):
    reply = ask("bnad senoir remtoe")
    assert reply.data["level"] == "senior"
    assert small_lines(reply)[0] == "Read bnad as band, senoir as senior and remtoe as remote."


def test_a_word_that_means_nothing_is_named(ask):
    assert any("zorp" in line for line in small_lines(ask("band senior remote zorp")))


@pytest.mark.parametrize(
    "said",
    [
        "band mid or staff remote",
        "band mid/staff remote",
        "band mid to staff remote",
        "band mid & staff remote",
        "band mid remote and staff",
    ],
)
def test_two_levels_are_set_beside_each_other(ask, said):
    data = ask(said).data
    assert [data[side]["level"] for side in "ab"] == ["mid", "staff"]
    assert data["a"]["markets"] == data["b"]["markets"] == ["us-remote", "remote-worldwide"]


def test_somebody_who_is_mentioned_is_named_as_people_see_them_and_is_no_place(ask):
    reply = ask("band <@U07A|Austin Sr> staff sf")
    assert reply.data["market"] == "bay-area" and reply.data["level"] == "staff"
    assert [line for line in small_lines(reply) if "left out" in line] == ["I left out @Austin Sr."]


def test_a_second_level_is_not_dropped_in_silence(ask):
    assert any("Staff" in line for line in small_lines(ask("band compare mid remote vs senior remote vs staff remote")))
    assert any("Staff" in line for line in small_lines(ask("kit mid staff mlops")))


def test_two_equally_good_verbs_are_asked_about_with_buttons_that_need_no_second_reading(ask):
    reply = ask("mlops")
    assert not reply.understood
    assert [action.verb for action in reply.actions] == ["band", "loop"]
    assert reply.actions[0].args == {"lane": "mlops"}


def test_a_specialty_alone_is_no_cell_of_a_band(ask):
    reply = ask("inference")
    assert not reply.understood
    assert [action.verb for action in reply.actions] == ["role", "loop"]


def test_what_is_not_understood_gets_examples_that_work(ask):
    reply = ask("qwertzuiop asdfgh")
    assert not reply.understood
    for action in reply.actions:
        assert ask(verb=action.verb, **action.args).understood


def test_nothing_said_gets_the_list_of_verbs(ask):
    assert ask("").data["verbs"][0]["name"] == "band"


def test_a_long_text_without_a_verb_is_triaged(ask):
    text = """We sell tickets, and what people see first is chosen by a recommender that has earned its keep for four years.
You will own that recommender in production, from the feature pipelines that feed it to the service that answers in 80 ms.
You keep the weekly retraining running in Airflow, watch drift and freshness, and carry the pager one week in five.
When click-through falls you find out why, and you say so to people who have never heard of training-serving skew."""
    assert ask(text).data["lane"] == "production"


def test_every_documented_example_is_understood(house, ask):
    for verb in house.router.verbs:
        if verb.effect == "none":
            for example in verb.examples:
                assert ask(example).understood, example


def test_buttons_of_unknown_ids_are_refused_with_the_field(ask):
    reply = ask(verb="band", level="grandmaster")
    assert reply.data["refused"] == "Invalid"
    assert reply.data["errors"].keys() == {"level"}


def test_unknown_arguments_are_refused(ask):
    assert ask(verb="band", levle="senior").data["errors"].keys() == {"levle"}


@pytest.mark.parametrize(
    "said",
    [
        "   ",
        "\x00\x07band senior\x1b[31m",
        "“",
        '"' * 500,
        "🦄" * 300,
        "乐" * 2000,
        "ראיון לבכיר",
        "band " + "senior " * 10_000,
        "a" * 50_000,
        "%s {{ 7*7 }} {% x %}",
    ],
)
def test_odd_input_always_gets_an_answer(ask, said):
    reply = ask(said)
    assert reply.text
    assert "error" not in reply.data


@pytest.mark.parametrize("sign", ["\x00", "\x01", "\x07", "\x0b", "\x0c", "\x1f", "\x7f", "\x85", "\x9f"])
def test_a_control_character_parts_words(ask, sign):
    assert ask(f"band{sign}senior{sign}seattle").text.startswith("Senior ML engineer, Seattle: post ")


def test_a_question_that_is_weighed_against_the_guides_holds_nobody_up(house):
    asked = ("is slicing a metric important in interviews", "what's the band for a senior in seattle", "band senior remote")
    heard = [house.router.read(Command(MEI, CHANNEL, NOW, said=each)) for each in asked]
    assert [isinstance(one, Heard) and one.quick for one in heard] == [False, True, True]


@settings(max_examples=150)
@given(st.text(max_size=200))
def test_any_text_at_all_gets_an_answer(house, said):
    from handlers.core.command import Command
    from tests.conftest import CHANNEL, MEI, NOW

    assert "error" not in house.router.answer(Command(MEI, CHANNEL, NOW, said=said)).data


def test_no_question_about_a_band_or_a_loop_looks_into_a_search(house):
    """What may tell a deed is looked up in the database first; advice opens no unit."""
    asked = [*band_questions(500), *loop_questions(500)]
    heard = [house.router.read(Command(MEI, CHANNEL, NOW, said=each)) for each in asked]
    looking = [one for one in heard if isinstance(one, Heard) and (one.told or one.verb.effect != "none")]
    assert looking == []


@pytest.mark.parametrize(
    ("said", "level", "market"),
    [
        ("whats a staff ml eng in nyc go for", "staff", "new-york"),
        ("mid lvl remote us llm", "mid", "us-remote"),
        ("sde3 ml seattle", "senior", "seattle"),
        ("RTO 5 days seattle staff", "staff", "seattle"),
        ("hybrid 3 days bellevue senior", "senior", "seattle"),
        ("mid-level machine learning engineer remote US llm skills", "mid", "us-remote"),
        ("wat is the avg salary for senior ml enginer", "senior", None),
    ],
)
def test_a_cell_in_peoples_own_shorthand_is_its_band(ask, said, level, market):
    data = ask(said).data
    assert (data["level"], data["market"]) == (level, market)


def test_a_name_in_front_that_is_half_of_what_points_to_its_verb_leaves_nothing_out(ask):
    assert not any("left out" in line for line in small_lines(ask("interview process for a senior llm engineer")))
    assert "I left out frobnicate." in small_lines(ask("interview process frobnicate senior"))

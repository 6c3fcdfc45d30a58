"""`help` as a person sees it: short first, everything on request."""

from __future__ import annotations

import pytest

from bot.terminal import render
from handlers.catalog import verbs


@pytest.mark.parametrize("said", ["help", "hello", "help me", "what can you do"])
def test_it_fits_a_phone_screen_and_names_every_verb(ask, said):
    reply = ask(said)
    text = " ".join(render(reply).split())
    assert len(render(reply).splitlines()) < 30
    assert all(each.name.split()[0] in text for each in verbs() if each.listed)
    assert {each["name"] for each in reply.data["verbs"]} == {each.name for each in verbs() if each.listed}


def test_everything_is_a_press_away_with_usage(ask, shown):
    reply = ask("help")
    assert [(each.verb, dict(each.args)) for each in reply.more] == [("help", {"everything": True})]
    text = shown(ask(verb="help", everything=True))
    assert all(" ".join(each.usage.split()) in text for each in verbs() if each.listed)


def test_a_family_of_verbs_is_explained_together(ask):
    assert [each["name"] for each in ask("help jd").data["verbs"]] == ["jd audit", "jd template"]
    assert len(ask("help req").data["verbs"]) > 5


def test_a_verb_is_explained_by_itself_even_where_others_begin_with_it(ask):
    assert ask("help band").data["name"] == "band"


@pytest.mark.parametrize("said", ["hi, what can you do for us in teams?", "how do we use this", "so what do you do?"])
def test_what_is_asked_of_the_bot_is_helped_with(ask, said):
    assert ask(said).text == ask("help").text


@pytest.mark.parametrize("said", ["what do you do when the candidate goes silent", "where do i start with a fintech fraud team"])
def test_a_question_about_something_else_is_none_about_the_bot(ask, said):
    assert ask(said).text != ask("help").text


@pytest.mark.parametrize("said", ["help on band", "help with the band", "help about band?"])
def test_what_leads_in_to_a_verb_is_no_part_of_its_name(ask, said):
    assert ask(said).data == ask("help band").data


@pytest.mark.parametrize(
    ("said", "name"), [("help how do I open a req", "req open"), ("help book an interview", "interview book")]
)
def test_help_with_a_deed_is_the_verb_that_does_it(ask, said, name):
    assert ask(said).actions[0].args == {"about": name}


def test_a_verb_that_there_is_not_is_said(ask):
    assert ask("help xyz").data["refused"] == "NotFound"


@pytest.mark.parametrize("said", ["hi, band senior remote", "hello band senior remote", "hey there! band senior remote"])
def test_a_greeting_in_front_of_a_request_is_not_in_its_way(ask, said):
    assert ask(said).text.startswith("Senior ML engineer, remote: post")


def test_a_misspelt_verb_is_answered_by_the_nearest(ask):
    assert [action.args for action in ask("help bnad").actions] == [{"about": "band"}, {}]


@pytest.mark.parametrize("said", ["menu", "commands", "/help", "//help"])
def test_other_words_for_help_are_read(ask, said):
    assert ask(said).data["verbs"]


@pytest.mark.parametrize(
    ("said", "verb"),
    [
        ("I want to open a req", "req open"),
        ("I want make new vacancy for ML engineer", "req open"),
        ("please to change time zone to Berlin", "settings"),
        ("stop reminding me", "settings"),
        ("I'd like to add a candidate", "cand add"),
    ],
)
def test_who_asks_for_a_deed_of_ours_hears_which_verb_does_it(ask, said, verb):
    assert ask(said).text.startswith(f'"{verb}" is for that')


def test_help_that_is_pleaded_for_is_help(ask):
    assert ask("please help").data == ask("help").data


@pytest.mark.parametrize("said", ["what do you do exactly?", "what exactly do you do", "what are you for", "what is it you do?"])
def test_what_the_bot_itself_does_is_never_a_question_for_the_guides(ask, said):
    assert ask(said).data == ask("help").data

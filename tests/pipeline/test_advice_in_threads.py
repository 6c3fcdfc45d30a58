"""Advice that is asked in a req's thread is about its level, lane and market, where it names none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlers.core.command import Actor
from tests.pipeline.team import DM

STRANGER = Actor("acme", "slack", "USTRANGER", "Vic", "Europe/Berlin")


@pytest.fixture
def of_platform(tell, search, threaded):
    """The thread of a req for a staff platform engineer in Seattle."""
    tell(f"req edit R-{search.req} staff mlops seattle")
    return threaded


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ("what's the band?", "band staff seattle mlops"),
        ("what would this cost", "band staff seattle mlops"),
        ("band picture", "band staff seattle mlops picture"),
        ("what's the loop", "loop staff mlops"),
        ("how should we interview for this", "loop staff mlops"),
        ("questions", "questions mlops staff"),
    ],
)
def test_advice_that_names_no_work_is_about_the_threads_req(tell, search, of_platform, said, whole):
    reply = tell(said, place=of_platform)
    assert reply.elements[0].text == f'Read as "{whole}": that is R-{search.req}\'s work.'
    assert reply.text == tell(whole, place=DM).text


@pytest.mark.parametrize("said", ["band senior", "loop for a recommender engineer", "band in nyc", "what's the exzev loop"])
def test_work_that_is_named_is_the_work_that_is_meant(tell, of_platform, said):
    assert tell(said, place=of_platform).text == tell(said, place=DM).text


def test_elsewhere_and_to_whoever_may_not_see_the_req_it_is_about_any(tell, of_platform):
    everywhere = tell("what's the loop", place=DM).text
    assert tell("what's the loop", place=replace(of_platform, thread="9.9")).text == everywhere
    assert tell("what's the loop", place=of_platform, by=STRANGER).text == everywhere


def test_what_goes_on_from_it_is_about_the_same_work(talks, of_platform):
    talks("what's the loop", place=of_platform)
    assert (
        talks("and for senior?", place=of_platform).elements[0].text == 'Read as "loop senior mlops", after your last question.'
    )


def test_why_is_asked_of_the_answer_that_was_given(talks, of_platform):
    talks("what's the band?", place=of_platform)
    of_req = talks("why?", place=of_platform).data["facts"]
    talks("band staff seattle mlops")
    assert of_req == talks("why?").data["facts"]

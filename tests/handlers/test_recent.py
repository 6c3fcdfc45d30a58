"""Answers that would be given again as they were are kept, and nobody notices."""

from __future__ import annotations

from dataclasses import replace

from handlers.core.command import Command
from handlers.core.recent import Recent
from handlers.core.reply import as_json
from tests.conftest import CHANNEL, DIRECT, MEI, NOW


def test_the_oldest_goes_first():
    recent: Recent[str, int] = Recent(2)
    for value, key in enumerate("abc"):
        recent.keep(key, value)
    assert [recent.get(key) for key in "abc"] == [None, 1, 2]


def test_one_answer_serves_every_wording_of_its_question(ask):
    assert ask("band senior remote") is ask("what's the salary for a senior in remote")


def test_what_was_guessed_is_said_to_whoever_misspelt_it_alone(ask):
    plain, misspelt = ask("band principal boston"), ask("band principel boston")
    assert misspelt.elements[1:] == plain.elements
    assert ask("band principal boston") is plain


def test_a_direct_message_is_not_offered_to_share_what_the_channel_is(house):
    asked = Command(MEI, CHANNEL, NOW, said="band senior nyc")
    in_channel, in_private = house.router.answer(asked), house.router.answer(replace(asked, place=DIRECT))
    assert "share" in {action.verb for action in in_channel.more}
    assert "share" not in {action.verb for action in in_private.more}


def test_facts_that_grow_old_are_said_to_be_from_that_day_on(house):
    asked = Command(MEI, CHANNEL, NOW, said="band senior seattle")
    now, later = house.router.answer(asked), house.router.answer(replace(asked, now=NOW.replace(year=2030)))
    assert as_json(later)["elements"][:-1] == as_json(now)["elements"]

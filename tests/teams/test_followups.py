"""A talk with the bot in Teams: a message goes on from the one before it, for the same person in the same place."""

from __future__ import annotations

from pathlib import Path

from tests.databases import fresh_url
from tests.teams.workspace import workspace

AFTER = "after your last question"


def read_as(words: str) -> str:
    """The line above an answer, as it stands in JSON."""
    return f'Read as \\"{words}\\", {AFTER}.'


async def test_a_message_goes_on_from_the_one_before(tmp_path: Path) -> None:
    async with workspace(fresh_url("sqlite", tmp_path)) as teams:
        await teams.chat("mei", "band senior remote")
        assert read_as("band senior new york") in (await teams.chat("mei", "and in nyc?")).text
        assert AFTER not in (await teams.chat("ravi", "and in nyc?")).text


async def test_a_thread_is_a_talk_of_its_own_and_a_button_speaks_in_it(tmp_path: Path) -> None:
    async with workspace(fresh_url("sqlite", tmp_path)) as teams:
        band = await teams.say("mei", "band senior remote", thread="1700000000099")
        await teams.press("mei", band, "The loop")
        assert read_as("loop senior mlops") in (await teams.say("mei", "and for mlops?", thread="1700000000099")).text
        assert AFTER not in (await teams.say("mei", "and for mlops?")).text

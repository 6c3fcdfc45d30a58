"""A talk with the bot over signed HTTP: a message goes on from the one before it, for the same person in the same place."""

from __future__ import annotations

from pathlib import Path

from tests.databases import fresh_url
from tests.slack.workspace import CHANNEL, workspace

AFTER = "after your last question"


def read_as(words: str) -> str:
    """The line above an answer, as it stands in JSON."""
    return f'Read as \\"{words}\\", {AFTER}.'


async def test_a_slash_command_goes_on_from_the_one_before(tmp_path: Path) -> None:
    async with workspace(fresh_url("sqlite", tmp_path)) as slack:
        await slack.slash("UMEI", "band senior remote")
        assert read_as("band senior new york") in (await slack.slash("UMEI", "and in nyc?")).text
        assert AFTER not in (await slack.slash("URAVI", "and in nyc?")).text
        assert AFTER not in (await slack.slash("UMEI", "and in nyc?", channel="C2")).text
        slack.move_clock(minutes=16)
        assert AFTER not in (await slack.slash("UMEI", "and in nyc?")).text


async def test_a_pressed_button_is_gone_on_from(tmp_path: Path) -> None:
    async with workspace(fresh_url("sqlite", tmp_path)) as slack:
        band = await slack.direct("UMEI", "band senior remote")
        await slack.press("UMEI", band, "The loop")
        assert read_as("loop senior mlops") in (await slack.direct("UMEI", "and for mlops?")).text


async def test_a_mention_goes_on_in_its_thread(tmp_path: Path) -> None:
    async with workspace(fresh_url("sqlite", tmp_path)) as slack:
        await slack.mention("UMEI", "band senior remote", thread="1600000001.000100")
        assert AFTER not in (await slack.mention("UMEI", "what about staff?", channel=CHANNEL)).text
        assert read_as("band staff remote") in (await slack.mention("UMEI", "what about staff?", thread="1600000001.000100")).text

"""The app package says what the code declares."""

from __future__ import annotations

import json
import struct
import zipfile
from pathlib import Path

import pytest

from bot.teams.manifest import manifest, package
from handlers.core.args import Arguments
from handlers.core.reply import Reply
from handlers.core.verb import Verb

APP_ID = "3fa85f64-5717-4562-b3fc-2c963f66afa6"


def some_verb(name: str, *, listed: bool = True, summary: str = "Does it") -> Verb:
    return Verb(name, Arguments, lambda args, context: Reply("x"), summary, name, (name,), listed=listed)


def test_the_commands_are_the_listed_verbs() -> None:
    body = manifest(
        (some_verb("band"), some_verb("say", listed=False), some_verb("loop")), app_id=APP_ID, url="https://hire.example:8443/"
    )
    [bot] = body["bots"]
    assert bot["botId"] == body["id"] == APP_ID and set(bot["scopes"]) == {"personal", "team", "groupChat"}
    assert [command["title"] for command in bot["commandLists"][0]["commands"]] == ["band", "loop"]
    assert body["validDomains"] == ["hire.example"]
    assert len(body["description"]["short"]) <= 80 and len(body["description"]["full"]) <= 4000


def test_of_many_verbs_ten_are_suggested_and_help_is_one_of_them() -> None:
    many = (*(some_verb(f"verb {n}", summary="word " * 60) for n in range(14)), some_verb("help"))
    commands = manifest(many)["bots"][0]["commandLists"][0]["commands"]
    assert len(commands) == 10 and commands[-1]["title"] == "help"
    assert all(len(command["description"]) <= 128 for command in commands)


@pytest.mark.parametrize(("name", "side"), [("color.png", 192), ("outline.png", 32)])
def test_the_package_holds_the_manifest_and_icons_of_the_sizes_that_teams_wants(tmp_path: Path, name: str, side: int) -> None:
    package(manifest((some_verb("band"),)), tmp_path / "app.zip")
    with zipfile.ZipFile(tmp_path / "app.zip") as made:
        assert set(made.namelist()) == {"manifest.json", "color.png", "outline.png"}
        assert json.loads(made.read("manifest.json"))["manifestVersion"] == "1.17"
        assert struct.unpack(">II", made.read(name)[16:24]) == (side, side)

"""Whose folder is whose, and that a fault in one stops the start."""

from __future__ import annotations

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Barrier, BrokenBarrierError

import pytest

from bot.cli import ANSWERED, WRONG, main
from bot.compose import House
from bot.config import ConfigError, read_config
from knowledge.load import load

EXAMPLE = Path(__file__).parent.parent / "example_company"
TEAMS = {"MICROSOFT_APP_ID": "app"}
SLACK = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s"}


@pytest.fixture
def settings(tmp_path, monkeypatch):
    """Write app.yaml beside a copy of the example company, and point to it."""
    shutil.copytree(EXAMPLE, tmp_path / "ours", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/x.db")

    def write(text):
        file = tmp_path / "app.yaml"
        file.write_text(text, encoding="utf-8")
        monkeypatch.setenv("MLHIRE_CONFIG", str(file))
        return {"MLHIRE_CONFIG": str(file)}

    return write


def own(house, workspace):
    return {source.id for source in house.library(workspace).knowledge.sources.values() if source.own}


def test_what_several_threads_want_first_is_read_once(settings, monkeypatch):
    house = House(read_config(settings("knowledge: {folders: ours}")))
    met, read = Barrier(2, timeout=0.2), []

    def slowly(folder):
        read.append(folder)
        with suppress(BrokenBarrierError):
            met.wait()  # who reads beside us comes by here; nobody does
        return load(folder)

    monkeypatch.setattr("bot.compose.load", slowly)
    with ThreadPoolExecutor(2) as threads:
        found = list(threads.map(house.library, ("acme", "acme")))
    assert found[0] is found[1] and len(read) == 1


def test_a_mapped_folder_is_seen_by_its_workspace_alone(settings):
    house = House(
        read_config(settings("workspaces: {acme: ['slack:T1'], beta: ['slack:T2']}\nknowledge: {folders: {acme: ours}}"))
    )
    assert own(house, "acme") == {"acme"}
    assert own(house, "beta") == own(house, "slack:T3") == own(house, "console:local") == set()


def test_a_folder_without_a_workspace_is_the_only_companys(settings):
    house = House(read_config(settings("workspaces: {acme: ['slack:T1']}\nknowledge: {folders: ours}")))
    assert own(house, "acme") == own(house, "console:local") == {"acme"}
    assert own(house, "teams:stranger") == set()


@pytest.mark.parametrize(
    ("text", "environment"),
    [
        ("workspaces: {acme: ['slack:T1'], beta: ['slack:T2']}", {}),
        ("", SLACK | TEAMS | {"MICROSOFT_APP_TENANT_ID": "t"}),
        ("", TEAMS),
    ],
)
def test_a_folder_without_a_workspace_stops_the_start_where_a_second_one_may_ask(settings, text, environment):
    with pytest.raises(ConfigError, match="Say whose it is"):
        read_config(settings(f"{text}\nknowledge: {{folders: ours}}") | environment)


@pytest.mark.parametrize("environment", [{}, SLACK, TEAMS | {"MICROSOFT_APP_TENANT_ID": "t"}])
def test_a_folder_without_a_workspace_is_fine_where_there_is_one(settings, environment):
    house = House(read_config(settings("knowledge: {folders: ours}") | environment))
    assert own(house, "slack:T1") == {"acme"}


def test_a_folder_of_a_workspace_that_does_not_exist_is_told_with_the_nearest(settings):
    with pytest.raises(ConfigError, match=r"knowledge\.folders\.acem.*Did you mean `acme`"):
        read_config(settings("workspaces: {acme: ['slack:T1']}\nknowledge: {folders: {acem: ours}}"))


def test_an_installation_may_be_named_instead(settings):
    assert own(House(read_config(settings("knowledge: {folders: {'slack:T9': ours}}"))), "slack:T9") == {"acme"}


def broken(tmp_path):
    file = tmp_path / "ours" / "pay.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("level: senior", "level: senoir"), encoding="utf-8")


def test_a_fault_in_a_folder_stops_the_start_with_the_message_of_check(settings, tmp_path, capsys):
    settings("knowledge: {folders: ours}")
    broken(tmp_path)
    assert main(["say", "band senior remote"]) == WRONG
    told = capsys.readouterr().err
    assert "pay.yaml: acme.pay.senior-us-remote-base" in told
    assert main(["knowledge", "check"]) == WRONG
    assert told.strip() in capsys.readouterr().out


def test_check_is_clean_and_the_answer_is_the_companys(settings, capsys):
    settings("knowledge: {folders: ours}")
    assert main(["knowledge", "check"]) == ANSWERED
    assert main(["say", "band senior remote"]) == ANSWERED
    assert "Yours (Acme)" in capsys.readouterr().out


def test_stale_lists_the_companys_facts_too(settings, capsys):
    settings("knowledge: {folders: ours, stale_after_days: 1}")
    main(["knowledge", "check", "--stale"])
    assert "acme.pay.senior-us-remote-base" in capsys.readouterr().out


def test_a_companys_facts_are_exported_beside_the_packaged_ones(settings, capsys):
    settings("knowledge: {folders: ours}")
    assert main(["knowledge", "export"]) == ANSWERED
    sources = {json.loads(line)["source"] for line in capsys.readouterr().out.splitlines()}
    assert {"acme", "kore1"} <= sources


@pytest.mark.parametrize("held", [(), ("sources.yaml",)])
def test_a_folder_without_a_fact_stops_the_start_and_says_so(settings, tmp_path, capsys, held):
    settings("knowledge: {folders: ours}")
    for file in (tmp_path / "ours").iterdir():
        if file.name not in held:
            file.unlink()
    assert main(["say", "band senior remote"]) == WRONG
    told = capsys.readouterr().err
    assert "holds no fact" in told
    assert "app.yaml" in told

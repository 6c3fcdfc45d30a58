"""Settings: what is wrong stops the start, with the key and the mend."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from aiohttp import web

from bot.compose import House
from bot.config import Config, ConfigError, read_config
from bot.doors import doors


def settings(tmp_path, text):
    file = tmp_path / "app.yaml"
    file.write_text(text, encoding="utf-8")
    return {"MLHIRE_CONFIG": str(file)}


def test_an_empty_file_means_the_defaults(tmp_path):
    config = read_config(settings(tmp_path, ""))
    assert (config.server.host, config.server.port) == ("127.0.0.1", 8080)
    assert config.database.url == f"sqlite:///{tmp_path}/var/mlhire.db"


def test_the_shipped_file_holds_every_key_with_its_default():
    from_the_environment = {
        "slack": {"bot_token", "app_token", "signing_secret"},
        "teams": {"app_id", "app_password", "tenant_id"},
    }
    shipped = yaml.safe_load(Path("app.yaml").read_text(encoding="utf-8"))
    assert shipped == Config().model_dump(mode="json", exclude=from_the_environment)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("server: {prot: 1}", ["server.prot", "Did you mean `port`"]),
        ("sever: {port: 1}", ["sever", "Did you mean `server`"]),
        ("server: {port: many}", ["server.port", "PORT", "many"]),
        ("server: [", ["not YAML"]),
        ("server:\n  port: 1\n host: 2\n", ["not YAML (line 3: "]),
        ("- a list", ["must hold keys"]),
        ("server: 8080", ["app.yaml: server: ", "it is 8080"]),
        ("slack: xoxb", ["app.yaml: slack: ", "'xoxb'"]),
        ("console: [with_real_doors]", ["app.yaml: console: ", "below it"]),
        ("workspaces: {acme: 5}", ["workspaces.acme", "it is 5"]),
        ("workspaces: {acme: slack:T1}", ["workspaces.acme", "a list", "[slack:T0123"]),
        ("workspaces: {acme: ['zoom:T1']}", ["workspaces.acme.0", "slack:<team id>", "zoom:T1"]),
        ("workspaces: {a: ['slack:T1'], b: ['slack:T1']}", ["workspaces.b", "slack:T1 is a's too", "Take it out"]),
        ("port: 8080", ["app.yaml: port: there is no such setting", "Did you mean `server.port`"]),
        ("colour: red", ["app.yaml: colour: there is no such setting", "Known here: server"]),
        ("server: {host: ''}", ["server.host", "must not be empty", "HOST"]),
        ("server: {port: true}", ["server.port", "must be a number", "it is True"]),
        ("server:\n  port: 80\n  port: 81", ["app.yaml: server.port: stands there twice", "Take one"]),
        ("teams: {}\nslack: {}\nteams: {local_only: true}", ["app.yaml: teams: stands there twice"]),
        ("slack: {api_url: nope}", ["slack.api_url", "SLACK_API_URL", "begins with https://", "'nope'"]),
        ("teams: {local_only: perhaps}", ["teams.local_only", "true or false", "'perhaps'"]),
        ("clocks: {scorecard_within_hours: true}", ["clocks.scorecard_within_hours", "must be a number", "it is True"]),
        ("knowledge: {stale_after_days: true}", ["knowledge.stale_after_days", "must be a number"]),
        ("slack: {bot_token: xoxb-1}", ["SLACK_BOT_TOKEN", "environment"]),
        ("clocks: {offer_within_hours: -1}", ["clocks.offer_within_hours", "greater than 0"]),
        ("knowledge: {folders: {acme: nowhere}}", ["knowledge.folders.acme", "no folder"]),
        ("teams: {local_only: true}\nserver: {host: 0.0.0.0}", ["teams.local_only", "127.0.0.1"]),
        ("database: {url: mysql://x}", ["DATABASE_URL", "postgresql://"]),
    ],
)
def test_a_wrong_setting_names_the_key_and_the_mend(tmp_path, text, said):
    with pytest.raises(ConfigError) as caught:
        read_config(settings(tmp_path, text))
    for part in said:
        assert part in str(caught.value)


def test_a_missing_settings_file_is_said():
    with pytest.raises(ConfigError, match="there is no file"):
        read_config({"MLHIRE_CONFIG": "/nowhere/app.yaml"})


def test_the_environment_overrides_the_file(tmp_path):
    env = settings(tmp_path, "server: {port: 1}") | {
        "PORT": "9",
        "DATABASE_URL": "postgresql://h/d",
        "SLACK_API_URL": "http://127.0.0.1:1/",
    }
    config = read_config(env)
    assert (config.server.port, config.database.url, config.slack.api_url) == (9, "postgresql://h/d", "http://127.0.0.1:1/")


def test_a_variable_is_read_without_the_end_of_its_line(tmp_path):
    environment = settings(tmp_path, "") | {"SLACK_BOT_TOKEN": "xoxb-1\n", "SLACK_SIGNING_SECRET": " s ", "PORT": " \n"}
    config = read_config(environment)
    assert config.slack.bot_token.get_secret_value() == "xoxb-1"
    assert config.slack.signing_secret.get_secret_value() == "s"
    assert config.server.port == 8080


def test_a_bot_of_teams_that_cannot_answer_is_told(tmp_path):
    environment = settings(tmp_path, "") | {"MICROSOFT_APP_ID": "3fa85f64-5717-4562-b3fc-2c963f66afa6"}

    def teams(**more):
        house = House(read_config(environment | more))
        return next(line for line in doors(house, web.Application(), 80) if line.startswith("Teams"))

    assert "set MICROSOFT_APP_PASSWORD" in teams()
    assert teams(MICROSOFT_APP_PASSWORD="x").endswith("/api/messages")


def test_secrets_do_not_show_when_settings_are_printed():
    config = read_config({"SLACK_BOT_TOKEN": "xoxb-secret", "SLACK_SIGNING_SECRET": "shh"})
    assert config.slack.http
    assert "xoxb-secret" not in repr(config)


def test_installations_of_one_company_share_a_workspace(tmp_path):
    config = read_config(settings(tmp_path, "workspaces: {acme: ['slack:T1', 'teams:t-9']}"))
    assert config.workspace_of("slack", "T1") == config.workspace_of("teams", "t-9") == "acme"
    assert config.workspace_of("slack", "T2") == "slack:T2"


def test_real_doors_close_the_console_unless_app_yaml_says_otherwise(tmp_path):
    tokens = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s"}
    assert read_config(settings(tmp_path, "")).console_open
    assert not read_config(settings(tmp_path, "") | tokens).console_open
    assert read_config(settings(tmp_path, "console: {with_real_doors: true}") | tokens).console_open
    assert not read_config(settings(tmp_path, "server: {host: 0.0.0.0}")).console_open

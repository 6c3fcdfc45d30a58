import re
from pathlib import Path

import bot.slack
from bot.slack.manifest import METHODS, manifest
from handlers.core.args import Arguments
from handlers.core.reply import Reply
from handlers.core.verb import Verb, verb


def declared(name: str, listed: bool = True) -> Verb:
    made = verb(name, Arguments, summary=name, usage=name, examples=(name,), listed=listed)
    return made(lambda args, context: Reply("x"))


band, triage, hidden = declared("band"), declared("triage"), declared("share", listed=False)


def test_the_manifest_names_what_the_verbs_declare() -> None:
    made = manifest((band, triage, hidden), "https://mlhire.example.com/")
    command = made["features"]["slash_commands"][0]
    assert (command["command"], command["usage_hint"]) == ("/mlhire", "band | triage")
    assert command["url"] == made["settings"]["interactivity"]["request_url"] == "https://mlhire.example.com/slack/events"
    assert made["settings"]["event_subscriptions"]["bot_events"] == ["app_home_opened", "app_mention", "message.im"]
    assert not made["settings"]["socket_mode_enabled"]


def test_a_shortcut_is_offered_only_where_its_verb_exists() -> None:
    assert [each["callback_id"] for each in manifest((band, triage))["features"]["shortcuts"]] == ["use_as_jd"]
    assert manifest((band,))["features"]["shortcuts"] == []


def test_the_home_tab_stands_open_where_the_verb_for_it_exists() -> None:
    assert manifest((declared("home"),))["features"]["app_home"]["home_tab_enabled"]
    assert not manifest((band,))["features"]["app_home"]["home_tab_enabled"]


def test_without_an_address_it_is_for_socket_mode() -> None:
    made = manifest((band,))
    assert made["settings"]["socket_mode_enabled"]
    assert "request_url" not in made["settings"]["event_subscriptions"]
    assert "url" not in made["features"]["slash_commands"][0]


def test_texts_are_as_short_as_slack_wants_them() -> None:
    made = manifest((band, triage))
    assert len(made["display_information"]["description"]) <= 140
    assert all(len(each["name"]) <= 24 and len(each["description"]) <= 150 for each in made["features"]["shortcuts"])
    assert len(made["features"]["slash_commands"][0]["usage_hint"]) <= 1000


def test_every_method_that_the_code_calls_has_its_scope() -> None:
    source = "".join(path.read_text() for path in Path(bot.slack.__file__).parent.glob("*.py"))
    called = set(re.findall(r"\b(?:chat|conversations|files|users|views|auth|reactions)_[A-Za-z0-9_]+(?=\()", source))
    free = {"auth_test", "views_open", "views_publish"}
    covered = " ".join(METHODS)
    names = {
        "chat_postMessage": "chat.postMessage",
        "chat_postEphemeral": "chat.postEphemeral",
        "chat_update": "chat.update",
        "chat_delete": "chat.delete",
        "conversations_open": "conversations.open",
        "conversations_history": "conversations.history",
        "conversations_replies": "conversations.history and replies",
        "users_info": "users.info",
        "files_info": "files.info",
        "files_upload_v2": "files.getUploadURLExternal",
    }
    assert called - free == set(names)
    assert all(name in covered for name in names.values())

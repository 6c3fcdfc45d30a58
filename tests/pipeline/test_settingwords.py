"""How settings are named and their values read, and that each has its place where settings are read."""

from __future__ import annotations

from dataclasses import fields

import pytest

from bot.config import Clocks
from handlers.pipeline import settings
from handlers.pipeline.reading.settingwords import Unreadable, heard, read
from knowledge.settings import setting_rules


@pytest.mark.parametrize(
    ("words", "key", "value"),
    [
        ("offer 1.5 days", "clock.offer", 36),
        ("set the offer to 36h", "clock.offer", 36),
        ("keep decided 1 year", "keep_decided_days", 365),
        ("daily limit 6 a day", "daily_limit", 6),
        ("digest hour 8am", "digest_hour", 8),
        ("tz CET", "time_zone", "Europe/Berlin"),
        ("country United States", "country", "US"),
        ("quiet 6pm to 9am", "quiet_hours", ("18:00", "09:00")),
        ("quiet any time", "quiet_hours", ()),
    ],
)
def test_a_value_is_read_in_the_settings_own_unit(words, key, value):
    asked = heard(words)
    assert asked.rule is not None
    assert (asked.rule.key, read(asked.rule, asked.value)) == (key, value)


def test_no_two_settings_are_called_the_same():
    words = [word for rule in setting_rules().values() for word in rule.words]
    assert len(words) == len(set(words))


def test_a_value_out_of_bounds_is_told_from_one_that_is_none():
    rule = setting_rules()["daily_limit"]
    with pytest.raises(Unreadable, match="bounds"):
        read(rule, "1000")
    with pytest.raises(Unreadable, match="count"):
        read(rule, "many")


def test_every_clock_that_the_chat_sets_can_be_set_in_app_yaml():
    clocks = {rule.clock for rule in setting_rules().values() if rule.clock}
    assert {f"{clock}_within_hours" for clock in clocks} == set(Clocks.model_fields)
    assert Clocks(offer_within_hours=40).by_clock() == {"offer": 40}


def test_every_setting_of_a_workspace_has_its_place_in_what_others_read():
    names = {field.name for field in fields(settings.WorkspaceSettings)}
    assert {rule.key for rule in setting_rules().values() if "workspace" in rule.of and not rule.clock} <= names

import pytest

from bot.slack.modal import submitted, view
from handlers.core.reply import Choice, Field, Form
from tests.slack.limits import faults_of_view

CHOICES = tuple(Choice(str(number), f"Choice {number}") for number in range(230))
FIELDS = (
    Field("line", "Line", value="v"),
    Field("text", "Text", "paragraph", hint="As much as you like."),
    Field("level", "Level", "select", value="2", choices=CHOICES[:5]),
    Field("market", "Market", "select", value="140", choices=CHOICES),
    Field("base", "Base", "number", value="200000"),
    Field("day", "Day", "date", value="2026-05-29"),
    Field("when", "When", "datetime", value="2026-05-29T16:00:00+00:00"),
    Field("who", "Who", "person", value="<@U7>"),
    Field("sure", "Sure", "check", value="true"),
    Field("wrong", "Wrong", error="Too long."),
)
FORM = Form("A title that is longer than Slack's twenty-four", "req open", FIELDS, "Open it", {"rev": 3})


def test_every_kind_of_field_becomes_an_input_that_slack_takes() -> None:
    made = view(FORM, {"c": "C1"})
    assert faults_of_view(made) == []
    inputs = {block["block_id"]: block for block in made["blocks"] if block["type"] == "input"}
    assert inputs["when"]["element"]["initial_date_time"] == 1780070400
    assert inputs["who"]["element"]["initial_user"] == "U7"
    assert inputs["market"]["element"]["initial_option"]["value"] == "140"
    assert [len(group["options"]) for group in inputs["market"]["element"]["option_groups"]] == [100, 100, 30]
    assert (inputs["sure"]["optional"], inputs["line"]["optional"]) == (True, False)
    assert made["private_metadata"] == '{"v":"req open","a":{"rev":3},"c":"C1"}'


def test_a_long_title_stands_in_full_above_the_fields() -> None:
    assert view(FORM, {})["blocks"][0]["text"]["text"] == FORM.title


def test_an_error_stands_above_its_field() -> None:
    blocks = view(FORM, {})["blocks"]
    assert (blocks[-2]["text"]["text"], blocks[-1]["block_id"]) == ("Too long.", "wrong")


def test_what_slack_cannot_carry_is_refused() -> None:
    with pytest.raises(ValueError, match="3000"):
        view(Form("t", "v", (), "ok", {"a": "x" * 3000}), {})
    with pytest.raises(ValueError, match="150"):
        view(Form("t", "v", (Field("s", "S", "select", choices=(Choice("x" * 151, "x"),)),), "ok"), {})


def test_what_was_typed_comes_back_by_field_and_empty_fields_are_missing() -> None:
    state = {
        "line": {"value": {"type": "plain_text_input", "value": "x"}},
        "empty": {"value": {"type": "plain_text_input", "value": None}},
        "level": {"value": {"type": "static_select", "selected_option": {"value": "2"}}},
        "none": {"value": {"type": "static_select", "selected_option": None}},
        "day": {"value": {"type": "datepicker", "selected_date": "2026-05-29"}},
        "when": {"value": {"type": "datetimepicker", "selected_date_time": 1780070400}},
        "who": {"value": {"type": "users_select", "selected_user": "U7"}},
        "sure": {"value": {"type": "checkboxes", "selected_options": []}},
        "base": {"value": {"type": "number_input", "value": "200000"}},
    }
    assert submitted(state) == {
        "line": "x",
        "level": "2",
        "day": "2026-05-29",
        "when": "2026-05-29T16:00:00+00:00",
        "who": "<@U7>",
        "sure": False,
        "base": "200000",
    }

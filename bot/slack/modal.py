"""Form ⇄ modal view: the inputs that Slack shows, and what a person typed into them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.slack import limits
from bot.slack.inert import inert, shorten
from bot.slack.render import Block, compact
from handlers.core.errors import DoneBefore
from handlers.core.reply import Choice, Field, Form, Reply
from handlers.core.wording import Wording

CALLBACK = "form"
INPUT = "value"
"""The action id of every input; the field's name is its block's id."""

_wording = Wording("slack")


def view(form: Form, private: Mapping[str, Any]) -> dict[str, Any]:
    """The form as a modal. `private` comes back with the submission, beside the form's verb and arguments.

    Raises ValueError where that is longer than Slack keeps (3,000 characters).
    """
    metadata = compact({"v": form.verb, "a": form.args, **private})
    if len(metadata) > limits.PRIVATE_METADATA:
        raise ValueError(f"form {form.title!r} carries {len(metadata)} characters; Slack holds {limits.PRIVATE_METADATA}")
    # Slack's title holds 24 characters; what does not fit stands in full as the first line.
    lead = [_section(form.title)] if len(form.title) > limits.VIEW_TITLE else []
    blocks = [block for field in form.fields for block in _field(field)]
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": _plain(form.title, limits.VIEW_TITLE),
        "submit": _plain(form.submit, limits.VIEW_TITLE),
        "close": _plain(_wording.cancel(), limits.VIEW_TITLE),
        "private_metadata": metadata,
        "blocks": [*lead, *blocks],
    }


def following(reply: Reply, view_shown: Mapping[str, Any], private: Mapping[str, Any]) -> dict[str, Any] | None:
    """What stays inside the form that was submitted: errors at its fields, or its next page. None: it closes.

    One that was submitted twice has done its work: it closes too.
    """
    if reply.data.get("refused") == DoneBefore.__name__:
        return None
    blocks = view_shown.get("blocks") or ()
    inputs = [block["block_id"] for block in blocks if block.get("type") == "input" and "block_id" in block]
    told = reply.data.get("errors")
    found = {**(errors(reply.form) if reply.form else {}), **(told if isinstance(told, Mapping) else {})}
    at_fields = {name: str(error) for name, error in found.items() if name in inputs}
    if not at_fields and reply.data.get("refused") and inputs:
        at_fields = {inputs[0]: reply.text}
    if at_fields:
        return {"response_action": "errors", "errors": at_fields}
    return {"response_action": "update", "view": view(reply.form, private)} if reply.form else None


def errors(form: Form) -> dict[str, str]:
    """Field → what is wrong with it."""
    return {field.name: field.error for field in form.fields if field.error}


def submitted(state: Mapping[str, Any]) -> dict[str, Any]:
    """Field → what was typed or chosen; fields left empty are missing. A person is `<@U…>`, a moment ISO 8601 in UTC."""
    found: dict[str, Any] = {}
    for name, inputs in state.items():
        for element in inputs.values():
            value = _value(element)
            if value is not None:
                found[name] = value
    return found


def _value(element: Mapping[str, Any]) -> Any:
    match element.get("type"):
        case "static_select":
            return (element.get("selected_option") or {}).get("value")
        case "datepicker":
            return element.get("selected_date")
        case "datetimepicker":
            seconds = element.get("selected_date_time")
            return None if seconds is None else datetime.fromtimestamp(seconds, UTC).isoformat()
        case "users_select":
            user = element.get("selected_user")
            return f"<@{user}>" if user else None
        case "checkboxes":
            return bool(element.get("selected_options"))
        case _:
            return element.get("value")


def _plain(text: str, limit: int) -> Block:
    return {"type": "plain_text", "text": shorten(inert(text), limit) or " ", "emoji": False}


def _section(text: str) -> Block:
    return {"type": "section", "text": _plain(text, limits.TEXT)}


def _field(field: Field) -> list[Block]:
    label = "" if field.kind == "check" else field.label
    block: Block = {
        "type": "input",
        "block_id": field.name[: limits.ACTION_ID],
        "label": _plain(label or field.label, limits.LABEL),
        "element": {"action_id": INPUT, **_element(field)},
        "optional": not field.required or field.kind == "check",
    }
    if field.hint:
        block["hint"] = _plain(field.hint, limits.LABEL)
    return [*([_section(field.error)] if field.error else []), block]


def _element(field: Field) -> Block:
    match field.kind:
        case "select":
            return _select(field)
        case "number":
            return {"type": "number_input", "is_decimal_allowed": True} | _initial("initial_value", field.value)
        case "date":
            return {"type": "datepicker"} | _initial("initial_date", field.value)
        case "datetime":
            moment = int(datetime.fromisoformat(field.value).timestamp()) if field.value else None
            return {"type": "datetimepicker"} | _initial("initial_date_time", moment)
        case "person":
            return {"type": "users_select"} | _initial("initial_user", field.value.strip("<@>"))
        case "check":
            option = {"text": _plain(field.label, limits.OPTION), "value": "true"}
            box: Block = {"type": "checkboxes", "options": [option]}
            return box | ({"initial_options": [option]} if field.value == "true" else {})
        case kind:
            text: Block = {"type": "plain_text_input", "multiline": kind == "paragraph", "max_length": limits.TEXT}
            return text | _initial("initial_value", shorten(field.value, limits.TEXT))


def _initial(key: str, value: Any) -> Block:
    return {key: value} if value else {}


def _select(field: Field) -> Block:
    options = [_option(choice) for choice in field.choices]
    size = limits.OPTIONS_IN_SELECT
    select: Block = {"type": "static_select"}
    if len(options) <= size:
        select["options"] = options
    else:
        pages = [options[start : start + size] for start in range(0, len(options), size)]
        # Slack shows at most 100 options in a group, and a group needs a label.
        select["option_groups"] = [
            {"label": _plain(f"{number * size + 1}–{number * size + len(page)}", limits.OPTION), "options": page}
            for number, page in enumerate(pages)
        ]
    chosen = next((option for option, choice in zip(options, field.choices, strict=True) if choice.value == field.value), None)
    return select | _initial("initial_option", chosen)


def _option(choice: Choice) -> Block:
    if len(choice.value) > limits.OPTION_VALUE:
        raise ValueError(f"choice {choice.label!r} stores {len(choice.value)} characters; Slack holds {limits.OPTION_VALUE}")
    return {"text": _plain(choice.label, limits.OPTION), "value": choice.value}

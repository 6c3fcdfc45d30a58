"""Forms on a card, both ways: fields → inputs, and what was submitted → arguments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.teams.text import block, safe
from handlers.core.reply import Field, Form, Strong, as_json
from handlers.core.wording import Wording

Json = dict[str, Any]

PREFIX = "f."
"""Before a field's name in an input's id: inputs and the button's own data arrive in one mapping."""
TIME = "~time"
"""After the id of a moment's second input: cards have dates and times, but no moments."""
LONGEST = 20_000
"""Characters that a paragraph takes."""

_wording = Wording("teams")


def body(form: Form) -> list[Json]:
    """The title and an input for each field, with what is wrong with it below it."""
    made = [block((Strong(form.title),))] if form.title else []
    for field in form.fields:
        made += _inputs(field)
        if field.error:
            made.append(block(field.error, small=True, color="attention"))
    return made


def submit(form: Form) -> Json:
    """The button that sends the fields."""
    return {
        "type": "Action.Execute",
        "title": safe(form.submit),
        "verb": "mlhire",
        "style": "positive",
        "data": {"v": form.verb, "a": as_json(form.args)},
    }


def submitted(data: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of a pressed button: its own, and the fields that were filled in. Fields left empty are absent."""
    own = data.get("a")
    args = dict(own) if isinstance(own, Mapping) else {}
    for key, value in data.items():
        if not key.startswith(PREFIX) or key.endswith(TIME) or value is None or value == "":
            continue
        time = data.get(key + TIME)
        args[key.removeprefix(PREFIX)] = f"{value}T{time}" if time else value
    return args


def _inputs(field: Field) -> list[Json]:
    made: Json = {"id": PREFIX + field.name, "label": safe(field.label)}
    if field.required:
        made["isRequired"] = True
        made["errorMessage"] = _wording.required(label=safe(field.label))
    if field.value:
        made["value"] = safe(field.value)
    if field.hint and field.kind != "check":
        made["placeholder"] = safe(field.hint)
    match field.kind:
        case "line" | "person":
            made = {"type": "Input.Text", **made}
        case "paragraph":
            made = {"type": "Input.Text", "isMultiline": True, "maxLength": LONGEST, **made}
        case "select":
            made = {"type": "Input.ChoiceSet", "style": "compact", "choices": [], **made}
        case "number":
            made = _number(made)
        case "date":
            made = {"type": "Input.Date", **made}
        case "datetime":
            return _moment(made)
        case "check":
            made = {"type": "Input.Toggle", "title": made.pop("label"), "valueOn": "true", "valueOff": "false", **made}
            made["value"] = "true" if field.value.casefold() in {"true", "yes", "on", "1"} else "false"
    if field.choices and field.kind in {"select", "person", "line"}:
        choices = [{"title": safe(choice.label), "value": choice.value} for choice in field.choices]
        made = {**made, "type": "Input.ChoiceSet", "style": "compact", "choices": choices}
    return [made]


def _number(made: Json) -> Json:
    """A number that was typed wrongly can't be shown in a number's input: it is left out, its error stays."""
    value = made.pop("value", None)
    try:
        return {"type": "Input.Number", **made} | ({"value": float(value)} if value is not None else {})
    except ValueError:
        return {"type": "Input.Number", **made}


def _moment(made: Json) -> list[Json]:
    day, _, time = made.pop("value", "").partition("T")
    made.pop("placeholder", None)
    date = {"type": "Input.Date", **made} | ({"value": day} if day else {})
    hour = {"type": "Input.Time", **made, "id": made["id"] + TIME, "label": _wording.time_of(label=made["label"])}
    return [date, hour | ({"value": time[:5]} if time else {})]

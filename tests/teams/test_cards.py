"""Reply → Adaptive Card: every element is valid against the published schema, stays inert, and keeps to 28 KB."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bot.teams import cards, render, weight
from bot.teams.forms import submitted
from handlers.core.reply import (
    Action,
    Bar,
    Bullets,
    Choice,
    Cited,
    Document,
    Element,
    Facts,
    Field,
    Form,
    Heading,
    Mention,
    Panel,
    Picture,
    Reply,
    Section,
    Strong,
    Table,
    Text,
)

SCHEMA = json.loads((Path(__file__).parent / "adaptive-card-1.5.0.json").read_text(encoding="utf-8"))
GOLDEN = Path(__file__).parent / "golden_elements.json"
VALIDATOR = jsonschema.Draft6Validator(SCHEMA)

HOSTILE = "*Ana* _Q_ [click](https://evil.example) `x` <at>Ravi</at> <b> &lt; {{DATE(2026-01-01T00:00:00Z)}} \\ ~~no~~"
PICTURE = Picture("Ranges", "RFS 190 to 230", (Panel("base", "USD", (Bar("RFS", 190, 230),)),))
TABLE = Table(
    ("Source", "Measures", "Range"),
    (
        Section("US remote", (("RFS", "base", "$190K–$230K"), ("RFS", "", "0.09%–0.20%"))),
        Section("Broader", (("KORE1", "base", "$230K–$340K"),)),
    ),
    frozenset({"Range"}),
)
WIDE = Table(tuple(f"Column {n}" for n in range(9)), (Section("", (tuple(f"cell {n}" for n in range(9)),)),))
FORM = Form(
    "Loop done",
    "loop done",
    (
        Field("who", "Candidate", hint="initials", error="Nobody by that name."),
        Field("notes", "Notes", "paragraph", required=False, value="line\nline"),
        Field("level", "Level", "select", choices=(Choice("senior", "Senior"), Choice("staff", "Staff"))),
        Field("count", "Rounds", "number", value="5"),
        Field("bad", "Bad number", "number", value="five", error="Not a number."),
        Field("day", "Day", "date", value="2026-11-20"),
        Field("at", "Ended", "datetime", value="2026-11-20T16:00"),
        Field("owner", "Owner", "person"),
        Field("owner2", "Owner", "person", choices=(Choice("1", "Mei"),)),
        Field("sure", "Sure", "check", required=False),
    ),
    "Record",
    {"req": "R-12"},
)
ELEMENTS: dict[str, Element] = {
    "heading": Heading("Senior, remote"),
    "hostile heading": Heading(HOSTILE),
    "text": Text("They differ."),
    "rich": Text(("Offer is due, ", Mention("Ravi", {"teams": "29:ravi"}), ", ", Strong("Thu 16:00"), ""), small=True),
    "facts": Facts((("Level", "Senior"), ("Market", "remote"))),
    "hostile facts": Facts((("Name", HOSTILE),)),
    "no facts": Facts(()),
    "bullets": Bullets(("one", ("two ", Strong("bold")))),
    "ordered": Bullets(("one", "two"), ordered=True),
    "table": TABLE,
    "empty table": Table(("A", "B"), (Section("None", ()),)),
    "wide table": WIDE,
    "picture": PICTURE,
    "document": Document("jd.md", "text/markdown", "# Title\n\nBody"),
}


def check(card: dict[str, Any], *, schema: bool = True) -> dict[str, Any]:
    errors = [error.message[:300] for error in VALIDATOR.iter_errors(card)] if schema else []
    assert not errors, errors
    assert weight.size(card) <= weight.CARD_LIMIT
    return card


def texts(value: Any) -> list[str]:
    """Every text that a card shows, in order."""
    if isinstance(value, dict):
        own = [value[key] for key in ("text", "title", "value", "label", "altText") if isinstance(value.get(key), str)]
        return own + [text for key, item in value.items() if key not in {"data", "fallbackText"} for text in texts(item)]
    return [text for item in value for text in texts(item)] if isinstance(value, list) else []


def markdown(value: Any) -> list[str]:
    """Every text in an element that parses Markdown."""
    if isinstance(value, dict):
        own = [value["text"]] if value.get("type") == "TextBlock" else []
        own += [text for fact in value.get("facts", ()) for text in fact.values()]
        return own + [text for item in value.values() for text in markdown(item)]
    return [text for item in value for text in markdown(item)] if isinstance(value, list) else []


@pytest.mark.parametrize("name", ELEMENTS)
def test_each_element_makes_a_card_that_is_valid_against_the_schema(name: str) -> None:
    check(render.card(Reply("fallback", (ELEMENTS[name],))))


@pytest.mark.parametrize("name", ELEMENTS)
def test_each_element_looks_as_it_did(name: str) -> None:
    """To accept a change: run with MLHIRE_GOLDEN=write, and read the difference."""
    made = render.card(Reply("fallback", (ELEMENTS[name],)))
    held = json.loads(GOLDEN.read_text(encoding="utf-8")) if GOLDEN.exists() else {}
    if os.environ.get("MLHIRE_GOLDEN") == "write":
        GOLDEN.write_text(json.dumps({**held, name: made["body"]}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        return
    assert made["body"] == held[name]


def test_rows_that_are_too_long_or_too_short_are_still_shown() -> None:
    for columns in (("A", "B"), tuple("ABCDEFGH")):
        card = check(render.card(Reply("x", (Table(columns, (Section("", (("1",), tuple("123456789"))),)),))))
        assert "9" in texts(card)


def test_a_reply_of_everything_is_valid_and_says_everything() -> None:
    reply = Reply(
        "fallback",
        tuple(ELEMENTS.values()),
        actions=(Action("Picture", "band", {"picture": True}, primary=True), Action("Sure", "offer", confirm="Really?")),
        more=(Action("why?", "fact", {"id": "x"}),),
        form=FORM,
        sources=(Cited("kore1", "KORE1", "2026-05"), Cited("own", "House", "")),
    )
    card = check(render.card(reply))
    said = " ".join(texts(card))
    for words in (
        "Senior, remote",
        "They differ.",
        "$190K–$230K",
        "US remote",
        "cell 8",
        "RFS 190 to 230",
        "KORE1, May 2026 · House",
        "Body",
    ):
        assert words in said
    assert card["fallbackText"] == "fallback"


def test_an_empty_reply_still_shows_its_text() -> None:
    assert "fallback" in texts(check(render.card(Reply("fallback"))))
    check(render.card(Reply("")))


@pytest.mark.parametrize(
    "mark",
    [
        "*a*",
        "_a_",
        "[a](b)",
        "`a`",
        "# a",
        "> a",
        "- a",
        "+ a",
        "1. a",
        "12) a",
        "<at>a</at>",
        "&lt;",
        "~~a~~",
        "a\\b",
        "a\nb",
        "{{TIME(x)}}",
    ],
)
def test_text_with_a_mark_is_never_in_an_element_that_parses_markdown(mark: str) -> None:
    reply = Reply(
        mark,
        (
            Heading(mark),
            Text(mark),
            Facts(((mark, mark),)),
            Bullets((mark,)),
            Table((mark,), (Section(mark, ((mark,),)),)),
            Document(mark, "", mark),
        ),
        actions=(Action(mark, "say", {"said": mark}, confirm=mark),),
    )
    card = check(render.card(reply))
    assert markdown(card) == []
    assert card["actions"][0]["card"]["actions"][0]["data"] == {"v": "say", "a": {"said": mark}}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("*a* [b](http://c) `d` ~e~ <at>f</at>", r"\*a\* \[b\](http://c) \`d\` \~e\~ \<at\>f\</at\>"),
        ("# a\n- b 1-2", "\\# a\n\\- b 1-2"),
        ("Senior, remote: post $190K–$230K base (R-1)", "Senior, remote: post $190K–$230K base (R-1)"),
    ],
)
def test_what_an_old_client_shows_instead_of_a_card_opens_no_markup_either(text: str, shown: str) -> None:
    assert check(render.card(Reply(text)))["fallbackText"] == shown


def test_unseen_characters_and_functions_of_the_card_are_disarmed() -> None:
    card = check(render.card(Reply("x", (Text("a\u202eb\x00c\ud800 {{DATE(2026-01-01T00:00:00Z)}} 👩‍🔬"),))))
    said = texts(card)[0]
    assert said == "a b c  {\u200b{DATE(2026-01-01T00:00:00Z)}} 👩‍🔬"
    said.encode()


def test_a_mention_notifies_once_and_its_name_can_not_open_another() -> None:
    somebody = Mention("Ra<vi></at> *x*", {"teams": "29:ravi"})
    reply = Reply("x", (Text((somebody, " and ", somebody)), Bullets(((Mention("Mei", {"slack": "U1"}),),))))
    made = render.message(reply)
    assert made["text"] == "<at>Ra vi at x</at>"
    assert [entity["mentioned"]["id"] for entity in made["entities"]] == ["29:ravi"]
    assert "Mei" in texts(made["attachments"][0]["content"])


def test_buttons_carry_their_verb_and_the_rest_goes_to_the_overflow() -> None:
    reply = Reply("x", actions=(Action("A", "band", {"level": "senior"}, primary=True),), more=(Action("B", "why"),))
    first, second = check(render.card(reply))["actions"]
    assert (first["type"], first["verb"], first["style"]) == ("Action.Execute", "mlhire", "positive")
    assert first["data"] == {"v": "band", "a": {"level": "senior"}}
    assert second["mode"] == "secondary"


def test_a_form_shows_each_error_at_its_field_and_comes_back_as_arguments() -> None:
    card = check(render.card(Reply("x", form=FORM)))
    inputs = {part["id"]: part for part in card["body"] if "id" in part}
    assert inputs["f.who"]["isRequired"] and inputs["f.who"]["errorMessage"] == "Please fill in: Candidate."
    after = card["body"][card["body"].index(inputs["f.who"]) + 1]
    assert after["inlines"][0]["text"] == "Nobody by that name." and after["inlines"][0]["color"] == "attention"
    assert "isRequired" not in inputs["f.notes"]
    assert inputs["f.at"]["value"], inputs["f.at~time"]["value"] == ("2026-11-20", "16:00")
    button = card["actions"][0]
    filled = {"f.who": "A.Q.", "f.notes": "", "f.at": "2026-11-20", "f.at~time": "16:00", "f.sure": "true", "v2": "x"}
    assert submitted({**button["data"], **filled}) == {"req": "R-12", "who": "A.Q.", "at": "2026-11-20T16:00", "sure": "true"}


def test_a_picture_is_shown_where_it_has_an_address_and_told_where_it_is_too_heavy() -> None:
    light = "data:image/png;base64," + "x" * 4000
    shown = check(render.card(Reply("x", (PICTURE,)), pictures={PICTURE: light}))
    assert shown["body"][0]["url"] == light and shown["body"][0]["altText"] == PICTURE.alt
    heavy = check(render.card(Reply("x", (Heading("H"), PICTURE)), pictures={PICTURE: "data:image/png;base64," + "x" * 40000}))
    assert "Image" not in json.dumps(heavy) and PICTURE.alt in " ".join(texts(heavy))


def test_a_picture_that_leaves_no_room_for_the_rest_comes_first_and_the_rest_is_offered() -> None:
    address = "data:image/png;base64," + "x" * 18000
    reply = Reply("x", (Heading("Top"), Bullets(tuple("words " * 20 for _ in range(60))), PICTURE))
    first = check(render.card(reply, pictures={PICTURE: address}, again=ask_again))
    assert (first["body"][0]["text"], first["body"][1]["url"]) == ("Top", address)
    second = check(render.card(reply, pictures={PICTURE: address}, again=ask_again, page=2))
    assert "words words" in " ".join(texts(second)) and "Image" not in json.dumps(second)


def ask_again() -> Action:
    return Action("", "say", {"said": "band senior"})


def long_table(rows: int, cell: str = "cell") -> Reply:
    section = Section("S", tuple((f"row {n}.", cell, cell) for n in range(rows)))
    return Reply("x", (Heading("Long"), Table(("A", "B", "C"), (section,))))


def all_pages(reply: Reply, limit: int = 60) -> list[dict[str, Any]]:
    pages = []
    for page in range(1, limit):
        pages.append(check(render.card(reply, again=ask_again, page=page), schema=page == 2))
        offered = [action for action in pages[-1].get("actions", ()) if action["data"].get("page")]
        if not offered:
            return pages
        assert offered[0]["data"] == {"v": "say", "a": {"said": "band senior"}, "page": page + 1}
    raise AssertionError("no last page")


@pytest.mark.parametrize("cell", ["cell", "–– ★ 𝔘", "x" * 400, '"\\"'])
def test_a_long_table_says_how_many_rows_are_left_and_offers_every_one(cell: str) -> None:
    reply = long_table(300, cell)
    pages = all_pages(reply)
    said = [text for page in pages for text in texts(page)]
    assert len(pages) > 1
    assert [text for text in said if text.startswith("row ")] == [f"row {n}." for n in range(300)]
    shown = sum(text.startswith("row ") for text in texts(pages[0]))
    assert f"… and {300 - shown} more rows. This is part 1 of {len(pages)}." in said


def test_without_a_way_to_ask_again_the_cut_is_still_said() -> None:
    said = " ".join(texts(check(render.card(long_table(300)))))
    assert "more rows" in said and "ask for less at a time" in said


@pytest.mark.parametrize(
    "element",
    [
        Text("word " * 12_000),
        Text("x" * 60_000),
        Text("漢" * 20_000),
        Document("jd.md", "text/markdown", "A line of a JD.\n" * 4_000),
        Bullets(tuple(f"item {n} " * 20 for n in range(400)), ordered=True),
        Bullets(("long " * 9000,)),
        Facts(tuple((f"label {n}", "value " * 30) for n in range(300))),
        Facts((("label", "*" * 40_000),)),
        Table(("A", "B"), (Section("", (("x" * 40_000, "y"),)),)),
        Table(tuple("ABCDEFGHI"), (Section("", tuple(tuple(f"{n}.{m}" for m in range(9)) for n in range(300))),)),
        Heading("h" * 40_000),
    ],
    ids=lambda element: type(element).__name__,
)
def test_nothing_that_is_too_large_is_cut_silently(element: Element) -> None:
    pages = all_pages(Reply("x", (Heading("Top"), element)))
    assert len(pages) > 1
    reply = Reply("x", (element,))
    wanted = "".join(c for text in texts(cards.compose(reply, {})["body"]) for c in text if not c.isspace())
    said = "".join(c for page in pages for text in texts(page["body"]) for c in text if not c.isspace())
    assert len(said) >= len(wanted) - 100


def test_a_reply_whose_buttons_alone_are_too_heavy_still_answers() -> None:
    heavy = tuple(Action(f"B{n}", "say", {"said": "漢" * 3000}) for n in range(3))
    card = check(render.card(Reply("x", (Text("short"),), actions=heavy, more=heavy * 4)))
    assert "short" in texts(card)


def test_a_message_with_its_card_stays_under_28_kilobytes() -> None:
    reply = Reply("漢" * 5000, (Text("漢" * 9000),))
    assert weight.size(render.message(reply)) < 28_000


@pytest.mark.parametrize("cell", ["", "{{{{", "plain", "–", "𝔘\u202e", '"\\'])
def test_the_quick_weight_never_says_less_than_the_card_weighs(cell: str) -> None:
    many = (cell, cell, cell)
    reply = Reply(
        cell,
        (
            Heading(cell),
            Text(cell),
            Text((Strong(cell), cell, Mention(cell, {})), small=True),
            Bullets(many, ordered=True),
            Facts(((cell, cell),) * 5),
            Table(many, (Section(cell, (many,) * 9),) * 4, frozenset(many)),
            Table(many * 3, (Section(cell, (many * 3,) * 9),)),
            PICTURE,
            Document(cell, cell, cell),
        ),
        actions=(Action(cell or "a", "v", {"x": cell}),),
        sources=(Cited("a", cell, "2026-05"),) * 4,
    )
    card = cards.compose(reply, {})
    assert weight.weigh(reply, card, {}) >= weight.size(card)

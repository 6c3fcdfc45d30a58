from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack.inert import pieces
from bot.slack.render import message
from handlers.core.reply import (
    Action,
    Bar,
    Bullets,
    Cited,
    Document,
    Facts,
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
from tests.slack.limits import faults_of_message, texts

HOSTILE = "<!channel> <@U123> <https://evil.example|click> *bold* _it_ `code` &amp; </b> <#C1|x> <!here>"
PICTURE = Picture("Senior, remote", "RFS 190 to 230", (Panel("Base", "USD", (Bar("RFS", 190, 230),)),))
TABLE = Table(
    ("Source", "Measures", "Range"),
    (
        Section("US remote", (("RFS", "base", "$190K–$230K"), ("RFS", "total", "$245K–$320K"))),
        Section("Worldwide", (("EXZEV", "", "$145K–$195K"),)),
    ),
    frozenset({"Range"}),
)


def blocks(reply: Reply, **pictures: Any) -> list[dict[str, Any]]:
    made = message(reply, **pictures)
    assert faults_of_message(made) == []
    return list(made["blocks"])


def visible(reply: Reply) -> str:
    return "\n".join(texts(blocks(reply)))


def test_a_band_becomes_a_header_a_native_table_small_lines_and_buttons() -> None:
    reply = Reply(
        "Senior: post $190K–$230K",
        (Heading("Senior: post $190K–$230K"), TABLE, Text("They differ."), Text("Moves it: no LLM work.", small=True)),
        actions=(Action("Picture", "band", {"level": "senior"}, primary=True),),
        more=(Action("why?", "why"), Action("Share", "share", {"of": 1})),
        sources=(Cited("kore1", "KORE1", "2026-05-29"), Cited("exzev", "EXZEV", "2026")),
    )
    made = blocks(reply)
    assert [block["type"] for block in made] == ["header", "table", "section", "context", "context", "actions"]
    assert made[1]["column_settings"][2] == {"align": "right"}
    assert made[1]["rows"][1][0]["elements"][0]["elements"] == [{"type": "text", "text": "US remote", "style": {"bold": True}}]
    assert made[1]["rows"][5][1] == {"type": "raw_text", "text": " "}
    assert made[4]["elements"][0]["text"] == "KORE1, May 2026 · EXZEV, 2026"
    button, menu = made[5]["elements"]
    assert (button["value"], button["style"]) == ('{"v":"band","a":{"level":"senior"}}', "primary")
    assert [option["value"] for option in menu["options"]] == ['{"v":"why","a":{}}', '{"v":"share","a":{"of":1}}']


def test_nothing_that_a_person_wrote_becomes_a_mention_a_link_or_markup() -> None:
    reply = Reply(
        HOSTILE,
        (
            Heading(HOSTILE),
            Text(HOSTILE),
            Text((HOSTILE, Strong(HOSTILE), Mention(HOSTILE, {"slack": HOSTILE}))),
            Text(HOSTILE, small=True),
            Facts(((HOSTILE, HOSTILE),)),
            Bullets((HOSTILE, (Strong(HOSTILE),))),
            Table((HOSTILE,), (Section(HOSTILE, ((HOSTILE,),)),)),
            Table((HOSTILE,), (Section(HOSTILE, ((HOSTILE,),)),)),
            Picture(HOSTILE, HOSTILE, ()),
            Document(HOSTILE, "text/markdown", HOSTILE),
        ),
        actions=(Action(HOSTILE[:60], "x", {}, confirm=HOSTILE),),
        more=(Action(HOSTILE[:60], "y"),),
        sources=(Cited("x", HOSTILE, "2026"),),
    )
    made = message(reply)
    assert faults_of_message(made) == []
    assert made["text"].startswith("&lt;!channel&gt; &lt;@U123&gt; &lt;https://evil.example|click&gt;")
    assert "&amp;amp;" in made["text"]
    assert not any(element.get("type") == "mrkdwn" for block in made["blocks"] for element in block.get("elements", ()))


def test_a_person_with_a_slack_identity_is_mentioned_and_another_is_named() -> None:
    spans = blocks(Reply("x", (Text((Mention("Mei", {"slack": "U12"}), " and ", Mention("Ravi", {"teams": "29:1"}))),)))
    assert spans[0]["elements"][0]["elements"] == [
        {"type": "user", "user_id": "U12"},
        {"type": "text", "text": " and "},
        {"type": "text", "text": "Ravi"},
    ]


def test_a_table_too_long_shows_its_first_rows_and_says_how_many_are_missing() -> None:
    reply = Reply("x", (Table(("a", "b"), (Section("one", tuple((str(n), "y") for n in range(150))),)),))
    made = blocks(reply)
    assert len(made[0]["rows"]) == 100
    assert made[1]["elements"][0]["text"] == "… and 52 more rows"


def test_a_table_with_too_many_characters_is_kept_under_slacks_ten_thousand() -> None:
    rows = tuple((str(n), "word " * 100) for n in range(60))
    made = blocks(Reply("x", (Table(("a", "b"), (Section("", rows), Section("next", rows))),)))
    shown = len(made[0]["rows"]) - 1
    assert made[1]["elements"][0]["text"] == f"… and {120 - shown} more rows"


def test_columns_beyond_twenty_are_named() -> None:
    names = tuple(f"c{n}" for n in range(22))
    assert "c20, c21" in visible(Reply("x", (Table(names, (Section("", (names,)),)),)))


def test_a_second_table_is_set_in_monospace_because_slack_takes_one() -> None:
    made = blocks(Reply("x", (TABLE, TABLE)))
    assert [block["type"] for block in made] == ["table", "rich_text"]
    assert "EXZEV" in made[1]["elements"][0]["elements"][0]["text"]


def test_a_long_paragraph_is_split_at_sentences_and_loses_nothing() -> None:
    words = " ".join(f"This is sentence number {n}." for n in range(300))
    made = blocks(Reply("x", (Text(words),)))
    assert len(made) > 1
    assert " ".join(block["text"]["text"] for block in made) == words
    assert all(block["text"]["text"].endswith(".") for block in made)


def test_what_finds_no_room_is_counted_not_cut_silently() -> None:
    reply = Reply("x", tuple(Text(f"Paragraph {n}") for n in range(80)), actions=(Action("a", "b"),))
    made = blocks(reply)
    assert len(made) == 50
    assert made[-2]["elements"][0]["text"] == "… and 32 more parts, left out for length"
    assert made[-1]["type"] == "actions"


def test_a_long_list_goes_on_with_its_numbers() -> None:
    made = blocks(Reply("x", (Bullets(tuple("word " * 100 for _ in range(12)), ordered=True),)))
    lists = [block["elements"][0] for block in made]
    assert sum(len(each["elements"]) for each in lists) == 12
    assert lists[1]["offset"] == len(lists[0]["elements"])


def test_a_menu_holds_what_fits_and_the_rest_are_buttons_with_their_question() -> None:
    short = tuple(Action(f"m{n}", "x") for n in range(7))
    more = (*short, Action("long", "x", {"t": "y" * 200}), Action("sure", "x", confirm="Really?"))
    shown = blocks(Reply("x", (), more=more))[-1]["elements"]
    assert [element["type"] for element in shown] == ["overflow", "overflow", "button", "button"]
    assert shown[3]["confirm"]["text"]["text"] == "Really?"


def test_arguments_that_slack_cannot_hold_are_refused() -> None:
    with pytest.raises(ValueError, match="2000"):
        message(Reply("x", actions=(Action("a", "b", {"t": "y" * 2000}),)))


def test_a_picture_is_shown_where_it_was_uploaded_and_said_where_it_was_not() -> None:
    reply = Reply("x", (PICTURE,))
    assert blocks(reply, pictures={PICTURE: "F123"})[0]["slack_file"] == {"id": "F123"}
    assert blocks(reply, pictures={PICTURE: "https://cdn.example/a.png"})[0]["image_url"] == "https://cdn.example/a.png"
    assert blocks(reply)[0]["elements"][0]["text"] == "RFS 190 to 230"


def test_a_reply_without_elements_shows_its_text() -> None:
    assert blocks(Reply("Only this."))[0]["text"]["text"] == "Only this."


LONG = ["x" * 4000, "a\n\nb. " * 900, "\u202e😀" * 300]


def some(strategy: st.SearchStrategy[Any], most: int, least: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, min_size=least, max_size=most).map(tuple)


words = st.text(max_size=400) | st.sampled_from([HOSTILE, "", " ", *LONG])
spans = words | st.builds(Strong, words) | st.builds(Mention, words, st.just({"slack": "U1"}))
rich = words | some(spans, 4)
sections = st.builds(Section, words, some(some(words, 4, 1), 8))
elements = st.one_of(
    st.builds(Heading, words),
    st.builds(Text, rich, st.booleans()),
    st.builds(Facts, some(st.tuples(words, words), 4)),
    st.builds(Bullets, some(rich, 6), st.booleans()),
    st.builds(Table, some(words, 5, 1), some(sections, 3)),
    st.builds(Picture, words, words, st.just(())),
    st.builds(Document, words, st.just("text/plain"), words),
)
actions = some(st.builds(Action, words, st.just("band"), st.just({"a": 1}), st.booleans(), st.none() | words), 3)


@settings(max_examples=60)
@given(st.builds(Reply, words, some(elements, 8), actions, actions))
def test_whatever_a_reply_holds_slack_takes_it(reply: Reply) -> None:
    assert faults_of_message(message(reply)) == []


@given(st.text(max_size=2000), st.integers(20, 200))
def test_pieces_lose_nothing_but_white_space(text: str, limit: int) -> None:
    parts = list(pieces(text, limit))
    assert all(0 < len(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())

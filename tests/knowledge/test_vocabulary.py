"""What people type, and what is read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.load import Knowledge, load
from knowledge.words.phrases import place_phrases
from knowledge.words.vocabulary import MOST_GUESSES, Reading, Vocabulary

KNOWLEDGE = load()
VOCABULARY = Vocabulary.of(KNOWLEDGE)
REMOTE = "us-remote|remote-worldwide"


def said(reading: Reading) -> str:
    """A reading on one line: `kind:id`, several ids parted by `|`, `~` for a guess, `?` for a question."""
    shown = (("~" if m.guessed else "?" if m.asks else "") + f"{m.kind}:{'|'.join(m.ids)}" for m in reading.found)
    return " ".join(one.replace(" ", "-") for one in shown)


PLAIN = [
    ("band senior remote", f"level:senior market:{REMOTE}"),
    ("band remote sr", f"market:{REMOTE} level:senior"),
    ("Sr. ML engineer, REMOTE please", f"level:senior market:{REMOTE}"),
    ("what's the band for a senior in seattle", "level:senior market:seattle"),
    ("what would a staff genai person cost us in new york", "level:staff lane:applied-llm market:new-york"),
    ("band compare senior sf vs senior remote", f"level:senior market:bay-area level:senior market:{REMOTE}"),
    ("sf nyc and seattle", "market:bay-area market:new-york market:seattle"),
    ("ic5 in the bay area", "level:senior market:bay-area"),
    ("IC-5 / L6", "level:senior level:staff"),
    ("seniors and juniors", "level:senior level:junior"),
    ("mid-level or mid level or midlevel", "level:mid level:mid level:mid"),
    ("senior/staff in N.Y.C.", "level:senior level:staff market:new-york"),
    ("staff+ oc", "level:staff market:orange-county"),
    ("senior staff", "level:staff"),
    ("newyork bayarea", "market:new-york market:bay-area"),
    ("ml platform lead tampa", "lane:mlops level:staff market:tampa"),
    ("platform research production", "lane:mlops lane:research lane:production"),
    ("senior feature store person", "level:senior specialty:feature-store"),
    ("senior cv remote", f"level:senior specialty:computer-vision market:{REMOTE}"),
    ("no llm, hybrid, sf", "modifier:no-llm modifier:hybrid market:bay-area"),
    ("not remote", "modifier:on-site"),
    ("on-site, on site and onsite", "modifier:on-site modifier:on-site modifier:on-site"),
    ("with a ph.d. in euros", "modifier:phd currency:EUR"),
    ("kore1 and mlai.qa and exzev", "source:kore1 source:mlaiqa source:exzev"),
    ("Recruiting from Scratch on staff", "source:rfs level:staff"),
    ("research to production", "specialty:research-to-production"),
    ("ml/ai engineer", ""),
    ("lead time for a lead", "level:staff"),
    ("", ""),
]
REMOTE_WHERE = [
    ("remote", f"market:{REMOTE}"),
    ("remote us", "market:us-remote"),
    ("us remote senior", "market:us-remote level:senior"),
    ("senior remote (US)", "level:senior market:us-remote"),
    ("remote, US", "market:us-remote"),
    ("remote senior us", "market:us-remote level:senior"),
    ("anywhere in the us", "market:us-remote"),
    ("remote texas", "market:us-remote place:Texas"),
    ("remote (worldwide)", "market:remote-worldwide"),
    ("remote, anywhere", "market:remote-worldwide"),
    ("remote from toronto", "place:remote-in-Toronto"),
    ("remote europe", "place:remote-in-Europe"),
    ("senior in europe, fully remote", f"level:senior market:western-europe market:{REMOTE}"),
    ("remote and us", f"market:{REMOTE} market:us"),
    ("remote vs us", f"market:{REMOTE} market:us"),
    ("remote or seattle", f"market:{REMOTE} market:seattle"),
    ("senior sf remote", f"level:senior market:bay-area market:{REMOTE}"),
]
US = [
    ("band senior us", "level:senior market:us"),
    ("BAND SENIOR US", "level:senior market:us"),
    ("what does a senior cost us?", "level:senior"),
    ("COST US IN NEW YORK", "market:new-york"),
    ("what do US people cost us in tampa", "market:us market:tampa"),
    ("give us a remote senior", f"market:{REMOTE} level:senior"),
    ("a senior for us in the bay area", "level:senior market:bay-area"),
    ("a senior for us", "level:senior market:us"),
    ("us vs europe senior", "market:us market:western-europe level:senior"),
    ("in the us and in seattle", "market:us market:seattle"),
    ("band for us remote senior", "market:us-remote level:senior"),
    ("U.S. senior", "market:us level:senior"),
]
LLM = [
    ("senior llm remote", f"level:senior lane:applied-llm market:{REMOTE}"),
    ("llm", "lane:applied-llm"),
    ("llm engineer", "lane:applied-llm"),
    ("production llm senior", "lane:production modifier:llm level:senior"),
    ("llm vs production", "lane:applied-llm lane:production"),
    ("LLM/RAG platform", "modifier:llm modifier:llm lane:mlops"),
]
PLACES = [
    ("senior in Lisbon, Portugal", "level:senior place:Lisbon"),
    ("seattle, wa", "market:seattle"),
    ("washington, dc", "place:Washington-DC"),
    ("Austin, TX and Portland", "place:Austin place:Portland"),
    ("seattle and austin", "market:seattle place:Austin"),
    ("la", "place:Los-Angeles"),
    ("new mexico not mexico", "place:New-Mexico place:Mexico"),
    ("Middle East", "place:Middle-East"),
    ("California", "place:California"),
    ("São Paulo, zürich, KÖLN", "place:São-Paulo place:Zurich place:Cologne"),
]
YEARS = [
    ("5 years seattle", "years:5 market:seattle"),
    ("7yoe, 10+ yrs", "years:7 years:10"),
    ("5-8 years or 5 to 8yrs", "years:5-8 years:5-8"),
    ("190 seniors", "level:senior"),
]
GUESSED = [
    ("what's the band for a senoir in seattle", "~level:senior market:seattle"),
    ("senoir remtoe", f"~level:senior ~market:{REMOTE}"),
    ("satff pricipal", "~level:staff ~level:staff"),
    ("seatle, new yrok, san fransisco", "~market:seattle ~market:new-york ~market:bay-area"),
    ("produciton apllied ai reserach", "~lane:production ~lane:applied-llm ~lane:research"),
    ("machin lerning enginer, snior", "~level:senior"),
    ("bay aera", "~market:bay-area"),
    ("seneior in lisbn", "~level:senior ~place:Lisbon"),
    ("remtoe us", "~market:us-remote"),
    ("“senoir", "~level:senior"),
]
ODD = [
    ("'senior' \"remote\" (nyc", f"level:senior market:{REMOTE} market:new-york"),
    ("ＳＥＮＩＯＲ ｎｙｃ 🙂", "level:senior market:new-york"),
    ("sen\u200bior\x00remote", f"level:senior market:{REMOTE}"),
    ("シニア Сеньор senior", "level:senior"),
    ("\ud800senior", "level:senior"),
]


@pytest.mark.parametrize(("text", "expected"), PLAIN + REMOTE_WHERE + US + LLM + PLACES + YEARS + GUESSED + ODD)
def test_words_are_read(text: str, expected: str) -> None:
    assert said(VOCABULARY.read(text)) == expected


@pytest.mark.parametrize("text", [text for text, _ in PLAIN + REMOTE_WHERE + US + LLM])
def test_plain_questions_leave_no_word_unread(text: str) -> None:
    assert VOCABULARY.read(text).unread == ()


ENGLISH = """
    major scanner lend lean steady start staffing stuff status sensor sending setting remove version module
    german french land modeling prediction principle standard mentor settle agenda running service analysis janitor striving
"""


@pytest.mark.parametrize("word", ENGLISH.split())
def test_an_english_word_is_never_guessed_at(word: str) -> None:
    reading = VOCABULARY.read(word)
    assert reading.guesses == () and reading.ambiguous == ()


def test_a_guess_says_what_was_typed_and_what_was_read() -> None:
    guesses = VOCABULARY.read("Senoir in new yrok, remote").guesses
    assert [(guess.said, guess.read_as) for guess in guesses] == [("Senoir", "senior"), ("new yrok", "new york")]


@pytest.mark.parametrize(
    ("text", "level", "read"),
    [
        ("mle ii seattle", "mid", "ii"),
        ("mle 2 seattle", "mid", "2"),
        ("ML Engineer III, nyc", "senior", "III"),
        ("data scientist i nyc", "junior", "i"),
    ],
)
def test_a_level_by_number_behind_the_job_is_read_and_the_reading_shown(text: str, level: str, read: str) -> None:
    guesses = VOCABULARY.read(text).guesses
    assert [(guess.id, guess.said, guess.read_as) for guess in guesses] == [(level, read, VOCABULARY.name("level", level))]


@pytest.mark.parametrize(
    "text",
    ["the engineer i hired", "engineer 2 years nyc", "engineer 3 days in office", "mle 2 rounds", "mle 2-3 years", "2 mle nyc"],
)
def test_a_number_that_counts_something_is_no_level(text: str) -> None:
    assert VOCABULARY.read(text).first("level") is None


def test_a_level_in_words_comes_before_one_by_number() -> None:
    assert [match.id for match in VOCABULARY.read("senior mle 2 seattle").all("level")] == ["senior"]


def test_two_equally_near_words_are_a_question() -> None:
    [match] = VOCABULARY.read("a jenior").ambiguous
    assert (match.kind, set(match.ids), match.guessed) == ("level", {"junior", "senior"}, False)
    [match] = VOCABULARY.read("europs").ambiguous
    assert {(match.kind, match.id), *match.also} == {("market", "western-europe"), ("currency", "EUR")}


def test_remote_is_two_markets_and_no_question() -> None:
    reading = VOCABULARY.read("senior remote")
    assert reading.ambiguous == ()
    assert [match.ids for match in reading.all("market")] == [("us-remote", "remote-worldwide")]


@pytest.mark.parametrize(
    ("text", "place", "nearest"),
    [
        ("lisbon", "Lisbon", "western-europe"),
        ("london", "London", "western-europe"),
        ("uk", "United Kingdom", "western-europe"),
        ("remote europe", "remote in Europe", "western-europe"),
        ("los angeles", "Los Angeles", "us"),
        ("austin", "Austin", "us"),
        ("toronto", "Toronto", "remote-worldwide"),
        ("bengaluru", "Bangalore", "remote-worldwide"),
        ("poland", "Poland", "remote-worldwide"),
    ],
)
def test_a_place_without_figures_knows_the_nearest_market(text: str, place: str, nearest: str) -> None:
    match = VOCABULARY.read(text).first("place")
    assert match is not None
    assert (match.id, match.nearest[0]) == (place, nearest)


def test_places_name_markets_that_exist_and_no_word_of_the_house() -> None:
    markets = {market["id"] for market in KNOWLEDGE.vocabulary["markets"]}
    places = list(place_phrases())
    assert all(sense.nearest and markets.issuperset(sense.nearest) for _, sense in places)
    assert [name for name, _ in places if said(VOCABULARY.read(name)).startswith(("level", "market", "lane"))] == []


def test_each_word_of_the_vocabulary_reads_as_its_own_entry() -> None:
    odd = []
    for kind in KNOWLEDGE.vocabulary["kinds"]:
        for entry in KNOWLEDGE.vocabulary[kind["section"]]:
            for word in entry["words"]:
                match = VOCABULARY.read(word, {kind["kind"]}).first(kind["kind"])
                if match is None or match.ids != (entry["id"],) or match.guessed:
                    odd.append((kind["kind"], entry["id"], word))
    assert odd == []


def test_no_word_that_is_never_guessed_has_a_meaning() -> None:
    for key in ("common", "stop"):
        words = KNOWLEDGE.vocabulary[key].split()
        assert [word for word in words if key == "common" and VOCABULARY.read(word).found] == []
        assert len(words) == len(set(words)), key


def test_only_the_kinds_asked_for_are_read() -> None:
    reading = VOCABULARY.read("senior kore1 remote foo", {"level", "style"})
    assert said(reading) == "level:senior style:kore1"
    assert [word.said for word in reading.unread] == ["remote", "foo"]
    assert said(VOCABULARY.read("llm", {"modifier"})) == "modifier:llm"
    assert said(VOCABULARY.read("senior", {"nothing"})) == ""


def test_styles_and_rounds_are_read_when_asked_for() -> None:
    assert said(VOCABULARY.read("the short loop, tech screen and coding")) == ""
    assert said(VOCABULARY.read("the short loop", {"style"})) == "style:short"
    rounds = VOCABULARY.read("tech screen, then debuging and system design", {"round"})
    assert said(rounds) == "round:technical ~round:debugging round:design"


def test_unknown_words_are_told_as_typed() -> None:
    reading = VOCABULARY.read("what's R-12 for O'Brien in Qwertz?")
    assert [word.said for word in reading.unread] == ["R-12", "O'Brien", "Qwertz"]


def test_first_and_all_go_by_kind() -> None:
    reading = VOCABULARY.read("sf or nyc senior")
    assert [match.id for match in reading.all("market")] == ["bay-area", "new-york"]
    first = reading.first("level")
    assert first is not None and first.id == "senior" and reading.first("lane") is None


@pytest.mark.parametrize(
    ("kind", "ids", "typed"),
    [
        ("market", ("bay-area",), "bay area"),
        ("market", ("us-remote", "remote-worldwide"), "remote"),
        ("market", ("seattle", "new-york"), "seattle new york"),
        ("style", ("exzev",), "exzev"),
        ("place", ("London",), "London"),
    ],
)
def test_ids_are_spelled_as_somebody_types_them(kind: str, ids: tuple[str, ...], typed: str) -> None:
    assert VOCABULARY.typed(kind, *ids) == typed


def test_names_are_those_that_people_are_shown() -> None:
    assert VOCABULARY.name("market", "bay-area") == "San Francisco Bay Area"
    assert VOCABULARY.name("source", "kore1") == "KORE1"
    assert VOCABULARY.name("place", "Lisbon") == "Lisbon"


def test_suggestions_for_an_unknown_word() -> None:
    assert VOCABULARY.nearest("seniorish", "level")[0] == ("senior", "senior")
    assert VOCABULARY.nearest("plattform", "lane", limit=1) == (("mlops", "platform"),)
    assert VOCABULARY.nearest("Barzelona", "place", limit=1) == (("Barcelona", "Barcelona"),)
    assert VOCABULARY.nearest("", "lane") == () == VOCABULARY.nearest("x", "no such kind")


def test_what_was_read_before_changes_no_reading() -> None:
    fresh = Vocabulary.of(KNOWLEDGE)
    texts = ["California", "D.C.", "senior new york", "Middle East", "senoir"]
    assert [fresh.read(text) for text in texts] == [VOCABULARY.read(text) for text in texts]


def test_an_empty_vocabulary_reads_nothing() -> None:
    bare = Vocabulary.of(Knowledge({}, {}, {}, {}))
    assert bare.read("give us a senior remote in new york, us").all("level") == ()


def test_a_long_text_is_read_to_its_end_and_guessed_at_within_bounds() -> None:
    reading = VOCABULARY.read("senoir foo us remote llm, " * 2_000 + "tampa")
    assert len(reading.guesses) == MOST_GUESSES
    assert reading.found[-1].id == "tampa"


TYPED = """
    senior senoir remote remtoe us US , / vs or and in the new york yrok llm rag production platform europe seattle wa la
    lisbon portugal 5 years 7yoe cost for jenior europs 🙂 é
"""
WORDS = st.sampled_from(TYPED.split())


@settings(max_examples=400)
@given(st.one_of(st.text(), st.lists(WORDS, max_size=12).map(" ".join)))
def test_any_text_is_read_and_every_match_stands_where_it_says(text: str) -> None:
    reading = VOCABULARY.read(text)
    places = [(one.said, one.start, one.end) for one in reading.found] + [
        (one.said, one.start, one.end) for one in reading.unread
    ]
    for words, start, end in places:
        assert text[start:end] == words != ""
    assert [match.start for match in reading.found] == sorted(match.start for match in reading.found)
    for match in reading.found:
        assert match.ids[0] == match.id and not (match.guessed and match.asks)


def test_a_reading_is_a_value() -> None:
    reading = VOCABULARY.read("senior")
    assert reading == VOCABULARY.read("senior")
    with pytest.raises(AttributeError):
        reading.found[0].id = "junior"  # type: ignore[misc]

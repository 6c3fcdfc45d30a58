"""Lines of pages become paragraphs, items and heads again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.documents.flow import Line, flowing
from bot.documents.letters import clean, joined, split_mark, unspaced


def column(*texts: str, x: float = 72.0, top: float = 700.0, page: int = 0, **style: bool | float) -> list[Line]:
    """Lines below each other, 14 points apart, in 11 points."""
    return [
        Line(text, x, top - 14 * place, **{"size": 11.0, **style}, page=page)  # type: ignore[arg-type]
        for place, text in enumerate(texts)
    ]


def test_a_wrapped_sentence_is_one_line_again():
    lines = column(
        "You train models that forecast the failures of bearings, deploy them to four",
        "thousand turbines and retrain them where they drift. You carry the pager.",
    )
    assert flowing([lines]) == (
        "You train models that forecast the failures of bearings, deploy them to four "
        "thousand turbines and retrain them where they drift. You carry the pager."
    )


def test_items_stay_apart_and_keep_what_wraps_below_them():
    lines = [
        *column("• Design, build and deploy fraud detection models that score card payments", x=80),
        *column("in real time", x=92, top=686),
        *column("• Monitor models in production", x=80, top=672),
    ]
    assert flowing([lines]).split("\n") == [
        "- Design, build and deploy fraud detection models that score card payments in real time",
        "- Monitor models in production",
    ]


def test_lines_that_end_early_stay_lines():
    assert flowing([column("Senior ML Engineer", "Oakhurst Legal", "Toronto, or remote")]).count("\n") == 2


def test_a_bullet_on_a_line_of_its_own_marks_the_next():
    assert flowing([[*column("•"), *column("Own the ranking models", x=90), *column("2.", "Serve them", top=680)]]).split(
        "\n"
    ) == [
        "- Own the ranking models",
        "2. Serve them",
    ]


def test_bold_and_larger_lines_are_heads():
    lines = [
        Line("ML Engineer", 72, 700, 18),
        *column("Requirements", top=670, bold=True),
        *column("Five years of Python and of models in production, and some of being on call", top=656),
    ]
    assert flowing([lines]).split("\n")[:3] == ["## ML Engineer", "", "## Requirements"]


def test_where_most_is_bold_it_marks_no_head():
    assert "##" not in flowing([column("Own the ranking models", "Serve them", bold=True)])


def test_a_head_that_is_set_like_the_text_is_not_swallowed_by_a_full_line():
    full = "Build continuous integration for models and the registry that all teams are using now"
    assert flowing([column(full, "Requirements", "Python")]).split("\n") == [full, "Requirements", "Python"]


def test_running_heads_are_said_once_and_feet_and_page_numbers_not_at_all():
    def page(number: int) -> list[Line]:
        return [
            Line("Oakhurst Legal, confidential", 72, 760, 9, page=number),
            *column(f"Paragraph {('one', 'two', 'three')[number]} is here.", "It has its own words.", page=number),
            Line(f"Page {number + 1} of 3", 280, 30, 9, page=number),
        ]

    text = flowing([page(0), page(1), page(2)])
    assert text.startswith("Oakhurst Legal, confidential")
    assert text.count("Oakhurst") == 1
    assert "Page" not in text
    assert "Paragraph three is here." in text


def test_a_sentence_goes_on_on_the_next_page():
    first = column("We look for somebody who has run models in production for millions of", top=100)
    second = column("people and has been woken by them.", top=700, page=1)
    assert flowing([first, second]) == f"{first[0].text} {second[0].text}"


def test_columns_are_read_one_after_the_other():
    left = column("Own the retrieval of our search and its", "evaluation, week by week")
    right = column("Python, and one of the clouds that you", "know well", x=320)
    assert flowing([[*left, *right]]).split("\n\n")[-1].split("\n") == [
        "Own the retrieval of our search and its evaluation, week by week",
        "Python, and one of the clouds that you know well",
    ]


def test_no_lines_are_no_text():
    assert flowing([]) == flowing([[]]) == ""


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        ("models in develop-", "ment and", "models in development and"),
        ("we score in real-", "time and", "we score in real-time and"),
        ("end-to-", "end tests", "end-to-end tests"),
        ("decision-", "making", "decision-making"),
        ("machine learn\u00ad", "ing", "machine learning"),
        ("recom-", "mender", "recommender"),
        ("fine-", "tuning", "fine-tuning"),
        ("the GPT-", "4 model", "the GPT-4 model"),
        ("serve", "them", "serve them"),
        ("short-", "and long-term plans", "short- and long-term plans"),
        ("Machine-", "Learning-Modelle", "Machine-Learning-Modelle"),
        ("a satellite or smart-", "meter", "a satellite or smart-meter"),
        ("€72,000–", "€88,000", "€72,000–€88,000"),
        ("the lab –", "Zurich", "the lab – Zurich"),
    ],
)
def test_cut_words_are_whole_and_compounds_keep_their_hyphen(before: str, after: str, whole: str):
    assert joined(before, after, {"recommender"}) == whole


@pytest.mark.parametrize(
    ("line", "mark", "rest"),
    [
        ("• Own it", "•", "Own it"),
        ("– Own it", "–", "Own it"),
        ("➢ Own it", "➢", "Own it"),
        ("o Own it", "o", "Own it"),
        ("3. Own it", "3.", "Own it"),
        ("a) Own it", "a)", "Own it"),
        ("o own it", "", "o own it"),
        ("$200k base", "", "$200k base"),
        ("+ bonus", "", "+ bonus"),
        ("-40% latency", "", "-40% latency"),
        ("2026 was good", "", "2026 was good"),
        ("C++ and Go", "", "C++ and Go"),
    ],
)
def test_what_begins_an_item(line: str, mark: str, rest: str):
    assert split_mark(line) == (mark, rest)


def test_letters_are_taken_apart_and_symbol_fonts_read():
    assert clean("e\ufb03cient \uf0b7 \x7f a\xa0b\0") == "efficient • • a b"


WORDS = st.lists(st.text("abcdeABCDE", min_size=1, max_size=12), min_size=1, max_size=14).map(" ".join)
PLACES = st.floats(0, 800, allow_nan=False)
LINES = st.builds(Line, WORDS, PLACES, PLACES, st.floats(0, 30), st.booleans(), st.booleans())


@given(st.lists(LINES, max_size=30))
def test_wherever_lines_stand_no_word_is_lost_and_none_changes_its_place(lines: list[Line]):
    said = [word for line in lines for word in line.text.split()]
    assert [word for word in flowing([lines]).split() if word not in {"-", "##"}] == said


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        ("the bank's pol-", "icy", "the bank's policy"),
        ("customers in-", "clude", "customers include"),
        ("im lau-", "fenden Betrieb", "im laufenden Betrieb"),
        ("one week of on-", "call", "one week of on-call"),
        ("state-of-the-", "art", "state-of-the-art"),
        ("GPU-", "bound", "GPU-bound"),
        ("open-", "weight models", "open-weight models"),
        ("gradient-", "boosted", "gradient-boosted"),
    ],
)
def test_where_a_text_cuts_words_what_is_no_compound_is_a_word_again(before: str, after: str, whole: str):
    assert joined(before, after, {"gradient", "boosted"}, hyphenates=True) == whole


def test_words_that_are_surely_cut_tell_that_the_others_are_too():
    lines = column(
        "You train the models that say whether a card payment may go through, you moni-",
        "tor them, and you deploy them together with the people of the data engi-",
        "neering team, who document each of them by the bank's model-risk pol-",
        "icy, and you take part in a rotation of six people with one week of on-",
        "call in six.",
    )
    said = flowing([lines])
    assert all(word in said for word in ("monitor", "engineering", "policy", "on-call"))


def test_a_compound_keeps_its_hyphen_where_no_word_is_cut():
    lines = column(
        "You measure what the models earn, with data from the smart meters of a large co-",
        "operative, and you write down what you have found so that others may repeat it.",
    )
    assert "co-operative" in flowing([lines])


def test_a_head_that_needs_two_lines_is_one():
    title = [Line("Staff Machine Learning Engineer for the", 72, 720, 22), Line("Recommendations", 72, 694, 22)]
    text = column("Thirty-one per cent of what we sell is found by a model that nobody has touched.", top=660)
    assert flowing([[*title, *text]]).startswith("## Staff Machine Learning Engineer for the Recommendations\n\nThirty")


def test_what_stands_above_two_columns_does_not_widen_them():
    above = column("We answer the questions of lawyers from nine million documents, and have done so since 2017.", top=714)
    left = column("Own the retrieval of our search. Its", "Tuesday evaluation is yours as well, and", "so is the index.", top=690)
    right = column("Python, and one of the clouds that you", "know well", x=320, top=690)
    assert "search. Its Tuesday evaluation is yours as well, and so is the index." in flowing([[*above, *left, *right]])


def test_a_narrow_column_of_sentences_flows_and_one_of_names_does_not():
    items = [
        Line("What we look for", 60, 700, 11, bold=True),
        Line("Years of building", 80, 686, 11, dotted=True),
        Line("software with and", 80, 672, 11),
        Line("for lawyers", 80, 658, 11),
        Line("Clear writing of", 80, 644, 11, dotted=True),
        Line("documents", 80, 630, 11),
    ]
    text = column("Beside it stands what the company does, in lines that are a good deal longer.", x=250)
    said = flowing([[*items, *text]]).split("\n")
    assert "- Years of building software with and for lawyers" in said
    assert "- Clear writing of documents" in said
    assert flowing([column("python and go", "kubernetes", "apache spark", "terraform")]).count("\n") == 3


def test_a_table_whose_labels_stand_beside_their_text_is_read_label_by_label():
    lines = [
        Line("Requirements", 60, 700, 11),
        Line(
            "Four years of machine-learning systems in production, in a team of engineers", 200, 700, 11, dotted=True, cell=True
        ),
        Line("that is on call", 200, 686, 11),
        Line("About us", 60, 660, 11),
        Line("Every second nine hundred card payments ask us whether they may go through, and", 200, 660, 11, cell=True),
        Line("we answer.", 200, 646, 11),
        Line("Location", 60, 620, 11),
        Line("Dublin", 200, 620, 11, cell=True),
    ]
    assert [line for line in flowing([lines]).split("\n") if line] == [
        "Requirements",
        "- Four years of machine-learning systems in production, in a team of engineers that is on call",
        "About us",
        "Every second nine hundred card payments ask us whether they may go through, and we answer.",
        "Location Dublin",
    ]


def test_letters_that_stand_apart_are_words():
    assert unspaced("W H A T  Y O U  D O") == "WHAT YOU DO"
    assert unspaced("A B C") == "A B C"
    assert unspaced("R & D in the lab") == "R & D in the lab"


def test_ligatures_of_tex_are_letters():
    assert clean("de\x1cne the work\x1dow of an o\x1ece") == "define the workflow of an office"


def test_a_page_that_holds_its_number_alone_says_nothing():
    number = Line("Page 2 of 2", 280, 30, 9, page=1)
    assert flowing([column("Own the ranking models", "Serve them"), [number]]) == "Own the ranking models\nServe them"


def test_a_sentence_goes_on_in_brackets():
    lines = column(
        "Define the metrics for growth and retention, and the dashboards that show them",
        "(Looker, dbt)",
        "What else is there",
    )
    assert flowing([lines]).split("\n")[0].endswith("that show them (Looker, dbt)")
